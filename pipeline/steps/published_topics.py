"""Rows of the tables of topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.snapshots import format_terms
from pipeline.steps.published_texts import Row
from pipeline.store import topic_schema
from pipeline.store.topic_names import load_names
from pipeline.store.topics import load_events

SENTENCES_APART = " | "


def topic_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `topics`."""
    t, d = topic_schema.topics, topic_schema.document_topics
    names = load_names(connection)
    n = sa.select(sa.func.count()).where(d.c.topic_id == t.c.topic_id).scalar_subquery()
    for row in connection.execute(sa.select(t, n.label("n_documents")).order_by(t.c.topic_id)):
        yield {
            "topic_id": row.topic_id,
            "label": row.label,
            "name": names.get(row.topic_id),
            "terms": format_terms([(term, weight) for term, weight in row.terms]),
            "phrases": "; ".join(row.phrases) or None,
            "themes": format_terms(row.themes, 2) or None,
            "examples": " ".join(passage_id for passage_id, _ in row.examples) or None,
            "example_sentences": SENTENCES_APART.join(said for _, said in row.examples) or None,
            "n_passages": row.n_passages,
            "n_documents": row.n_documents,
            "x": row.x,
            "y": row.y,
        }


def event_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `topic_events`."""
    fits = groupby(load_events(connection), key=lambda event: event.fit)
    for _, events in fits:
        for ordinal, event in enumerate(events):
            yield asdict(event) | {"ordinal": ordinal}
