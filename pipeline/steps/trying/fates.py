"""What becomes of each item that a source's indexes name, were it visited now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from pipeline.declarations import Source
from pipeline.records import Item, Lead, document_id
from pipeline.settings import Workspace
from pipeline.steps.context import utc_now
from pipeline.steps.trying.indexes import Indexes
from pipeline.store import Store, captures
from pipeline.store.frontier import Address, Horizon, load_addresses, load_due
from pipeline.store.holders import HAS, holders

MOST_DUE = 1_000_000
"""Addresses of earlier visits that are counted."""
FATES = ("new", "again", "known", "waiting", "elsewhere")
"""new: never seen; again: known, and asked for changes, or (files, records) changed; known: not
asked this time, or not changed; waiting: failed before, and not yet tried again; elsewhere: another
source holds it."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One item that the next visit meets."""

    url: str
    fate: str
    said: str = ""
    """What the index says of it: its date, its title."""
    is_asked: bool = True
    """A request of its own is needed to have it."""


def foresee(workspace: Workspace, source: Source, found: Indexes) -> list[Foreseen]:
    """Return all that indexes name, and what earlier visits left, with what becomes of each."""
    now = utc_now()
    horizon = Horizon(now=now, until=now, began=now, is_index=False)
    with Store(workspace.database_url) as store, store.read() as connection:
        known = load_addresses(connection, source.id, list(found.leads))
        due = {one.url: one for one in load_due(connection, source.id, horizon, MOST_DUE)}
        others = holders(connection, source.id, list(found.leads))
        held = captures.held(connection, [document_id(locator) for locator in found.items])
    of_others = {one.url for one in others if one.state in (*HAS, "due")}
    seen = []
    for url, lead in found.leads.items():
        fate = "elsewhere" if url in of_others else _fate(lead, known.get(url), url in due)
        seen.append(Foreseen(url, fate, _said(lead)))
    for url, item in found.items.items():
        fate = fate_of_item(source, digest_of(item), held.get(document_id(url)))
        seen.append(Foreseen(url, fate, _titled(item), is_asked=False))
    return seen + [
        Foreseen(url, "again" if one.fetched_at else "new", "left by an earlier visit")
        for url, one in due.items()
        if url not in found.leads
    ]


def digest_of(item: Item) -> str:
    """Return what tells one body of an item from another."""
    return sha256(item.body).hexdigest()


def fate_of_item(source: Source, digest: str, held: captures.Held | None) -> str:
    """Return what becomes of a file or record, which is there whole."""
    if held is None:
        return "new"
    if held.source_id != source.id:
        return "elsewhere"
    return "known" if held.sha256 == digest else "again"


def _fate(lead: Lead, known: Address | None, is_due: bool) -> str:
    """Return what becomes of an address that an index names."""
    if known is None:
        return "new"
    if is_due:
        return "again" if known.fetched_at else "new"
    if known.state == "elsewhere" and known.alias_of:  # of a page that another source has
        return "elsewhere"
    if known.state == "elsewhere":  # and is none of others' any more
        return "again" if known.fetched_at else "new"
    if known.state in ("due", "failed"):
        return "waiting"
    is_newer = bool(lead.stated) and lead.stated != known.stated
    return "again" if is_newer else "known"


def _said(lead: Lead) -> str:
    said = dict(lead.hints)
    parts = [value for name, value in said.items() if name.endswith(("-date", "-title"))]
    return " ".join(parts or ([lead.stated] if lead.stated else []))


def _titled(item: Item) -> str:
    """Return date and title of a record."""
    try:
        record = json.loads(item.body)
    except ValueError:
        return ""
    return " ".join(str(record[key]) for key in ("published", "title") if record.get(key))
