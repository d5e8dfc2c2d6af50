"""How much more periods differ from each other than samples of their size would."""

from __future__ import annotations

import numpy as np

from pipeline.trends.intervals import Floats

MAX_LIKENESS = 0.9
NOTHING = 1e-9
"""Squared residuals as small as this are rounding alone."""
FEWEST = 6
"""Periods without which nothing can be said of neighbours."""


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


def inflation(left: Floats) -> float:
    """Return by what the variance of a mean grows since neighbouring periods are alike; 1 or more.

    (1 + r) / (1 - r) with r the correlation of neighbours, corrected for its bias after a line has
    been fitted, (n r + 2) / (n - 4) (F. H. C. Marriott and J. A. Pope, Biometrika 41, 1954,
    390-402), and kept within 0 and MAX_LIKENESS.

    Args:
        left: What a fit leaves, of mean 0, in order of time, shape (n_periods,).
    """
    total = float((left**2).sum())
    if len(left) < FEWEST or total < NOTHING * len(left):
        return 1.0
    r = float((left[1:] * left[:-1]).sum()) / total
    r = (len(left) * r + 2) / (len(left) - 4)
    r = min(max(r, 0.0), MAX_LIKENESS)
    return (1 + r) / (1 - r)


def telling(share: Floats, n: Floats, fitted: Floats, n_fitted: int) -> Floats:
    """Return sample sizes lowered by what periods differ and neighbours are alike.

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        fitted: Shares expected, of the same shape.
        n_fitted: How many numbers the fit has used up.
    """
    wide = dispersion(share, n, fitted, n_fitted) * inflation(residuals(share, n, fitted))
    return n / wide


def residuals(share: Floats, n: Floats, fitted: Floats) -> Floats:
    """Return how many standard errors each share is from what is expected."""
    spread = np.sqrt(np.maximum(fitted * (1 - fitted), 1e-9) / n)
    return np.asarray((share - fitted) / spread, np.float64)
