"""The full run as one flow."""

from __future__ import annotations

from typing import Any

from prefect import flow

from flows.bulletin import show
from flows.due import BY_HAND
from flows.stages import RUNNER, RUNS, work_through
from pipeline.steps.runs import shortfalls


@flow(name=BY_HAND, flow_run_name="by hand {run_id}", task_runner=RUNNER)
def full_run(root: str, run_id: str) -> list[dict[str, Any]]:
    """Run all stages of a workspace; small in, small out: a path, an id and the stage reports.

    Args:
        root: Folder of the workspace, shown in Prefect's page.
        run_id: A run in RUNS.
    """
    run, _ = RUNS[run_id]
    reports = work_through(run_id)
    run.findings += shortfalls(run)
    show(run, root)
    return reports
