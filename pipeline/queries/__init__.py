"""Questions to a snapshot: read only, by DuckDB over its Parquet files.

with Snapshot(folder) as snapshot:
    snapshot.trend("theme", "inclusion", by="year", filters=Filters(countries="SGP"))
"""

from pipeline.queries.comparing import COMPARISON, Sides
from pipeline.queries.cooccurring import COOCCURRENCE, STRATA, Pairing
from pipeline.queries.documents import DOCUMENTS
from pipeline.queries.export import FORMATS, export_table
from pipeline.queries.filters import Filters
from pipeline.queries.names import Series, find_series
from pipeline.queries.opening import KINDS, open_snapshot
from pipeline.queries.passages import PASSAGES
from pipeline.queries.proof import recompute_findings
from pipeline.queries.snapshot import Snapshot

__all__ = [
    "COMPARISON",
    "COOCCURRENCE",
    "DOCUMENTS",
    "FORMATS",
    "KINDS",
    "PASSAGES",
    "STRATA",
    "Filters",
    "Pairing",
    "Series",
    "Sides",
    "Snapshot",
    "export_table",
    "find_series",
    "open_snapshot",
    "recompute_findings",
]
