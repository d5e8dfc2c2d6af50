"""Open a snapshot for reading: nothing but its own tables can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.errors import SnapshotError
from pipeline.snapshots import TABLES, read_current

KINDS = ("theme", "discipline", "topic", "country", "region", "organisation", "programme")


@contextmanager
def open_snapshot(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a snapshot with one view a table; no other file and no network can be reached.

    Raises:
        SnapshotError: A table is missing, or the snapshot is of another format.
    """
    connection = connect(folder)
    try:
        yield connection
    finally:
        connection.close()


def connect(
    folder: Path, prepare: Callable[[duckdb.DuckDBPyConnection], None] | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection as `open_snapshot` gives it, for the caller to close.

    Args:
        folder: Of the snapshot.
        prepare: Is given the connection before it is locked, to attach what belongs to the
            snapshot.

    Raises:
        SnapshotError: A table is missing, or the snapshot is of another format.
    """
    read_current(folder)
    paths = {name: str((folder / f"{name}.parquet").resolve()) for name in TABLES}
    for path in paths.values():
        check_file(Path(path))
    connection = duckdb.connect()
    try:
        if prepare:
            prepare(connection)
        _lock(connection, list(paths.values()))
        for name, path in paths.items():
            quoted = path.replace("'", "''")
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{quoted}')")
    except BaseException:
        connection.close()
        raise
    return connection


def check_file(path: Path) -> None:
    """Say what to do where a file of a snapshot is not there.

    Raises:
        SnapshotError: It is missing.
    """
    if not path.is_file():
        raise SnapshotError(f"{path}: is missing; publish again with 'culturescope publish'")


def _lock(connection: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> None:
    connection.execute("SET allowed_paths = $paths", {"paths": paths})
    connection.execute("SET parquet_metadata_cache = true")  # a snapshot never changes
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def frame(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> pd.DataFrame:
    """Return the answer to a query, days as datetime.date.

    Args:
        connection: Of a snapshot.
        sql: With a question mark for each value, or with $names.
        values: In this order, or one mapping by name.
    """
    named = values[0] if len(values) == 1 and isinstance(values[0], dict) else list(values)
    table = connection.sql(sql, params=named).to_arrow_table()
    return pd.DataFrame(table.to_pandas(date_as_object=True))
