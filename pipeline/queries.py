"""Questions to a snapshot: read only, by DuckDB over its Parquet files."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from pipeline.errors import SnapshotError, UsageError
from pipeline.snapshots import OWN_KEY, TABLES, Finding, read_manifest
from pipeline.trends import (
    DOCUMENTS,
    GRANULARITIES,
    TABLE_COLUMNS,
    analyse,
    compute_trends,
    label_documents,
)

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "parquet")
ROWS_AT_ONCE = 1000
SUGGESTED = 5
"""Most valid ids named in an error."""
TOLERANCE = 2e-6
"""Two of the last digits that `trends` rounds to."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Which part of a series is asked for."""

    granularity: str = "year"
    since: dt.date | None = None
    """Periods that end before it are left out."""
    until: dt.date | None = None
    """Periods that start after it are left out."""
    country: str = ""
    """`country:SGP` or `SGP`: only documents that name it; shares are of those documents."""


@contextmanager
def open_snapshot(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a snapshot with one view a table; no other file and no network can be reached.

    Raises:
        SnapshotError: A table is missing.
    """
    paths = {name: str(folder / f"{name}.parquet") for name in TABLES}
    for path in paths.values():
        if not Path(path).is_file():
            raise SnapshotError(f"{path}: is missing; publish again with 'culturescope publish'")
    connection = duckdb.connect(config={"allowed_paths": list(paths.values())})
    try:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        for name, path in paths.items():
            quoted = path.replace("'", "''")
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{quoted}')")
        yield connection
    finally:
        connection.close()


def find_series(folder: Path, kind: str, id: str) -> str:  # noqa: A002
    """Return the id of a series, given by id, by the part after the colon, or by label."""
    with open_snapshot(folder) as connection:
        return _known(connection, kind, id)


def trend_series(folder: Path, *, kind: str, id: str, only: Restriction) -> pd.DataFrame:
    """Return one series period by period."""
    raise NotImplementedError
