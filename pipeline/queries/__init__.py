"""Questions to a snapshot: read only, by DuckDB over its Parquet files."""

from pipeline.queries.export import FORMATS, export_table
from pipeline.queries.opening import KINDS, find_series, open_snapshot
from pipeline.queries.proof import recompute_findings
from pipeline.queries.series import Within, count_below, documents_of, trend_series

__all__ = [
    "FORMATS",
    "KINDS",
    "Within",
    "count_below",
    "documents_of",
    "export_table",
    "find_series",
    "open_snapshot",
    "recompute_findings",
    "trend_series",
]
