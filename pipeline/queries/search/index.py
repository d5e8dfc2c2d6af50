"""Where the index of a snapshot lies, and how it is opened: made on first use, never half."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from pipeline.errors import SnapshotError, WorkspaceError
from pipeline.queries.search.building import FORMAT, build_index
from pipeline.snapshots import OWN_KEY, read_manifest

FILE = "search.sqlite"
_DIGEST = re.compile("[0-9a-f]{64}")
CACHE_DIR = "cache"
"""Beside the folder of all snapshots; what is in it can be thrown away at any time."""

Tell = Callable[[str], None]


def quiet(line: str) -> None:
    """Tell nobody."""
    del line


def index_path(folder: Path) -> Path:
    """Return where the index of a snapshot lies: outputs/cache/<snapshot id>/search.sqlite."""
    folder = folder.resolve()
    return folder.parent.parent / CACHE_DIR / folder.name / FILE


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
    digest = _digest(folder)
    path = index_path(folder)
    if not anew and _problem(path, digest) == "":
        return path
    if not _can_write(path.parent):
        path = private_dir() / digest / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(".search.lock")):
            problem = "is made anew" if anew else _problem(path, digest)
            if problem:  # else another process has made it meanwhile
                tell(f"search index {path}: {problem}; this happens once a snapshot")
                _make(folder, path, digest)
    except OSError as error:
        raise WorkspaceError(
            f"{path}: the search index cannot be written ({error.strerror}); make room, or make "
            f"{index_path(folder).parent} writable"
        ) from error
    return path


def private_dir() -> Path:
    """Return the folder for indexes of snapshots whose workspace cannot be written.

    Raises:
        WorkspaceError: Somebody else has made a folder of that name.
    """
    path = Path(tempfile.gettempdir()) / f"culturescope-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise WorkspaceError(f"{path}: is not this user's own; remove it and ask again")
    return path


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _make(folder: Path, path: Path, digest: str) -> None:
    for stale in path.parent.glob(f".{FILE}.*"):  # of processes that were killed: we hold the lock
        stale.unlink()
    partial = path.with_name(f".{FILE}.{os.getpid()}")
    try:
        build_index(folder, partial, digest)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    except sqlite3.OperationalError as error:
        raise OSError(error.sqlite_errorcode, str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


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


def _digest(folder: Path) -> str:
    """Return the digest of a snapshot's data; it names a folder, so it must be one."""
    digest = str(read_manifest(folder)[OWN_KEY].get("sha256"))
    if not _DIGEST.fullmatch(digest):
        raise SnapshotError(
            f"{folder}: its data package states no digest; run 'culturescope publish' again"
        )
    return digest
