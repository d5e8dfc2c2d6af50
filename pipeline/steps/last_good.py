"""Read declared files by their content; where one is broken, use its last good copy."""

from __future__ import annotations

import shutil
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from pipeline.errors import DeclarationError
from pipeline.settings import Workspace, digest

T = TypeVar("T")

# Kept by content, not by place: a file that changes under a long-lived process is read anew, and
# a dozen workspaces of the same declarations share one copy. What could not be read is kept too.
_LOADED: OrderedDict[str, Any] = OrderedDict()
MOST_LOADED = 64
"""Values kept a process; one thesaurus of 4,420 concepts takes 25 MB."""

_DIGESTS: dict[Path, tuple[tuple[int, ...], str]] = {}
SETTLED = 2.0
"""Seconds after which a file's time of change tells a later change: clocks of file systems are
coarse."""


def last_good(workspace: Workspace, path: Path, load: Callable[[Path], T]) -> tuple[T | None, str]:
    """Read a file or folder, or else the last copy of it that could be read.

    Returns:
        The value, and one line that says what is wrong with the file ("": nothing). The value is
        None where the file is broken and there is no good copy.
    """
    kept = workspace.store_dir / "declared" / path.name
    try:
        value = _by_content(path, load)
    except (DeclarationError, OSError) as error:
        try:
            return _by_content(kept, load), f"{error}; until then the last good copy is used"
        except (DeclarationError, OSError):
            return None, str(error)
    _keep(path, kept)
    return value, ""


def _by_content(path: Path, load: Callable[[Path], T]) -> T:
    key = digest(path.name, _content(path))
    found = _LOADED.get(key) or _LOADED.get(f"{key} {path}")
    if found is None:
        try:
            found = _LOADED[key] = load(path)
        except DeclarationError as error:
            found = _LOADED[f"{key} {path}"] = error
        while len(_LOADED) > MOST_LOADED:
            _LOADED.popitem(last=False)
    if isinstance(found, DeclarationError):
        raise DeclarationError(str(found))
    value: T = found
    return value


def _content(path: Path) -> str:
    if not path.is_dir():
        return digest([(path.name, _digest(path))])
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return digest([(file.relative_to(path).as_posix(), _digest(file)) for file in files])


def _digest(file: Path) -> str:
    """Return the SHA-256 of a file; one that has not changed for a while is not read again."""
    status = file.stat()
    seen = (status.st_ino, status.st_size, status.st_mtime_ns)
    known = _DIGESTS.get(file)
    if known and known[0] == seen:
        return known[1]
    found = sha256(file.read_bytes()).hexdigest()
    if time.time() - status.st_mtime > SETTLED:
        _DIGESTS[file] = (seen, found)
    return found


def _keep(path: Path, kept: Path) -> None:
    """Copy what could be read, unless it is kept already; a run that only looks may not write.

    Of several processes one copies, and the others go on: their turn comes with the next reading.
    """
    try:
        if kept.exists() and _content(kept) == _content(path):
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(kept.with_name(f".{kept.name}.lock"), timeout=0):
            _copy(path, kept)
    except OSError:  # held by another, read-only or full: whoever must write will say so, and why
        return


def _copy(path: Path, kept: Path) -> None:
    """Put a copy in a place; a kill between two renames leaves none until the next reading."""
    part, old = (kept.with_name(f"{kept.name}.{end}") for end in ("part", "old"))
    if not path.is_dir():
        shutil.copyfile(path, part)
        part.replace(kept)
        return
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(path, part)
    shutil.rmtree(old, ignore_errors=True)
    if kept.exists():
        kept.replace(old)
    part.replace(kept)
    shutil.rmtree(old, ignore_errors=True)
