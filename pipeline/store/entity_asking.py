"""What tells whether a name is a question for an analyst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.linked import CURRENT
from pipeline.store.schema import mentions

_M = mentions.c
NAMED = ("person", "place", "country", "region")
FEWEST = 2
"""Mentions of a name that is no slip of the model."""


def names_of_persons_and_places(connection: Connection) -> list[str]:
    """Return the names of persons, places, countries and regions in current documents, sorted."""
    query = (
        sa.select(_M.name)
        .select_from(CURRENT)
        .where(_M.type.in_(NAMED))
        .group_by(_M.name)
        .having(sa.func.count() >= FEWEST)
        .order_by(_M.name)
    )
    return list(connection.scalars(query))


def first_documents(
    connection: Connection, local_ids: Collection[str], limit: int
) -> dict[str, list[str]]:
    """Return the ids of the first current documents that give each id, at most `limit` of each."""
    query = (
        sa.select(_M.entity_id, _M.document_id)
        .distinct()
        .select_from(CURRENT)
        .where(_M.entity_id.in_(sorted(local_ids)))
        .order_by(_M.entity_id, _M.document_id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for id_, document_id in connection.execute(query):
        if len(found[id_]) < limit:
            found[id_].append(document_id)
    return dict(found)
