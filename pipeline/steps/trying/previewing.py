"""Tell what the next visit to a source would fetch: its indexes are read, its items are not."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Window, document_id
from pipeline.settings import Workspace
from pipeline.sources import read_source
from pipeline.steps.trying.asking import Asker, Say, asking, quiet
from pipeline.steps.trying.fates import Foreseen, digest_of, fate_of_item, foresee
from pipeline.steps.trying.indexes import Wanted, read_indexes
from pipeline.steps.trying.trial import IndexTry
from pipeline.store import Store, captures

MOST_INDEXES = 25
"""Index pages read for one preview."""
ANSWER_S = 0.5
"""What one answer takes besides the pause before it; a guess, for an estimate."""
FOREVER = 1 << 62
"""Items wanted of the indexes: all."""


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
        read = read_source(source, workspace.root, workspace.settings.max_item_bytes)
        found = {item.locator: digest_of(item) for item in read if isinstance(item, Item)}
    except DeclarationError as error:
        return Preview(source, problem=str(error))
    with Store(workspace.database_url) as store, store.read() as connection:
        held = captures.held(connection, [document_id(one) for one in found])
    foreseen = (
        Foreseen(url, fate_of_item(source, digest, held.get(document_id(url))), is_asked=False)
        for url, digest in found.items()
    )
    return Preview(source, tuple(foreseen))


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
        tuple(foresee(workspace, source, found)),
        tuple(found.tries),
        n_unread=len({lead.url for lead in found.waiting}),
    )
