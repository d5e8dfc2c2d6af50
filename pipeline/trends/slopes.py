"""How fast a series rises or falls, and whether that can be told from chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipeline.trends.armitage import count_test
from pipeline.trends.columns import DECIMALS, P_DECIMALS
from pipeline.trends.columns import SLOPES as WITH_VARIANT
from pipeline.trends.discovery import corrected
from pipeline.trends.kendall import trend
from pipeline.trends.seasons import MONTHS_A_YEAR, SEASONAL, seasons_of

SLOPES = tuple(name for name in WITH_VARIANT if name != "variant")
"""Columns of what `compute_slopes` returns; the caller knows the variant."""

# With 7 periods the smallest two-sided p of Mann-Kendall is 2/7! = 0.0004, with 5 it is 0.017,
# which no correction over a hundred series survives; 8 leaves room for a few disorders.
MIN_PERIODS = 8
MIN_YEARS = 3
"""Of months and quarters, which are compared with the same month or quarter of other years."""
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
    and so is not taken in by unequal samples. Both are corrected for neighbouring periods being
    alike, and compare months and quarters with those of the same season (see `kendall.trend`,
    `armitage.count_test`). A trend has to convince both: q is the larger of the two after
    Benjamini and Hochberg. In simulations without trend (10 to 80 periods of 20 to 200 documents,
    shares of 0.03 to 0.3), both at 0.05 said "trend" at most 3 times in 100, 3 to 7 where
    prevalence came in bursts (correlation of neighbours 0.5), 5 to 12 where these lasted long
    (0.8); Mann-Kendall alone as many as 14 where the corpus grew, the counts alone as many as 20
    where bursts lasted long. What that costs: of rises from half to one and a half times the level
    in 20 years they find 67 in 100 (Mann-Kendall alone 70, the counts alone 81).

    Args:
        trends: Columns columns.TRENDS. Open periods, and those whose n_effective is below
            MIN_EFFECTIVE, do not count.

    Returns:
        Columns SLOPES, sorted by kind, id, granularity; slopes are changes of the share in ten
        years, q is corrected over all series of the same granularity.
    """
    is_filled = trends["share"].notna() & (trends["n_effective"] >= MIN_EFFECTIVE)
    counts = is_filled & ~trends["is_open"].astype(bool)
    ordered = trends[counts].sort_values("period_start")
    rows = [
        (*key, *figures)
        for key, series in ordered.groupby(["kind", "id", "label", "granularity"])
        for figures in _figures(series, str(key[-1]))
    ]
    slopes = pd.DataFrame(rows, columns=list(SLOPES[:-1]))
    larger = slopes.assign(larger=slopes[["p", "p_counts"]].max(axis=1))
    q = larger.groupby("granularity")["larger"].transform(lambda p: corrected(p.to_numpy(float)))
    digits = {name: DECIMALS for name in SLOPES if name.startswith("slope")}
    digits |= dict.fromkeys(("p", "p_counts", "q"), P_DECIMALS)
    slopes = slopes.assign(q=q.astype("float64")).round(digits)
    return slopes.sort_values(["kind", "id", "granularity"], ignore_index=True)


def _figures(series: pd.DataFrame, granularity: str) -> list[tuple[Any, ...]]:
    """Return n_periods, slope, its ends, p and p_counts; nothing where periods are too few."""
    days = series["period_start"]
    months = np.array([day.year * MONTHS_A_YEAR + day.month - 1 for day in days], np.int64)
    n_years = len(np.unique(months // MONTHS_A_YEAR))
    if len(series) < MIN_PERIODS or (granularity in SEASONAL and n_years < MIN_YEARS):
        return []
    seasons = seasons_of(series, granularity)
    times = months / (MONTHS_A_YEAR * YEARS_A_DECADE)
    share, n = (series[name].to_numpy(np.float64) for name in ("share", "n_effective"))
    found = trend(share, times, seasons)
    p_counts = count_test(share, n, times, seasons)
    return [(len(series), found.slope, found.low, found.high, found.p, p_counts)]
