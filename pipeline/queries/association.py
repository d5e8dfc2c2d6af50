"""How much oftener than by chance two things are met together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

Floats = npt.NDArray[np.float64]

Z_95 = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""
NONE_MET = 3.688879
"""Upper 95 % limit of a Poisson mean of which nothing was met: -log(0.025)."""
SMALLEST = 1e-9
"""Against divisions by 0."""
_WEIGHTS = ("weight", "expected", "scale")


def association(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add lift, its interval and p.

    Lift is what was met over what was expected. Margins are taken as given, as in the test of
    Mantel and Haenszel: expected is the sum over strata of a x b / n; the interval is that of the
    logarithm of lift with the variance of the number met, the sum over strata of
    1 / (1/met + 1/(a - met) + 1/(b - met) + 1/(n - a - b + met)), half a document added to each.

    N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959), 719-748.

    Args:
        pairs: weight (what was met), expected; in effective documents: variance (of what is met
            by chance), spread (the variance of what was met), most (that can be met); scale:
            effective documents by weight.

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
    p = _p(seen, by_chance, *(pairs[name].to_numpy(np.float64) for name in ("variance", "most")))
    found = pairs.assign(lift=lift, lift_low=low, lift_high=high, p=p)
    return found.round(dict.fromkeys(("weight", "expected", "lift", "lift_low", "lift_high"), 4))


def _p(seen: Floats, expected: Floats, variance: Floats, most: Floats) -> Floats:
    """Return the two-sided p of what was seen, were there chance alone.

    What is met by chance is a sum of independent events, in each stratum and so in all (V. A.
    Vatutin and V. G. Mikhailov, Theory of Probability and its Applications 27 (1982)); its
    distribution is taken for the binomial one of the same mean and variance, or of more variance
    where it could else not reach what can be met.
    """
    expected = np.maximum(expected, SMALLEST)
    each = np.clip(1 - variance / expected, SMALLEST, 1.0)
    n = np.maximum(expected / each, most)
    each = expected / n
    at_least = special.betainc(np.maximum(seen, SMALLEST), np.maximum(n - seen + 1, SMALLEST), each)
    at_most = special.betaincc(seen + 1, np.maximum(n - seen, SMALLEST), each)
    at_least, at_most = np.where(seen > 0, at_least, 1.0), np.where(seen < n, at_most, 1.0)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_least, at_most)), np.float64)


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
