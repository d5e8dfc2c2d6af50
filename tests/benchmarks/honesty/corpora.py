"""Simulated corpora: documents with series of known prevalence, counted as real ones are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.trends.facts import ALL, BINS, HITS, NAMES, TOP_BIN, UNASSESSED, WHOLE, Counts

FLOOR = 0.01
"""Smaller probabilities have no row, as in the store."""
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
FIRST_YEAR = 1950


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in arrays; n_periods periods from 0."""

    n_periods: int
    period: np.ndarray
    """int (n_documents,): where the document is dated; -1: undated."""
    probability: np.ndarray
    """(n_documents, n_series): 0 and 1 where things are sure."""
    granularity: str = "year"
    source: np.ndarray | None = None
    """int (n_documents,)."""
    family: np.ndarray | None = None
    """int (n_documents,)."""
    confidence: np.ndarray | None = None
    """(n_documents,): that the date is right."""
    sources: tuple[int, ...] = field(default=())
    """Sources that count; empty: all."""


def start(period: int, granularity: str) -> dt.date:
    """Return the first day of a period."""
    months = FIRST_YEAR * 12 + period * MONTHS[granularity]
    return dt.date(months // 12, months % 12 + 1, 1)


def count(corpus: Corpus, *, by_source: bool = False, whole: bool = False) -> Counts:
    """Count a corpus.

    Args:
        corpus: The documents.
        by_source: Each source for itself.
        whole: All periods at once, undated documents too.
    """
    n = len(corpus.period)
    family = np.arange(n) if corpus.family is None else corpus.family
    weight = 1 / np.bincount(family)[family]
    source = np.zeros(n, int) if corpus.source is None else corpus.source
    confidence = np.ones(n) if corpus.confidence is None else corpus.confidence
    counts = np.isin(source, corpus.sources) if corpus.sources else np.ones(n, bool)
    counts = counts & (True if whole else corpus.period >= 0)
    documents = pd.DataFrame(
        {
            "at": np.zeros(n, int) if whole else corpus.period,
            "source": source if by_source else 0,
            "family": family,
            "weight": weight,
            "misdated": weight * (1 - confidence),
        }
    )[counts]
    granularity = ALL if whole else corpus.granularity
    return Counts(
        hits=_hits(documents, corpus.probability[counts], granularity, by_source),
        whole=_whole(documents, granularity, by_source),
        unassessed=pd.DataFrame(columns=list(UNASSESSED)),
        names=names(corpus.probability.shape[1]),
        granularity=granularity,
    )


def names(n_series: int) -> pd.DataFrame:
    """Return the names of simulated series."""
    ids = [f"s{at:04d}" for at in range(n_series)]
    return pd.DataFrame({"kind": "theme", "id": ids, "label": ids})[list(NAMES)]


def trend_frame(corpus: Corpus, estimated: pd.DataFrame) -> pd.DataFrame:
    """Return estimates with the columns that slopes, changes and movers need."""
    return estimated.assign(
        label=estimated["id"], granularity=corpus.granularity, is_open=False
    ).drop(columns="source_id")


def _keys(rows: pd.DataFrame, granularity: str, by_source: bool) -> pd.DataFrame:
    days = [None if granularity == ALL else start(at, granularity) for at in rows["at"]]
    labels = [f"src{at}" if by_source else "" for at in rows["source"]]
    return rows.assign(period_start=pd.Series(days, rows.index, object), source_id=labels)


def _whole(documents: pd.DataFrame, granularity: str, by_source: bool) -> pd.DataFrame:
    group = ["at", "source"]
    families = documents.groupby([*group, "family"])["weight"].sum() ** 2
    sums = documents.groupby(group).agg(
        n_documents_all=("weight", "size"),
        weight_all=("weight", "sum"),
        weight_misdated=("misdated", "sum"),
    )
    sums["squares"] = families.groupby(level=group).sum()
    return _keys(sums.reset_index(), granularity, by_source)[list(WHOLE)]


def _hits(
    documents: pd.DataFrame, probability: np.ndarray, granularity: str, by_source: bool
) -> pd.DataFrame:
    row, series = np.nonzero(probability >= FLOOR)
    p = np.round(probability[row, series], 4)
    own = documents.iloc[row]
    weight = own["weight"].to_numpy()
    some = pd.DataFrame(
        {
            "series": series,
            "at": own["at"].to_numpy(),
            "source": own["source"].to_numpy(),
            "bin": np.where(p == 1, TOP_BIN, np.floor(p * BINS)).astype(int),
            "n_documents": (p >= 0.5).astype(int),
            "weight": weight,
            "mass": weight * p,
            "weight_counted": weight * (p >= 0.5),
        }
    )
    by = ["series", "at", "source", "bin"]
    summed = some.groupby(by).sum().reset_index()
    ids = names(probability.shape[1])["id"].to_numpy()[summed["series"]]
    return _keys(summed.assign(kind="theme", id=ids), granularity, by_source)[list(HITS)]
