"""Times that a clock noted which was ahead: what they say comes later than it should, or never.

One run by a clock that is a year ahead asks for all pages, since all are overdue by it, and would
leave them alone for the year to come, failed ones too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Visit
from pipeline.store.frontier import Address, address_of, put_addresses, stamp
from pipeline.store.web_schema import frontier

AT_ONCE = 1000
_F = frontier.c


def was_ahead(past: Sequence[Visit], now: dt.datetime) -> bool:
    """Tell whether the clock was ahead at the visit before the last, and is no more.

    Of two visits that disagree nobody can tell which one is wrong: a clock may be behind as well,
    and then nothing needs to be done. When a second one agrees with the last, it is known.

    Args:
        past: The visits before, the oldest first.
        now: When this one begins, UTC.
    """
    return len(past) > 1 and past[-1].started_at <= now < past[-2].started_at


def bring_back(connection: Connection, source_id: str, now: dt.datetime) -> int:
    """Let what was asked in days to come have been asked now; return how many addresses.

    What is to come keeps its distance: a page that was to be looked at again after 30 days is so.
    """
    n = 0
    for rows in _ahead(connection, source_id, now):
        put_addresses(connection, [_back(row, now) for row in rows])
        n += len(rows)
    return n


def _ahead(connection: Connection, source_id: str, now: dt.datetime) -> Iterator[list[Address]]:
    """Yield what was asked later than now, a part at a time, in order of addresses."""
    last = ""
    while True:
        among = (_F.source_id == source_id) & (_F.url > last) & (_F.last_try_at > stamp(now))
        query = sa.select(frontier).where(among).order_by(_F.url).limit(AT_ONCE)
        rows = [address_of(row) for row in connection.execute(query)]
        if not rows:
            return
        last = rows[-1].url
        yield rows


def _back(row: Address, now: dt.datetime) -> Address:
    ahead = row.last_try_at - now if row.last_try_at else dt.timedelta()
    return replace(
        row,
        last_try_at=now,
        next_try_at=row.next_try_at - ahead if row.next_try_at else None,
        fetched_at=min(row.fetched_at, now) if row.fetched_at else None,
    )
