"""Under which addresses a document was fetched, and what became of addresses without a document."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.errors import UsageError
from pipeline.sources.web.addresses import canonical_url
from pipeline.store.schema import captures
from pipeline.store.web_schema import frontier

_F = frontier.c
_SHOWN = (
    *("source_id", "url", "role", "state", "alias_of", "parent", "found_visit", "listed_visit"),
    *("etag", "last_modified", "last_status", "n_failures", "last_problem"),
    *("last_try_at", "next_try_at", "fetched_at"),
)
_SAID = {
    "due": "it is to be fetched, and was not yet",
    "failed": "it could not be fetched, and is tried again ever more rarely",
    "gone": "its server says that there is nothing",
    "refused": "it may not be fetched",
    "elsewhere": "another source holds it",
    "alias": "it leads to another address",
    "done": "it was fetched, and its capture is gone from the store",
}
"""What the states of the frontier mean for whoever misses a document; see records.LeadState."""


def addresses_of(connection: Connection, document_id: str) -> list[dict[str, Any]]:
    """Return every address that leads to a document, its own first, then aliases in order."""
    columns = [_F[name] for name in _SHOWN]
    query = sa.select(*columns).where(_F.document_id == document_id).order_by(_F.url, _F.source_id)
    found = [dict(row._mapping) for row in connection.execute(query)]
    return sorted(found, key=lambda row: str(row["state"]) == "alias")


def pages_of(connection: Connection, document_id: str) -> list[str]:
    """Return the locators of what links a document as a file, an empty list where nothing does."""
    page = captures.alias()
    query = (
        sa.select(page.c.locator)
        .join(captures, captures.c.part_of == page.c.document_id)
        .where(captures.c.document_id == document_id, captures.c.is_current, page.c.is_current)
    )
    return list(connection.scalars(query.distinct().order_by(page.c.locator)))


def fetched_as(connection: Connection, url: str) -> str | None:
    """Return the id of the document that an address or an alias of it leads to; None: no address.

    Raises:
        UsageError: The address is known, and no document came of it; says why.
    """
    known = _known(connection, url)
    for row in known:
        is_captured = captures.c.is_current & (captures.c.document_id == row.document_id)
        if connection.scalar(sa.select(captures.c.document_id).where(is_captured)):
            return str(row.document_id)
    if known:
        raise UsageError(f"{known[0].url}: {_why(known[0])}")
    return None


def _known(connection: Connection, url: str) -> list[sa.Row[Any]]:
    forms = sorted({url, canonical_url(url)} - {""})
    query = sa.select(frontier).where(_F.url.in_(forms)).order_by(_F.source_id, _F.url)
    found = list(connection.execute(query))
    return sorted(found, key=lambda row: str(row.state) == "elsewhere")


def _why(row: sa.Row[Any]) -> str:
    where = f" ({row.alias_of})" if row.alias_of else ""
    said = f"{_SAID.get(row.state, row.state)}{where}; source {row.source_id}"
    problem = f"; {row.last_problem}" if row.last_problem else ""
    at = row.next_try_at[:16].replace("T", " ") if row.next_try_at else ""
    again = f"; tried again from {at} UTC" if at else ""
    return f"no document, since {said}{problem}{again}"
