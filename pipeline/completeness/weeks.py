"""How many items came week by week, and what each week counts for by the source's calendar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.completeness.nouns import History, day_of
from pipeline.completeness.pulse import Pulse, last_archive_day

MOST_WEEKS = 104
LEAST_EXPOSURE = 0.05
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)
HALF_A_YEAR = dt.timedelta(days=182)
PRIOR_ITEMS = 5.0
"""Weight of the prior that all months are alike, in items a month."""


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday to Sunday."""

    start: dt.date
    n: int
    """Items that came in it or are dated in it, whichever are more: what an outage kept back is
    found at its date."""
    exposure: float
    """What it counts for; 1: a plain week."""


def weeks_of(history: History, pulse: Pulse) -> Iterator[Week]:
    """Yield whole weeks up to the last visit, whatever weekday that was.

    Items come on their day of publication before the first visit, then on the day before the
    visit that brought them.
    """
    if pulse.rhythm is None:
        return
    counts = _counts(history, pulse)
    dated = Counter(dict(history.published))
    last = day_of(pulse.seen[-1])
    seasons = _seasons(history, last)
    end = last - last.weekday() * ONE_DAY
    for at in range(min((end - pulse.days[0]).days // 7, MOST_WEEKS), 0, -1):
        start = end - at * WEEK
        days = [start + day * ONE_DAY for day in range(7)]
        n = max(sum(each[day] for day in days) for each in (counts, dated))
        usual = pulse.rhythm.calendar.between(start - ONE_DAY, start + 6 * ONE_DAY)
        season = seasons[(start + 3 * ONE_DAY).month - 1]
        yield Week(start, n, max(season * usual / 7, LEAST_EXPOSURE))


def _seasons(history: History, until: dt.date) -> list[float]:
    """Return what each month counts for beside a mean one, from whole years that ended before.

    The last half year is left out: a fall of late must not pass for a season.
    """
    end = until - HALF_A_YEAR
    n_years = (end - history.published[0][0]).days // 365 if history.published else 0
    if not n_years:
        return [1.0] * 12
    begin = end - n_years * 365 * ONE_DAY
    counts: Counter[int] = Counter()
    for day, n in history.published:
        if begin <= day < end:
            counts[day.month] += n
    mean = counts.total() / 12
    return [(counts[month] + PRIOR_ITEMS) / (mean + PRIOR_ITEMS) for month in range(1, 13)]


def _counts(history: History, pulse: Pulse) -> Counter[dt.date]:
    began = last_archive_day(history)
    counts = Counter({day: n for day, n in history.published if day < began})
    for visit in pulse.seen:
        if day_of(visit) > began:
            counts[day_of(visit) - ONE_DAY] += visit.n_new
    return counts
