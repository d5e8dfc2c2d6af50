"""How much oftener than by chance two things are met together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special, stats

Floats = npt.NDArray[np.float64]

Z_95 = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""
NONE_MET = 3.688879
"""Upper 95 % limit of a Poisson mean of which nothing was met: -log(0.025)."""
FEW = 25.0
"""Below this expectation p is of the Poisson distribution, which is on the safe side; from it on,
of the normal one."""


def association(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add lift, its interval and p.

    Lift is what was met over what was expected. Margins are taken as given, as in the test of
    Mantel and Haenszel: expected is the sum over strata of a x b / n; the interval is that of the
    logarithm of lift with the variance of the number met, the sum over strata of
    1 / (1/met + 1/(a - met) + 1/(b - met) + 1/(n - a - b + met)), half a document added to each.

    N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959), 719-748.

    Args:
        pairs: weight (what was met), expected; variance (of what is met by chance), spread (of
            what was met), both in effective documents; scale: effective documents by weight.

    Returns:
        With lift, lift_low, lift_high and p.
    """
    met, expected, scale = (pairs[name].to_numpy(np.float64) for name in _WEIGHTS)
    seen, by_chance = met * scale, expected * scale
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = met / expected
        far = np.exp(Z_95 * np.sqrt(pairs["spread"].to_numpy(np.float64)) / seen)
        low = np.where(seen > 0, lift / far, 0.0)
        high = np.where(seen > 0, lift * far, NONE_MET / by_chance)
    p = _p(seen, by_chance, pairs["variance"].to_numpy(np.float64))
    found = pairs.assign(lift=lift, lift_low=low, lift_high=high, p=p)
    return found.round(dict.fromkeys(("weight", "expected", "lift", "lift_low", "lift_high"), 4))


_WEIGHTS = ("weight", "expected", "scale")


def _p(seen: Floats, expected: Floats, variance: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        normal = 2 * stats.norm.sf(np.abs(seen - expected) / np.sqrt(variance))
    at_least = np.where(seen > 0, special.gammainc(np.maximum(seen, 1e-9), expected), 1.0)
    at_most = special.gammaincc(seen + 1, expected)
    few = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    return np.asarray(np.where(expected < FEW, few, np.nan_to_num(normal, nan=1.0)), np.float64)


def corrected(p: Floats, n_possible: int) -> Floats:
    """Return p after Benjamini and Hochberg, those of pairs not listed taken as 1.

    Args:
        p: Of the pairs listed.
        n_possible: How many pairs could have been listed; at least as many as there are.
    """
    if not len(p):
        return p
    order = np.argsort(p, kind="stable")
    steps = p[order] * max(n_possible, len(p)) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(1.0, np.minimum.accumulate(steps[::-1])[::-1])
    return q
