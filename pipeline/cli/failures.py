"""From an exception to the one line a person reads, and the exit code a machine reads."""

from __future__ import annotations

import errno

from pipeline.errors import CulturescopeError, StoreError, WorkspaceError

HINTS = {
    errno.ENOSPC: "the disk is full; free some space and run again, nothing stored is harmed",
    errno.EROFS: "the file system is read-only; use a workspace that can be written",
    errno.EACCES: "no permission; make it writable or use another workspace",
    errno.EPERM: "no permission; make it writable or use another workspace",
}
DATABASE_HINTS = {
    "disk is full": HINTS[errno.ENOSPC],
    "disk i/o error": "the disk cannot be written or is full; free some space and run again",
    "readonly": HINTS[errno.EROFS],
    "unable to open": "the database file cannot be opened; is the workspace writable?",
    "locked": "another program holds the database; wait for it to end and run again",
    "malformed": "the database file is damaged; restore it from a backup",
}


def explain(error: BaseException) -> tuple[str | None, int]:
    """Return (line, exit code); the line is None for what nobody foresaw: show the traceback."""
    if isinstance(error, CulturescopeError):
        return str(error), error.exit_code
    if isinstance(error, OSError) and error.errno in HINTS:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{HINTS[error.errno]}", WorkspaceError.exit_code
    if type(error).__module__.startswith("sqlalchemy"):
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        for mark, hint in DATABASE_HINTS.items():
            if mark in reason.lower():
                return f"store: {reason}: {hint}", StoreError.exit_code
    return None, 1
