"""Rows of the tables of topics."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.snapshots import format_terms
from pipeline.steps.published_texts import Row, stream
from pipeline.store import schema

SENTENCES_APART = " | "


def topic_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `topics`."""
    t, d = schema.topics, schema.document_topics
    names = _names(connection)
    n = sa.select(sa.func.count()).where(d.c.topic_id == t.c.topic_id).scalar_subquery()
    for row in connection.execute(sa.select(t, n.label("n_documents")).order_by(t.c.topic_id)):
        yield {
            "topic_id": row.topic_id,
            "label": row.label,
            "name": names.get(row.topic_id) or None,
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


def _names(connection: Connection) -> dict[str, str]:
    """Return the last name a person gave, by topic id; empty where it was taken back."""
    t = schema.topic_names.c
    query = sa.select(t.topic_id, t.name).order_by(t.number)
    return {topic_id: name for topic_id, name in connection.execute(query)}


def event_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `topic_events`."""
    t = schema.topic_events
    for row in stream(connection, sa.select(t).order_by(t.c.fit, t.c.ordinal)):
        values = dict(row._mapping)
        yield values | {"other_id": row.other_id or None}
