"""Two snapshots side by side: their tables as views `old_<table>` and `new_<table>`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import SnapshotError
from pipeline.snapshots.shelf import read_current
from pipeline.snapshots.tables import TABLES


@contextmanager
def open_both(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open two snapshots for reading.

    Raises:
        SnapshotError: One is damaged, lacks a table, or is of another format.
    """
    with duckdb.connect() as connection:
        for side, folder in (("old", before), ("new", after)):
            read_current(folder)
            for table in TABLES:
                _view(connection, f"{side}_{table}", folder / f"{table}.parquet")
        yield connection


def _view(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')")
    except duckdb.Error as error:
        raise SnapshotError(
            f"{path}: cannot be read ({error}); 'culturescope verify {path.parent.name}' tells more"
        ) from error
