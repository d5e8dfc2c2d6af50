"""Shrinking: a source still brings something, but week after week far less than it used to.

Weeks are negative binomial counts around a mean that is learnt with forgetting; the log-likelihood
ratio of half that rate against the rate itself is summed up from its last low (CUSUM, E. S. Page,
Biometrika 41, 1954). A sum above log(1/a) comes by chance less than once in 1/a weeks (G. Lorden,
Annals of Mathematical Statistics 42, 1971).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.completeness.nouns import History, day_of, is_seen, settled
from pipeline.completeness.silence import active_days, source_rhythm
from pipeline.completeness.telling import day, percent, rounded
from pipeline.declarations import Source
from pipeline.records import Finding

FALSE_A_YEAR = 0.05
THRESHOLD = math.log(52 / FALSE_A_YEAR)
TO = 0.5
"""Part of the usual rate that is looked for."""
WEEK = dt.timedelta(days=7)
MIN_WEEKS = 12
MOST_WEEKS = 104
MIN_MEAN = 1.0
"""Items a week: below, silence is all that can be told."""
MEMORY = 26
"""A week counts half as much as one that is so many weeks newer."""
SETTLES_AFTER = 9
"""Weeks after which the lower rate is taken for what the source is now."""
WELL_AGAIN = 0.5
"""Part of the threshold under which the sum has to fall."""
LARGEST_SIZE = 20.0


@dataclass(frozen=True, slots=True)
class Fall:
    """A rate that has fallen."""

    since: dt.date
    before: float
    """Items a week."""
    after: float
    n_weeks: int


def find_shrinking(source: Source, history: History) -> Finding | None:
    """Tell whether far less comes a week than used to."""
    weeks = list(_weeks(source, history))
    fall = fallen(weeks)
    if fall is None:
        return None
    visits = history.visits
    first = next((visit for visit in visits if day_of(visit) >= fall.since), visits[-1])
    line = (
        f"about {rounded(fall.after)} new items a week since {day(fall.since)}, "
        f"{percent(1 - fall.after / fall.before)} less than the {rounded(fall.before)} before. See "
        "whether it publishes less or part of it is no longer found: "
        f"'culturescope sources check {source.id}'"
    )
    evidence = (
        ("a_week_before", f"{fall.before:.2f}"),
        ("a_week_after", f"{fall.after:.2f}"),
        ("weeks", str(fall.n_weeks)),
    )
    return Finding(source.id, "shrinking", first.started_at, line, evidence)


def fallen(weeks: Sequence[tuple[dt.date, int, float]]) -> Fall | None:
    """Return the fall that lasts at the end of a series of weeks.

    Args:
        weeks: First day, items, and what the week counts for by the calendar (1: a plain one).
    """
    past: list[tuple[int, float]] = []
    held: list[tuple[dt.date, int, float]] = []
    total, is_told = 0.0, False
    for start, n, exposure in weeks:
        held.append((start, n, exposure))
        mean = _mean(past)
        if len(past) >= MIN_WEEKS and mean >= MIN_MEAN:
            total = max(0.0, total + _llr(n, mean * exposure, _size(past, mean)))
        total = min(total, 1.5 * THRESHOLD)
        is_told = total > THRESHOLD or (is_told and total > WELL_AGAIN * THRESHOLD)
        if total == 0 or (is_told and len(held) > SETTLES_AFTER + MIN_WEEKS):
            past = [(m, e) for _, m, e in held] if is_told else [*past, *_plain(held)]
            held, total, is_told = [], 0.0, False
    if not is_told:
        return None
    after = sum(n for _, n, _ in held) / max(sum(e for *_, e in held), 1.0)
    before = _mean(past)
    return Fall(held[0][0], before, after, len(held)) if after < before else None


def _plain(held: Sequence[tuple[dt.date, int, float]]) -> list[tuple[int, float]]:
    return [(n, exposure) for _, n, exposure in held]


def _weighted(past: Sequence[tuple[int, float]]) -> list[tuple[float, int, float]]:
    n = len(past)
    return [(0.5 ** ((n - 1 - at) / MEMORY), x, e) for at, (x, e) in enumerate(past)]


def _mean(past: Sequence[tuple[int, float]]) -> float:
    weighted = _weighted(past)
    days = sum(w * e for w, _, e in weighted)
    return sum(w * x for w, x, _ in weighted) / days if days else 0.0


def _size(past: Sequence[tuple[int, float]], mean: float) -> float:
    """Return the negative binomial's size, 0.5 to LARGEST_SIZE, by the method of moments."""
    weighted = _weighted(past)
    excess = sum(w * ((x - mean * e) ** 2 - mean * e) for w, x, e in weighted)
    square = sum(w * (mean * e) ** 2 for w, _, e in weighted)
    return min(max(square / excess, 0.5), LARGEST_SIZE) if excess > 0 else LARGEST_SIZE


def _llr(n: int, mean: float, size: float) -> float:
    """Return the log-likelihood ratio of a rate of TO against 1 for one count."""
    low = TO * mean
    return n * math.log(TO) + (n + size) * math.log((size + mean) / (size + low))


def _weeks(source: Source, history: History) -> Iterator[tuple[dt.date, int, float]]:
    """Yield whole weeks up to the last visit: by publication before the first, then by arrival."""
    rhythm = source_rhythm(source, history)
    seen = [visit for visit in history.visits if is_seen(visit)]
    days = active_days(source, history)
    if rhythm is None or not days:
        return
    counts: dict[dt.date, int] = {}
    began = day_of(history.visits[min(settled(history.visits), len(history.visits)) - 1])
    for published, n in history.published:
        if published < began:
            counts[published] = n
    for visit in seen:
        if day_of(visit) > began:
            counts[day_of(visit)] = counts.get(day_of(visit), 0) + visit.n_new
    # from Monday to Sunday whatever the day of the look: no week is looked at in two ways
    end = day_of(seen[-1]) - dt.timedelta(days=day_of(seen[-1]).weekday())
    for at in range(min((end - days[0]).days // 7, MOST_WEEKS), 0, -1):
        start = end - at * WEEK
        n = sum(counts.get(start + dt.timedelta(days=d), 0) for d in range(7))
        usual = rhythm.calendar.between(start - dt.timedelta(days=1), start + dt.timedelta(days=6))
        yield start, n, max(usual / 7, 0.05)
