"""What counting ends in: small frames, whatever the size of the corpus."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

BINS = 50
"""Bins of a probability below 1. A bin's mean is known exactly (mass / weight), so all that binning
loses is the spread inside one."""
TOP_BIN = BINS
"""Bin of documents whose probability is exactly 1: named, or stated by a publisher or editor."""

ALL = "all"
"""Granularity of counts without periods: all documents at once, dated or not."""

HITS = (
    "kind",
    "id",
    "period_start",
    "source_id",
    "bin",
    "n_documents",
    "weight",
    "mass",
    "weight_counted",
)
"""One row a series, period, source and bin. n_documents: rows that count; weight: summed family
weight of all rows, counting or not; mass: summed family weight x probability; weight_counted:
summed family weight of the rows that count."""
WHOLE = (
    "period_start",
    "source_id",
    "n_documents_all",
    "weight_all",
    "squares",
    "weight_misdated",
)
"""One row a period and source that has documents. squares: sum over families of (summed weight of
the family in this group) squared, so that Kish's n is weight_all^2 / squares; weight_misdated: sum
of family weight x (1 - published_confidence)."""
UNASSESSED = ("kind", "period_start", "source_id", "n_unassessed", "weight_unassessed")
"""One row a kind, period and source that has documents which could not be assessed for the kind."""
NAMES = ("kind", "id", "label")
"""One row a series counted."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of what there is, period by period.

    period_start is a datetime.date (object), None throughout where granularity is ALL; source_id
    is "" unless counted by source. Sorted by their first columns; weights are rounded to 9
    decimals, so that the order of adding never shows.
    """

    hits: pd.DataFrame
    """Columns HITS; only rows with documents."""
    whole: pd.DataFrame
    """Columns WHOLE; only periods with documents."""
    unassessed: pd.DataFrame
    """Columns UNASSESSED."""
    names: pd.DataFrame
    """Columns NAMES; every series asked for, also those without hits."""
    granularity: str
    """month, quarter, year, decade, or ALL."""
