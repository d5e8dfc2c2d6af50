"""Trends stage: from documents and what they count for to shares that can be cited.

Documents are counted by DuckDB (`counting`), in a connection that has the relations documents,
series_documents and series; what comes out is small, and numpy and pandas do the rest.
"""

from pipeline.trends.analysis import TABLES, Analysis, analyse, rows
from pipeline.trends.changes import change_points
from pipeline.trends.columns import (
    CHANGES,
    DOCUMENTS,
    GRANULARITIES,
    MOVERS,
    PROBABILITY_DECIMALS,
    PROBABILITY_FLOOR,
    SERIES,
    SERIES_DOCUMENTS,
    SHARE,
    SLOPES,
    TRENDS,
    VARIANTS,
)
from pipeline.trends.comparing import differences
from pipeline.trends.compute import (
    MIN_FAMILIES,
    compute_series,
    compute_trends,
    published_granularities,
)
from pipeline.trends.contrasts import contrast
from pipeline.trends.counting import Relations, count_series
from pipeline.trends.dating import Dating, last_day, left_out
from pipeline.trends.facts import ALL, Counts
from pipeline.trends.labels import (
    PROBABILITIES,
    TABLE_COLUMNS,
    TOPIC_MIN_SHARE,
    add_uncertain,
    label_documents,
    name_series,
)
from pipeline.trends.movers import movers
from pipeline.trends.periods import start_after, trend_frame
from pipeline.trends.slopes import MIN_PERIODS, compute_slopes
from pipeline.trends.stratified import poststratified

__all__ = [
    "ALL",
    "CHANGES",
    "DOCUMENTS",
    "GRANULARITIES",
    "MIN_FAMILIES",
    "MIN_PERIODS",
    "MOVERS",
    "PROBABILITIES",
    "PROBABILITY_DECIMALS",
    "PROBABILITY_FLOOR",
    "SERIES",
    "SERIES_DOCUMENTS",
    "SHARE",
    "SLOPES",
    "TABLES",
    "TABLE_COLUMNS",
    "TOPIC_MIN_SHARE",
    "TRENDS",
    "VARIANTS",
    "Analysis",
    "Counts",
    "Dating",
    "Relations",
    "add_uncertain",
    "analyse",
    "change_points",
    "compute_series",
    "compute_slopes",
    "compute_trends",
    "contrast",
    "count_series",
    "differences",
    "label_documents",
    "last_day",
    "left_out",
    "movers",
    "name_series",
    "poststratified",
    "published_granularities",
    "rows",
    "start_after",
    "trend_frame",
]
