"""Visits: one look of one run at one source, with what it counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Visit
from pipeline.store.upsert import upsert
from pipeline.store.web_schema import visits

READ = ("done", "cut")
"""How visits end that came to read anything; one that was killed is "cut" as well."""


def load_visits(connection: Connection, source_id: str, newest: int = 400) -> list[Visit]:
    """Return the last visits of a source, the oldest of them first."""
    v = visits.c
    query = sa.select(visits).where(v.source_id == source_id).order_by(v.number.desc())
    return [_visit(row) for row in connection.execute(query.limit(newest))][::-1]


def load_past(connection: Connection, source_id: str) -> list[Visit]:
    """Return the last visits of a source, the last that looked at the whole among them.

    It stands in front where it is older than they are: a place may be visited every hour.
    """
    past = load_visits(connection, source_id)
    if not past or any(_is_whole(one) for one in past):
        return past
    v = visits.c
    is_whole = v.is_full & (v.n_index_failed == 0) & v.status.in_(READ)
    before = (v.source_id == source_id) & (v.number < past[0].number) & is_whole
    query = sa.select(visits).where(before).order_by(v.number.desc()).limit(1)
    return [*(_visit(row) for row in connection.execute(query)), *past]


def count_back(connection: Connection, source_id: str, since: dt.datetime) -> int:
    """Return how many of the last visits it takes to see a day and the last news; all without any.

    Args:
        connection: Of the store.
        source_id: Of the source.
        since: All visits since are wanted, by their numbers.
    """
    v = visits.c
    is_since = v.started_at >= since.isoformat(timespec="seconds")
    query = sa.select(
        sa.func.max(v.number),
        sa.func.min(v.number).filter(is_since),
        sa.func.max(v.number).filter(v.n_new > 0),
    ).where(v.source_id == source_id)
    last, first, news = connection.execute(query).one()
    return 1 + last - min(first or last, news or 1) if last else 0


def _is_whole(visit: Visit) -> bool:
    return visit.is_full and not visit.n_index_failed and visit.status in READ


def load_visits_of_run(connection: Connection, run_id: str) -> list[Visit]:
    """Return the visits of a run in order of their sources."""
    v = visits.c
    query = sa.select(visits).where(v.run_id == run_id).order_by(v.source_id, v.number)
    return [_visit(row) for row in connection.execute(query)]


def open_visits(connection: Connection) -> list[Visit]:
    """Return the visits that are not ended: under way, or cut off by a kill."""
    v = visits.c
    query = sa.select(visits).where(v.status == "running").order_by(v.source_id, v.number)
    return [_visit(row) for row in connection.execute(query)]


def begin_visit(connection: Connection, source_id: str, run_id: str, now: dt.datetime) -> Visit:
    """Enter a visit; one that a kill left running is cut, whatever it had seen."""
    v = visits.c
    is_open = (v.source_id == source_id) & (v.status == "running")
    connection.execute(visits.update().where(is_open).values(status="cut"))
    last = connection.scalar(sa.select(sa.func.max(v.number)).where(v.source_id == source_id)) or 0
    visit = Visit(source_id, last + 1, run_id, now, None, "running", is_full=False)
    put_visits(connection, [visit])
    return visit


def put_visits(connection: Connection, changed: Sequence[Visit]) -> None:
    """Store visits as they stand."""
    upsert(connection, visits, [_row(visit) for visit in changed])


def _row(visit: Visit) -> dict[str, Any]:
    ended = visit.finished_at.isoformat(timespec="seconds") if visit.finished_at else None
    started = visit.started_at.isoformat(timespec="seconds")
    return asdict(visit) | {"started_at": started, "finished_at": ended}


def _visit(row: Row[Any]) -> Visit:
    values: dict[str, Any] = dict(row._mapping)
    values["started_at"] = dt.datetime.fromisoformat(row.started_at)
    if row.finished_at:
        values["finished_at"] = dt.datetime.fromisoformat(row.finished_at)
    return Visit(**values)
