"""Columns of the whole corpus, without texts: what trends are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.entities import load_entities
from pipeline.store.schema import document_topics, documents, families, mentions, tags, topics


def dated_documents(connection: Connection) -> pd.DataFrame:
    """Return one row a document.

    Returns:
        document_id; published (ISO 8601 text or None); published_precision;
        published_confidence (0 to 1); language; family_id; family_weight (1 / size of the
        family). Sorted by document_id.
    """
    query = (
        sa.select(
            documents.c.document_id,
            documents.c.published,
            documents.c.published_precision,
            documents.c.published_confidence,
            documents.c.language,
            sa.func.coalesce(families.c.family_id, documents.c.document_id),
        )
        .select_from(
            documents.outerjoin(families, families.c.document_id == documents.c.document_id)
        )
        .where(documents.c.is_current)
        .order_by(documents.c.document_id)
    )
    columns = ["document_id", "published", "published_precision", "published_confidence"]
    frame = _frame(connection, query, [*columns, "language", "family_id"])
    size = frame.groupby("family_id")["document_id"].transform("size")
    return frame.assign(family_weight=1.0 / size)


def labelling_tables(connection: Connection) -> dict[str, pd.DataFrame]:
    """Return the frames that tell which document counts for which series.

    Returns:
        tags (document_id, scheme, concept_id, origin, score), document_topics (document_id,
        topic_id, share), topics (topic_id, label), mentions (document_id, entity_id, via,
        inside; doubles left out), entities (entity_id, type, name).
    """
    of_current = documents.c.document_id
    t, d, m = tags.c, document_topics.c, mentions.c
    return {
        "tags": _frame(
            connection,
            sa.select(t.document_id, t.scheme, t.concept_id, t.origin, t.score)
            .join(documents, (of_current == t.document_id) & documents.c.is_current)
            .where(t.scheme != "keywords"),
            ["document_id", "scheme", "concept_id", "origin", "score"],
        ),
        "document_topics": _frame(
            connection,
            sa.select(d.document_id, d.topic_id, d.share),
            ["document_id", "topic_id", "share"],
        ),
        "topics": _frame(
            connection, sa.select(topics.c.topic_id, topics.c.label), ["topic_id", "label"]
        ),
        "mentions": _frame(
            connection,
            sa.select(m.document_id, m.entity_id, m.via, m.inside)
            .join(documents, (of_current == m.document_id) & documents.c.is_current)
            .distinct(),
            ["document_id", "entity_id", "via", "inside"],
        ),
        "entities": pd.DataFrame(
            [(e["entity_id"], e["type"], e["name"]) for e in load_entities(connection)],
            columns=["entity_id", "type", "name"],
        ),
    }


def _frame(connection: Connection, query: sa.Select[Any], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(connection.execute(query).all(), columns=list(columns))
