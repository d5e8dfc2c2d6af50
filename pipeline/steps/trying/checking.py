"""Try sources: read a few items of each as a run would, and keep nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.settings import Workspace
from pipeline.sources import read_source
from pipeline.steps.trying.asking import Asker, Say, asking, quiet, spread
from pipeline.steps.trying.indexes import Indexes, Wanted, read_indexes
from pipeline.steps.trying.marks import changing_parameters
from pipeline.steps.trying.pages import try_item, try_page
from pipeline.steps.trying.selecting import listing_finds, listing_hints, page_hints, parsed
from pipeline.steps.trying.trial import PageTry, Trial
from pipeline.steps.trying.wordpress_types import existing_types


def try_sources(
    workspace: Workspace, sources: Sequence[Source], n: int, say: Say = quiet
) -> list[Trial]:
    """Try sources, those on the web side by side.

    Args:
        workspace: Whose settings say who asks, and whose vocabularies cleaning knows.
        sources: Cards.
        n: Items of each.
        say: Told each address that is asked for.

    Returns:
        One trial a source, in the given order.

    Raises:
        UsageError: A source is on the web and the settings name nobody who asks.
    """
    of_files = {one.id: _try_local(workspace, one, n) for one in sources if not one.is_web}
    on_web = [one for one in sources if one.is_web]
    tried = asyncio.run(_try_web(workspace, on_web, n, say)) if on_web else []
    every = of_files | {one.source.id: one for one in tried}
    return [every[one.id] for one in sources]


def _try_local(workspace: Workspace, source: Source, n: int) -> Trial:
    try:
        items = read_source(source, workspace.root, workspace.settings.max_item_bytes)
        pages = tuple(try_item(workspace, source, item) for item in islice(items, n))
    except DeclarationError as error:
        return Trial(source, problem=str(error))
    problem = "" if pages else f"nothing is there to read; look at 'path' ({source.path})"
    return Trial(source, pages=pages, n_listed=len(pages), problem=problem)


async def _try_web(
    workspace: Workspace, sources: Sequence[Source], n: int, say: Say
) -> list[Trial]:
    async with asking(workspace, say) as asker:
        return list(await asyncio.gather(*(try_one(workspace, one, n, asker) for one in sources)))


async def try_one(workspace: Workspace, source: Source, n: int, asker: Asker) -> Trial:
    """Try one source on the web through an open asker."""
    try:
        found = await read_indexes(source, workspace.root, asker, Wanted(n))
    except DeclarationError as error:
        return Trial(source, problem=str(error))
    types = await existing_types(source, found.tries, asker)
    items = list(found.items.values())
    tries = [try_item(workspace, source, items[at]) for at in spread(list(found.items), n)]
    leads = list(found.leads.values())
    pages: list[BeautifulSoup] = []
    for at in spread(list(found.leads), n - len(tries)):
        tried, page = await try_page(workspace, source, leads[at], asker)
        tries.append(tried)
        pages += [page] if page is not None else []
    trial = _trial(source, found, tries, pages)
    marks = await changing_parameters(source, workspace.root, found.leads, asker)
    return replace(trial, hints=(*trial.hints, *types), marks=marks)


def _trial(
    source: Source, found: Indexes, tries: Sequence[PageTry], pages: Sequence[BeautifulSoup]
) -> Trial:
    first = found.first if source.kind == "listing" else None
    index = parsed(first.body) if first else None
    hints = page_hints(pages) if len(pages) > 1 else ()
    return Trial(
        source,
        indexes=tuple(found.tries),
        pages=tuple(tries),
        finds=listing_finds(index, source) if index else (),
        hints=(*hints, *listing_hints(index, first)) if index and first else hints,
        n_listed=found.n_listed,
        n_unread=len({lead.url for lead in found.waiting}),
        rejected=tuple(found.rejected),
        problem=_problem(source, found),
    )


def _problem(source: Source, found: Indexes) -> str:
    """Return why nothing could be asked for at all; empty where something could."""
    if found.tries or found.n_listed:
        return ""
    told = found.rejected[0].detail if found.rejected else "it names nothing to begin with"
    where = urlsplit(source.url[0]).netloc if source.url else source.path
    return f"{where}: {told}"
