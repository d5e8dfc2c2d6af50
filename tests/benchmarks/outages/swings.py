"""Rates that are not steady: steps, campaigns, clusters, leave, and holidays that move.

Written from general knowledge of how institutions publish, apart from `rhythms` and with no look at
what the search for silence takes for usual.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable, Sequence
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, easter

from tests.benchmarks.outages.rhythms import Rate, poisson

IsOff = Callable[[dt.date], bool]
"""Whether a place is closed on a day."""
NEW_YEARS = {
    2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17)
}  # fmt: skip
"""First day of the year in East Asia."""
EIDS = {
    2021: ((5, 13), (7, 20)), 2022: ((5, 2), (7, 9)), 2023: ((4, 21), (6, 28)),
    2024: ((4, 10), (6, 16)), 2025: ((3, 30), (6, 6)), 2026: ((3, 20), (5, 27)),
}  # fmt: skip
"""Feasts at the end of the month of fasting and of sacrifice."""


def within(day: dt.date, start: dt.date, n_days: int) -> bool:
    """Tell whether a day is one of so many from a start on."""
    return 0 <= (day - start).days < n_days


def yearly(key: str, year: int) -> random.Random:
    """Return what chance gives a year of a place."""
    return random.Random(f"{key} {year}")


def weekends(*weekdays: int) -> IsOff:
    """Days of the week off."""
    return lambda day: day.weekday() in weekdays


def lunar(day: dt.date) -> bool:
    """An office in East Asia."""
    spring = dt.date(day.year, *NEW_YEARS[day.year]) - dt.timedelta(days=1)
    return (
        day.weekday() >= 5
        or within(day, spring, 8 + day.year % 2)
        or within(day, dt.date(day.year, 10, 1), 7)
        or within(day, dt.date(day.year, 5, 1), 4)
    )


def gulf(day: dt.date) -> bool:
    """An office that rests on Friday and Saturday and for both feasts."""
    fast, sacrifice = (dt.date(day.year, *at) for at in EIDS[day.year])
    one = dt.timedelta(days=1)
    return day.weekday() in (4, 5) or within(day, fast - one, 5) or within(day, sacrifice - one, 7)


def japan(day: dt.date) -> bool:
    """An office with the golden week, the feast of the dead in August, and the new year."""
    spans = (((4, 29), 8), ((8, 11), 6), ((12, 28), 4), ((1, 1), 4))
    return day.weekday() >= 5 or any(within(day, dt.date(day.year, *at), n) for at, n in spans)


def orthodox(day: dt.date) -> bool:
    """An office in the east of Europe."""
    feast = easter(day.year, EASTER_ORTHODOX) - dt.timedelta(days=4)
    winter = day >= dt.date(day.year, 12, 31) or day <= dt.date(day.year, 1, 8)
    return day.weekday() >= 5 or within(day, feast, 9) or winter


def breaks(key: str, summer: tuple[int, int], winter: tuple[int, int]) -> IsOff:
    """Pauses in August and at the turn of the year, whose length (days, from-to) changes yearly."""

    def is_off(day: dt.date) -> bool:
        drawn, before = yearly(key, day.year), yearly(key, day.year - 1)
        long, at = drawn.randint(*summer), drawn.randint(-10, 8)
        ends, ended = (each.randint(*winter) for each in (drawn, before))
        return (
            day.weekday() >= 5
            or within(day, dt.date(day.year, 8, 4) + dt.timedelta(days=at), long)
            or within(day, dt.date(day.year, 12, 22), ends)
            or within(day, dt.date(day.year - 1, 12, 22), ended)
        )

    return is_off


def leave(key: str, times: int, days: tuple[int, int]) -> IsOff:
    """One editor, who is away some times a year, at any season; nobody stands in."""

    def is_off(day: dt.date) -> bool:
        drawn = yearly(key, day.year)
        spans = [(drawn.randint(5, 350), drawn.randint(*days)) for _ in range(times)]
        first = dt.date(day.year, 1, 1)
        return day.weekday() >= 5 or any(
            within(day, first + dt.timedelta(days=at), n) for at, n in spans
        )

    return is_off


def steady(mean: float, is_off: IsOff, beside: float = 0.02) -> Rate:
    """Items on open days; on others so small a part of them."""

    def rate(day: dt.date, chance: random.Random) -> int:
        return poisson(mean * (beside if is_off(day) else 1), chance)

    return rate


def stepping(steps: Sequence[tuple[dt.date, float]], is_off: IsOff) -> Rate:
    """A rate that changes from one day to the next, and stays so."""

    def rate(day: dt.date, chance: random.Random) -> int:
        mean = next((mean for start, mean in reversed(steps) if day >= start), steps[0][1])
        return 0 if is_off(day) else poisson(mean, chance)

    return rate


def campaigns(
    key: str, mean: float, times: int, factor: float, days: tuple[int, int], is_off: IsOff
) -> Rate:
    """A usual rate, and some weeks of a year in which it is so many times that."""

    def rate(day: dt.date, chance: random.Random) -> int:
        drawn = yearly(key, day.year)
        first = dt.date(day.year, 1, 1)
        spans = [(drawn.randint(0, 340), drawn.randint(*days)) for _ in range(times)]
        is_on = any(within(day, first + dt.timedelta(days=at), n) for at, n in spans)
        return 0 if is_off(day) else poisson(mean * (factor if is_on else 1), chance)

    return rate


def clusters(key: str, a_year: float, size: float, spread: int) -> Rate:
    """Occasions by pure chance, each of which brings some items over the days after it."""

    @cache
    def occasions(at: int) -> int:
        return poisson(a_year / 365, random.Random(f"{key} {at}"))

    def rate(day: dt.date, chance: random.Random) -> int:
        near = sum(occasions(day.toordinal() - n) * (spread - n) for n in range(spread))
        return poisson(size * near * 2 / (spread * (spread + 1)), chance)

    return rate


def conferences(key: str, mean: float, times: int, size: tuple[int, int], is_off: IsOff) -> Rate:
    """Little all year, and at each conference its whole programme within some days."""

    def rate(day: dt.date, chance: random.Random) -> int:
        drawn, n = yearly(key, day.year), 0.0
        for _ in range(times):
            start = dt.date(day.year, 1, 1) + dt.timedelta(days=drawn.randint(0, 350))
            length, items = drawn.randint(2, 5), drawn.randint(*size)
            n += within(day, start, length) * items / length
        return poisson(n + (0 if is_off(day) else mean), chance)

    return rate


def on_and_off(key: str, mean: float, on: float, off: float) -> Rate:
    """A place that is busy for some weeks and then still for some, as work comes in."""

    @cache
    def is_on(at: int) -> bool:
        drawn = random.Random(f"{key} {at}")
        if at % 1500 == 0:
            return True
        was = is_on(at - 1)
        return drawn.random() >= 1 / on if was else drawn.random() < 1 / off

    def rate(day: dt.date, chance: random.Random) -> int:
        for at in range(day.toordinal() // 1500 * 1500, day.toordinal(), 400):
            is_on(at)
        return poisson(mean, chance) if is_on(day.toordinal()) and day.weekday() < 5 else 0

    return rate


def wandering(key: str, mean: float, spread: float, keeps: float, is_off: IsOff) -> Rate:
    """A rate whose logarithm wanders from week to week around a mean."""

    def level(week: int) -> float:
        shocks = (random.Random(f"{key} {week - n}").gauss(0, 1) * keeps**n for n in range(40))
        return spread * math.sqrt(1 - keeps**2) * sum(shocks)

    cached = cache(level)

    def rate(day: dt.date, chance: random.Random) -> int:
        factor = math.exp(cached(day.toordinal() // 7) - spread**2 / 2)
        return 0 if is_off(day) else poisson(mean * factor, chance)

    return rate


def regular(key: str, days: tuple[int, int], n: tuple[int, int]) -> Rate:
    """Issues so many days (from-to) apart, of so many items."""

    @cache
    def issues(year: int) -> dict[dt.date, int]:
        drawn, at, held = yearly(key, year), 0, {}
        while (at := at + drawn.randint(*days)) <= 365:
            held[dt.date(year, 1, 1) + dt.timedelta(days=at - 1)] = drawn.randint(*n)
        return held

    return lambda day, _: issues(day.year).get(day, 0)


def seasons(key: str, high: float, low: float, spans: Sequence[tuple[int, int, int]]) -> Rate:
    """Much in seasons (month, day, days) whose beginning moves by two weeks from year to year."""

    def rate(day: dt.date, chance: random.Random) -> int:
        drawn = yearly(key, day.year)
        moved = [
            (dt.date(day.year, month, at) + dt.timedelta(days=drawn.randint(-14, 14)), n)
            for month, at, n in spans
        ]
        is_high = any(within(day, start, n) for start, n in moved)
        return 0 if day.weekday() >= 5 else poisson(high if is_high else low, chance)

    return rate


def both(*rates: Rate) -> Rate:
    """Several desks of one place."""
    return lambda day, chance: sum(rate(day, chance) for rate in rates)


def until(day_of_change: dt.date, before: Rate, after: Rate) -> Rate:
    """One rhythm, and from a day on another."""
    return lambda day, chance: (before if day < day_of_change else after)(day, chance)
