"""Intervals of shares, of their difference and of their ratio."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]

Z_95 = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""


def wilson(share: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % score interval of a share (Wilson 1927).

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212.

    Args:
        share: 0 to 1, shape (n_shares,); NaN stays NaN.
        n: Sample sizes above 0, whole or effective, of the same shape.
    """
    wide = Z_95**2 / n
    centre = (share + wide / 2) / (1 + wide)
    half = Z_95 / (1 + wide) * np.sqrt(share * (1 - share) / n + wide / (4 * n))
    return np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0)


def difference(first: Floats, second: Floats, together: Floats) -> tuple[Floats, Floats, Floats]:
    """Return second - first with the ends of its 95 % interval.

    The interval keeps each share's own interval as its spread on that side (method of variance
    estimates recovery), and so is never outside what shares can be.

    R. G. Newcombe, "Interval estimation for the difference between independent proportions" and
    "... based on paired data", Statistics in Medicine 17 (1998), 873-890 and 2635-2650; G. Y. Zou
    and A. Donner, Statistics in Medicine 27 (2008), 1693-1702.

    Args:
        first: share, its low end and its high end; shape (3, n).
        second: The same of the shares compared with.
        together: Correlation of the two estimates, 0 to 1: what documents they have in common
            over the geometric mean of what each has; shape (n,).
    """
    (a, low_a, high_a), (b, low_b, high_b) = first, second
    down, up = (b - low_b, high_a - a), (high_b - b, a - low_a)
    apart = b - a
    low, high = (
        apart + sign * np.sqrt(np.maximum(x**2 + y**2 - 2 * together * x * y, 0.0))
        for sign, (x, y) in ((-1, down), (1, up))
    )
    return apart, low, high


def ratio(first: Floats, second: Floats) -> tuple[Floats, Floats, Floats]:
    """Return second / first with the ends of its 95 % interval; null where first is 0.

    A. Donner and G. Y. Zou, "Closed-form confidence intervals for functions of the normal mean
    and standard deviation", Statistical Methods in Medical Research 21 (2012), 347-359. Documents
    in common are left out of account, which makes it too wide, never too narrow.

    Args:
        first: share, its low end and its high end; shape (3, n).
        second: The same of the shares compared with.
    """
    (a, low_a, high_a), (b, low_b, high_b) = first, second
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where(a > 0, b / a, np.nan)
        low = _root(a, b, low_b, high_a, -1)
        high = np.where(low_a > 0, _root(a, b, high_b, low_a, 1), np.inf)
    return times, np.where(a > 0, low, np.nan), np.where((a > 0) & (low_a > 0), high, np.nan)


def _root(a: Floats, b: Floats, end_b: Floats, end_a: Floats, sign: int) -> Floats:
    inside = (a * b) ** 2 - end_b * end_a * (2 * b - end_b) * (2 * a - end_a)
    return np.asarray(
        (a * b + sign * np.sqrt(np.maximum(inside, 0.0))) / (end_a * (2 * a - end_a)), np.float64
    )


def interval_test(apart: Floats, low: Floats, high: Floats) -> Floats:
    """Return two-sided p from how far the end of a difference's 95 % interval is from 0.

    Args:
        apart: Differences, shape (n,).
        low: Low ends of their intervals.
        high: High ends.
    """
    half = np.where(apart > 0, apart - low, high - apart)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(apart == 0, 0.0, Z_95 * np.abs(apart) / half)
    return np.asarray(2 * ndtr(-z), np.float64)
