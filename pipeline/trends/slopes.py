"""How fast a series rises or falls, and whether that can be told from chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.trends.columns import DECIMALS, P_DECIMALS
from pipeline.trends.columns import SLOPES as WITH_VARIANT
from pipeline.trends.intervals import Floats

SLOPES = tuple(name for name in WITH_VARIANT if name != "variant")
"""Columns of what `compute_slopes` returns; the caller knows the variant."""

# With 7 periods the smallest two-sided p of Mann-Kendall is 2/7! = 0.0004, with 5 it is 0.017,
# which no correction over a hundred series survives; 8 leaves room for a few disorders.
MIN_PERIODS = 8
# The shares of tiny samples are mostly 0 and now and then 1, those of large ones lie between, so
# a corpus that merely grows looks like a rise to a test on ranks. Simulated without any trend
# (80 periods of 1 document, then 30 of 20; shares 0.03 to 0.3), Mann-Kendall at 0.05 said "trend"
# 27 to 99 times in 100; over periods of 10 and more documents, 6 times.
MIN_EFFECTIVE = 10
YEARS_A_DECADE = 10


def compute_slopes(trends: pd.DataFrame) -> pd.DataFrame:
    """Return Sen's slope and two tests of every series with enough closed, well-filled periods.

    Mann-Kendall (p) asks whether the shares ascend, period by period, and so is not taken in by
    one theme coming in bursts; Cochran-Armitage (p_counts) weighs every period by its documents,
    and so is not taken in by unequal samples. A trend has to convince both: q is the larger of
    the two after Benjamini and Hochberg. In the simulations of MIN_EFFECTIVE (also with bursts)
    both at 0.05, with an interval of the slope that leaves out 0, said "trend" at most 5 times
    in 100.

    P. K. Sen, Journal of the American Statistical Association 63 (1968); H. B. Mann,
    Econometrica 13 (1945); P. Armitage, Biometrics 11 (1955); Y. Benjamini and Y. Hochberg,
    Journal of the Royal Statistical Society B 57 (1995).

    Args:
        trends: As `compute_trends` gives them. Open periods, and those whose n_effective is
            below MIN_EFFECTIVE, do not count.

    Returns:
        Columns SLOPES, sorted by kind, id, granularity; slopes are changes of the share
        in ten years, q is corrected over all series of the same granularity.
    """
    is_filled = trends["share"].notna() & (trends["n_effective"] >= MIN_EFFECTIVE)
    counts = is_filled & ~trends["is_open"].astype(bool)
    rows = [
        (*key, *_slope(series))
        for key, series in trends[counts].groupby(["kind", "id", "label", "granularity"])
        if len(series) >= MIN_PERIODS
    ]
    slopes = pd.DataFrame(rows, columns=list(SLOPES[:-1]))
    larger = slopes.assign(larger=slopes[["p", "p_counts"]].max(axis=1))
    corrected = larger.groupby("granularity")["larger"].transform(_corrected)
    digits = {name: DECIMALS for name in SLOPES if name.startswith("slope")}
    digits |= dict.fromkeys(("p", "p_counts", "q"), P_DECIMALS)
    slopes = slopes.assign(q=corrected).round(digits)
    return slopes.sort_values(["kind", "id", "granularity"], ignore_index=True)


def _slope(series: pd.DataFrame) -> tuple[int, float, float, float, float, float]:
    ordered = series.sort_values("period_start")
    share = ordered["share"].to_numpy(np.float64)
    years = np.array([day.year for day in ordered["period_start"]], np.float64)
    if np.ptp(share) == 0:
        return len(share), 0.0, 0.0, 0.0, 1.0, 1.0
    line = stats.theilslopes(share, years / YEARS_A_DECADE, alpha=0.95)
    p = float(stats.kendalltau(years, share).pvalue)
    p_counts = cochran_armitage(share, ordered["n_effective"].to_numpy(np.float64), years)
    slope, low, high = float(line.slope), float(line.low_slope), float(line.high_slope)
    return len(share), slope, low, high, p, p_counts


def cochran_armitage(share: Floats, n: Floats, years: Floats) -> float:
    """Return the two-sided p of a linear trend in shares of unequal samples.

    Args:
        share: 0 to 1, not all equal, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        years: When, of the same shape, not all equal.
    """
    mean = float((n * share).sum() / n.sum())
    apart = years - (n * years).sum() / n.sum()
    spread = mean * (1 - mean) * (n * apart**2).sum()
    z = float((n * apart * (share - mean)).sum() / np.sqrt(spread))
    return float(2 * stats.norm.sf(abs(z)))


def _corrected(p: pd.Series) -> Any:
    return stats.false_discovery_control(p.to_numpy(np.float64), method="bh")
