"""What Prefect must be told before it is imported: it reads its settings at import."""

from __future__ import annotations

import os
from pathlib import Path


def prepare(home: Path) -> None:
    """Keep Prefect inside the workspace, quiet, offline; values the user has set win.

    Args:
        home: Folder for Prefect's own database and files.
    """
    home.mkdir(parents=True, exist_ok=True)
    wanted = {
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
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "0.5",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        # a failure is told once, by the command line
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
