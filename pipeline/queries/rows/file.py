"""Where the file of a snapshot lies: made at the first opening of a large one, never half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from filelock import FileLock

from pipeline.errors import WorkspaceError
from pipeline.queries import derived
from pipeline.queries.rows.building import FORMAT, attach_rows, build_rows

FILE = "rows.duckdb"
LEAST_ROWS = 2_000_000
"""Rows of series_documents from which on the file is made, some 100,000 documents. With fewer a
question reads the Parquet in about 0.1 s; with 21 million it took 1.3 s, and making the file 10 s.
"""

Tell = Callable[[str], None]


def rows_path(folder: Path) -> Path:
    """Return where the file of a snapshot lies: outputs/cache/<snapshot id>/rows.duckdb."""
    return derived.cached(folder, FILE)


def rows_to_attach(folder: Path, tell: Tell) -> Path | None:
    """Make sure that the file of a large snapshot is there and its own; return its path.

    Args:
        folder: Of the snapshot; only read.
        tell: Hears a line when the file is made, about 10 s for a million documents.

    Returns:
        None where the snapshot has fewer than LEAST_ROWS, cannot be read, or the file can be
        written nowhere: questions are answered without it too, with the same figures.
    """
    if _n_rows(folder) < LEAST_ROWS:
        return None
    digest, path = derived.digest_of(folder), rows_path(folder)
    if not _problem(path, digest):
        return path
    try:
        path = derived.writable(path, digest)
        with FileLock(path.with_name(".rows.lock")):
            problem = _problem(path, digest)
            if problem:  # else another process has made it meanwhile
                tell(f"numbered rows {path}: {problem}; this happens once a snapshot")
                derived.make(path, lambda partial: build_rows(folder, partial, digest))
    except (OSError, WorkspaceError, duckdb.Error) as error:
        tell(f"numbered rows {path}: cannot be made ({error}); questions take longer without")
        return None
    return path


def _n_rows(folder: Path) -> int:
    try:
        return int(pq.read_metadata(folder / "series_documents.parquet").num_rows)
    except (OSError, ValueError):  # pyarrow's errors are among these; told when it is opened
        return 0


def _problem(path: Path, digest: str) -> str:
    """Return why a file cannot be used; empty: it can."""
    if not path.is_file():
        return "are made"
    try:
        with duckdb.connect() as connection:
            stated = attach_rows(connection, path)
    except (duckdb.Error, ValueError) as error:
        return f"are damaged ({str(error).splitlines()[0]}) and made anew"
    if stated != (digest, FORMAT):
        return "belong to other data or an older program and are made anew"
    return ""
