"""The keeper: holds server and worker up until told to stop: `python -m flows.keeper`.

It imports no Prefect: small, and up whatever becomes of the other two.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
from pathlib import Path

from flows.child import Child
from flows.environment import client_settings, home_of, quiet_settings, server_settings
from flows.orphans import FLOW_RUNS, end, end_orphans, processes
from flows.service import (
    KEEPER_FILE,
    Service,
    is_healthy,
    make_service,
    service_lock,
    write_private,
)
from pipeline.settings import Workspace, open_workspace

LOOK_S = 0.5
LOCK_S = 5.0
"""Somebody who looks whether the keeper is up holds its lock for a moment."""
GRACE_S = 15.0
"""For the run under way to end its batch."""


def keep(workspace: Workspace) -> None:
    """Hold the service up until SIGTERM or SIGINT.

    Raises:
        filelock.Timeout: Another keeper is there.
    """
    home = home_of(workspace)
    home.mkdir(parents=True, exist_ok=True)
    with service_lock(home).acquire(timeout=LOCK_S):
        end_orphans(home)
        service = make_service(home)
        since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        write_private(home / KEEPER_FILE, {"pid": os.getpid(), "since": since})
        server, worker = _children(workspace, service)
        try:
            _hold(service, server, worker, _stop_signal())
        finally:
            _end_all(home, server, worker)


def _stop_signal() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the terminal may go
    return stop


def _hold(service: Service, server: Child, worker: Child, stop: threading.Event) -> None:
    while not stop.wait(LOOK_S):
        server.keep_up()
        if worker.is_up() or is_healthy(service):
            worker.keep_up()


def _end_all(home: Path, server: Child, worker: Child) -> None:
    """End the worker first, hard, so that it marks nothing; then its run, then the server."""
    worker.end(0)
    end(processes(home, FLOW_RUNS), GRACE_S)
    server.end(GRACE_S)
    (home / KEEPER_FILE).unlink(missing_ok=True)


def _children(workspace: Workspace, service: Service) -> tuple[Child, Child]:
    home = home_of(workspace)
    shared = {**os.environ, **quiet_settings(home, workspace.settings.keep_flow_days)}
    shared |= client_settings(service) | {"PREFECT_LOGGING_LEVEL": "INFO"}
    me = str(os.getpid())
    server = Child(
        [sys.executable, "-m", "flows.server", me],
        home / "logs" / "server.log",
        workspace.root,
        {**shared, **server_settings(service), "PREFECT_LOGGING_LEVEL": "WARNING"},
    )
    worker = Child(
        [sys.executable, "-m", "flows.worker", me],
        home / "logs" / "worker.log",
        workspace.root,
        shared,
    )
    return server, worker


def main() -> None:
    """Keep the service of the workspace that this process was started in."""
    keep(open_workspace(Path.cwd(), os.environ))


if __name__ == "__main__":
    main()
