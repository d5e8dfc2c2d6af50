"""Exploding: far more at once than the source ever brought.

Numbers of new items are taken for Poisson counts whose rate varies by a gamma distribution, that is
for negative binomial ones, with mean and spread learnt from the visits before (gamma-Poisson model;
A. Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, 2.6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scipy.special import nbdtrc

from pipeline.completeness.nouns import History, day_of, is_seen, settled
from pipeline.completeness.streaks import visits_a_year
from pipeline.completeness.telling import counted, day, how_often, rounded
from pipeline.declarations import Source
from pipeline.records import Finding, Visit

FALSE_A_YEAR = 0.05
MEMORY = 200
"""Visits that mean and spread are learnt from."""
MIN_MEMORY = 5
LEAST = 30
"""Fewer new items are no explosion anywhere."""
TIMES_MEAN, TIMES_MOST = 5.0, 2.0
"""Nor are fewer than so many times the mean, or the most there ever were: the tail of counts is
longer than any model of it."""
TOLD_FOR = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)
PRIOR_ITEMS, PRIOR_DAYS = 0.5, 2.0
"""A quarter of an item a day, known as well as from two days."""


def find_explosion(source: Source, history: History) -> Finding | None:
    """Tell whether a visit of the last week brought far more new items than ever.

    A visit after a stretch without news is measured by the whole stretch: what an outage held back
    comes in one piece. Explosions no more than a week apart are one finding, told by the first.
    """
    visits = [visit for visit in history.visits[settled(history.visits) :] if is_seen(visit)]
    first, last, n_more = None, None, 0
    usual: list[tuple[Visit, float]] = []
    for visit, n_days in zip(visits, _exposures(visits), strict=True):
        is_much = visit.n_new >= LEAST and visit.n_new >= TIMES_MOST * _most_dated(history, visit)
        a_year = _expected(visit, n_days, usual, visits) if is_much else None
        if a_year is None:
            usual.append((visit, n_days))
            continue
        if last is None or visit.started_at - last.started_at > TOLD_FOR:
            first, n_more = _finding(source, visit, usual, n_days, a_year), -1
        last, n_more = visit, n_more + 1
    if first is None or last is None or visits[-1].started_at - last.started_at > TOLD_FOR:
        return None
    again = f"; far more than usual came at {counted(n_more, 'visit')} since, too" if n_more else ""
    return replace(first, line=first.line + again)


def _most_dated(history: History, visit: Visit) -> int:
    """Return the items of the day second to the fullest one before a visit.

    What an archive shows of conferences that went online at once; the fullest day of all may be
    that on which a place moved.
    """
    before = sorted(n for day, n in history.published if day < day_of(visit) - ONE_DAY)
    return before[-2] if len(before) > 1 else 0


def _exposures(visits: Sequence[Visit]) -> list[float]:
    """Return the days since the last news before each visit, at least one."""
    days: list[float] = []
    if not visits:
        return days
    last = visits[0].started_at - dt.timedelta(days=1)
    for visit in visits:
        days.append(max((visit.started_at - last).total_seconds() / 86_400, 1.0))
        if visit.n_new:
            last = visit.started_at
    return days


def _expected(
    visit: Visit, n_days: float, usual: Sequence[tuple[Visit, float]], visits: Sequence[Visit]
) -> float | None:
    """Return how often a year chance brings so many new items, None where that is no explosion."""
    recent = usual[-MEMORY:]
    if len(recent) < MIN_MEMORY:
        return None
    mean = n_days * _rate(recent)
    most = max(each.n_new for each, _ in recent)
    if visit.n_new < max(TIMES_MEAN * mean, TIMES_MOST * most):
        return None
    size = _size(recent)
    a_year = visits_a_year(visits) * float(nbdtrc(visit.n_new - 1, size, size / (size + mean)))
    return a_year if a_year < FALSE_A_YEAR else None


def _rate(recent: Sequence[tuple[Visit, float]]) -> float:
    n_items = sum(visit.n_new for visit, _ in recent) + PRIOR_ITEMS
    return n_items / (sum(days for visit, days in recent if visit.n_new) + PRIOR_DAYS)


def _size(recent: Sequence[tuple[Visit, float]]) -> int:
    """Return the negative binomial's size, 1 to 20, by the moments of news as they came."""
    rate = _rate(recent)
    came = [(visit.n_new, rate * days) for visit, days in recent if visit.n_new]
    excess = sum((n - mean) ** 2 - mean for n, mean in came)
    square = sum(mean * mean for _, mean in came)
    return round(min(max(square / excess, 1.0), 20.0)) if excess > 0 else 20


def _finding(
    source: Source,
    visit: Visit,
    usual: Sequence[tuple[Visit, float]],
    n_days: float,
    a_year: float,
) -> Finding:
    mean = n_days * _rate(usual[-MEMORY:])
    most = max(each.n_new for each, _ in usual[-MEMORY:])
    line = (
        f"{counted(visit.n_new, 'new item')} in the visit of {day(visit.started_at)}, where about "
        f"{rounded(mean)} were to be expected and never more than {most:,} came; by chance "
        f"{how_often(a_year)}. Look whether they belong: an archive put online, or a calendar that "
        "never ends ('exclude' of the card keeps it out)"
    )
    evidence = (
        ("new", str(visit.n_new)),
        ("expected", f"{mean:.2f}"),
        ("most_before", str(most)),
        ("expected_a_year", f"{a_year:.2g}"),
    )
    return Finding(source.id, "exploding", visit.started_at, line, evidence)
