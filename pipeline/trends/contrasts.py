"""One set of documents against another, series by series."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from pipeline.trends.columns import DECIMALS, P_DECIMALS
from pipeline.trends.discovery import corrected
from pipeline.trends.estimating import estimate
from pipeline.trends.facts import Counts
from pipeline.trends.intervals import Floats, difference, interval_test, ratio

SIDE = ("n_documents", "n_documents_all", "share", "share_low", "share_high")
CONTRAST = (
    "kind",
    "id",
    "label",
    *(f"{name}_a" for name in SIDE),
    *(f"{name}_b" for name in SIDE),
    "difference",
    "difference_low",
    "difference_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p",
    "q",
)
"""Columns of what `contrast` returns. difference: share_b - share_a; ratio: share_b / share_a."""


def contrast(
    counts_a: Counts, counts_b: Counts, both: Counts | None = None, corpus: Counts | None = None
) -> pd.DataFrame:
    """Compare the shares of every series between two sets of documents.

    Difference and ratio with intervals from those of the two shares (see `intervals`), so that what
    is open about suggestions and dates is in them too. p is that of the score test of equal shares
    or that at which the interval of the difference would just reach 0, whichever is larger: a
    difference told from chance has an interval without 0. q after Benjamini and Hochberg over all
    series.

    Args:
        counts_a: Of one set, granularity ALL, not by source: the earlier one, the reference.
        counts_b: Of the other.
        both: Of the documents that are in both; None: there are none.
        corpus: As for `estimate`.

    Returns:
        Columns CONTRAST, sorted by kind and id; null where a set has no documents.
    """
    a, b = (_side(counts, corpus) for counts in (counts_a, counts_b))
    joined = a.merge(b, on=["kind", "id", "label"], how="outer", suffixes=("_a", "_b"))
    joined = joined.sort_values(["kind", "id"], ignore_index=True)
    shared = _weight(both) if both is not None else 0.0
    together = shared / np.sqrt(max(_weight(counts_a), 1e-9) * max(_weight(counts_b), 1e-9))
    bounds = [joined[f"{name}_{side}"].to_numpy(np.float64) for side in "ab" for name in SIDE[2:]]
    first, second = np.stack(bounds[:3]), np.stack(bounds[3:])
    rho = np.full(len(joined), min(together, 1.0))
    apart, low, high = difference(first, second, rho)
    times, times_low, times_high = ratio(first, second)
    p = np.maximum(_score_test(joined, rho), interval_test(apart, low, high))
    made = joined.assign(difference=apart, difference_low=low, difference_high=high)
    made = made.assign(ratio=times, ratio_low=times_low, ratio_high=times_high, p=p, q=corrected(p))
    digits = {name: DECIMALS for name in CONTRAST if name.startswith(("share", "diff", "ratio"))}
    counted = {f"{name}_{side}": "int64" for name in SIDE[:2] for side in "ab"}
    made = made.fillna(dict.fromkeys(counted, 0)).astype(counted)
    return made.round(digits | {"p": P_DECIMALS, "q": P_DECIMALS})[list(CONTRAST)]


def _side(counts: Counts, corpus: Counts | None) -> pd.DataFrame:
    rows = counts.names.merge(estimate(counts, corpus), on=["kind", "id"], how="left")
    return rows[["kind", "id", "label", *SIDE, "n_effective"]]


def _weight(counts: Counts) -> float:
    return float(counts.whole["weight_all"].sum())


def _score_test(joined: pd.DataFrame, rho: Floats) -> Floats:
    """Return two-sided p of equal shares, the variance pooled."""
    share_a, share_b, n_a, n_b = (
        joined[name].to_numpy(np.float64)
        for name in ("share_a", "share_b", "n_effective_a", "n_effective_b")
    )
    pooled = (share_a * n_a + share_b * n_b) / (n_a + n_b)
    spread = pooled * (1 - pooled) * (1 / n_a + 1 / n_b - 2 * rho / np.sqrt(n_a * n_b))
    apart = share_b - share_a
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(apart == 0, 0.0, apart / np.sqrt(np.maximum(spread, 0.0)))
    z = np.where(np.isnan(share_a + share_b), np.nan, z)
    return np.asarray(2 * stats.norm.sf(np.abs(z)), np.float64)
