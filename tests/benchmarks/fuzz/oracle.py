"""What must hold in the end of what is kept: from the web and the cards, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.records import document_id
from tests.benchmarks.fuzz.acts import Stage
from tests.benchmarks.fuzz.cards import Card
from tests.benchmarks.fuzz.fates import GONE, REFUSED, fate_of, forbids, is_lying_at
from tests.benchmarks.fuzz.indexes import listed, start
from tests.benchmarks.fuzz.kept import Copy, Kept
from tests.benchmarks.fuzz.missing import missing
from tests.benchmarks.fuzz.theatre import Theatre
from tests.benchmarks.fuzz.web import File


def in_the_end(theatre: Theatre) -> list[str]:
    """Return what is wrong when all has been well for long."""
    now, stage = theatre.kept(), theatre.stage
    problems: list[str] = []
    for card in stage.cards.values():
        if card.is_enabled and not forbids(stage, start(card.index)):
            problems += missing(stage, card, now)
    problems += _doubles(stage, now)
    problems += _not_gone(stage, now)
    problems += _wrongly_rejected(stage, now)
    problems += _left(stage, now)
    return problems


def _doubles(stage: Stage, now: Kept) -> Iterator[str]:
    pages: dict[str, list[Copy]] = defaultdict(list)
    for one in now.live:
        if one.key and one.row.media_type == "text/html":
            pages[one.key].append(one)
    for key, copies in pages.items():
        article = stage.web.articles[key]
        site = stage.web.sites[article.host]
        cards = [stage.cards.get(one.row.source_id) for one in copies]
        is_declared = site.has_canonical and not site.is_lying and article.status == 200
        if not is_declared:
            continue
        urls = {one.row.url or "" for one in copies}
        canonical = stage.web.canonical(article)
        able = all(
            card is not None and card.is_enabled and card.is_canonical
            and all(card.takes(url) and not forbids(stage, url) for url in (*urls, canonical))
            for card in cards
        )  # fmt: skip
        if len(copies) > 1 and able:
            yield f"{key} is kept more than once: {sorted(urls)}"


def _not_gone(stage: Stage, now: Kept) -> Iterator[str]:
    """Yield pages that are kept as if they were there, and are not."""
    for one in now.live:
        card = stage.cards.get(one.row.source_id)
        if card is None or not card.is_enabled:
            continue
        url = one.row.url or ""
        if one.row.media_type == "text/html" and one.key:
            if card.takes(url) and fate_of(stage, card, url) == GONE:
                yield f"{url} has gone, and is not marked so"
        elif one.row.media_type == "application/json" and card.gives_records:
            keys = {entry.key for entry in listed(stage.web, card.index)}
            # of an answer without a single record that is taken, none is marked
            has_others = any(_is_taken(stage, card, key) for key in keys)
            if one.key not in keys and has_others and not forbids(stage, start(card.index)):
                yield f"record {one.row.locator} has gone, and is not marked so"
        elif one.row.media_type == "application/pdf":
            place = stage.web.place(url)
            is_gone = not isinstance(place, File) or place.status != 200
            if is_gone and not forbids(stage, url):
                yield f"file {url} has gone, and is not marked so"


def _is_taken(stage: Stage, card: Card, key: str) -> bool:
    return card.index.kind == "oai" or card.takes(stage.web.articles[key].url)


def _wrongly_rejected(stage: Stage, now: Kept) -> Iterator[str]:
    for row in now.rejected:
        card = stage.cards.get(row.source_id)
        if card is None:
            yield f"{row.locator} is rejected ({row.reason}) for {row.source_id}, no source"
            continue
        if not card.is_enabled or "#" in row.locator:  # of no address, but of all that one names
            continue
        if (place := stage.web.place(row.locator)) and isinstance(place, File):
            fate = REFUSED if forbids(stage, row.locator) else GONE
            is_there = fate == GONE and place.status == 200
        elif row.locator.startswith(card.index.base):
            fate, is_there = REFUSED, not forbids(stage, start(card.index))
        else:
            fate = fate_of(stage, card, row.locator)
            is_there = fate.startswith("mark:")
        if (is_there and not is_lying_at(stage, row.locator)) or row.reason == "not_yet":
            yield f"{row.locator} is rejected ({row.reason}) for {card.id}, but is {fate} there"


def _left(stage: Stage, now: Kept) -> Iterator[str]:
    """Yield addresses of which nobody knows what became."""
    told = {row.locator for row in now.rejected}
    had = {row.url for row in now.addresses if row.state in ("done", "alias")}
    left = {(row.source_id, row.url) for row in now.addresses if row.state == "elsewhere"}
    for row in now.addresses:
        card = stage.cards.get(row.source_id)
        if card is None or not card.is_enabled or row.role == "index":
            continue
        if row.state == "due":
            yield f"{row.url} of {card.id} is still due"
        elif (row.source_id, row.alias_of) in left:
            continue  # that row tells
        elif row.state in ("done", "alias") and row.document_id not in now.current:
            yield f"{row.url} of {card.id} is {row.state}, but there is no document"
        elif row.state in ("failed", "refused", "gone", "elsewhere") and row.listed_visit:
            is_known = document_id(row.url) in now.current or row.document_id in now.current
            is_known |= row.state == "elsewhere" and row.url in had
            if not is_known and row.url not in told and not (row.alias_of and row.alias_of in told):
                yield f"{row.url} of {card.id} is {row.state}, and nobody is told"
