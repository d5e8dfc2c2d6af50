"""Servers that a killed run has left behind: they hold Prefect's database open for ever."""

from __future__ import annotations

from pathlib import Path

import psutil

SERVER = "prefect.server"
GRACE_S = 5


def end_orphans(home: Path) -> int:
    """End embedded servers of this workspace whose run is gone; return how many.

    Args:
        home: The workspace's PREFECT_HOME, by which its servers are known.
    """
    orphans = [process for process in psutil.process_iter() if _is_orphan(process, home)]
    for process in orphans:
        process.terminate()
    _, alive = psutil.wait_procs(orphans, timeout=GRACE_S)
    for process in alive:
        process.kill()
    return len(orphans)


def _is_orphan(process: psutil.Process, home: Path) -> bool:
    try:
        return (
            SERVER in " ".join(process.cmdline())
            and process.environ().get("PREFECT_HOME") == str(home)
            and not _has_run(process)
        )
    except psutil.Error:  # ended meanwhile, or somebody else's
        return False


def _has_run(process: psutil.Process) -> bool:
    """Tell whether the run that started a server still lives; an orphan belongs to init."""
    parent = process.parent()
    return parent is not None and "python" in parent.name().lower()
