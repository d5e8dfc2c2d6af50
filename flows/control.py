"""The service of a workspace from outside: up, down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from flows import keeper
from flows.environment import home_of
from flows.orphans import FLOW_RUNS, SERVER, end_orphans, processes
from flows.service import KEEPER_FILE, WORKER_FILE, load_service, service_is_up
from pipeline.errors import BusyError, WorkspaceError
from pipeline.settings import Workspace

UP_S = 180.0
"""17 s and more were seen for the first start of a server on a busy machine."""
DOWN_S = 60.0
LOOK_S = 0.2
KEEPER_LOG = "keeper.log"


def up(workspace: Workspace, *, foreground: bool = False) -> bool:
    """Start server and worker, and wait until they are up.

    Args:
        workspace: Where.
        foreground: Stay until told to stop (for systemd and the like).

    Returns:
        False: they were up already.

    Raises:
        BusyError: A run on a server of its own is under way; or, in the foreground, the service is.
        WorkspaceError: They do not come up.
    """
    home = home_of(workspace)
    home.mkdir(parents=True, exist_ok=True)
    if service_is_up(home):
        if foreground:
            raise BusyError(f"{workspace.root}: the service is up; end it with 'flows down' first")
        return False
    end_orphans(home)
    if processes(home, (SERVER,)):
        raise BusyError(f"{workspace.root}: a run is under way; wait for it to end, then try again")
    if foreground:
        keeper.keep(workspace)
        return True
    (home / WORKER_FILE).unlink(missing_ok=True)
    _wait_until_up(home, _start_keeper(workspace, home))
    return True


def down(workspace: Workspace) -> tuple[bool, int]:
    """End server and worker.

    Returns:
        Whether they were up, and how many runs under way were interrupted.
    """
    home = home_of(workspace)
    was_up = service_is_up(home)
    n_under_way = len(processes(home, FLOW_RUNS)) if was_up else 0
    if was_up:
        _end_keeper(home)
    end_orphans(home)
    return was_up, n_under_way


def read_state(path: Path) -> dict[str, Any]:
    """Return what keeper or worker last wrote of themselves; empty where there is nothing."""
    try:
        told = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def worker_is_up(home: Path) -> bool:
    """Tell whether the worker has brought the deployments up to date and lives."""
    pid = read_state(home / WORKER_FILE).get("pid")
    return isinstance(pid, int) and psutil.pid_exists(pid) and service_is_up(home)


def _start_keeper(workspace: Workspace, home: Path) -> subprocess.Popen[bytes]:
    log = home / "logs" / KEEPER_LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.keeper"],
            cwd=workspace.root,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,  # it outlives the terminal
        )


def _wait_until_up(home: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + UP_S
    while not worker_is_up(home):
        if process.poll() is not None and not service_is_up(home):
            raise WorkspaceError(
                f"the service ended at once: {_last_line(home / 'logs' / KEEPER_LOG)}"
            )
        if time.monotonic() > deadline:
            _end_keeper(home)
            raise WorkspaceError(
                f"the service was not up after {UP_S:.0f} s; look at {home / 'logs'}"
            )
        time.sleep(LOOK_S)


def _end_keeper(home: Path) -> None:
    """End the keeper, which ends the others; where it does not, they end as it dies."""
    pid = read_state(home / KEEPER_FILE).get("pid")
    if not isinstance(pid, int) or pid == os.getpid():
        return
    try:
        process = psutil.Process(pid)
        process.terminate()
        process.wait(DOWN_S)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(DOWN_S)


def _last_line(path: Path) -> str:
    lines = path.read_text(errors="replace").split("\n") if path.exists() else []
    return next((line for line in reversed(lines) if line.strip()), "it said nothing")


def login(workspace: Workspace) -> tuple[str, str]:
    """Return address and login of Prefect's page, both empty before the first start."""
    service = load_service(home_of(workspace))
    return (service.url, service.login) if service else ("", "")
