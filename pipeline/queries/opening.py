"""Open a snapshot for reading, and find what it counts."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.errors import SnapshotError, UsageError
from pipeline.snapshots import TABLES

KINDS = ("theme", "discipline", "topic", "country", "organisation", "programme")
SUGGESTED = 5
"""Most valid ids named in an error."""


@contextmanager
def open_snapshot(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a snapshot with one view a table; no other file and no network can be reached.

    Raises:
        SnapshotError: A table is missing.
    """
    paths = {name: str((folder / f"{name}.parquet").resolve()) for name in TABLES}
    for path in paths.values():
        if not Path(path).is_file():
            raise SnapshotError(f"{path}: is missing; publish again with 'culturescope publish'")
    connection = duckdb.connect()
    try:
        connection.execute("SET allowed_paths = $paths", {"paths": list(paths.values())})
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        for name, path in paths.items():
            quoted = path.replace("'", "''")
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{quoted}')")
        yield connection
    finally:
        connection.close()


def frame(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> pd.DataFrame:
    """Return the answer to a query, days as datetime.date."""
    return pd.DataFrame(connection.sql(sql, params=list(values)).to_arrow_table().to_pandas())


def find_series(connection: duckdb.DuckDBPyConnection, kind: str, id: str) -> str:
    """Return the id of a series named by id, by the part after the colon, or by label.

    Raises:
        UsageError: There is none; names the nearest.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    sql = "SELECT id, label FROM series WHERE kind = ? ORDER BY n_documents DESC, id"
    known: list[tuple[str, str]] = connection.execute(sql, [kind]).fetchall()
    names = {id_.casefold(): id_ for id_, _ in known}
    names |= {label.casefold(): id_ for id_, label in reversed(known)} | names
    names |= {id_.removeprefix(f"{kind}:").casefold(): id_ for id_, _ in known}
    if id.casefold() in names:
        return names[id.casefold()]
    close = difflib.get_close_matches(id.casefold(), list(names), n=SUGGESTED, cutoff=0.5)
    best = list(dict.fromkeys(names[name] for name in close))
    listed = ", ".join(best or [id_ for id_, _ in known[:SUGGESTED]]) or "none in this snapshot"
    says = "did you mean" if best else "the most frequent are"
    raise UsageError(f"{id}: no {kind} of this snapshot; {says}: {listed}")
