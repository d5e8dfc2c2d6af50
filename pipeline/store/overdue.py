"""What was to be looked at again and was not."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.frontier import ASKED_AGAIN, stamp
from pipeline.store.web_schema import frontier

_F = frontier.c


def count_overdue(connection: Connection, source_id: str, began: dt.datetime) -> int:
    """Return how many items were to be asked again when a visit began, and were not."""
    at = stamp(began)
    among = (_F.source_id == source_id) & (_F.role != "index") & _F.state.in_(ASKED_AGAIN)
    is_overdue = (_F.next_try_at <= at) & (_F.last_try_at < at)
    query = sa.select(sa.func.count()).select_from(frontier).where(among, is_overdue)
    return connection.scalar(query) or 0
