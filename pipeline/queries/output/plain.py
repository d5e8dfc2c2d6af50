"""Answers for programs: CSV, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.queries.output.about import About
from pipeline.snapshots import TABLES
from pipeline.snapshots.cells import cell
from pipeline.snapshots.nouns import ARROW_TYPES

_TYPES = {
    column.name: ARROW_TYPES[column.type] for table in TABLES.values() for column in table.columns
}
"""What a column is where all its cells are empty: as the snapshot has it, else text."""


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """Return a frame as typed columns: days as date32, missing values as null."""
    return pa.table({str(name): _column(str(name), frame[name]) for name in frame.columns})


def _column(name: str, cells: pd.Series[Any]) -> pa.Array:
    array = pa.array(cells, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_null(array.type):
        return array.cast(_TYPES.get(name, pa.string()))
    if pa.types.is_timestamp(array.type):
        return array.cast(pa.date32(), safe=False)
    return array


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return RFC 4180 CSV, UTF-8; texts that a spreadsheet would run are defused."""
    file = io.StringIO(newline="")
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow([str(name) for name in frame.columns])
    lines.writerows([cell(value) for value in row.values()] for row in records(frame))
    return file.getvalue().encode()


def as_json(frame: pd.DataFrame, about: About) -> bytes:
    """Return one JSON object: what the answer is, and its records; days ISO 8601."""
    told = {**_meta(about), **about.facts, "records": records(frame)}
    return (json.dumps(told, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dicts of plain Python values; missing ones are None."""
    rows: list[dict[str, Any]] = arrow_table(frame).to_pylist()
    return rows


def as_parquet(frame: pd.DataFrame, about: About) -> bytes:
    """Return Parquet; title, notes, citation and snapshot stand in the file's metadata."""
    table = arrow_table(frame)
    told = {key: json.dumps(value, ensure_ascii=False) for key, value in _meta(about).items()}
    file = io.BytesIO()
    options = {"compression": "zstd", "version": "2.6", "store_schema": False}
    with pq.ParquetWriter(file, table.schema, **options) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({f"culturescope.{key}": told[key] for key in told})
    return file.getvalue()


def _meta(about: About) -> dict[str, object]:
    return {
        "title": about.title,
        "snapshot": about.snapshot or None,
        "notes": list(about.notes),
        "citation": about.cite or None,
    }


def _plain(value: Any) -> str:
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
