"""Copy a table of a snapshot to a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.errors import UsageError
from pipeline.queries.opening import check_file
from pipeline.replacing import replacing
from pipeline.snapshots import TABLES, read_current

FORMATS = ("csv", "jsonl", "parquet")
ROWS_AT_ONCE = 1000


def export_table(folder: Path, table: str, format: str, target: Path) -> int:
    """Copy one table of a snapshot to a file; return its number of rows.

    Args:
        folder: Of a snapshot.
        table: Its name.
        format: csv (as published: texts that a spreadsheet would run are defused), jsonl (one
            JSON object a line, UTF-8), parquet.
        target: File to write; one that is there is replaced when the copy is whole.

    Raises:
        UsageError: The table or format is unknown, or the target cannot be written.
        SnapshotError: The snapshot lacks the table, or is of a format that does.
    """
    if table not in TABLES:
        raise UsageError(f"{table}: no such table; there are {', '.join(TABLES)}")
    if format not in FORMATS:
        raise UsageError(f"{format}: no such format; choose {', '.join(FORMATS)}")
    ending = "csv" if format == "csv" else "parquet"
    source, counted = (folder / f"{table}.{one}" for one in (ending, "parquet"))
    if not source.is_file():
        read_current(folder)  # an older format may lack the table, which tells more
    for path in (source, counted):
        check_file(path)
    try:
        with replacing(target) as file:
            if format == "jsonl":
                _write_lines(source, file)
            else:
                _copy(source, file)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({error}); name another file") from error
    return int(pq.read_metadata(counted).num_rows)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:  # a pipe will do
        shutil.copyfileobj(read, written)


def _write_lines(source: Path, target: Path) -> None:
    with pq.ParquetFile(source) as table, target.open("w", encoding="utf-8") as file:
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE):
            for row in batch.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False, default=_json) + "\n")


def _json(value: Any) -> str:
    return str(value.isoformat())
