"""A world for choosing thresholds: places that pause, or bring batches, with a short past.

Institutions with terms, undated batches, festivals, rounds of grants, columns that pause, places
that begin anew: written to show what `steady` and `unsteady` lack.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from tests.benchmarks.outages import swings
from tests.benchmarks.outages.rhythms import Place, Rate, poisson
from tests.benchmarks.outages.swings import IsOff, weekends, within, yearly

WORKING = weekends(5, 6)
FIRST, LAST = dt.date(2023, 1, 2), dt.date(2026, 6, 1)
"""Days between which batches and sessions are drawn."""
Break = tuple[int, int, int, int, int]
"""Month and day about which it begins, days at least and at most, days it moves either way."""
TERMS: dict[str, tuple[Break, ...]] = {
    "three": ((12, 18, 16, 26, 5), (3, 20, 14, 35, 10), (7, 5, 45, 70, 8)),
    "school": (
        (12, 20, 14, 18, 3), (2, 10, 10, 18, 6), (4, 10, 12, 18, 6), (7, 5, 45, 60, 5),
        (10, 20, 10, 16, 4),
    ),
    "south": ((12, 5, 50, 80, 8), (4, 1, 8, 14, 5), (7, 1, 14, 28, 6), (9, 20, 8, 14, 5)),
    "two": ((1, 28, 30, 60, 8), (7, 20, 50, 80, 8)),
}  # fmt: skip


def terms(key: str, breaks: Sequence[Break]) -> IsOff:
    """Weekends and the breaks of each year."""

    @cache
    def of(year: int) -> list[tuple[dt.date, int]]:
        drawn = yearly(key, year)
        return [
            (dt.date(year, month, day) + dt.timedelta(days=drawn.randint(-move, move)),
             drawn.randint(least, most))
            for month, day, least, most, move in breaks
        ]  # fmt: skip

    def is_off(day: dt.date) -> bool:
        spans = (*of(day.year - 1), *of(day.year))
        return day.weekday() >= 5 or any(within(day, start, n) for start, n in spans)

    return is_off


def batches(key: str, gap: float, regularity: float, size: tuple[int, int], days: int = 1) -> Rate:
    """Items uploaded together, every so many days on average (gamma distributed)."""

    @cache
    def held() -> Counter[int]:
        drawn, at, items = random.Random(key), FIRST.toordinal(), Counter[int]()
        while at < LAST.toordinal():
            at += max(1, round(drawn.gammavariate(regularity, gap / regularity)))
            items.update(at + drawn.randint(0, days - 1) for _ in range(drawn.randint(*size)))
        return items

    return lambda day, _: held()[day.toordinal()]


def sessions(key: str, on: tuple[int, int], off: tuple[int, int], mean: float) -> Rate:
    """Weeks in session and weeks out of it, and a summer without any."""

    @cache
    def out() -> frozenset[int]:
        drawn, at, held = random.Random(key), FIRST.toordinal(), set[int]()
        while at < LAST.toordinal():
            at += 7 * drawn.randint(*on)
            end = at + 7 * drawn.randint(*off)
            held.update(range(at, end))
            at = end
        return frozenset(held)

    def is_off(day: dt.date) -> bool:
        is_summer = (7, 10) <= (day.month, day.day) <= (9, 5)
        return day.weekday() >= 5 or is_summer or day.toordinal() in out()

    return swings.steady(mean, is_off, 0.03)


def column(key: str, weekday: int) -> Rate:
    """One item a week, some left out or late, and two pauses of some weeks a year."""

    def rate(day: dt.date, _: random.Random) -> int:
        drawn = yearly(key, day.year)
        first = dt.date(day.year, 1, 1)
        spans = [(drawn.randint(5, 340), drawn.randint(18, 50)) for _ in range(2)]
        is_paused = any(within(day, first + dt.timedelta(days=at), n) for at, n in spans)
        week = random.Random(f"{key} {day.isocalendar()[:2]}").random()
        is_on = day.weekday() == (weekday + (week < 0.15)) % 7
        return int(is_on and week > 0.04 and not is_paused)

    return rate


def dying(start: dt.date, before: float, after: float) -> Rate:
    """A rate that falls evenly over the year."""

    def rate(day: dt.date, chance: random.Random) -> int:
        part = min(max((day - start).days / 365, 0.0), 1.0)
        return 0 if WORKING(day) else poisson(before * (after / before) ** part, chance)

    return rate


def pausing(start: dt.date, seed: int) -> tuple[Place, ...]:
    """Return eighteen places of a year that begins on a day; none shows its sections."""
    drawn, key = random.Random(f"pausing {seed}"), f"p{seed}"
    return (*_in_terms(drawn, key), *_undated(drawn, key), *_dated(start, drawn, key))


def _mean(drawn: random.Random, low: float, high: float) -> float:
    """Draw evenly by ratio."""
    return low * (high / low) ** drawn.random()


def _in_terms(drawn: random.Random, key: str) -> Iterator[Place]:
    for name, lists in (("three", "sitemap"), ("school", "feed"), ("south", "sitemap"),
                        ("two", "pages")):  # fmt: skip
        off = terms(f"{key} {name}", TERMS[name])
        rate = swings.steady(_mean(drawn, 0.6, 3.5), off, drawn.uniform(0.02, 0.08))
        yield Place(f"terms, {name}", rate, lists, drawn.randint(40, 200))
    off = swings.leave(f"{key} leave", 3, (10, 28))
    rate = swings.steady(_mean(drawn, 0.4, 1.5), off)
    yield Place("one editor, short past", rate, "feed", drawn.randint(20, 100))
    rate = sessions(f"{key} sessions", (1, 4), (1, 3), _mean(drawn, 1, 4))
    yield Place("chamber", rate, "sitemap", drawn.randint(60, 200))


def _undated(drawn: random.Random, key: str) -> Iterator[Place]:
    for name, gap, regularity, lists in (("even", (10, 30), 2.5, "pages"),
                                         ("by chance", (6, 18), 1.0, "feed"),
                                         ("uneven", (5, 14), 0.6, "sitemap")):  # fmt: skip
        rate = batches(f"{key} {name}", _mean(drawn, *gap), regularity, (3, 12), 2)
        yield Place(f"batches, {name}", rate, lists, 80, is_dated=False, no_date=1.0)
    rate = column(f"{key} undated", drawn.randint(0, 3))
    yield Place("column, undated", rate, "pages", 100, is_dated=False, no_date=1.0)
    rate = swings.on_and_off(f"{key} f", _mean(drawn, 0.8, 3), drawn.randint(10, 25), 15)
    yield Place("now busy, undated", rate, "pages", 60, is_dated=False, no_date=1.0)


def _dated(start: dt.date, drawn: random.Random, key: str) -> Iterator[Place]:
    rate = swings.on_and_off(f"{key} g", _mean(drawn, 0.8, 3), drawn.randint(10, 25), 15)
    yield Place("now busy, dated", rate, "feed", drawn.randint(40, 120))
    festival = ((drawn.randint(2, 10), 10, drawn.randint(40, 80)),)
    rate = swings.seasons(f"{key} h", _mean(drawn, 1, 4), _mean(drawn, 0.05, 0.2), festival)
    yield Place("festival, short past", rate, "feed", drawn.randint(60, 400))
    rounds = ((2, 10, drawn.randint(20, 40)), (9, 15, drawn.randint(20, 40)))
    rate = swings.seasons(f"{key} i", _mean(drawn, 0.5, 2), _mean(drawn, 0.03, 0.1), rounds)
    yield Place("rounds of grants", rate, "pages", drawn.randint(60, 400))
    rate = dying(start, _mean(drawn, 0.6, 2), _mean(drawn, 0.02, 0.1))
    yield Place("slow death", rate, "sitemap", 500, is_drifting=True)
    opens = start - dt.timedelta(days=drawn.randint(10, 40))
    closes = opens - dt.timedelta(days=drawn.randint(100, 200))
    anew = swings.until(opens, lambda *_: 0, swings.steady(_mean(drawn, 0.6, 3), WORKING))
    rate = swings.until(closes, swings.steady(_mean(drawn, 0.3, 1), WORKING), anew)
    yield Place("begun anew", rate, "sitemap", drawn.randint(250, 500))
    yield Place("column", column(f"{key} j", drawn.randint(0, 3)), "feed", drawn.randint(60, 250))
    few = swings.clusters(f"{key} n", _mean(drawn, 10, 25), _mean(drawn, 2, 6), 8)
    yield Place("small museum", few, "feed", drawn.randint(60, 200))
