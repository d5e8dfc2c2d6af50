"""Which changes of level a series of shares has, for all that bursts and slow movement explain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtr

from pipeline.trends.intervals import Floats
from pipeline.trends.segments import segmentations
from pipeline.trends.spread import residuals, telling

SHORTEST = 3
"""Fewest periods between two changes, and before the first and after the last."""
MOST = 4
"""Changes looked for."""
MAX_P = 0.005
"""In simulations of 40 and 80 years without lasting change, in which prevalence came in bursts
(correlation of neighbours 0.5), changes were then found in 1 and 4 of 100 series; with 0.05, in 2
and 9. Of steps from half to one and a half times the level, half-way in 30 years, it
leaves 3 in 4."""
MAX_P_TOGETHER = 0.0001
"""Where two changes convince only together (up and down): levels enough explain any burst."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Where a series changes level; no changes where `at` is empty."""

    at: list[int]
    """First periods after the changes."""
    p: list[float]
    """Of each change."""
    tell: Floats
    """Sample sizes, lowered by what periods differ besides and by neighbours being alike."""

    def without(self, at: set[int]) -> Levels:
        """Return the levels without some changes; what periods tell stays."""
        kept = [each for each in zip(self.at, self.p, strict=True) if each[0] not in at]
        return Levels([place for place, _ in kept], [p for _, p in kept], self.tell)

    def sides(self, change: int) -> tuple[slice, slice]:
        """Return the periods of the level before a change, and of that after it."""
        edges = [0, *self.at, len(self.tell)]
        return slice(*edges[change : change + 2]), slice(*edges[change + 1 : change + 3])


def find_levels(share: Floats, n: Floats) -> Levels:
    """Return the changes that are there for certain, as many as pass.

    With every number of changes in turn, samples are first lowered by what the levels leave
    (bursts that levels do not explain speak against them), and then each change has to pass the
    test of the best of all possible changes between its neighbours. A series that a straight line
    explains better (by the Bayesian information criterion) moves gradually and has no changes.

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
    """
    found = Levels([], [], n)
    if np.ptp(share) == 0:
        return found
    for at in segmentations(share, n, SHORTEST, MOST):
        fitted = _fitted(share, n, at)
        tried = Levels(at, [], telling(share, n, fitted, 2 * len(at) + 1))
        left = len(share) - 2 * len(at) - 1
        p = [_p(share, tried, change, left) for change in range(len(at))]
        if max(p) <= (MAX_P if len(at) == len(found.at) + 1 else MAX_P_TOGETHER):
            found = Levels(at, p, tried.tell)
        elif len(at) == 2:
            break
    return Levels([], [], n) if found.at and _is_gradual(share, n, found.at) else found


def _fitted(share: Floats, n: Floats, at: list[int]) -> Floats:
    parts = zip(np.split(share, at), np.split(n, at), strict=True)
    return np.concatenate([np.full(len(s), np.average(s, weights=w)) for s, w in parts])


def _p(share: Floats, levels: Levels, change: int, left: int) -> float:
    """Return p of the best of all possible changes between two neighbours being this good.

    R. Miller and D. Siegmund, "Maximally selected chi square statistics", Biometrics 38 (1982),
    1011-1016, with Student's quantile for a spread known from `left` periods.
    """
    parts = levels.sides(change)
    (first, before), (second, after) = (
        (np.average(share[part], weights=levels.tell[part]), levels.tell[part].sum())
        for part in parts
    )
    pooled = (first * before + second * after) / (before + after)
    if pooled in (0.0, 1.0):
        return 1.0
    t = abs(second - first) / np.sqrt(pooled * (1 - pooled) * (1 / before + 1 / after))
    b = -float(ndtri(max(stdtr(max(left, 1), -t), 1e-300)))
    if b <= 1:
        return 1.0
    inside = np.cumsum(levels.tell[parts[0].start : parts[1].stop]) / (before + after)
    low, high = inside[SHORTEST - 1], inside[-SHORTEST - 1]
    width = np.log(high * (1 - low) / (low * (1 - high))) if high > low else 0.0
    density = np.exp(-(b**2) / 2) / np.sqrt(2 * np.pi)
    return float(min(1.0, density * (b - 1 / b) * width + 4 * density / b))


def _is_gradual(share: Floats, n: Floats, at: list[int]) -> bool:
    """Say whether a straight line explains a series better than changes of level."""
    times = np.arange(len(share), dtype=np.float64)
    line = np.polynomial.Polynomial.fit(times, share, 1, w=np.sqrt(n))(times)
    steps = _fitted(share, n, at)
    left = [float((residuals(share, n, fit) ** 2).sum()) for fit in (np.clip(line, 1e-4, 1), steps)]
    spread = max(1.0, min(left) / max(len(share) - 2 * len(at) - 1, 1))
    return bool(left[0] - left[1] < spread * (2 * len(at) - 1) * np.log(len(share)))
