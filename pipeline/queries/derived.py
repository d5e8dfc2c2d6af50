"""Files made from a snapshot to answer quickly: where they lie, and how they are made whole."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import SnapshotError, WorkspaceError
from pipeline.snapshots import OWN_KEY, read_manifest

CACHE_DIR = "cache"
"""Beside the folder of all snapshots; what is in it can be thrown away at any time."""
_DIGEST = re.compile("[0-9a-f]{64}")


def cached(folder: Path, name: str) -> Path:
    """Return where a file made from a snapshot lies: outputs/cache/<snapshot id>/<name>."""
    folder = folder.resolve()
    return folder.parent.parent / CACHE_DIR / folder.name / name


def digest_of(folder: Path) -> str:
    """Return the digest of a snapshot's data; it names a folder, so it must be one.

    Raises:
        SnapshotError: The data package cannot be read, or states none.
    """
    digest = str(read_manifest(folder)[OWN_KEY].get("sha256"))
    if not _DIGEST.fullmatch(digest):
        raise SnapshotError(
            f"{folder}: its data package states no digest; run 'culturescope publish' again"
        )
    return digest


def writable(path: Path, digest: str) -> Path:
    """Return a place for a file: path, or one in a private folder where path cannot be written.

    Raises:
        WorkspaceError: Somebody else has made a folder of the private one's name.
    """
    if not _can_write(path.parent):
        path = private_dir() / digest / path.name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def private_dir() -> Path:
    """Return the folder for files of snapshots whose workspace cannot be written.

    Raises:
        WorkspaceError: Somebody else has made a folder of that name.
    """
    path = Path(tempfile.gettempdir()) / f"culturescope-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise WorkspaceError(f"{path}: is not this user's own; remove it and ask again")
    return path


def make(path: Path, build: Callable[[Path], None]) -> None:
    """Build a file beside its place and put it there when whole; the caller holds its lock."""
    for stale in path.parent.glob(f".{path.name}.*"):  # of processes that were killed
        _remove(stale)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        build(partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        for left in path.parent.glob(f"{partial.name}*"):  # also what a database keeps beside it
            _remove(left)


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
