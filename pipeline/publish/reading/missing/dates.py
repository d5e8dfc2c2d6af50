"""Dates that are missing, unsure, too coarse or in the future, and years without documents."""

from __future__ import annotations

from itertools import pairwise

from pipeline.publish.nouns import Dates
from pipeline.publish.tables import Tables

MAX_HOLES = 10
_COUNTS = """
    SELECT count(*) - count(published),
        count(*) FILTER (published_confidence < ? AND published IS NOT NULL),
        count(*) FILTER (published_confidence >= ? AND published > ?),
        count(counted) FILTER (published_precision = 'day'),
        count(counted) FILTER (published_precision = 'month'),
        count(counted) FILTER (published_precision = 'year')
    FROM documents
"""


def read_dates(tables: Tables, shown: str) -> Dates:
    """Count documents by how far their dates go; `shown` are the periods of the charts."""
    least = tables.min_date_confidence
    n_undated, n_unsure, n_future, *exact = tables.one(_COUNTS, least, least, tables.as_of)
    holes = _holes(tables)
    return Dates(
        n_undated=n_undated,
        n_unsure=n_unsure,
        min_confidence=least,
        n_future=n_future,
        n_day=exact[0],
        n_month=exact[1],
        n_year=exact[2],
        n_coarse=exact[2] if shown in ("month", "quarter") else 0,
        n_holes=sum(last - first + 1 for first, last in holes),
        holes=tuple(_stretch(*hole) for hole in holes[:MAX_HOLES]),
    )


def _holes(tables: Tables) -> list[tuple[int, int]]:
    """Return first and last years of stretches without documents, the longest first."""
    rows = tables.all("SELECT DISTINCT year(counted) FROM documents WHERE counted IS NOT NULL")
    years = sorted(row[0] for row in rows)
    holes = [(a + 1, b - 1) for a, b in pairwise(years) if b > a + 1]
    return sorted(holes, key=lambda hole: (hole[0] - hole[1], hole[0]))


def _stretch(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
