"""Read the first index pages of a source as a visit would, and note what each of them gives."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.declarations import Source
from pipeline.records import Answer, Failure, Item, Lead, Reading, Rejected, Window
from pipeline.sources import WEB, follow_index
from pipeline.steps.trying.asking import Asker
from pipeline.steps.trying.trial import IndexTry

MOST_INDEXES = 15
"""Index pages read in one trial: of a sitemap of sitemaps the first may hold nothing wanted, and at
the usual pace these take half a minute."""
MOST_LEFT_OUT = 3
ENOUGH_READ = 2
"""Index pages after which the turning of pages has been seen, where there is one address."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a source's indexes to read."""

    n: int
    """Items; index pages are read until they have named so many."""
    most: int = MOST_INDEXES
    """Index pages at most."""
    window: Window = field(default_factory=Window)


@dataclass(slots=True)
class Indexes:
    """What was read so far."""

    tries: list[IndexTry] = field(default_factory=list)
    leads: dict[str, Lead] = field(default_factory=dict)
    """Pages to fetch, by address, in order."""
    items: dict[str, Item] = field(default_factory=dict)
    """Records that need no further request, by locator, in order."""
    rejected: list[Rejected] = field(default_factory=list)
    first: Answer | None = None
    """The first index page that was read."""
    waiting: deque[Lead] = field(default_factory=deque)
    """Index pages that were named and not read."""

    @property
    def n_listed(self) -> int:
        """Number of items named."""
        return len(self.leads) + len(self.items)


async def read_indexes(source: Source, root: Path, asker: Asker, wanted: Wanted) -> Indexes:
    """Read index pages until they have named enough items and a page has been turned.

    Args:
        source: Of a kind whose items are fetched.
        root: The workspace.
        asker: Asks for the pages.
        wanted: How much to read.

    Raises:
        DeclarationError: The card's file of addresses cannot be read.
    """
    found = Indexes()
    begin = WEB[source.kind].starts(source, root, wanted.window)
    _take(found, begin)
    found.rejected.extend(begin.rejected)
    asked: set[str] = set()
    fewest = _fewest(source)
    while found.waiting and len(asked) < wanted.most and not _is_enough(found, wanted.n, fewest):
        lead = found.waiting.popleft()
        if lead.url not in asked:
            asked.add(lead.url)
            await _read(found, source, lead, asker, wanted.window)
    return found


def _fewest(source: Source) -> int:
    """Return how many index pages must be asked for: all the card names, and one turned."""
    n_types = len(source.wordpress.types) if source.kind == "wordpress" else 0
    return max(ENOUGH_READ, len(source.url) + n_types)


def _is_enough(found: Indexes, n: int, fewest: int) -> bool:
    return found.n_listed >= n and len(found.tries) >= fewest


async def _read(found: Indexes, source: Source, lead: Lead, asker: Asker, window: Window) -> None:
    answer = await asker.ask(lead.url, source)
    if isinstance(answer, Failure):
        told = f"{answer.status} {answer.reason}" if answer.status else answer.reason
        found.tries.append(IndexTry(lead.url, told, answer.detail))
        return
    found.first = found.first or answer
    reading = follow_index(source, lead, answer, window)
    wrong = [one for one in reading.rejected if one.locator == lead.url and _is_empty(reading)]
    before = found.n_listed
    _take(found, reading)
    found.rejected += [one for one in reading.rejected if one not in wrong]
    found.tries.append(
        IndexTry(
            url=answer.url,
            answer=f"{answer.status} {answer.media_type}",
            problem=wrong[0].detail if wrong else "",
            n_stated=reading.n_stated,
            n_taken=_n_items(reading),
            n_new=found.n_listed - before,
            n_further=sum(one.role == "index" for one in reading.leads),
            left_out=_left_out(source, lead, answer, window, reading),
        )
    )


def _take(found: Indexes, reading: Reading) -> None:
    for lead in reading.leads:
        if lead.role == "index":
            found.waiting.append(lead)
        elif lead.role == "page":
            found.leads.setdefault(lead.url, lead)
    for item in reading.items:
        found.items.setdefault(item.locator, item)


def _is_empty(reading: Reading) -> bool:
    return not reading.leads and not reading.items


def _n_items(reading: Reading) -> int:
    return sum(one.role == "page" for one in reading.leads) + len(reading.items)


def _left_out(
    source: Source, lead: Lead, answer: Answer, window: Window, reading: Reading
) -> tuple[str, ...]:
    """Return some addresses that the card's patterns leave out, by reading without them."""
    if source.include == ("**/*",) and not source.exclude:
        return ()
    anywhere = source.model_copy(update={"include": ("**/*",), "exclude": ()})
    taken = {one.url for one in reading.leads} | {one.locator for one in reading.items}
    every = follow_index(anywhere, lead, answer, window)
    named = [one.url for one in every.leads if one.role == "page"]
    named += [one.locator for one in every.items]
    return tuple(dict.fromkeys(url for url in named if url not in taken))[:MOST_LEFT_OUT]
