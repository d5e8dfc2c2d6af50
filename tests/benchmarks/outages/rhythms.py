"""Twenty rhythms in which institutions publish.

Chosen from what public archives show: weekly means between 0.1 and 40 items, waits of irregular
ones as spread as by pure chance (regularity about 1), of offices with working days far less; long
breaks in August and at the turn of the year; rates that double or halve within a year.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from dateutil.easter import easter

Rate = Callable[[dt.date, random.Random], int]
"""How many items a day brings."""


@dataclass(frozen=True, slots=True)
class Place:
    """A simulated source."""

    name: str
    rate: Rate
    lists: str
    """feed: the newest 20; sitemap: all; pages: the newest 12 a page; api: what is new since the
    last visit, so that an empty answer is nothing strange."""
    archive_days: int
    """How far back its items reach at the first visit."""
    is_dated: bool = True
    no_date: float = 0.03
    no_text: float = 0.02
    is_drifting: bool = False
    """Its rate really falls: a finding is right whenever it comes."""
    falls: tuple[dt.date, ...] = ()
    """Days from which its rate is lower and stays so: for some months a finding is right."""
    shows_sections: bool = False
    """Its addresses tell to which of its two sections an item belongs."""
    uneven_sections: bool = False
    """For some weeks one section has nearly all, for some the other."""


def poisson(mean: float, chance: random.Random) -> int:
    """Draw from a Poisson distribution."""
    n, product, floor = 0, chance.random(), 2.718281828 ** -min(mean, 600)
    while product > floor:
        product *= chance.random()
        n += 1
    return n


def is_off(day: dt.date) -> bool:
    """Tell whether a day is a weekend or a public holiday of a country in the middle of Europe."""
    moving = (day - easter(day.year)).days in (-2, 1, 39, 50)
    fixed = (day.month, day.day) in {
        (1, 1),
        (5, 1),
        (10, 3),
        (12, 24),
        (12, 25),
        (12, 26),
        (12, 31),
    }
    return day.weekday() >= 5 or moving or fixed


def in_break(day: dt.date, summer: bool) -> bool:
    """Tell whether a day lies in the break of an institution; its ends move from year to year."""
    shift = (day.year * 7) % 5 - 2
    at = (day.month, day.day + shift)
    winter = at >= (12, 22) or at <= (1, 3)
    return winter or (summer and (8, 1) <= at <= (8, 25))


def working(mean: float, summer: bool = False, closes: bool = True) -> Rate:
    """Items on working days."""

    def rate(day: dt.date, chance: random.Random) -> int:
        if is_off(day) or (closes and in_break(day, summer)):
            return poisson(mean * 0.02, chance)
        return poisson(mean, chance)

    return rate


def any_day(mean: float) -> Rate:
    """Items by pure chance."""
    return lambda _, chance: poisson(mean, chance)


def weekly(weekday: int, n: int, skips: float = 0.02) -> Rate:
    """A bulletin on one weekday, sometimes a day late, sometimes left out."""

    def rate(day: dt.date, _: random.Random) -> int:
        week = random.Random(f"{weekday} {n} {day.isocalendar()[:2]}")
        is_late, is_left_out = week.random() < 0.1, week.random() < skips
        is_on = day.weekday() == (weekday + is_late) % 7
        return n if is_on and not is_left_out and not in_break(day, summer=False) else 0

    return rate


def monthly(n: int, spread: int) -> Rate:
    """Items once a month, around its beginning."""

    def rate(day: dt.date, _: random.Random) -> int:
        at = random.Random(f"{n} {day:%Y %m}").randint(1, spread)
        return n if day.day == at else 0

    return rate


def quarterly(n: int) -> Rate:
    """A journal."""
    return lambda day, _: n if day.month % 3 == 0 and day.day == 10 + day.year % 7 else 0


def bursts(every: int, length: int, mean: float) -> Rate:
    """Events: some days with much, weeks with nothing."""

    def rate(day: dt.date, chance: random.Random) -> int:
        block, at = divmod(day.toordinal(), every)
        start = random.Random(f"{every} {block}").randint(0, every - length)
        return poisson(mean, chance) if start <= at < start + length else 0

    return rate


def uneven(mean: float) -> Rate:
    """Weeks of very different size."""

    def rate(day: dt.date, chance: random.Random) -> int:
        week = random.Random(f"uneven {day.isocalendar()[:2]}").gammavariate(1.5, 1 / 1.5)
        return 0 if is_off(day) else poisson(mean * week, chance)

    return rate


def changing(start: dt.date, before: float, after: float) -> Rate:
    """A rate that grows or falls evenly over the year."""

    def rate(day: dt.date, chance: random.Random) -> int:
        part = min(max((day - start).days / 365, 0.0), 1.0)
        return 0 if is_off(day) else poisson(before * (after / before) ** part, chance)

    return rate


def seasonal(high: float, low: float) -> Rate:
    """A festival: much from May to October."""
    return lambda day, chance: poisson(high if 5 <= day.month <= 10 else low, chance)


def places(start: dt.date) -> tuple[Place, ...]:
    """Return the twenty places of a year that begins on a day; every second shows its sections."""
    every = _places(start)
    return tuple(replace(place, shows_sections=at % 2 == 0) for at, place in enumerate(every))


def _places(start: dt.date) -> tuple[Place, ...]:
    return (
        Place("news office", working(8.0), "feed", 20),
        Place("news office, long archive", working(6.0, summer=True), "sitemap", 1100),
        Place("agency", working(2.5), "api", 400),
        Place("institute with a summer break", working(3.0, summer=True), "sitemap", 800),
        Place("institute, new", working(1.5, closes=False), "feed", 15),
        Place("weekly bulletin", weekly(3, 3), "feed", 60),
        Place("weekly column", weekly(0, 1), "pages", 700),
        Place("network, now and then", any_day(0.3), "pages", 900),
        Place("small network", any_day(0.12), "feed", 160),
        Place("monthly review", monthly(4, 5), "sitemap", 1000),
        Place("monthly letter", monthly(1, 20), "pages", 1500),
        Place("events", bursts(20, 3, 4.0), "api", 700),
        Place("conferences", bursts(60, 4, 10.0), "sitemap", 1200),
        Place("growing portal", changing(start, 0.5, 4.0), "feed", 40),
        Place("dying portal", changing(start, 4.0, 0.4), "sitemap", 900, is_drifting=True),
        Place("university", working(1.2, summer=True), "api", 1100, no_date=0.3),
        Place("ministry, uneven", uneven(4.0), "sitemap", 1100, no_text=0.1),
        Place("journal", quarterly(12), "sitemap", 2000),
        Place("festival", seasonal(1.5, 0.1), "pages", 900),
        Place("undated notices", any_day(2.0), "feed", 10, is_dated=False, no_date=1.0),
    )
