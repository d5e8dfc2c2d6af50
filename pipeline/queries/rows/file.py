"""Where the file of a snapshot lies: made at the first opening of a large one, never half."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from filelock import FileLock

from pipeline.errors import WorkspaceError
from pipeline.queries.rows.building import FORMAT, attach_rows, build_rows
from pipeline.queries.search.index import index_path, private_dir
from pipeline.snapshots import OWN_KEY, read_manifest

FILE = "rows.duckdb"
LEAST_ROWS = 2_000_000
"""Rows of series_documents from which on the file is made, some 100,000 documents. With fewer a
question reads the Parquet in about 0.1 s; with 21 million it took 1.3 s, and making the file 10 s.
"""

Tell = Callable[[str], None]


def rows_path(folder: Path) -> Path:
    """Return where the file of a snapshot lies: outputs/cache/<snapshot id>/rows.duckdb."""
    return index_path(folder).with_name(FILE)


def rows_to_attach(folder: Path, tell: Tell) -> Path | None:
    """Make sure that the file of a large snapshot is there and its own; return its path.

    Args:
        folder: Of the snapshot; only read.
        tell: Hears a line when the file is made, about 10 s for a million documents.

    Returns:
        None where the snapshot has fewer than LEAST_ROWS, cannot be read, or the file can be
        written nowhere: questions are answered without it too, with the same figures.
    """
    digest = str(read_manifest(folder)[OWN_KEY].get("sha256", ""))
    if not digest or _n_rows(folder) < LEAST_ROWS:
        return None
    path = rows_path(folder)
    if not _problem(path, digest):
        return path
    try:
        if not _can_write(path.parent):
            path = private_dir() / digest / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(".rows.lock")):
            problem = _problem(path, digest)
            if problem:  # else another process has made it meanwhile
                tell(f"numbered rows {path}: {problem}; this happens once a snapshot")
                _make(folder, path, digest)
    except (OSError, WorkspaceError, duckdb.Error) as error:
        tell(f"numbered rows {path}: cannot be made ({error}); questions take longer without")
        return None
    return path


def _n_rows(folder: Path) -> int:
    try:
        return int(pq.read_metadata(folder / "series_documents.parquet").num_rows)
    except (OSError, ValueError):  # pyarrow's errors are among these; told when it is opened
        return 0


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _make(folder: Path, path: Path, digest: str) -> None:
    for stale in path.parent.glob(f".{FILE}.*"):  # of processes that were killed: we hold the lock
        _remove(stale)
    partial = path.with_name(f".{FILE}.{os.getpid()}")
    try:
        build_rows(folder, partial, digest)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        for left in path.parent.glob(f"{partial.name}*"):  # also .wal and what was sorted on disk
            _remove(left)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


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
