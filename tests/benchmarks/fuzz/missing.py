"""What is missing: pages and files that are listed, may be fetched, and are not kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.benchmarks.fuzz.acts import Stage
from tests.benchmarks.fuzz.cards import Card
from tests.benchmarks.fuzz.fates import NOT_TAKEN, fate_of, forbids, is_template
from tests.benchmarks.fuzz.indexes import listed
from tests.benchmarks.fuzz.kept import Kept
from tests.benchmarks.fuzz.theatre import Theatre
from tests.benchmarks.fuzz.web import Article, plain


def fresh(stage: Stage) -> Callable[[Theatre], list[str]]:
    """Publish something on each index; return what tells whether all of it was found at once."""
    new: list[tuple[Card, Article]] = []
    dice = random.Random("fresh")
    for card in stage.cards.values():
        one = stage.web.publish(card.index, dice, stage.now)
        card.index.entries[0].form = "plain"
        is_told = card.index.dates != "frozen" or card.index.kind != "sitemap"
        if card.is_enabled and is_told:
            new.append((card, one))

    def problems(theatre: Theatre) -> list[str]:
        now = theatre.kept()
        return [
            f"fresh {one.url} of {card.id} was not found at once"
            for card, one in new
            if fate_of(stage, card, one.url) == one.mark
            and not is_template(stage, one)
            and one.mark not in now.marks
        ]

    return problems


def missing(stage: Stage, card: Card, now: Kept) -> Iterator[str]:
    """Yield what a source lists and nobody has, though all has been well for long."""
    for entry in listed(stage.web, card.index):
        one = stage.web.articles[entry.key]
        url = one.url if card.index.kind in ("wordpress", "oai") else plain(stage.web.href(entry))
        if card.gives_records:
            is_kept = card.index.kind == "oai" or card.takes(url)
            fate = one.mark if is_kept else NOT_TAKEN
        else:
            fate = fate_of(stage, card, url)
        is_owed = fate == one.mark and not is_template(stage, one)
        if is_owed and fate not in now.marks and not _is_with_disabled(stage, now, one.key):
            yield f"{card.id}: {url} is listed, but {fate} is not kept"
        has_links = not (card.gives_records and card.index.kind == "oai")
        if fate == one.mark and has_links and card.id in _owners(now, fate):
            yield from _missing_files(stage, card, one, now)


def _owners(now: Kept, mark: str) -> set[str]:
    """Return the sources that have a text; by their cards its files are taken."""
    return {one.row.source_id for one in now.live if one.mark == mark}


def _missing_files(stage: Stage, card: Card, one: Article, now: Kept) -> Iterator[str]:
    for file in one.files if card.files else ():
        mark = f"report of {file.url} version {file.version}"
        is_there = card.is_at_home(file.url) and not forbids(stage, file.url)
        is_ours = not (
            _is_with_disabled(stage, now, one.key) or _is_with_disabled(stage, now, "", file.url)
        )
        if file.status == 200 and is_there and is_ours and mark not in now.marks:
            yield f"{card.id}: {file.url} of {one.url} is linked, but {mark} is not kept"


def _is_with_disabled(stage: Stage, now: Kept, key: str, url: str = "") -> bool:
    """Tell whether a source that is switched off has a document: nobody asks for it then."""
    off = {card.id for card in stage.cards.values() if not card.is_enabled}
    return any(
        one.row.source_id in off and (one.key == key if key else one.row.url == url)
        for one in now.current.values()
    )
