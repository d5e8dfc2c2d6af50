"""Count what was made, and publish it: table by table, a few rows in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.snapshots import TABLES, write_snapshot
from pipeline.trends import (
    PROBABILITY_FLOOR,
    Analysis,
    Dating,
    add_uncertain,
    analyse,
    label_documents,
    last_day,
    name_series,
)
from pipeline.trends import TABLES as FIGURES

MIN_SCORE = 0.5
MIN_DATE_CONFIDENCE = 0.5
ROWS_AT_ONCE = 8192

_ONE = "document_id || '-000' AS passage_id, document_id, 0 AS ordinal, 0 AS start, "
SOURCES = {
    "sources": "SELECT r.* REPLACE (n AS n_documents) FROM real_sources r JOIN "
    "(SELECT source_id, count(*) AS n FROM documents GROUP BY 1) USING (source_id)",
    "passages": f"SELECT {_ONE}length(text) AS end, n_words, language, NULL::VARCHAR AS section, "
    "NULL::VARCHAR AS topic_id, NULL::DOUBLE AS topic_score, text FROM documents",
    "sections": "FROM real_sections WHERE FALSE",
    "dates": "FROM real_dates WHERE FALSE",
    "relations": "FROM real_relations WHERE FALSE",
}
"""Queries of the tables that are not there under their names."""


def label(connection: duckdb.DuckDBPyConnection) -> None:
    """Say what each document counts for, and may count for."""
    label_documents(connection, min_score=MIN_SCORE)
    add_uncertain(connection, floor=PROBABILITY_FLOOR)
    name_series(connection)


def count(connection: duckdb.DuckDBPyConnection) -> tuple[Analysis, Dating]:
    """Compute all figures."""
    day = last_day(connection, as_of=None, until=None, min_confidence=MIN_DATE_CONFIDENCE)
    dating = Dating(MIN_DATE_CONFIDENCE, day)
    return analyse(connection, dating), dating


def publish(
    connection: duckdb.DuckDBPyConnection, found: Analysis, dating: Dating, folder: Path
) -> str:
    """Write everything as a snapshot; return its id."""
    settings = {"min_score": MIN_SCORE, "min_date_confidence": MIN_DATE_CONFIDENCE}
    manifest = {
        "created": "2000-01-01T00:00:00+00:00",
        "settings": settings,
        "as_of": dating.last_day and dating.last_day.isoformat(),
    }
    tables: dict[str, Any] = {
        name: _figures(found, name) if name in FIGURES else _streamed(connection, name)
        for name in TABLES
    }
    return write_snapshot(folder, tables, manifest=manifest)


def _streamed(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[pa.RecordBatch]:
    table = TABLES[name]
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    source = SOURCES.get(name, f"FROM {name}")
    sql = f"SELECT {columns} FROM ({source}) ORDER BY {', '.join(table.key)}"
    for batch in connection.sql(sql).to_arrow_reader(ROWS_AT_ONCE):
        yield batch.cast(table.schema)


def _figures(found: Analysis, name: str) -> Iterator[pa.RecordBatch]:
    table = pa.Table.from_pandas(getattr(found, name), TABLES[name].schema, preserve_index=False)
    yield from table.to_batches(ROWS_AT_ONCE)
