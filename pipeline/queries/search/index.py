"""Where the index of a snapshot lies, and how it is opened: made on first use, never half."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from pipeline.errors import WorkspaceError
from pipeline.queries import derived
from pipeline.queries.search.building import FORMAT, build_index

FILE = "search.sqlite"

Tell = Callable[[str], None]


def quiet(line: str) -> None:
    """Tell nobody."""
    del line


def index_path(folder: Path) -> Path:
    """Return where the index of a snapshot lies: outputs/cache/<snapshot id>/search.sqlite."""
    return derived.cached(folder, FILE)


@contextmanager
def open_index(folder: Path, tell: Tell = quiet) -> Iterator[sqlite3.Connection]:
    """Open the index of a snapshot; make it where it is missing, damaged or of other data.

    Raises:
        SnapshotError: The snapshot cannot be read.
        WorkspaceError: The index cannot be written.
    """
    connection = _connect(ensure_index(folder, tell))
    try:
        yield connection
    finally:
        connection.close()


def ensure_index(folder: Path, tell: Tell = quiet, *, anew: bool = False) -> Path:
    """Make sure that the index of a snapshot is there and its own; return its path.

    Args:
        folder: Of the snapshot; only read.
        tell: Hears a line when something is made, which takes about 10 s for 100,000 passages.
        anew: Make it again, whatever is there.

    Raises:
        SnapshotError: The snapshot cannot be read.
        WorkspaceError: The index cannot be written.
    """
    digest = derived.digest_of(folder)
    path = index_path(folder)
    if not anew and _problem(path, digest) == "":
        return path
    try:
        path = derived.writable(path, digest)
        with FileLock(path.with_name(".search.lock")):
            problem = "is made anew" if anew else _problem(path, digest)
            if problem:  # else another process has made it meanwhile
                tell(f"search index {path}: {problem}; this happens once a snapshot")
                derived.make(path, lambda partial: _build(folder, partial, digest))
    except OSError as error:
        raise WorkspaceError(
            f"{path}: the search index cannot be written ({error.strerror}); make room, or make "
            f"{index_path(folder).parent} writable"
        ) from error
    return path


def _build(folder: Path, partial: Path, digest: str) -> None:
    try:
        build_index(folder, partial, digest)
    except sqlite3.OperationalError as error:
        raise OSError(error.sqlite_errorcode, str(error)) from error


def _problem(path: Path, digest: str) -> str:
    """Return why an index cannot be used; empty: it can."""
    if not path.is_file():
        return "is made"
    try:
        connection = _connect(path)
        try:
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return f"is damaged ({error}) and made anew"
    if meta != {"digest": digest, "format": str(FORMAT)}:
        return "belongs to other data or an older program and is made anew"
    return ""


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
