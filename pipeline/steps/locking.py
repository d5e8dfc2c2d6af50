"""One run at a time in a workspace."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import BusyError
from pipeline.settings import Workspace
from pipeline.steps.context import utc_now


@contextmanager
def only_run(workspace: Workspace, command: str) -> Iterator[None]:
    """Hold the workspace; the operating system lets go of it when the process dies.

    Raises:
        BusyError: Another process holds it.
    """
    folder = workspace.store_dir
    folder.mkdir(parents=True, exist_ok=True)
    holder = holder_file(workspace)
    lock = FileLock(folder / "run.lock", timeout=0)
    try:
        with lock:
            holder.write_text(
                json.dumps({"pid": os.getpid(), "command": command, "since": str(utc_now())})
            )
            yield
    except Timeout as error:
        raise BusyError(
            f"{workspace.root}: another run holds the workspace{_told(holder)}; wait for it to end"
        ) from error


def holder_file(workspace: Workspace) -> Path:
    """Return the file that names who last held the workspace: pid, command, since (UTC)."""
    return workspace.store_dir / "run.json"


def _told(holder: Path) -> str:
    """Return who holds it, in brackets; empty where that cannot be read."""
    try:
        known = json.loads(holder.read_text())
        return f" ('{known['command']}', process {known['pid']}, since {known['since'][:16]} UTC)"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
