"""The frontier: every address that a source ever named, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Hints, Lead, LeadState, Role, document_id
from pipeline.store.upsert import one_of, upsert
from pipeline.store.web_schema import frontier

ASKED_AGAIN = ("done", "alias", "gone", "failed", "refused", "elsewhere")
"""States of addresses that are asked again when their time has come; what another source has under
the same address has none."""
_TIMES = ("last_try_at", "next_try_at", "fetched_at")
_F = frontier.c


@dataclass(frozen=True, slots=True)
class Address:
    """One row of the frontier; see pipeline.store.web_schema for what its fields mean."""

    source_id: str
    url: str
    role: Role
    state: LeadState = "due"
    hints: Hints = ()
    parent: str = ""
    """Of a file: the page that links it; of a page: the index that named it last."""
    stated: str = ""
    found_visit: int = 0
    listed_visit: int = 0
    ordinal: int = 0
    document_id: str | None = None
    """Of what was captured under this address or the one it is an alias of."""
    alias_of: str = ""
    """Of an alias: the address it leads to; of a page that is done all the same: the address it
    says is the canonical one, which is not believed."""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    n_failures: int = 0
    n_unchanged: int = 0
    n_listed: int = 0
    """Of an index: items it named when it was last read."""
    last_status: int = 0
    last_problem: str = ""
    last_try_at: dt.datetime | None = None
    next_try_at: dt.datetime | None = None
    fetched_at: dt.datetime | None = None

    @property
    def is_copy(self) -> bool:
        """Tell whether it is an alias because its page says so; a redirect has no content."""
        return self.state == "alias" and bool(self.sha256)

    @property
    def lead(self) -> Lead:
        """What the kind of source is told of it."""
        return Lead(self.url, self.role, self.hints, self.parent, self.stated)


@dataclass(frozen=True, slots=True)
class Horizon:
    """What of a source's frontier is wanted next."""

    now: dt.datetime
    until: dt.datetime
    """Addresses that failed are taken up to here."""
    began: dt.datetime
    """Addresses tried since are not asked again for changes."""
    is_index: bool
    after: int = 0
    """Ordinal of the last one seen."""


def load_addresses(
    connection: Connection, source_id: str, urls: Iterable[str]
) -> dict[str, Address]:
    """Return what a source's frontier holds of the given addresses, by address."""
    if not (wanted := sorted(set(urls))):
        return {}
    among = (_F.source_id == source_id) & one_of(connection, _F.url, wanted)
    rows = connection.execute(sa.select(frontier).where(among)).all()
    return {row.url: address_of(row) for row in rows}


def load_due(connection: Connection, source_id: str, wanted: Horizon, limit: int) -> list[Address]:
    """Return addresses to ask now or soon, in order of their ordinal."""
    now, until, began = (stamp(at) for at in (wanted.now, wanted.until, wanted.began))
    is_due = (_F.state == "due") & (_F.next_try_at.is_(None) | (_F.next_try_at <= until))
    untried = _F.last_try_at.is_(None) | (_F.last_try_at < began)
    is_again = _F.state.in_(ASKED_AGAIN) & (_F.next_try_at <= now) & untried
    role = _F.role == "index" if wanted.is_index else _F.role != "index"
    among = (_F.source_id == source_id) & role & (_F.ordinal > wanted.after)
    found: list[Address] = []
    for chosen in (is_due,) if wanted.is_index else (is_due, is_again):  # each by the index
        query = sa.select(frontier).where(among, chosen).order_by(_F.ordinal, _F.url).limit(limit)
        found += [address_of(row) for row in connection.execute(query)]
    return sorted(found, key=lambda row: (row.ordinal, row.url))[:limit]


def put_addresses(connection: Connection, changed: Sequence[Address]) -> None:
    """Store addresses as they stand."""
    upsert(connection, frontier, [_row(address) for address in changed])


def last_ordinal(connection: Connection, source_id: str) -> int:
    """Return the ordinal of the address found last, 0 before the first."""
    query = sa.select(sa.func.max(_F.ordinal)).where(_F.source_id == source_id)
    return connection.scalar(query) or 0


def named_by(connection: Connection, source_id: str, index: str) -> list[Address]:
    """Return the further indexes that an index named when it was last read."""
    among = (_F.source_id == source_id) & (_F.parent == index) & (_F.role == "index")
    query = sa.select(frontier).where(among).order_by(_F.ordinal, _F.url)
    return [address_of(row) for row in connection.execute(query)]


def aliases(connection: Connection, source_id: str, document_id: str) -> list[Address]:
    """Return the aliases under which a document is known, in order of their addresses."""
    among = (_F.document_id == document_id) & (_F.state == "alias")
    query = sa.select(frontier).where(among).order_by(_F.url)
    rows = connection.execute(query)  # with the source in it, SQLite would go through all of it
    return [address_of(row) for row in rows if row.source_id == source_id]


def files_of(connection: Connection, source_id: str, page: str) -> list[Address]:
    """Return the files that a page links, in order of their addresses."""
    among = (_F.source_id == source_id) & (_F.parent == page) & (_F.role == "file")
    query = sa.select(frontier).where(among).order_by(_F.url)
    return [address_of(row) for row in connection.execute(query)]


def indexes(connection: Connection, source_id: str) -> list[Address]:
    """Return all index pages that a source's frontier holds, in order of their addresses."""
    return _in_order(connection, (_F.source_id == source_id) & (_F.role == "index"))


def forget(connection: Connection, source_id: str, urls: Sequence[str]) -> None:
    """Take addresses off a source's frontier."""
    if urls:
        among = (_F.source_id == source_id) & one_of(connection, _F.url, urls)
        connection.execute(frontier.delete().where(among))


def free_copies(connection: Connection, source_id: str, urls: Sequence[str]) -> int:
    """Make due what was taken for copies of addresses; return how much."""
    among = one_of(connection, _F.document_id, map(document_id, urls)) & (_F.state == "alias")
    found = [address_of(row) for row in connection.execute(sa.select(frontier).where(among))]
    copies = [row for row in found if row.source_id == source_id and row.is_copy]
    freed = [replace(row, state="due", next_try_at=None, document_id=None) for row in copies]
    put_addresses(connection, freed)
    return len(freed)


def retry(connection: Connection, source_id: str, urls: Sequence[str]) -> int:
    """Make addresses due at once whose cause of failure may be mended; return how many."""
    values = {"state": "due", "next_try_at": None, "n_failures": 0}
    among = (_F.source_id == source_id) & one_of(connection, _F.url, urls)
    query = frontier.update().where(among, _F.state.in_(("failed", "refused", "gone", "due")))
    return connection.execute(query.values(values)).rowcount


def left(connection: Connection, source_id: str) -> tuple[int, list[Address]]:
    """Return how many items are due, and those among them that failed before."""
    is_left = (_F.source_id == source_id) & (_F.role != "index") & (_F.state == "due")
    n = connection.scalar(sa.select(sa.func.count()).select_from(frontier).where(is_left)) or 0
    return n, _in_order(connection, is_left & (_F.n_failures > 0))


def due_indexes(connection: Connection, source_id: str) -> list[Address]:
    """Return the index pages that are due, in order of their addresses."""
    is_index = (_F.source_id == source_id) & (_F.role == "index")
    return _in_order(connection, is_index & (_F.state == "due"))


def count_failed(connection: Connection, source_id: str, began: dt.datetime) -> int:
    """Return how many items were tried since, and failed the last time."""
    among = (_F.source_id == source_id) & (_F.role != "index") & (_F.last_try_at >= stamp(began))
    is_failed = _F.state.in_(("failed", "refused")) | ((_F.state == "due") & (_F.n_failures > 0))
    query = sa.select(sa.func.count()).select_from(frontier).where(among, is_failed)
    return connection.scalar(query) or 0


def counts(connection: Connection, source_id: str) -> dict[str, int]:
    """Return how many items (no index pages) are in each state, in order of the states' names."""
    query = (
        sa.select(_F.state, sa.func.count())
        .where(_F.source_id == source_id, _F.role != "index")
        .group_by(_F.state)
        .order_by(_F.state)
    )
    return {state: n for state, n in connection.execute(query)}


def _in_order(connection: Connection, among: sa.ColumnElement[bool]) -> list[Address]:
    """Return some of many addresses, sorted here: for the order, SQLite would go through all."""
    rows = connection.execute(sa.select(frontier).where(among)).all()
    return sorted(map(address_of, rows), key=lambda row: row.url)


def stamp(at: dt.datetime | None) -> str | None:
    """Return a time as the frontier holds it."""
    return at.isoformat(timespec="milliseconds") if at else None


def _row(address: Address) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(address, name) for name in Address.__slots__}
    row["hints"] = [list(hint) for hint in address.hints]
    for name in _TIMES:
        row[name] = stamp(row[name])
    return row


def address_of(row: Row[Any]) -> Address:
    """Return an address from its row."""
    values: dict[str, Any] = dict(row._mapping)
    values["hints"] = tuple((name, value) for name, value in row.hints)
    for name in _TIMES:
        if values[name]:
            values[name] = dt.datetime.fromisoformat(values[name])
    return Address(**values)
