"""Mann and Kendall's test and Sen's slope, of years and of seasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from pipeline.trends.intervals import Z_95, Floats
from pipeline.trends.spread import inflation

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trend:
    """Of one series."""

    slope: float
    """Change in a unit of time: the median over all pairs of periods."""
    low: float
    high: float
    p: float
    """Two-sided, that there is no trend."""


def trend(values: Floats, times: Floats, seasons: Ints) -> Trend:
    """Return Sen's slope with its 95 % interval, and the p of Mann and Kendall's test.

    Only values of the same season are compared (all have the same where there are no seasons). The
    variance is corrected for ties, and for neighbours being alike: raised, never lowered, as Hamed
    and Rao do it.

    H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945), 245-259; P. K. Sen,
    "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
    Statistical Association 63 (1968), 1379-1389; R. M. Hirsch, J. R. Slack and R. A. Smith,
    "Techniques of trend analysis for monthly water quality data", Water Resources Research 18
    (1982), 107-121; K. H. Hamed and A. R. Rao, "A modified Mann-Kendall trend test for
    autocorrelated data", Journal of Hydrology 204 (1998), 182-196.

    Args:
        values: In order of time, shape (n_periods,).
        times: When, ascending, of the same shape.
        seasons: Which season of the year each is of.
    """
    first, second = _pairs(seasons.tobytes())
    apart = values[second] - values[first]
    score = float(np.sign(apart).sum())
    variance = sum(_variance(values[seasons == season]) for season in np.unique(seasons))
    slopes = np.sort(apart / (times[second] - times[first]))
    if not len(slopes) or variance <= 0:
        return Trend(0.0, 0.0, 0.0, 1.0)
    slope = float(np.median(slopes))
    variance *= likeness(_residuals(values - slope * times, seasons))
    z = (score - np.sign(score)) / np.sqrt(variance)
    low, high = _ends(slopes, variance)
    return Trend(slope, low, high, float(2 * ndtr(-abs(z))))


def likeness(residuals: Floats) -> float:
    """Return by what the variance of Kendall's score grows since neighbours are alike; 1 or more.

    The larger of Hamed and Rao's sum over the correlations of ranks, of those lags only that are
    significant, and of what the correlation of neighbours gives, significant or not: in short
    series hardly any is. (In simulations of 40 periods with a correlation of 0.5, Hamed and Rao's
    alone let 10 to 13 in 100 pass at 0.05.)

    Args:
        residuals: What is left without trend and seasons, in order of time, shape (n_periods,).
    """
    n = len(residuals)
    if n < 4 or np.ptp(residuals) == 0:
        return 1.0
    ranks = _ranks(residuals)
    ranks -= ranks.mean()
    whole = np.correlate(ranks, ranks, "full")[n:]
    r = whole / (ranks @ ranks)
    lags = np.arange(1, n)
    r = np.where(np.abs(r) > Z_95 / np.sqrt(n), r, 0.0)
    weights = (n - lags) * (n - lags - 1) * (n - lags - 2)
    summed = 1 + 2 / (n * (n - 1) * (n - 2)) * float((weights * r).sum())
    return max(summed, inflation(ranks))


@lru_cache(maxsize=64)
def _pairs(season_bytes: bytes) -> tuple[Ints, Ints]:
    """Return the earlier and the later of all pairs of a season; the same for most series."""
    seasons = np.frombuffer(season_bytes, np.int64)
    first, second = np.triu_indices(len(seasons), 1)
    same = seasons[first] == seasons[second]
    return first[same], second[same]


def _variance(values: Floats) -> float:
    n = len(values)
    ties = np.unique(values, return_counts=True)[1]
    return float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18


def _ranks(values: Floats) -> Floats:
    """Return ranks from 1, of equal values their mean."""
    _, place, n_equal = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(n_equal) - (n_equal - 1) / 2)[place], np.float64)


def _residuals(flat: Floats, seasons: Ints) -> Floats:
    found = flat.copy()
    for season in np.unique(seasons):
        found[seasons == season] -= np.median(flat[seasons == season])
    return found


def _ends(slopes: Floats, variance: float) -> tuple[float, float]:
    """Return the ends of Sen's interval: the slopes so many ranks from the middle."""
    n, width = len(slopes), Z_95 * np.sqrt(variance)
    ranks = np.clip([(n - width) / 2 - 1, (n + width) / 2], 0, n - 1)
    low, high = np.interp(ranks, np.arange(n), slopes)
    return float(low), float(high)
