"""Shares of every series in every period, with what is not known about them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.trends.cells import Cells, cells
from pipeline.trends.columns import DECIMALS, SHARE
from pipeline.trends.facts import Counts
from pipeline.trends.intervals import wilson

COLUMNS = ("kind", "id", "period_start", "source_id", *SHARE)
"""Of what `estimate` returns."""
WHOLE_NUMBERS = ("n_documents", "n_documents_all", "n_unassessed")


def estimate(counts: Counts, corpus: Counts | None = None) -> pd.DataFrame:
    """Return the share of every series in every period (and source) that has documents.

    Args:
        counts: Of the documents in question.
        corpus: Counts of all documents they are from, without periods; None: those in question.

    Returns:
        Columns COLUMNS, in the order of counts.names and counts.whole, rounded to DECIMALS.
    """
    found = cells(counts)
    total = found.groups["weight_all"].to_numpy(np.float64)[None, :]
    total = np.where(total > 0, total, np.nan)
    squares = found.groups["squares"].to_numpy(np.float64)[None, :]
    n_effective = total**2 / squares + 0 * found.mass
    share = np.clip(found.mass / total, 0.0, 1.0)
    low, high = wilson(share, n_effective)
    figures = {"share": share, "share_low": low, "share_high": high, "n_effective": n_effective}
    return framed(found, figures | {"share_counted": np.clip(found.counted / total, 0.0, 1.0)})


def framed(found: Cells, figures: dict[str, np.ndarray]) -> pd.DataFrame:
    """Return arrays of shape (n_series, n_groups) as rows.

    Args:
        found: What the figures are of.
        figures: n_effective, share, share_low, share_high, share_counted.
    """
    n_series, n_groups = found.mass.shape
    every = {
        **{name: np.repeat(found.names[name].to_numpy(), n_groups) for name in ("kind", "id")},
        **{
            name: np.tile(found.groups[name].to_numpy(), n_series)
            for name in ("period_start", "source_id", "n_documents_all", "weight_all")
        },
        "n_documents": found.n_documents.ravel(),
        "n_unassessed": found.n_unassessed.ravel(),
        "weight": found.counted.ravel(),
        "weight_unassessed": found.weight_unassessed.ravel(),
        **{name: values.ravel() for name, values in figures.items()},
    }
    real = [name for name in SHARE if name not in WHOLE_NUMBERS]
    frame = pd.DataFrame(every)[list(COLUMNS)].astype(dict.fromkeys(WHOLE_NUMBERS, "int64"))
    return frame.astype(dict.fromkeys(real, "float64")).round(dict.fromkeys(real, DECIMALS))
