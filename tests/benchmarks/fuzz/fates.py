"""What an address must become, from what the web holds and what a card takes."""

from __future__ import annotations

from tests.benchmarks.fuzz.acts import Stage
from tests.benchmarks.fuzz.cards import Card
from tests.benchmarks.fuzz.web import Article, plain

GONE, REFUSED, OUTSIDE, NOT_TAKEN = "gone", "robots", "outside", "not taken"


def fate_of(stage: Stage, card: Card, url: str) -> str:
    """Return the mark of what a page of a source becomes, or why it becomes nothing."""
    url = plain(url)
    if not card.takes(url):
        return NOT_TAKEN
    for _ in range(9):
        if forbids(stage, url):
            return REFUSED
        place = stage.web.place(url)
        if not isinstance(place, str):
            break
        url = place
        if not card.takes(url):
            return OUTSIDE if not forbids(stage, url) else REFUSED
    if isinstance(place, Article) and place.status == 200:
        return place.mark
    return GONE


def forbids(stage: Stage, url: str) -> bool:
    end = url.index("/", 8)
    robots = stage.web.sites[url[:end]].robots
    return not isinstance(robots, int) and any(url[end:].startswith(one) for one in robots)


def is_template(stage: Stage, one: Article) -> bool:
    """Tell whether a page may be taken for a copy of its host's first page."""
    return stage.web.sites[one.host].is_lying


def is_lying_at(stage: Stage, url: str) -> bool:
    return stage.web.sites[url[: url.index("/", 8)]].is_lying
