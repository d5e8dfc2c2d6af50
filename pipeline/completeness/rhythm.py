"""How long a source may be still, by its own rhythm.

Stretches between days with news are taken for a renewal process with gamma distributed waits, whose
mean is learnt from the past with forgetting. With a gamma prior on the rate, the next wait over the
mean of n past ones follows an F distribution with 2k and 2kn degrees of freedom (k: regularity, 1
is pure chance, a weekly bulletin has 10 and more); J. Aitchison and I. R. Dunsmore, Statistical
Prediction Analysis, Cambridge 1975, ch. 2. Few past waits make it patient by themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from pipeline.completeness.pauses import Calendar, Weights, learn_calendar

HALF_LIFE = 60
"""A wait counts half as much as one that is so many waits newer."""
MIN_WAITS = 6
"""With fewer there is no rhythm yet."""
MAX_DAYS = 800
"""Only so many last active days are looked at: three years of working days."""
MOST_REGULAR = 16.0
"""No source is taken for more regular: holidays and illness come everywhere."""
LEAST_WAIT = 0.05
"""Days of the calendar: no wait is shorter, though all its days lie in a pause."""
LONG_PAUSE = 6.0
"""Waits of more mean ones than this belong to the calendar and not to the rhythm: pure chance makes
one in 400 so long."""
PRIOR_WAITS = 3.0
"""Weight of the prior that a source publishes by pure chance (k = 1), in waits."""

N_LONGEST = 12
"""Longest waits that are remembered."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What is learnt from waits, in whatever time they are counted."""

    mean: float
    regularity: float
    n: float
    """Waits it was learnt from, with forgetting."""
    longest: tuple[float, ...]
    """The longest waits in mean ones, the longest first."""
    weights: Weights
    """Of each wait."""

    def chance(self, waited: float) -> float:
        """Return how probable a wait of more than so many mean ones is (0 to 1)."""
        k = self.regularity
        return float(fdtrc(2 * k, 2 * k * self.n, waited))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source has news."""

    calendar: Calendar
    waits: Waits
    """In days as the calendar counts them, so that what comes every year is discounted."""
    days: float
    """Mean wait in plain days."""
    n_years: float
    """Of which they are the longest."""

    @property
    def a_year(self) -> float:
        """Waits a year."""
        return 365.25 / max(self.days, 1.0)

    def waited(self, last: dt.date, until: dt.date) -> float:
        """Return how many mean waits lie between two days, both of which are left out."""
        return self.calendar.between(last, until - dt.timedelta(days=1)) / self.waits.mean


def learn_rhythm(days: Sequence[dt.date], until: dt.date) -> Rhythm | None:
    """Learn a rhythm from ascending, different days with news; None: too few to tell.

    What has not come since the last of them is no part of it.
    """
    days = days[-MAX_DAYS:]
    if len(days) <= MIN_WAITS:
        return None
    calendar = learn_calendar(days, until)
    at = np.array([day.toordinal() for day in days]) - calendar.first
    waits = np.maximum(np.diff(calendar.sums[at + 1]), LEAST_WAIT)
    learnt = learn_waits(waits.tolist())
    plain = float(np.average(np.diff(at), weights=learnt.weights))
    return Rhythm(calendar, learnt, plain, (days[-1] - days[0]).days / 365.25)


def learn_waits(every: Sequence[float]) -> Waits:
    """Learn from waits in their order, at least one; late ones count for more."""
    waits = np.asarray(every, np.float64)
    weights = 0.5 ** (np.arange(len(waits))[::-1] / HALF_LIFE)
    weights = np.where(waits > LONG_PAUSE * np.average(waits, weights=weights), 0.0, weights)
    mean = float(np.average(waits, weights=weights))
    spread = float(np.average((waits - mean) ** 2, weights=weights))
    n = float(weights.sum() ** 2 / (weights**2).sum())
    cv2 = (n * spread / mean**2 + PRIOR_WAITS) / (n + PRIOR_WAITS)
    longest = tuple(sorted((waits / mean).tolist(), reverse=True)[:N_LONGEST])
    return Waits(mean, min(1 / cv2, MOST_REGULAR), n, longest, weights)
