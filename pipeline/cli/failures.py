"""From an exception to the one line a person reads, and the exit code a machine reads."""

from __future__ import annotations

import errno

from pipeline.errors import CulturescopeError, WorkspaceError

HINTS = {
    errno.ENOSPC: "the disk is full; free some space and run again, nothing stored is harmed",
    errno.EDQUOT: "the quota is used up; free some space and run again, nothing stored is harmed",
    errno.EROFS: "the file system is read-only; use a workspace that can be written",
    errno.EACCES: "no permission; make it writable or use another workspace",
    errno.EPERM: "no permission; make it writable or use another workspace",
    errno.EIO: "the disk or network drive fails; mend that and run again",
    errno.EMFILE: "too many open files; raise the limit (ulimit -n) or lower workers",
    errno.ENOTDIR: "a file stands where a folder should be; remove it and run again",
    errno.EISDIR: "a folder stands where a file should be; remove it and run again",
}


def explain(error: BaseException) -> tuple[str | None, int]:
    """Return (line, exit code); the line is None for what nobody foresaw: show the traceback."""
    if isinstance(error, CulturescopeError):
        return one_line(str(error)), error.exit_code
    if isinstance(error, OSError) and error.errno in HINTS:
        where = f"{error.filename}: " if error.filename else ""
        return one_line(f"{where}{HINTS[error.errno]}"), WorkspaceError.exit_code
    return None, 1


def one_line(text: str) -> str:
    """Return a text as one line that cannot steer a terminal: names in it may hold anything."""
    return "".join(c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in text)
