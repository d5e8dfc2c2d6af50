"""Shrinking: a source still brings something, but week after week far less than it used to.

Weeks are negative binomial counts around a mean that is learnt with forgetting; the log-likelihood
ratio of half that rate against the rate itself is summed up from its last low (CUSUM, E. S. Page,
Biometrika 41, 1954). A sum above log(1/a) comes by chance less than once in 1/a weeks (G. Lorden,
Annals of Mathematical Statistics 42, 1971).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.completeness.nouns import History, day_of
from pipeline.completeness.pulse import Pulse
from pipeline.completeness.telling import day, percent, rounded
from pipeline.completeness.weeks import WEEK, Week, weeks_of
from pipeline.declarations import Source
from pipeline.records import Finding

FALSE_A_YEAR = 0.05
THRESHOLD = math.log(52 / FALSE_A_YEAR)
TO = 0.5
"""Part of the usual rate that is looked for."""
MIN_WEEKS = 16.0
"""Plain weeks that are learnt from before anything is said."""
MIN_MEAN = 1.0
"""Items a week: below, silence is all that can be told."""
MEMORY = 26
"""A week counts half as much as one that is so many weeks newer."""
SETTLES_AFTER = 20
"""Weeks after which the lower rate is taken for what the source is now."""
WELL_AGAIN = 0.5
"""Part of the threshold under which the sum has to fall."""
LEAST_SIZE, LARGEST_SIZE = 0.5, 20.0
LOOKS_BACK = 52
"""Weeks before a fall, all of which must be known, as half of the places of this field have long
breaks; nor must as little have come in a stretch of them as long, or so long:"""
LONGEST = 6
"""longer ones nearly all have a part in some campaign."""
LEAST_PART = 0.5
"""A stretch that counts for a smaller part of its weeks lay in a pause, and is not looked at."""
AS_LITTLE = 1.3
"""So many times the present rate are as little."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A rate that has fallen."""

    since: dt.date
    before: float
    """Items a plain week."""
    after: float
    n_weeks: int


def find_shrinking(source: Source, history: History, pulse: Pulse) -> Finding | None:
    """Tell whether far less comes a week than used to; a fall before the first visit is no news."""
    weeks = tuple(weeks_of(history, pulse))
    fall = fallen(weeks)
    if fall is None or fall.since < day_of(history.visits[0]):
        return None
    if fall.since - pulse.days[0] < LOOKS_BACK * WEEK:
        return None
    if _is_known(weeks[-LOOKS_BACK - fall.n_weeks :], fall):
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


def fallen(weeks: Iterable[Week]) -> Fall | None:
    """Return the fall that lasts at the end of a series of weeks."""
    past, held = _Past(), list[Week]()
    total, is_told = 0.0, False
    for week in weeks:
        held.append(week)
        total = min(max(total + past.llr(week), 0.0), 1.5 * THRESHOLD)
        is_told = total > THRESHOLD or (is_told and total > WELL_AGAIN * THRESHOLD)
        if not total or len(held) > SETTLES_AFTER:
            past = _Past() if is_told else past
            past.learn(held)
            held, total, is_told = [], 0.0, False
    if not is_told:
        return None
    after = sum(week.n for week in held) / max(sum(week.exposure for week in held), 1.0)
    return Fall(held[0].start, past.mean, after, len(held)) if after < past.mean else None


def _is_known(weeks: Sequence[Week], fall: Fall) -> bool:
    """Tell whether a stretch of the year before brought as little: no fall, but the end of more."""
    before, n = weeks[: -fall.n_weeks], min(fall.n_weeks, LONGEST)
    stretches = (before[at : at + n] for at in range(len(before) - n + 1))
    return any(_rate(stretch) <= AS_LITTLE * fall.after for stretch in stretches)


def _rate(weeks: Sequence[Week]) -> float:
    """Return what came a plain week; a stretch that hardly counts tells nothing."""
    exposure = sum(week.exposure for week in weeks)
    n_items = sum(week.n for week in weeks)
    return n_items / exposure if exposure >= LEAST_PART * len(weeks) else math.inf


@dataclass(slots=True)
class _Past:
    """Sums over the weeks learnt from, with forgetting: of exposures, items and their products."""

    e: float = 0.0
    x: float = 0.0
    ee: float = 0.0
    xe: float = 0.0
    xx: float = 0.0

    @property
    def mean(self) -> float:
        """Items a plain week."""
        return self.x / self.e if self.e else 0.0

    def learn(self, weeks: Iterable[Week]) -> None:
        keep = 0.5 ** (1 / MEMORY)
        for week in weeks:
            n, e = week.n, week.exposure
            self.e, self.x = keep * self.e + e, keep * self.x + n
            self.ee, self.xe = keep * self.ee + e * e, keep * self.xe + n * e
            self.xx = keep * self.xx + n * n

    def _size(self) -> float:
        """Return the negative binomial's size by the method of moments."""
        mean = self.mean
        excess = self.xx - 2 * mean * self.xe + mean**2 * self.ee - mean * self.e
        size = mean**2 * self.ee / excess if excess > 0 else LARGEST_SIZE
        return min(max(size, LEAST_SIZE), LARGEST_SIZE)

    def llr(self, week: Week) -> float:
        """Return the log-likelihood ratio of a rate of TO against 1 for a week."""
        if self.e < MIN_WEEKS or self.mean < MIN_MEAN:
            return 0.0
        mean, size = self.mean * week.exposure, self._size()
        low = TO * mean
        return week.n * math.log(TO) + (week.n + size) * math.log((size + mean) / (size + low))
