"""What is talked about more, or less, of late than before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from pipeline.trends.columns import DECIMALS, MOVERS, P_DECIMALS
from pipeline.trends.discovery import corrected
from pipeline.trends.intervals import Floats, difference, interval_test, wilson
from pipeline.trends.spread import telling

RECENT = 3
"""Closed years that are "of late"."""
BEFORE = 10
"""Years before them that they are held against; at least RECENT."""
FEWEST = 5
"""Documents that a mover has before or of late, at the least."""
MAX_Q = 0.05


def movers(trends: pd.DataFrame, panel: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the series whose share in the last RECENT closed years is another than before.

    Args:
        trends: Columns columns.TRENDS; only years are looked at, empty ones do not count.
        panel: The same of the panel of sources; a mover must then move on it in the same
            direction, its interval without 0.

    Samples are lowered by what years differ within the two windows and by neighbours being alike
    (see `spread`). p is that of the score test of equal shares, or that at which the interval of
    the difference (Newcombe's, see `intervals`) would just reach 0, whichever is larger; q after
    Benjamini and Hochberg over all series.

    Returns:
        Columns columns.MOVERS, sorted by kind and id; only those with q at most MAX_Q. A series
        with n_before 0 is new; `since` is then the first year it has documents, else the first of
        the recent years.
    """
    found = _moves(trends)
    if panel is not None:
        there = _moves(panel)
        held = found[["kind", "id"]].merge(there, on=["kind", "id"], how="left")
        same = ((found["difference"] > 0) & (held["difference_low"] > 0)) | (
            (found["difference"] < 0) & (held["difference_high"] < 0)
        )
        found = found[same]
    found = found[found["q"] <= MAX_Q]
    names = [name for name in MOVERS if name.startswith(("share", "diff"))]
    found = found.round(dict.fromkeys(names, DECIMALS) | {"q": P_DECIMALS})
    return found.sort_values(["kind", "id"], ignore_index=True)[list(MOVERS)]


def _moves(trends: pd.DataFrame) -> pd.DataFrame:
    counts = trends["share"].notna() & ~trends["is_open"].astype(bool)
    years = trends[counts & (trends["granularity"] == "year")].sort_values("period_start")
    rows = [
        (*key, *_move(series))
        for key, series in years.groupby(["kind", "id", "label"])
        if len(series) >= 2 * RECENT
    ]
    found = pd.DataFrame(rows, columns=[*MOVERS[:-1], "p"])
    return found.assign(q=corrected(found["p"].to_numpy(np.float64)))


def _move(series: pd.DataFrame) -> tuple[Any, ...]:
    window = series.tail(RECENT + BEFORE)
    share, n = (window[name].to_numpy(np.float64) for name in ("share", "n_effective"))
    cut = len(window) - RECENT
    parts = (slice(None, cut), slice(cut, None))
    level = np.concatenate(
        [np.full(len(share[p]), np.average(share[p], weights=n[p])) for p in parts]
    )
    n = telling(share, n, level, 2)
    sides = [_side(level[part][0], n[part].sum()) for part in parts]
    figures = difference(sides[0], sides[1], np.zeros(1))
    p = max(_p(share, n, cut), float(interval_test(*figures)[0]))
    apart, low, high = (float(figure[0]) for figure in figures)
    documents = window["n_documents"].to_numpy(np.int64)
    n_before, n_recent = (int(documents[part].sum()) for part in parts)
    since = series["period_start"].iloc[-RECENT]
    if n_before == 0 and n_recent:
        since = window["period_start"].to_numpy()[int((documents > 0).argmax())]
    shares = (float(side[0, 0]) for side in sides)
    p = p if max(n_before, n_recent) >= FEWEST else 1.0
    direction = "emerging" if apart > 0 else "fading"
    return direction, since, *shares, apart, low, high, n_before, n_recent, p


def _side(share: float, n: float) -> Floats:
    mean = np.array([share])
    return np.stack([mean, *wilson(mean, np.array([n]))])


def _p(share: Floats, n: Floats, cut: int) -> float:
    pooled = np.average(share, weights=n)
    if pooled in (0.0, 1.0):
        return 1.0
    apart = np.average(share[cut:], weights=n[cut:]) - np.average(share[:cut], weights=n[:cut])
    spread = pooled * (1 - pooled) * (1 / n[cut:].sum() + 1 / n[:cut].sum())
    return float(2 * ndtr(-abs(apart) / np.sqrt(spread)))
