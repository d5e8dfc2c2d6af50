"""Items that indexes named before and name again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import LeadState, Role
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
