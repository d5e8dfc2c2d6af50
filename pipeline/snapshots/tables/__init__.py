"""The tables of a snapshot: to add a column, add it here and to the rows that steps write."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.snapshots.nouns import Table, text
from pipeline.snapshots.tables.corpus import CORPUS
from pipeline.snapshots.tables.entities import ENTITIES, ENTITY_TYPES
from pipeline.snapshots.tables.figures import FIGURES, GRANULARITIES, SERIES_KINDS
from pipeline.snapshots.tables.findings import FINDINGS

__all__ = ["ENTITY_TYPES", "GRANULARITIES", "SERIES_KINDS", "TABLES", "format_terms"]


def format_terms(terms: Sequence[tuple[str, float]], decimals: int = 4) -> str:
    """Return a topic's terms as `topics.terms` publishes them, or so its themes."""
    return "; ".join(f"{term} {value:.{decimals}f}" for term, value in terms)


_REJECTED = Table(
    "rejected",
    "Inputs that became no result, and why.",
    ("stage", "locator"),
    (
        text("stage", "Stage that gave up"),
        text("source_id", "Source it came from"),
        text("locator", "What was read"),
        text("document_id", "Its permanent id", nullable=True),
        text("reason", "Machine word"),
        text("detail", "What was found and what to do next"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (*CORPUS, *ENTITIES, *FINDINGS, *FIGURES, _REJECTED)
}
"""By name, in the order of the data package."""
