"""Start the full run as a Prefect flow, from a process that has not imported Prefect yet."""

from __future__ import annotations

from flows import environment
from flows.orphans import end_orphans
from pipeline.settings import Workspace
from pipeline.steps.runs import Progress, Run, begin_run, shortfalls


def run_flow(workspace: Workspace, progress: Progress) -> Run:
    """Run all stages as one flow on Prefect's embedded server; return the run.

    Raises:
        BusyError: Another run holds the workspace.
    """
    home = workspace.store_dir / "prefect"
    with begin_run(workspace, "run") as run:
        environment.prepare(home)
        end_orphans(home)
        from flows.full import RUNS, full_run

        RUNS[run.context.run_id] = (run, progress)
        try:
            full_run(str(workspace.root), run.context.run_id)
        finally:
            del RUNS[run.context.run_id]
        run.findings += shortfalls(run)
    return run
