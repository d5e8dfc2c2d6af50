"""Tell what the next visit to a source would fetch: its indexes are read, its items are not."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Lead, Window, document_id
from pipeline.settings import Workspace
from pipeline.sources import read_source
from pipeline.steps.context import utc_now
from pipeline.steps.trying.asking import Asker, Say, asking, quiet
from pipeline.steps.trying.indexes import Indexes, Wanted, read_indexes
from pipeline.steps.trying.trial import IndexTry
from pipeline.store import Store, captures
from pipeline.store.frontier import Address, Horizon, load_addresses, load_due
from pipeline.store.holders import holders

MOST_INDEXES = 25
"""Index pages read for one preview."""
MOST_DUE = 1_000_000
"""Addresses of earlier visits that are counted."""
ANSWER_S = 0.5
"""What one answer takes besides the pause before it; a guess, for an estimate."""
FOREVER = 1 << 62
"""Items wanted of the indexes: all."""

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


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next visit to one source would do."""

    source: Source
    items: tuple[Foreseen, ...] = ()
    """In the order of the indexes."""
    indexes: tuple[IndexTry, ...] = ()
    n_unread: int = 0
    """Index pages that were named and, this once, not read."""
    problem: str = ""

    def count(self, fate: str) -> int:
        """Return how many items have a fate."""
        return Counter(item.fate for item in self.items)[fate]

    @property
    def n_asked(self) -> int:
        """Items that would be asked for."""
        return sum(item.is_asked and item.fate in ("new", "again") for item in self.items)

    @property
    def seconds(self) -> float:
        """How long asking for them and for the indexes takes, at the card's pace."""
        n_asked = self.n_asked + len(self.indexes) + self.n_unread
        n = min(n_asked, self.source.manners.max_requests)
        return n * (self.source.manners.delay_s + ANSWER_S)


def preview_sources(
    workspace: Workspace,
    sources: Sequence[Source],
    window: Window | None = None,
    say: Say = quiet,
) -> list[Preview]:
    """Preview sources, those on the web side by side; `say` is told each address asked for.

    Raises:
        UsageError: A source is on the web and the settings name nobody who asks.
    """
    wanted = window or Window()
    local = {one.id: _preview_local(workspace, one) for one in sources if not one.is_web}
    on_web = [one for one in sources if one.is_web]
    seen = asyncio.run(_preview_web(workspace, on_web, wanted, say)) if on_web else []
    every = local | {one.source.id: one for one in seen}
    return [every[one.id] for one in sources]


def _preview_local(workspace: Workspace, source: Source) -> Preview:
    """Tell which items of files are new or changed; their bytes are read, not kept."""
    try:
        items = read_source(source, workspace.root, workspace.settings.max_item_bytes)
        found = {item.locator: _digest(item) for item in items if isinstance(item, Item)}
    except DeclarationError as error:
        return Preview(source, problem=str(error))
    with Store(workspace.database_url) as store, store.read() as connection:
        known = captures.held(connection, [document_id(one) for one in found])
    foreseen = []
    for locator, digest in found.items():
        last = known.get(document_id(locator))
        fate = "new" if last is None else "known" if last.sha256 == digest else "again"
        foreseen.append(Foreseen(locator, fate, is_asked=False))
    return Preview(source, tuple(foreseen))


def _digest(item: Item) -> str:
    return sha256(item.body).hexdigest()


async def _preview_web(
    workspace: Workspace, sources: Sequence[Source], window: Window, say: Say
) -> list[Preview]:
    async with asking(workspace, say) as asker:
        every = (_preview_one(workspace, source, window, asker) for source in sources)
        return list(await asyncio.gather(*every))


async def _preview_one(
    workspace: Workspace, source: Source, window: Window, asker: Asker
) -> Preview:
    try:
        found = await read_indexes(
            source, workspace.root, asker, Wanted(FOREVER, MOST_INDEXES, window)
        )
    except DeclarationError as error:
        return Preview(source, problem=str(error))
    return Preview(
        source,
        tuple(_foreseen(workspace, source, found)),
        tuple(found.tries),
        n_unread=len({lead.url for lead in found.waiting}),
    )


def _foreseen(workspace: Workspace, source: Source, found: Indexes) -> list[Foreseen]:
    now = utc_now()
    horizon = Horizon(now=now, until=now, began=now, is_index=False)
    with Store(workspace.database_url) as store, store.read() as connection:
        known = load_addresses(connection, source.id, list(found.leads))
        due = {one.url: one for one in load_due(connection, source.id, horizon, MOST_DUE)}
        others = {one.url for one in holders(connection, source.id, list(found.leads))}
        held = captures.held(connection, [document_id(locator) for locator in found.items])
    seen = [
        Foreseen(
            url,
            "elsewhere" if url in others else _fate(lead, known.get(url), url in due),
            _said(lead),
        )
        for url, lead in found.leads.items()
    ]
    seen += [
        Foreseen(
            locator,
            _fate_of_item(source, item, held.get(document_id(locator))),
            _titled(item),
            is_asked=False,
        )
        for locator, item in found.items.items()
    ]
    return seen + [
        Foreseen(url, "again" if one.fetched_at else "new", "left by an earlier visit")
        for url, one in due.items()
        if url not in found.leads
    ]


def _fate_of_item(source: Source, item: Item, held: captures.Held | None) -> str:
    """Return what becomes of a file or record, which is there whole."""
    if held is None:
        return "new"
    if held.source_id != source.id:
        return "elsewhere"
    return "known" if held.sha256 == sha256(item.body).hexdigest() else "again"


def _fate(lead: Lead, known: Address | None, is_due: bool) -> str:
    """Return what becomes of an address that an index names."""
    if known is None:
        return "new"
    if is_due:
        return "again" if known.fetched_at else "new"
    if known.state == "elsewhere":
        return "again"
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
