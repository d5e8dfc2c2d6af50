"""Processes that a killed run or service has left behind: they hold Prefect's database open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

SERVER = "prefect.server"
"""In the command of a run's own server."""
SERVERS = (SERVER, "flows.server")
FLOW_RUNS = ("prefect.engine", "prefect.flow_engine")
WORKER = "flows.worker"
GRACE_S = 5


def end_orphans(home: Path) -> int:
    """End processes of this workspace's Prefect whose parent is gone; return how many.

    Args:
        home: The workspace's PREFECT_HOME, by which they are known.
    """
    found = processes(home, (*SERVERS, *FLOW_RUNS, WORKER))
    orphans = [process for process in found if not _has_parent(process)]
    for process in orphans:
        if WORKER in command(process):
            _kill(process)  # its soft end would mark the run under way as cancelled
    end(orphans, GRACE_S)
    return len(orphans)


def processes(home: Path, commands: tuple[str, ...]) -> list[psutil.Process]:
    """Return this workspace's processes with one of these in their command."""
    return list(_processes(home, commands))


def end(ending: list[psutil.Process], grace_s: float) -> None:
    """End processes softly, and after a while hard."""
    for process in ending:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(ending, timeout=grace_s)
    for process in alive:
        _kill(process)
    psutil.wait_procs(alive, timeout=grace_s)


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):  # it ended by itself meanwhile
        process.kill()


def command(process: psutil.Process) -> str:
    """Return the command line of a process, "" if it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _processes(home: Path, commands: tuple[str, ...]) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        told = command(process)
        try:
            is_one = any(name in told for name in commands)
            if is_one and process.environ().get("PREFECT_HOME") == str(home):
                yield process
        except psutil.Error:  # ended meanwhile, or somebody else's
            continue


def _has_parent(process: psutil.Process) -> bool:
    """Tell whether what started a process still lives; an orphan belongs to init."""
    try:
        parent = process.parent()
        return parent is not None and "python" in parent.name().lower()
    except psutil.Error:
        return False
