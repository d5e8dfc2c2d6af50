"""Shares of every series, over all documents and period by period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.trends.columns import DOCUMENTS, GRANULARITIES, LABELS, SERIES, SHARE, TRENDS
from pipeline.trends.shares import COUNTS, population, unassessed, with_shares

# Names that fewer families of documents hold are left out of the table of trends: they are the
# long tail of what recognition finds, mostly wrong or of one text, and would make nine tenths
# of its rows. They stay in `series`.
MIN_FAMILIES = {"country": 3, "organisation": 3, "programme": 3}


def compute_series(documents: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return every series with its share over all documents, dated or not.

    Args:
        documents: Columns columns.DOCUMENTS.
        labels: Columns columns.LABELS.

    Returns:
        Columns columns.SERIES, sorted by kind and id.
    """
    labels = _typed(labels)
    whole = _typed(documents).assign(period=0)
    counted = _hits(whole, labels)
    grid = _names(labels).merge(counted, on=["kind", "id"], how="inner")
    grid = _with_totals(grid, whole)
    grid = with_shares(grid).sort_values(["kind", "id"], ignore_index=True)
    return grid[list(SERIES)]


def compute_trends(
    documents: pd.DataFrame,
    labels: pd.DataFrame,
    *,
    granularities: Sequence[str] = tuple(GRANULARITIES),
    as_of: dt.date | None = None,
    min_families: Mapping[str, int] = MIN_FAMILIES,
) -> pd.DataFrame:
    """Return shares period by period, of the documents whose date is known at least by year.

    The share of a series in a period is the summed family weight of the period's documents that
    have it, over that of all its documents; its interval is Wilson's with Kish's effective
    sample size. Every series has every period from the first to the last that has documents; a
    period without any has no share. Undated documents are left out (`count_undated`). Documents
    that could not be assessed for a kind of series count in the whole, and are told beside it.

    Args:
        documents: Columns columns.DOCUMENTS.
        labels: Columns columns.LABELS.
        granularities: Keys of GRANULARITIES.
        as_of: Day up to which the corpus is complete: periods that end later are open. None:
            the latest date found.
        min_families: By kind, how many families of dated documents a series must have.

    Returns:
        Columns columns.TRENDS, sorted by kind, id, granularity, period_start (date).
    """
    dated, labels = dated_documents(_typed(documents)), _typed(labels)
    if dated.empty or labels.empty:
        return _empty_trends()
    shown = _shown(dated, labels, min_families)
    last_day = as_of or dated["published"].max().date()
    parts = [_periods(dated, shown, name, last_day) for name in sorted(granularities)]
    trends = pd.concat(parts, ignore_index=True)
    by = ["kind", "id", "granularity", "period_start"]
    return trends.sort_values(by, ignore_index=True)[list(TRENDS)]


def with_sure_dates(documents: pd.DataFrame, min_confidence: float) -> pd.DataFrame:
    """Take the dates off documents whose published_confidence is below min_confidence (0 to 1)."""
    is_sure = documents["published_confidence"] >= min_confidence
    return documents.assign(published=documents["published"].where(is_sure, None))


def dated_documents(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that have a date, with `published` as datetime64."""
    published = pd.to_datetime(documents["published"], format="ISO8601")
    return documents[list(DOCUMENTS)].assign(published=published)[published.notna()]


def count_undated(documents: pd.DataFrame) -> int:
    """Return how many documents trends leave out for want of a date."""
    return int(documents["published"].isna().sum())


def _typed(given: pd.DataFrame) -> pd.DataFrame:
    """Give ids their type also where a frame is empty, so that frames can be joined."""
    ids = {name: "str" for name in LABELS if name in given.columns}
    reals = ("family_weight", "published_confidence")
    real = {name: "float64" for name in reals if name in given.columns}
    return given.astype(ids | real)


def _names(labels: pd.DataFrame) -> pd.DataFrame:
    return labels[["kind", "id", "label"]].drop_duplicates(["kind", "id"])


def _shown(
    dated: pd.DataFrame, labels: pd.DataFrame, min_families: Mapping[str, int]
) -> pd.DataFrame:
    """Leave out series that too few families of dated documents have."""
    held = labels.merge(dated[["document_id", "family_id"]], on="document_id", how="left")
    n_families = held.groupby(["kind", "id"])["family_id"].transform("nunique")
    least = held["kind"].map(dict(min_families)).fillna(0)
    return held.loc[n_families >= least, list(LABELS)]


def _hits(documents: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Count documents and weights by kind, id and period; documents have a column `period`."""
    columns = ["document_id", "period", "family_weight"]
    joined = labels[["document_id", "kind", "id"]].merge(documents[columns], on="document_id")
    groups = joined.sort_values("document_id").groupby(["kind", "id", "period"])["family_weight"]
    return groups.agg(n_documents="size", weight="sum").reset_index()


def _with_totals(grid: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Add what each share is of; nothing there is 0. Both frames have a column `period`."""
    totals = population(documents, ["period"]).reset_index()
    filled = grid.merge(totals, on="period", how="left")
    filled = filled.merge(unassessed(documents, "period"), on=["kind", "period"], how="left")
    names = [name for name in SHARE if not name.startswith("share")]
    return filled.fillna(dict.fromkeys(names, 0)).astype(dict.fromkeys(COUNTS, "int64"))


def _periods(
    dated: pd.DataFrame, labels: pd.DataFrame, granularity: str, as_of: dt.date
) -> pd.DataFrame:
    length = GRANULARITIES[granularity]
    in_period = dated.assign(period=dated["published"].dt.year // length * length)
    first, last = int(in_period["period"].min()), int(in_period["period"].max())
    every = pd.DataFrame({"period": np.arange(first, last + 1, length)})
    grid = _names(labels).merge(every, how="cross")
    grid = grid.merge(_hits(in_period, labels), on=["kind", "id", "period"], how="left")
    whole = _with_totals(grid, in_period)
    return with_shares(whole).assign(
        granularity=granularity,
        period_start=[dt.date(year, 1, 1) for year in whole["period"]],
        # the last day of a period is 31 December; it is open when the corpus may still grow in it
        is_open=[dt.date(year + length - 1, 12, 31) > as_of for year in whole["period"]],
    )


def _empty_trends() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in TRENDS})
