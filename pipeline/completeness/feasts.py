"""Feasts that move from year to year: offices close for them wherever they are kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, easter

NEAR = (-10, 10)
"""A pause belongs to a feast if it begins so many days from it, or spans it. More (Whitsun is 49
days after Easter) would move nearly every pause by one feast or another, and hide a silence."""
NEW_MOON, MONTH = 730_125.76, 29.530588
"""Ordinal of a new moon (6 January 2000), and days from one to the next on average."""
FIRST_NEW_YEAR = (1, 21)
"""Before this day the lunar year of East Asia never begins."""
HIJRA, HIJRI_YEAR = 227_014, 354.367
"""Ordinal of the day before the first of the Islamic calendar, and the mean length of its year."""


@dataclass(frozen=True, slots=True)
class Feast:
    """A day that moves, and the days around it on which offices are closed."""

    name: str
    days: Callable[[int], tuple[int, ...]]
    """Ordinals of the feast in a year; a year may have two of one kind."""
    first: int
    last: int
    """Days off, both included, counted from the feast."""


def moved(start: int, end: int, years: Iterable[int]) -> Iterator[int]:
    """Yield when a pause would begin in other years, were it for one of the feasts it is near to.

    Args:
        start: Ordinal of its first day.
        end: Of its last one.
        years: Those that are wanted.
    """
    year = dt.date.fromordinal(start).year
    for feast in FEASTS:
        own = (*feast.days(year), *feast.days(year + 1))
        for day in own:
            if day + NEAR[0] <= start <= day + NEAR[1] or start <= day <= end:
                others = (other for each in years for other in feast.days(each))
                yield from (other + start - day for other in others if other != day)


def days_off(feast: Feast, year: int) -> Iterator[tuple[int, int]]:
    """Yield first and last day off, as ordinals, for a feast in a year."""
    return ((day + feast.first, day + feast.last) for day in feast.days(year))


@cache
def _easter(year: int) -> tuple[int, ...]:
    return (int(easter(year).toordinal()),)


@cache
def _orthodox(year: int) -> tuple[int, ...]:
    return (int(easter(year, EASTER_ORTHODOX).toordinal()),)


@cache
def _lunar(year: int) -> tuple[int, ...]:
    """Return the new moon at which the lunar year begins, by mean months: a day off at most."""
    first = dt.date(year, *FIRST_NEW_YEAR).toordinal()
    return (int(NEW_MOON + MONTH * math.ceil((first - NEW_MOON) / MONTH)),)


def _hijri(month: int, day: int) -> Callable[[int], tuple[int, ...]]:
    """Return a day of the Islamic calendar in its civil form: a day off at most."""

    @cache
    def days(year: int) -> tuple[int, ...]:
        about = int((dt.date(year, 1, 1).toordinal() - HIJRA) / HIJRI_YEAR)
        every = (_of_hijri(each, month, day) for each in range(about - 1, about + 4))
        return tuple(each for each in every if dt.date.fromordinal(each).year == year)

    return days


def _of_hijri(year: int, month: int, day: int) -> int:
    leap_days = (3 + 11 * year) // 30
    return HIJRA + (year - 1) * 354 + leap_days + 29 * (month - 1) + month // 2 + day


FEASTS = (
    Feast("Easter", _easter, -3, 1),
    Feast("Orthodox Easter", _orthodox, -2, 2),
    Feast("lunar new year", _lunar, -1, 7),
    Feast("end of the fast", _hijri(10, 1), -1, 4),
    Feast("feast of sacrifice", _hijri(12, 10), -1, 5),
)
