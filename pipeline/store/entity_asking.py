"""What tells whether a name is a question for an analyst."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.linked import CURRENT
from pipeline.store.schema import documents, mentions

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


def some_documents(connection: Connection, limit: int) -> list[str]:
    """Return ids of current documents, the same ones for the same documents; at most `limit`."""
    query = sa.select(documents.c.document_id).where(documents.c.is_current)
    return list(connection.scalars(query.order_by(documents.c.document_id).limit(limit)))
