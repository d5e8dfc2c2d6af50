"""What one visit has in common with those before: items that indexes named then and name now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.web_schema import frontier

_F = frontier.c


def count_relisted(connection: Connection, source_id: str, number: int) -> int:
    """Return how many items that a visit's indexes named had been found by visits before it."""
    query = (
        sa.select(sa.func.count())
        .select_from(frontier)
        .where(
            _F.source_id == source_id,
            _F.role != "index",
            _F.listed_visit == number,
            _F.found_visit < number,
        )
    )
    return connection.scalar(query) or 0
