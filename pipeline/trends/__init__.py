"""Trends stage: from documents and their labels to shares that can be cited."""

from pipeline.trends.analysis import Analysis, analyse, rows
from pipeline.trends.columns import DOCUMENTS, GRANULARITIES, LABELS, SERIES, SLOPES, TRENDS
from pipeline.trends.comparing import differences
from pipeline.trends.compute import (
    compute_series,
    compute_trends,
    count_undated,
    with_sure_dates,
)
from pipeline.trends.labels import TABLE_COLUMNS, TOPIC_MIN_SHARE, label_documents
from pipeline.trends.slopes import MIN_PERIODS, compute_slopes

__all__ = [
    "DOCUMENTS",
    "GRANULARITIES",
    "LABELS",
    "MIN_PERIODS",
    "SERIES",
    "SLOPES",
    "TABLE_COLUMNS",
    "TOPIC_MIN_SHARE",
    "TRENDS",
    "Analysis",
    "analyse",
    "compute_series",
    "compute_slopes",
    "compute_trends",
    "count_undated",
    "differences",
    "label_documents",
    "rows",
    "with_sure_dates",
]
