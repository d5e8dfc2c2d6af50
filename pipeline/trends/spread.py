"""How much more periods differ from each other than samples of their size would."""

from __future__ import annotations

import numpy as np

from pipeline.trends.intervals import Floats


def dispersion(share: Floats, n: Floats, fitted: Floats, n_fitted: int) -> float:
    """Return Pearson's dispersion of shares around fitted ones, at least 1.

    P. McCullagh and J. A. Nelder, "Generalized linear models" (2nd ed. 1989), section 4.5.

    Args:
        share: 0 to 1, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        fitted: Shares expected, of the same shape.
        n_fitted: How many numbers the fit has used up.
    """
    left = len(share) - n_fitted
    if left < 1:
        return 1.0
    return max(1.0, float((residuals(share, n, fitted) ** 2).sum()) / left)


def inflation(share: Floats, n: Floats, fitted: Floats) -> float:
    """Return by what the variance of a mean grows since neighbouring periods are alike; 1 or more.

    (1 + r) / (1 - r) with r the correlation of neighbours, raised by 1 / n_periods for its bias in
    short series (M. G. Kendall, Biometrika 41, 1954) and kept within 0 and 0.8.

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        fitted: Shares expected, of the same shape.
    """
    left = residuals(share, n, fitted)
    total = float((left**2).sum())
    if len(left) < 4 or total == 0:
        return 1.0
    r = float((left[1:] * left[:-1]).sum()) / total + 1 / len(left)
    r = min(max(r, 0.0), 0.8)
    return (1 + r) / (1 - r)


def residuals(share: Floats, n: Floats, fitted: Floats) -> Floats:
    """Return how many standard errors each share is from what is expected."""
    spread = np.sqrt(np.maximum(fitted * (1 - fitted), 1e-9) / n)
    return np.asarray((share - fitted) / spread, np.float64)
