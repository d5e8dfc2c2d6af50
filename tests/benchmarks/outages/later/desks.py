"""Levels: the mean number of items of a day, put together from what moves an institution.

All that is not the luck of a single day is drawn when a level is made, from one source of chance,
so that a level is a function of the day alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dateutil.easter import easter

from tests.benchmarks.outages.rhythms import Rate, poisson
from tests.benchmarks.outages.swings import IsOff

Level = Callable[[dt.date], float]
"""The mean of a day, or a factor of it."""
REALLY_FALLS = 0.75
"""A rate that is at most this part of what it was is lower indeed: a finding is right."""
BEFORE, AFTER = 1450, 400
"""Days before and after the first visit for which occasions are drawn: more than any archive."""
CALENDAR = ((1, 1), (5, 1), (12, 25), (12, 26))
MOVING = (-2, 1, 39, 50)
"""Days from Easter Sunday."""
BEGAN = 500
"""Days before the first visit on which slow changes began."""
CATCHING_UP = 5
"""What piled up in an absence is published in so small a part of its length."""


@dataclass(frozen=True, slots=True)
class Draws:
    """The first day of a year and the chance of one place."""

    start: dt.date
    chance: random.Random

    def between(self, low: float, high: float) -> float:
        """Draw evenly by ratio."""
        return low * (high / low) ** self.chance.random()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return self.chance.randint(low, high)

    def day(self, low: int, high: int) -> dt.date:
        """Draw a day, so many from the start."""
        return self.start + dt.timedelta(days=self.whole(low, high))

    def years(self) -> range:
        """Return all years that may be asked for."""
        first, last = self.start - dt.timedelta(BEFORE), self.start + dt.timedelta(AFTER)
        return range(first.year, last.year + 1)

    def yearly(self, month: int, day: int, shift: int) -> list[dt.date]:
        """Return a day of each year, moved by so many days at most."""
        moved = [dt.timedelta(self.whole(-shift, shift)) for _ in self.years()]
        return [dt.date(year, month, day) + n for year, n in zip(self.years(), moved, strict=True)]

    def occasions(self, wait: float, regularity: float) -> list[dt.date]:
        """Return days with waits of a mean (days) between them; regularity 1: by pure chance."""
        days, at = [], self.chance.uniform(0, wait)
        while at < BEFORE + AFTER:
            days.append(self.start + dt.timedelta(int(at) - BEFORE))
            at += self.chance.gammavariate(regularity, wait / regularity)
        return days


def items(level: Level, spread: float = 0.0) -> Rate:
    """Items around a level; spread is the variance of the luck of a day (0: pure chance)."""

    def rate(day: dt.date, chance: random.Random) -> int:
        luck = chance.gammavariate(1 / spread, spread) if spread else 1.0
        return poisson(level(day) * luck, chance)

    return rate


def times(mean: float, *levels: Level) -> Level:
    """A mean and its factors."""

    def level(day: dt.date) -> float:
        product = mean
        for each in levels:
            product *= each(day)
        return product

    return level


def plus(*levels: Level) -> Level:
    """Several desks of one place."""
    return lambda day: sum(level(day) for level in levels)


def weekdays(*parts: float) -> Level:
    """Factors from Monday to Sunday."""
    return lambda day: parts[day.weekday()]


def weekly(at: int) -> Level:
    """All of a week on one weekday (0: Monday)."""
    return lambda day: float(day.weekday() == at)


OFFICE = weekdays(0.9, 1.1, 1.1, 1.1, 0.8, 0.03, 0.03)
DAILY = weekdays(0.9, 1.1, 1.1, 1.1, 1.1, 0.5, 0.5)


def trend(start: dt.date, a_year: float) -> Level:
    """Slow growth or decline: a factor that is 1 at the start and this a year later.

    It began some time before the start.
    """
    return lambda day: float(a_year ** (max((day - start).days, -BEGAN) / 365))


def stepped(change: dt.date, factor: float) -> Level:
    """A factor from a day on."""
    return lambda day: factor if day >= change else 1.0


def shut(is_off: IsOff, beside: float = 0.02) -> Level:
    """Little on days off."""
    return lambda day: beside if is_off(day) else 1.0


def national(draws: Draws) -> IsOff:
    """Public holidays of a country of Christian feasts, with two to five days of its own."""
    own = {(draws.whole(1, 12), draws.whole(1, 28)) for _ in range(draws.whole(2, 5))}
    fixed = {*CALENDAR, *own}

    def is_off(day: dt.date) -> bool:
        return (day.month, day.day) in fixed or (day - easter(day.year)).days in MOVING

    return is_off


def spans(starts: Iterable[dt.date], draws: Draws, n: tuple[int, int], factor: float) -> Level:
    """A factor for so many days (from-to, drawn for each) from each start on."""
    held = {start + dt.timedelta(at) for start in starts for at in range(draws.whole(*n))}
    return lambda day: factor if day in held else 1.0


def turn_of_year(draws: Draws, n: tuple[int, int], factor: float) -> Level:
    """A pause from a few days before Christmas on."""
    return spans(draws.yearly(12, 21, 3), draws, n, factor)


def absences(draws: Draws, a_year: float, n: tuple[int, int], made_up: float) -> Level:
    """One person who is away at any season; a part of what was due comes in the days after."""
    held: dict[dt.date, float] = {}
    for start in draws.occasions(365 / a_year, 2):
        long = draws.whole(*n)
        soon = max(long // CATCHING_UP, 2)
        held |= {start + dt.timedelta(at): 0.0 for at in range(long)}
        more = 1 + made_up * long / soon
        held |= {start + dt.timedelta(long + at): more for at in range(soon)}
    return lambda day: held.get(day, 1.0)


def spilled(
    days: Iterable[dt.date], draws: Draws, size: tuple[float, float], n: tuple[int, int]
) -> Level:
    """So many items in all (from-to) from each of some days on, fading over n days (from-to)."""
    held: dict[dt.date, float] = {}
    for start in days:
        total, long = draws.between(*size), draws.whole(*n)
        for at in range(long):
            day = start + dt.timedelta(at)
            held[day] = held.get(day, 0.0) + total * 2 * (long - at) / (long * (long + 1))
    return lambda day: held.get(day, 0.0)
