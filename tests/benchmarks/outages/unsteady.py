"""Two worlds more: places whose rhythm is not steady, with figures drawn anew for each seed.

`unsteady` was looked at while thresholds were chosen; `unseen` holds other kinds of places, and is
there to be run at the end only: whoever mends a threshold by what it shows must write another.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tests.benchmarks.outages import swings
from tests.benchmarks.outages.rhythms import Place
from tests.benchmarks.outages.swings import weekends

WORKING = weekends(5, 6)


def unsteady(start: dt.date, seed: int) -> tuple[Place, ...]:
    """Return fourteen places of a year that begins on a day."""
    return _with_sections(_unsteady(start, random.Random(f"unsteady {seed}"), str(seed)))


def unseen(start: dt.date, seed: int) -> tuple[Place, ...]:
    """Return eight places, of kinds that are not among the others."""
    return _with_sections(_unseen(start, random.Random(f"unseen {seed}"), str(seed)))


def _with_sections(places: Iterable[Place]) -> tuple[Place, ...]:
    """Let every second place show its sections, which are uneven."""
    return tuple(
        replace(place, shows_sections=at % 2 == 0, uneven_sections=True)
        for at, place in enumerate(places)
    )


def _between(drawn: random.Random, low: float, high: float) -> float:
    """Draw evenly by ratio."""
    return low * (high / low) ** drawn.random()


def _day(start: dt.date, drawn: random.Random, low: int, high: int) -> dt.date:
    return start + dt.timedelta(days=drawn.randint(low, high))


def _unsteady(start: dt.date, drawn: random.Random, key: str) -> Iterator[Place]:
    def mean(low: float, high: float) -> float:
        return _between(drawn, low, high)

    rate = mean(1, 4)
    up, down = _day(start, drawn, -200, 60), _day(start, drawn, 90, 250)
    steps = [(dt.date.min, rate), (up, rate * mean(1.5, 3)), (down, rate * mean(0.7, 1))]
    yield Place("steps", swings.stepping(steps, WORKING), "sitemap", 900, falls=(down,))
    rate, change = mean(2, 6), _day(start, drawn, 60, 250)
    steps = [(dt.date.min, rate), (change, rate * mean(0.25, 0.5))]
    yield Place("half the staff", swings.stepping(steps, WORKING), "feed", 30, falls=(change,))
    east = swings.steady(mean(1.5, 5), swings.lunar)
    yield Place("office in East Asia", east, "sitemap", drawn.randint(200, 1100))
    gulf = swings.steady(mean(1.5, 4), swings.gulf)
    yield Place("office at the Gulf", gulf, "feed", drawn.randint(15, 60))
    tokyo = swings.steady(mean(1, 4), swings.japan)
    yield Place("office in Japan", tokyo, "pages", drawn.randint(300, 900))
    some = swings.clusters(key, mean(12, 30), mean(2, 6), drawn.randint(3, 10))
    yield Place("occasions", some, "api", drawn.randint(300, 1000))
    few = swings.clusters(f"few {key}", mean(6, 12), mean(3, 8), drawn.randint(4, 14))
    yield Place("small network, in clusters", few, "feed", 200)
    loud = swings.campaigns(key, mean(0.8, 2.5), 2, mean(3, 6), (14, 50), WORKING)
    yield Place("campaigns", loud, "sitemap", drawn.randint(400, 1000), no_text=0.08)
    closed = swings.breaks(key, (7, 35), (5, 21))
    yield Place("institute, breaks that vary", swings.steady(mean(1, 4), closed), "sitemap", 900)
    change = _day(start, drawn, 90, 230)
    weekly = swings.regular(f"w {key}", (6, 8), (2, 5))
    turns = swings.until(change, weekly, swings.regular(f"m {key}", (26, 34), (2, 5)))
    yield Place("weekly turned monthly", turns, "pages", 500, falls=(change,))
    spans = ((1, 20, drawn.randint(40, 70)), (9, 10, drawn.randint(30, 60)))
    grants = swings.seasons(key, mean(1, 3), mean(0.02, 0.1), spans)
    yield Place("seasons of grants", grants, "sitemap", drawn.randint(500, 1100))
    meets = swings.conferences(key, mean(0.15, 0.5), drawn.randint(1, 3), (25, 110), WORKING)
    yield Place("conferences at once", meets, "sitemap", drawn.randint(400, 1200))
    alone = swings.steady(mean(0.8, 2), swings.leave(key, 3, (7, 20)))
    yield Place("one editor", alone, "feed", drawn.randint(20, 90), no_date=0.1)
    week = swings.wandering(key, mean(1, 4), mean(0.4, 0.9), mean(0.5, 0.9), WORKING)
    yield Place("wandering rate", week, "api", drawn.randint(300, 900))


def _unseen(start: dt.date, drawn: random.Random, key: str) -> Iterator[Place]:
    def mean(low: float, high: float) -> float:
        return _between(drawn, low, high)

    busy = swings.on_and_off(key, mean(0.7, 2), mean(25, 60), mean(6, 14))
    yield Place("busy and still", busy, "sitemap", drawn.randint(300, 1000))
    terms = ((1, 12, 75), (4, 22, 65), (10, 1, 70))
    university = swings.seasons(key, mean(1, 3), mean(0.1, 0.3), terms)
    yield Place("university, three terms", university, "feed", drawn.randint(40, 400))
    east = swings.steady(mean(1, 4), swings.orthodox)
    yield Place("office in the east of Europe", east, "sitemap", drawn.randint(200, 900))
    letter = swings.regular(key, (17, 45), (1, 8))
    yield Place("letter, when there is time", letter, "pages", 900)
    desks = swings.both(
        swings.steady(mean(0.5, 2), swings.breaks(key, (10, 25), (8, 16))),
        swings.regular(f"reports {key}", (60, 120), (5, 40)),
    )
    yield Place("news and reports", desks, "sitemap", drawn.randint(300, 1000), no_text=0.05)
    year_end = swings.seasons(key, mean(2, 4), mean(0.4, 1), ((2, 20, 40),))
    yield Place("end of the financial year", year_end, "api", drawn.randint(200, 900))
    change = _day(start, drawn, 100, 250)
    reform = swings.until(
        change,
        swings.steady(mean(1, 3), WORKING),
        swings.campaigns(key, mean(0.3, 0.6), 3, mean(2, 4), (7, 30), WORKING),
    )
    yield Place("reformed office", reform, "feed", drawn.randint(30, 300), falls=(change,))
    undated = swings.wandering(key, mean(1, 3), 0.6, 0.7, WORKING)
    yield Place("undated, uneven", undated, "feed", 12, is_dated=False, no_date=1.0)
