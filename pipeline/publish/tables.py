"""A snapshot's Parquet files, asked in SQL; what an older one lacks is empty, not an error."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.snapshots import TABLES

_SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_INSTEAD = {
    ("series_documents", "probability"): "1.0",
    ("series_documents", "counts"): "TRUE",
    ("slopes", "variant"): "'all'",
}
"""What a column means that is not there; the others are null."""


class Tables:
    """The tables of one snapshot. One thread, so that sums are the same always."""

    def __init__(self, folder: Path) -> None:
        """Open a snapshot's folder; of the tables nothing is read yet.

        `documents` has a column more: `counted`, the date if it counts in trends, that is if it
        is sure enough and not in the future.
        """
        self.folder = folder
        self._connection = duckdb.connect(config={"threads": 1})
        own = self.manifest()["culturescope"]
        settings = own.get("settings", {})
        self.min_date_confidence = float(settings.get("min_date_confidence", 0.0))
        self.min_quality = float(settings.get("min_quality", 0.0))
        stated = own.get("as_of")
        self.as_of = dt.date.fromisoformat(str(stated)) if stated else None
        for name in TABLES:
            self._connection.execute(self._view(name))

    def _view(self, name: str) -> str:
        """Return the SQL of a view with every column that the table has today."""
        path = self.folder / f"{name}.parquet"
        held = self._columns(path) if path.is_file() else []
        every = {column.name: _SQL_TYPES[column.type] for column in TABLES[name].columns}
        filled = [
            f'CAST({_INSTEAD.get((name, column), "NULL")} AS {type_}) AS "{column}"'
            for column, type_ in every.items()
            if column not in held
        ]
        columns = [*(f'"{column}"' for column in held), *filled]
        if name == "documents" and held:
            columns.append(f"CASE WHEN {self._counts()} THEN published END AS counted")
        elif name == "documents":
            columns.append("CAST(NULL AS DATE) AS counted")
        origin = f"read_parquet({_quoted(str(path))})" if held else "(SELECT 1) WHERE FALSE"
        return f'CREATE VIEW "{name}" AS SELECT {", ".join(columns)} FROM {origin}'

    def _columns(self, path: Path) -> list[str]:
        described = self.all(f"DESCRIBE SELECT * FROM read_parquet({_quoted(str(path))})")
        return [row[0] for row in described]

    def _counts(self) -> str:
        sure = f"published_confidence >= {self.min_date_confidence}"
        return f"{sure} AND published <= DATE '{self.as_of}'" if self.as_of else sure

    def all(self, sql: str, *values: object) -> list[Any]:
        """Return all rows of a query."""
        return self._connection.execute(sql, list(values)).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """Return the only row of a query."""
        return self.all(sql, *values)[0]

    def put(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Lay rows of texts down as a table of this session, to join with."""
        held = list(rows)
        lists = [[row[at] for row in held] for at in range(len(columns))]
        parts = ", ".join(f'unnest(?::VARCHAR[]) AS "{column}"' for column in columns)
        self._connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT {parts}', lists)

    def manifest(self) -> dict[str, Any]:
        """Return datapackage.json."""
        return dict(json.loads((self.folder / "datapackage.json").read_text("utf-8")))

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
