"""A source's own calendar: weekdays on which it publishes, and pauses it has made before.

Days count for as much as the source usually does on them, so that a weekend, or the three weeks of
August in which it was still last year, too, make no silence. Counting in such time turns a process
with a calendar into an even one (operational time, W. Feller, An Introduction to Probability Theory
and Its Applications, vol. II, 1971, X.7).
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from pipeline.completeness.feasts import FEASTS, days_off, moved

WEEKS = 104
"""Weekdays are learnt from so many last weeks."""
PRIOR_WEEKS = 4.0
"""Weight of the prior that all weekdays are alike, in weeks with one active day on each."""
PAUSED = 0.1
"""What a day counts for that lay in a pause before: not nothing, or no outage in August would ever
be found."""
TOLERANCE = 4
"""Pauses are made again so many days earlier or later,"""
LONGER = 0.2
"""and longer by a day and this part. What is still beyond that is no pause of old: four days at
Easter excuse four days within these limits, not all the twelve between them."""
YEAR = 365
WIDE_PAUSE = 2.0
"""Stretches without news that are longer than so many mean ones are remembered as pauses."""
WINTER, SUMMER = ((12, 20), (1, 7)), ((7, 20), (8, 31))
"""Days, both included, in which half of the institutions of this field are on holiday: allowed to
sources that have not yet shown a whole year; likewise the feasts that move."""
SOUTH = ((1, 8), (1, 25))
"""High summer of the southern half of the earth, where institutions open again late in January."""
UNKNOWN_SUMMER = 0.3
"""What a day of high summer counts for where a whole year has not been seen."""

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Off:
    """Days among which a source may well be still."""

    start: int
    """Ordinal of the first one."""
    end: int
    """Of the last one."""
    most: int
    """So many of them, from the first still one on."""
    worth: float
    """What each of these counts for."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How much each day counts for, about 0 to 7 and 1 on average."""

    first: int
    """Ordinal of the first day."""
    sums: Weights
    """Of the days before each day, the sum of what they count for."""

    def between(self, after: dt.date, until: dt.date) -> float:
        """Return the sum over the days after one day up to another, which is included."""
        last = len(self.sums) - 1
        start, end = (min(max(day.toordinal() + 1 - self.first, 0), last) for day in (after, until))
        return float(self.sums[end] - self.sums[start])


def learn_calendar(days: Sequence[dt.date], until: dt.date) -> Calendar:
    """Learn a source's calendar from the days on which it was active.

    Days of a season count for less only where the source was still: one that publishes on through
    August shows that it has no break.

    Args:
        days: Different days, ascending, at least two.
        until: The day up to which the calendar is wanted.
    """
    first, n_days = days[0].toordinal(), (until - days[0]).days + 1
    week = _weekdays(days, until)
    weights = np.resize(np.roll(week, -days[0].weekday()), n_days)
    pauses = list(_pauses(days, _calendar(first, weights)))
    still = [*pauses, (days[-1].toordinal() + 1, until.toordinal())]
    worth = np.ones(n_days)
    for off in (*_holidays(days[0]), *_again(pauses, days[0], until)):
        for start, end in _part_of(off, still):
            worth[_span(start, end, first, n_days)] = off.worth
    return _calendar(first, weights * worth)


def _part_of(off: _Off, still: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield first and last day of the part that each still stretch has in days off."""
    for start, end in still[bisect_left(still, off.start, key=itemgetter(1)) :]:
        if start > off.end:
            return
        begin = max(start, off.start)
        yield begin, min(end, off.end, begin + off.most - 1)


def _calendar(first: int, weights: Weights) -> Calendar:
    return Calendar(first, np.concatenate([[0.0], np.cumsum(weights)]))


def _span(start: int, end: int, first: int, n_days: int) -> slice:
    return slice(max(start - first, 0), max(min(end + 1 - first, n_days), 0))


def _weekdays(days: Sequence[dt.date], until: dt.date) -> Weights:
    """Return what Monday to Sunday count for."""
    recent = days[bisect_right(days, until - dt.timedelta(weeks=WEEKS)) :]
    if not recent:
        return np.ones(7)
    counts = np.bincount([day.weekday() for day in recent], minlength=7)
    n_weeks = max((until - recent[0]).days / 7, 1.0)
    prior = PRIOR_WEEKS * len(recent) / 7 / n_weeks
    weights: Weights = np.asarray((counts + prior) / (len(recent) / 7 + prior), np.float64)
    return weights


def _pauses(days: Sequence[dt.date], even: Calendar) -> Iterator[tuple[int, int]]:
    """Yield first and last day, as ordinals, of stretches without news that were wide."""
    at = np.array([day.toordinal() for day in days]) - even.first
    waits = np.diff(even.sums[at + 1])
    wide = waits > WIDE_PAUSE * waits.mean()
    for index in np.flatnonzero(wide & (np.diff(at) > 1)).tolist():
        yield days[index].toordinal() + 1, days[index + 1].toordinal() - 1


def _again(
    pauses: Sequence[tuple[int, int]], known_from: dt.date, until: dt.date
) -> Iterator[_Off]:
    """Yield when each pause came or would come in other years, by the calendar and by feasts."""
    years = range(known_from.year, until.year + 2)
    for start, end in pauses:
        day, n_days = dt.date.fromordinal(start), end - start + 1
        most = n_days + 1 + math.ceil(LONGER * n_days)
        starts = [_in_year(day, year) for year in years if year != day.year]
        for again in (*starts, *moved(start, end, years)):
            yield _Off(again - TOLERANCE, again + n_days - 1 + TOLERANCE, most, PAUSED)


def _in_year(day: dt.date, year: int) -> int:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if is_leap_day else day.day).toordinal()


def _holidays(known_from: dt.date) -> Iterator[_Off]:
    """Yield usual holidays of the first year of a source."""
    end = known_from.toordinal() + YEAR
    for year in (known_from.year - 1, known_from.year, known_from.year + 1):
        spans = (
            (_of(year, SUMMER[0]), _of(year, SUMMER[1]), UNKNOWN_SUMMER),
            (_of(year, SOUTH[0]), _of(year, SOUTH[1]), UNKNOWN_SUMMER),
            *((start, last, PAUSED) for feast in FEASTS for start, last in days_off(feast, year)),
            (_of(year, WINTER[0]), _of(year + 1, WINTER[1]), PAUSED),
        )
        for start, last, worth in spans:
            yield _Off(start, min(last, end), YEAR, worth)  # empty where it begins later


def _of(year: int, at: tuple[int, int]) -> int:
    return dt.date(year, *at).toordinal()
