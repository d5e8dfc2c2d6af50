"""Items that indexes named before, and name again or no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import LeadState, Role
from pipeline.store.frontier import Address, stamp
from pipeline.store.upsert import one_of
from pipeline.store.web_schema import frontier

_F = frontier.c


class Known(NamedTuple):
    """What of an address tells whether an index says anything new of it."""

    url: str
    role: Role
    state: LeadState
    stated: str
    found_visit: int
    listed_visit: int


def load_known(connection: Connection, source_id: str, urls: Iterable[str]) -> list[Known]:
    """Return what a source's frontier holds of the given addresses, in any order."""
    columns = [_F[name] for name in Known._fields]
    query = sa.select(*columns).where(_F.source_id == source_id, one_of(connection, _F.url, urls))
    return [Known(*row) for row in connection.execute(query).all()]


def relist(connection: Connection, source_id: str, urls: Sequence[str], number: int) -> None:
    """Note that addresses are named in a visit, and that nothing else of them has changed."""
    if urls:
        among = (_F.source_id == source_id) & one_of(connection, _F.url, urls)
        connection.execute(frontier.update().where(among).values(listed_visit=number))


def list_again(connection: Connection, index: Address, visit: int) -> None:
    """Note that what an index named when it was last read is named in a visit, too."""
    among = (_F.source_id == index.source_id) & (_F.parent == index.url) & (_F.role == "page")
    last = connection.scalar(sa.select(sa.func.max(_F.listed_visit)).where(among))
    if last is not None and last < visit:
        named = among & (_F.listed_visit == last)
        connection.execute(frontier.update().where(named).values(listed_visit=visit))


def ask_unlisted(
    connection: Connection, source_id: str, since: int, visit: tuple[int, dt.datetime]
) -> int:
    """Make pages due that were listed by a full look since a visit, but not by this one.

    Args:
        connection: Of the store.
        source_id: Of the source.
        since: Number of the last visit that was full.
        visit: Number of this one, and when it began: what was asked since is known.
    """
    number, began = visit
    missing = (
        (_F.source_id == source_id)
        & (_F.role == "page")
        & _F.state.in_(("done", "alias"))
        & (_F.listed_visit >= since)
        & (_F.listed_visit < number)
        & (_F.last_try_at < stamp(began))
    )
    due = {"state": "due", "next_try_at": None}
    return connection.execute(frontier.update().where(missing).values(due)).rowcount


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
