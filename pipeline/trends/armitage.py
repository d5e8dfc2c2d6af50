"""A linear trend in shares of unequal samples, for bursts and for neighbours that are alike."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, stdtr

from pipeline.trends.intervals import Floats
from pipeline.trends.kendall import Ints
from pipeline.trends.spread import telling


def count_test(share: Floats, n: Floats, times: Floats, seasons: Ints) -> float:
    """Return the two-sided p of Cochran and Armitage's test on as many documents as tell.

    What periods differ by more than samples of their size would, and the likeness of neighbours,
    lower the number of documents (see `spread`); the quantile is then Student's, since how much is
    known from the periods alone.

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        times: When, of the same shape.
        seasons: Which season of the year each is of; each has its own level.
    """
    levels = {season: seasons == season for season in np.unique(seasons)}
    left = len(share) - len(levels) - 1
    if left < 1 or np.ptp(share) == 0:
        return 1.0
    apart = _centred(times, n, levels)
    if not apart.any():
        return 1.0
    rise = float((n * apart * share).sum() / (n * apart**2).sum())
    fitted = share - _centred(share, n, levels) + rise * apart
    fitted = np.clip(fitted, 1e-4, 1 - 1e-4)
    tell = telling(share, n, fitted, len(levels) + 1)
    z = abs(linear_z(share, tell, apart))
    # where periods differ no more than samples do, nothing was learnt from the periods
    return float(2 * (stdtr(left, -z) if tell[0] < n[0] else ndtr(-z)))


def linear_z(share: Floats, n: Floats, times: Floats) -> float:
    """Return how many standard errors a linear trend is from none.

    W. G. Cochran, Biometrics 10 (1954), 417-451; P. Armitage, "Tests for linear trends in
    proportions and frequencies", Biometrics 11 (1955), 375-386.

    Args:
        share: 0 to 1, not all equal, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        times: When, of the same shape, not all equal.
    """
    mean = float((n * share).sum() / n.sum())
    apart = times - (n * times).sum() / n.sum()
    spread = mean * (1 - mean) * (n * apart**2).sum()
    return float((n * apart * (share - mean)).sum() / np.sqrt(spread))


def _centred(values: Floats, n: Floats, levels: dict[int, np.ndarray]) -> Floats:
    """Return values without the weighted mean of their season."""
    found = values.astype(np.float64)
    for those in levels.values():
        found[those] -= np.average(values[those], weights=n[those])
    return found
