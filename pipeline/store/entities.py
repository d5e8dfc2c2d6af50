"""Entities: what the mentions of all documents name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID, TYPE, load_names
from pipeline.store.schema import mentions


def load_entities(
    connection: Connection, types: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Return every entity that a current document mentions, in order of id.

    Args:
        connection: Of the store.
        types: Only these entity types; None: all.

    Returns:
        Rows of entity_id, type, name (the canonical one; where none is known the most frequent, of
        equals the first in the alphabet), n_mentions, n_documents. Mentions are taken as the whole
        corpus understands them: see pipeline.store.linked.
    """
    counts = _counts(connection, types)
    best: dict[str, dict[str, Any]] = {}
    for id_, type_, name, n in counts:  # most frequent first within an entity
        row = best.setdefault(id_, {"entity_id": id_, "type": type_, "name": name, "n_mentions": 0})
        row["n_mentions"] += n
    n_documents = _n_documents(connection)
    names = load_names(connection)
    return [
        best[id_] | {"name": names.get(id_, best[id_]["name"]), "n_documents": n_documents[id_]}
        for id_ in sorted(best)
    ]


def _counts(connection: Connection, types: Sequence[str] | None) -> list[tuple[str, str, str, int]]:
    n, name = sa.func.count().label("n"), mentions.c.name
    query = (
        sa.select(ENTITY_ID, TYPE, name, n)
        .select_from(CURRENT)
        .where(COUNTS)
        .group_by(ENTITY_ID, TYPE, name)
        .order_by(ENTITY_ID, n.desc(), name, TYPE)
    )
    if types is not None:
        query = query.where(TYPE.in_(list(types)))
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def _n_documents(connection: Connection) -> dict[str, int]:
    query = (
        sa.select(ENTITY_ID, sa.func.count(sa.distinct(mentions.c.document_id)))
        .select_from(CURRENT)
        .where(COUNTS)
        .group_by(ENTITY_ID)
    )
    return {id_: n for id_, n in connection.execute(query)}


def count_mentions(connection: Connection) -> tuple[int, int]:
    """Return the number of mentions in current documents, and of entities they name."""
    query = sa.select(sa.func.count(), sa.func.count(sa.distinct(ENTITY_ID)))
    n_mentions, n_entities = connection.execute(query.select_from(CURRENT).where(COUNTS)).one()
    return n_mentions, n_entities
