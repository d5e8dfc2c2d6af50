"""Which of several sources holds an address that all of them name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.frontier import Address, address_of
from pipeline.store.schema import captures
from pipeline.store.upsert import one_of
from pipeline.store.web_schema import frontier

_F = frontier.c
HAS = ("done", "alias")
MAY_GET = ("due", "gone")
IN_VAIN = ("failed", "refused", "gone")
"""States of an address in a source that has it, in one that may get it, and in one that tried and
did not get it."""


def holders(connection: Connection, source_id: str, urls: Iterable[str]) -> list[Address]:
    """Return the rows of other sources that hold, or mean to hold, one of the given addresses."""
    if not (wanted := sorted(set(urls))):
        return []
    query = sa.select(frontier).where(
        one_of(connection, _F.url, wanted),
        _F.source_id != source_id,
        _F.role != "index",
        _F.state != "elsewhere",
    )
    found = [address_of(row) for row in connection.execute(query).all()]
    return sorted(found, key=lambda one: (one.url, one.source_id))


def take_back(
    connection: Connection, source_id: str, declared: Sequence[str], enabled: Sequence[str]
) -> int:
    """Make due what was left to other sources that neither have it nor will; return how much.

    A page that has gone has gone for all: it is taken back when an index names it anew; what was
    taken for its copy is not, and counts for itself. A record that its API gives no more may have a
    page that is still there.

    Args:
        connection: Of the store.
        source_id: Of the source.
        declared: Ids of all sources that have a card.
        enabled: Of those that are visited.
    """
    other = frontier.alias("other")
    is_held = sa.exists().where(
        captures.c.document_id == _F.document_id,
        captures.c.is_current,
        captures.c.gone_at.is_(None),
        captures.c.source_id != source_id,
        captures.c.source_id.in_(declared),
    )
    has_it = other.c.state.in_(HAS) & other.c.source_id.in_(declared)
    is_copy = (_F.alias_of != "") & (_F.sha256 != "")
    will_be = (other.c.state == "due") | (other.c.state.in_(MAY_GET) & ~is_copy)
    may_get_it = will_be & other.c.source_id.in_(enabled)
    is_named = sa.exists().where(
        other.c.url == sa.case((_F.alias_of != "", _F.alias_of), else_=_F.url),
        other.c.source_id != source_id,
        other.c.role != "index",
        has_it | may_get_it,
    )
    mine = (_F.source_id == source_id) & (_F.state == "elsewhere")
    due = {"state": "due", "next_try_at": None, "document_id": None}
    query = frontier.update().where(mine, ~is_held, ~is_named).values(due)
    return connection.execute(query).rowcount
