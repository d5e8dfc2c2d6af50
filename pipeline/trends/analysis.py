"""Everything the trends stage computes, in one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.trends.compute import compute_series, compute_trends, with_sure_dates
from pipeline.trends.slopes import compute_slopes


@dataclass(frozen=True, slots=True)
class Analysis:
    """Four tables of a snapshot, under their names and in their order."""

    series: pd.DataFrame
    series_documents: pd.DataFrame
    trends: pd.DataFrame
    slopes: pd.DataFrame


def analyse(
    documents: pd.DataFrame,
    labels: pd.DataFrame,
    *,
    as_of: dt.date | None = None,
    min_date_confidence: float = 0.0,
) -> Analysis:
    """Compute shares, trends and slopes.

    Args:
        documents: Columns columns.DOCUMENTS.
        labels: As `label_documents` gives them.
        as_of: Day up to which the corpus is complete; None: the latest date found.
        min_date_confidence: Documents whose date is less sure than this count as undated.
    """
    documents = with_sure_dates(documents, min_date_confidence)
    trends = compute_trends(documents, labels, as_of=as_of)
    by = ["kind", "id", "document_id"]
    return Analysis(
        series=compute_series(documents, labels),
        series_documents=labels[by].sort_values(by, ignore_index=True),
        trends=trends,
        slopes=compute_slopes(trends),
    )


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield a frame's rows as plain values, null where something is missing."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in frame]
    names = list(frame.columns)
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))
