"""A source's own calendar: weekdays on which it publishes, and pauses it has made before.

Days count for as much as the source usually does on them, so that a weekend, or the three weeks of
August in which it was still last year, too, make no silence. Counting in such time turns a process
with a calendar into an even one (operational time, W. Feller, An Introduction to Probability Theory
and Its Applications, vol. II, 1971, X.7).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateutil.easter import easter

WEEKS = 104
"""Weekdays are learnt from so many last weeks."""
PRIOR_WEEKS = 4.0
"""Weight of the prior that all weekdays are alike, in weeks with one active day on each."""
PAUSED = 0.1
"""What a day counts for that lay in a pause before: not nothing, or no outage in August would ever
be found."""
TOLERANCE = dt.timedelta(days=4)
"""Pauses are made again so many days earlier or later."""
YEAR = dt.timedelta(days=365)
WIDE_PAUSE = 2.0
"""Stretches without news that are longer than so many mean ones are remembered as pauses."""
UNKNOWN_YEAR = (((12, 20), (1, 7)), ((7, 20), (8, 31)))
"""Days, both included, in which half of the institutions of this field are on holiday: allowed to
sources that have not yet shown a whole year."""
EASTER = (-3, 1)
"""Likewise, in days from Easter Sunday: Maundy Thursday to Easter Monday."""
UNKNOWN_SUMMER = 0.3
"""What a day of high summer counts for where a whole year has not been seen."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How much each day counts for."""

    weekdays: tuple[float, ...]
    """Monday first; 1 on average."""
    paused: tuple[tuple[dt.date, dt.date], ...]
    """First and last day of pauses made before."""
    known_from: dt.date

    def weight(self, day: dt.date) -> float:
        """Return what a day counts for, about 0 to 7."""
        return self.weekdays[day.weekday()] * self._season(day)

    def between(self, first: dt.date, last: dt.date) -> float:
        """Return the sum over the days after `first` up to `last`, which is included."""
        days = (last - first).days
        return sum(self.weight(first + dt.timedelta(days=n)) for n in range(1, days + 1))

    def _season(self, day: dt.date) -> float:
        if any(_comes_again(pause, day) for pause in self.paused):
            return PAUSED
        return _usual_holidays(day) if day - self.known_from < YEAR else 1.0


def learn_calendar(days: Sequence[dt.date], until: dt.date) -> Calendar:
    """Learn a source's calendar from the days on which it was active.

    Args:
        days: Different days, ascending, at least two.
        until: The day up to which it was seen.
    """
    calendar = Calendar(_weekdays(days, until), (), days[0])
    gaps = [calendar.between(a, b) for a, b in pairwise(days)]
    wide = WIDE_PAUSE * sum(gaps) / len(gaps)
    one = dt.timedelta(days=1)
    paused = tuple(
        (a + one, b - one)
        for (a, b), gap in zip(pairwise(days), gaps, strict=True)
        if gap > wide and b > a + one and b < until - YEAR / 2
    )
    return Calendar(calendar.weekdays, paused, days[0])


def _weekdays(days: Sequence[dt.date], until: dt.date) -> tuple[float, ...]:
    recent = days[bisect_right(days, until - dt.timedelta(weeks=WEEKS)) :]
    counts = Counter(day.weekday() for day in recent)
    mean = len(recent) / 7
    prior = PRIOR_WEEKS * min(1.0, mean / WEEKS * 7)
    return tuple((counts[n] + prior) / (mean + prior) if mean + prior else 1.0 for n in range(7))


def _comes_again(pause: tuple[dt.date, dt.date], day: dt.date) -> bool:
    first, last = pause
    n_years = day.year - first.year
    for years in (n_years - 1, n_years):
        if years < 1:
            continue
        for moved in (_years_on(first, years), _easter_on(first, years)):
            if moved - TOLERANCE <= day <= moved + (last - first) + TOLERANCE:
                return True
    return False


def _years_on(day: dt.date, years: int) -> dt.date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _easter_on(day: dt.date, years: int) -> dt.date:
    return _easter(day.year + years) + (day - _easter(day.year))


@cache
def _easter(year: int) -> dt.date:
    found: dt.date = easter(year)
    return found


def _usual_holidays(day: dt.date) -> float:
    (winter_from, winter_to), (summer_from, summer_to) = UNKNOWN_YEAR
    at = (day.month, day.day)
    if at >= winter_from or at <= winter_to:
        return PAUSED
    if EASTER[0] <= (day - _easter(day.year)).days <= EASTER[1]:
        return PAUSED
    return UNKNOWN_SUMMER if summer_from <= at <= summer_to else 1.0


def last_before(days: Sequence[dt.date], day: dt.date) -> dt.date | None:
    """Return the last of ascending days that lies before a day."""
    at = bisect_left(days, day)
    return days[at - 1] if at else None
