"""Read what the report shows from a snapshot's Parquet files, bounded whatever their size."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.publish.nouns import DocumentRow, Point, Series, Slope

# Lists and charts of the report end here; the tables of the snapshot hold the rest.
SHOWN = {
    "theme": 60,
    "discipline": 30,
    "topic": 60,
    "country": 15,
    "organisation": 15,
    "programme": 15,
}
LISTED = {"theme": 25, "discipline": 15}
LISTED_ELSE = 10
DECADES_FROM = 40
"""Spans of more years than this are shown by decade: 40 small points still read as a line."""

_DOCUMENT = """
    d.document_id,
    CASE d.published_precision WHEN 'year' THEN strftime(d.published, '%Y')
        WHEN 'month' THEN strftime(d.published, '%Y-%m')
        ELSE coalesce(strftime(d.published, '%Y-%m-%d'), '') END
        || CASE WHEN d.published IS NOT NULL AND d.counted IS NULL THEN '?' ELSE '' END,
    coalesce(d.title, '(no title)'), d.source_id, d.url
"""


class Tables:
    """The tables of one snapshot, asked in SQL. One thread, so that sums are the same always."""

    def __init__(self, folder: Path) -> None:
        """Open a snapshot's folder; of the tables nothing is read yet.

        `documents` has a column more: `counted`, the date if it is sure enough to count.
        """
        self.folder = folder
        self._connection = duckdb.connect(config={"threads": 1})
        settings = self.manifest()["culturescope"].get("settings", {})
        self.min_date_confidence = float(settings.get("min_date_confidence", 0.0))
        self.min_quality = float(settings.get("min_quality", 0.0))
        for path in sorted(folder.glob("*.parquet")):
            quoted = str(path).replace("'", "''")
            more = ""
            if path.stem == "documents":
                is_sure = f"published_confidence >= {self.min_date_confidence}"
                more = f", CASE WHEN {is_sure} THEN published END AS counted"
            self._connection.execute(
                f"CREATE VIEW \"{path.stem}\" AS SELECT *{more} FROM read_parquet('{quoted}')"
            )

    def all(self, sql: str, *values: object) -> list[Any]:
        """Return all rows of a query."""
        return self._connection.execute(sql, list(values)).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """Return the only row of a query."""
        return self.all(sql, *values)[0]

    def manifest(self) -> dict[str, Any]:
        """Return datapackage.json."""
        return dict(json.loads((self.folder / "datapackage.json").read_text("utf-8")))

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def granularity(tables: Tables) -> str:
    """Return the length of period that suits the dated span."""
    row = tables.one("SELECT min(year(counted)), max(year(counted)) FROM documents")
    return "decade" if row[0] is not None and row[1] - row[0] > DECADES_FROM else "year"


def read_series(tables: Tables, kind: str, period: str) -> tuple[Series, ...]:
    """Return the most frequent series of a kind with their points, slope and newest documents."""
    rows = tables.all(
        "SELECT kind, id, label, n_documents, share, share_low, share_high FROM series "
        "WHERE kind = ? ORDER BY share DESC, id LIMIT ?",
        kind,
        SHOWN[kind],
    )
    return tuple(
        dataclasses.replace(
            Series(*row),
            points=_points(tables, kind, row[1], period),
            slope=_slope(tables, kind, row[1], period),
            documents=_documents(tables, kind, row[1]),
        )
        for row in rows
    )


def _points(tables: Tables, kind: str, series_id: str, period: str) -> tuple[Point, ...]:
    rows = tables.all(
        "SELECT period_start, n_documents, n_documents_all, n_effective, share, share_low, "
        "share_high, is_open FROM trends WHERE kind = ? AND id = ? AND granularity = ? "
        "ORDER BY period_start",
        kind,
        series_id,
        period,
    )
    return tuple(Point(*row) for row in rows)


def _slope(tables: Tables, kind: str, series_id: str, period: str) -> Slope | None:
    rows = tables.all(
        "SELECT n_periods, slope, slope_low, slope_high, q FROM slopes "
        "WHERE kind = ? AND id = ? AND granularity = ?",
        kind,
        series_id,
        period,
    )
    return Slope(*rows[0]) if rows else None


def _documents(tables: Tables, kind: str, series_id: str) -> tuple[DocumentRow, ...]:
    rows = tables.all(
        f"SELECT {_DOCUMENT} FROM series_documents s JOIN documents d USING (document_id) "
        "WHERE s.kind = ? AND s.id = ? "
        "ORDER BY d.published DESC NULLS LAST, d.document_id LIMIT ?",
        kind,
        series_id,
        LISTED.get(kind, LISTED_ELSE),
    )
    return tuple(document_row(row) for row in rows)


def document_by_id(tables: Tables, document_id: str) -> DocumentRow:
    """Return one document as lists show it."""
    sql = f"SELECT {_DOCUMENT} FROM documents d WHERE d.document_id = ?"
    return document_row(tables.one(sql, document_id))


def document_row(row: Sequence[Any]) -> DocumentRow:
    """Make a row of a list; an address that is not http or https is not kept."""
    return DocumentRow(row[0], row[1], row[2], row[3], safe_url(row[4]))


def safe_url(url: str | None) -> str | None:
    """Return an address that may be linked to, or None."""
    is_web = bool(url) and str(url).lower().startswith(("http://", "https://"))
    return url if is_web else None
