"""Start the full run as a Prefect flow, from a process that has not imported Prefect yet."""

from __future__ import annotations

import asyncio

from flows import environment
from flows.orphans import end_orphans
from pipeline.settings import Workspace
from pipeline.steps.runs import EVERYTHING, Chosen, Progress, Run, begin_run, watch_run


def run_flow(workspace: Workspace, progress: Progress, chosen: Chosen = EVERYTHING) -> Run:
    """Run all stages as one flow; return the run.

    It runs on the workspace's own server if that is up, else on an embedded one.

    Raises:
        BusyError: Another run holds the workspace.
        UsageError: A source that was chosen does not exist.
    """
    with begin_run(workspace, "run", chosen.sources, chosen.window) as run:
        home = environment.prepare(workspace)
        end_orphans(home)
        from flows.by_hand import mark_killed
        from flows.full import full_run
        from flows.stages import RUNS

        if chosen.watch:
            watch_run(run, chosen.watch)
        asyncio.run(mark_killed())  # for we hold the workspace, so no other one is under way
        RUNS[run.context.run_id] = (run, progress)
        try:
            full_run(str(workspace.root), run.context.run_id)
            environment.settle()
        finally:
            del RUNS[run.context.run_id]
    return run
