"""What Prefect must be told before it is imported: it reads its settings at import."""

from __future__ import annotations

import os
import time
from pathlib import Path

from flows.service import HOST, Service, is_healthy, load_service, service_is_up
from pipeline.errors import WorkspaceError
from pipeline.settings import Workspace

DAY_S = 86_400
FLUSH_S = 1
"""Whole seconds: Prefect cuts a fraction off, and at 0 its server keeps one core busy."""
LONGEST_START_S = 120
"""17 s and more were seen for the first start of a server on a busy machine."""
EVENT_DAYS = 7
"""Events are many and of no use once a run has ended; runs themselves are kept longer."""


def prepare(workspace: Workspace) -> Path:
    """Keep Prefect inside the workspace, quiet, offline; values the user has set win.

    Where the workspace's own server is up, it is used: two servers on one database would lock each
    other out.

    Returns:
        Prefect's folder.

    Raises:
        WorkspaceError: That server does not answer.
    """
    home = home_of(workspace)
    home.mkdir(parents=True, exist_ok=True)
    wanted = quiet_settings(home, workspace.settings.keep_flow_days)
    service = load_service(home)
    if service is not None and service_is_up(home):
        _wait_for(service)
        wanted |= client_settings(service)
    for name, value in wanted.items():
        if name == "NO_PROXY":
            os.environ[name] = value
        os.environ.setdefault(name, value)
    return home


def settle() -> None:
    """Let an embedded server, which ends with this process, write down the last task runs."""
    if "PREFECT_API_URL" not in os.environ:
        time.sleep(1.5 * FLUSH_S)


def home_of(workspace: Workspace) -> Path:
    """Return the folder that holds Prefect's database and files."""
    return workspace.store_dir / "prefect"


def _wait_for(service: Service) -> None:
    deadline = time.monotonic() + LONGEST_START_S
    while not is_healthy(service):
        if time.monotonic() > deadline:
            raise WorkspaceError(
                f"the server of 'flows up' does not answer at {service.url}; start it anew with "
                "'flows down' and 'flows up', or run without it ('run --direct')"
            )
        time.sleep(1)


def quiet_settings(home: Path, keep_days: int) -> dict[str, str]:
    """Return what servers and clients of a workspace have in common.

    Args:
        home: Folder for Prefect's own database and files.
        keep_days: How long flow runs are kept.
    """
    return {
        # two separate channels: the server's heartbeat and the client's events
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_LOCAL_STORAGE_PATH": str(home / "results"),
        # the default 20 s are too few on a busy machine
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        # at the default, batch size 1, most task runs are lost from the history at exit
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": str(FLUSH_S),
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        # a failure is told once, by the command line
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_CLI_PROMPT": "false",
        # some 22 kB a task run: without this the history outgrows the documents
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(keep_days * DAY_S),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{min(keep_days, EVENT_DAYS)}D",
    }


def client_settings(service: Service) -> dict[str, str]:
    """Return what leads a client to the workspace's own server."""
    return {
        "PREFECT_API_URL": service.api_url,
        "PREFECT_API_AUTH_STRING": service.login,
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "NO_PROXY": ",".join(dict.fromkeys([*os.environ.get("NO_PROXY", "").split(","), HOST])),
    }


def server_settings(service: Service) -> dict[str, str]:
    """Return what the workspace's own server needs: its address, and who may use it."""
    return {
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(service.port),
        # the page would look for the server at port 4200
        "PREFECT_SERVER_UI_API_URL": service.api_url,
        # other users of the machine, and pages open in the user's browser, must not start runs
        "PREFECT_SERVER_API_AUTH_STRING": service.login,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": service.url,
        # it marks all that was missed at once, SQLite locks it out, and the log fills; what waits
        # stands in `flows status`
        "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT__SERVER_FINAL": "1",
    }
