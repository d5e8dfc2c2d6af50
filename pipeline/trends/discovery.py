"""How many of many findings may be chance."""

from __future__ import annotations

import numpy as np
from scipy import stats

from pipeline.trends.intervals import Floats


def corrected(p: Floats) -> Floats:
    """Return p corrected over all of them; null stays null.

    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57 (1995), 289-300.

    Args:
        p: 0 to 1, shape (n,).
    """
    q = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = stats.false_discovery_control(p[known], method="bh")
    return q
