"""Entities: what the mentions of all documents name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import documents, mentions


def load_entities(
    connection: Connection, types: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Return every entity that a current document mentions, in order of id.

    Args:
        connection: Of the store.
        types: Only these entity types; None: all.

    Returns:
        Rows of entity_id, type, name (the most frequent one; of equals the first in the
        alphabet), n_mentions, n_documents.
    """
    counts = _counts(connection, types)
    best: dict[str, dict[str, Any]] = {}
    for id_, type_, name, n in counts:  # most frequent first within an entity
        row = best.setdefault(id_, {"entity_id": id_, "type": type_, "name": name, "n_mentions": 0})
        row["n_mentions"] += n
    n_documents = _n_documents(connection)
    return [best[id_] | {"n_documents": n_documents[id_]} for id_ in sorted(best)]


def _counts(connection: Connection, types: Sequence[str] | None) -> list[tuple[str, str, str, int]]:
    m = mentions.c
    n = sa.func.count().label("n")
    query = (
        sa.select(m.entity_id, m.type, m.name, n)
        .join(documents, (documents.c.document_id == m.document_id) & documents.c.is_current)
        .group_by(m.entity_id, m.type, m.name)
        .order_by(m.entity_id, n.desc(), m.name, m.type)
    )
    if types is not None:
        query = query.where(m.type.in_(list(types)))
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def _n_documents(connection: Connection) -> dict[str, int]:
    m = mentions.c
    query = (
        sa.select(m.entity_id, sa.func.count(sa.distinct(m.document_id)))
        .join(documents, (documents.c.document_id == m.document_id) & documents.c.is_current)
        .group_by(m.entity_id)
    )
    return {id_: n for id_, n in connection.execute(query)}
