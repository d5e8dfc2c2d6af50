"""Months and quarters without what comes every year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.trends.intervals import Floats
from pipeline.trends.kendall import Ints

MONTHS_A_YEAR = 12
SEASONAL = ("month", "quarter")
"""Granularities whose periods have seasons."""


def seasons_of(series: pd.DataFrame, granularity: str) -> Ints:
    """Return the season of each period, 0 throughout where there are none.

    Args:
        series: Column period_start.
        granularity: Of the periods.
    """
    if granularity not in SEASONAL:
        return np.zeros(len(series), np.int64)
    return np.array([day.month for day in series["period_start"]], np.int64)


def without_seasons(series: pd.DataFrame, granularity: str) -> Floats:
    """Return shares less what their season is above the mean of all, kept within 0 and 1.

    Args:
        series: period_start, share, n_effective.
        granularity: Of the periods.
    """
    share, n = (series[name].to_numpy(np.float64) for name in ("share", "n_effective"))
    seasons = seasons_of(series, granularity)
    flat, mean = share.copy(), np.average(share, weights=n)
    for season in np.unique(seasons):
        those = seasons == season
        flat[those] -= np.average(share[those], weights=n[those]) - mean
    return np.asarray(np.clip(flat, 0.0, 1.0), np.float64)
