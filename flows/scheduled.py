"""A scheduled run: all stages, restricted to the sources of one group and to a window of dates.

Its process is started in the workspace's folder (see worker).
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from flows.bulletin import show
from flows.due import FLOW
from flows.leash import WORKER_VARIABLE, end_with_parent
from flows.stages import RUNNER, RUNS, work_through
from pipeline.declarations import load_sources
from pipeline.errors import BusyError, CulturescopeError
from pipeline.records import Window
from pipeline.settings import Workspace, open_workspace
from pipeline.steps.bulletin import new_findings
from pipeline.steps.runs import Run, begin_run, shortfalls
from pipeline.steps.scheduling import find_group
from pipeline.steps.windows import window

WAIT_S = 10.0
LONGEST_WAIT_S = 12 * 3600.0
"""A run by hand holds the workspace: half a day is longer than any."""


@flow(name=FLOW, flow_run_name="{group}", task_runner=RUNNER, validate_parameters=True)
def visit(group: str, since: dt.date | None = None, until: dt.date | None = None) -> State[None]:
    """Visit the sources of a group, and take what is new through all stages.

    Args:
        group: Id of a group of cards, or of a card in none.
        since: Only what was published or changed on this day or later (UTC); empty: what is new.
        until: Only what was published or changed before this day (UTC).
    """
    end_with_parent(int(os.environ.get(WORKER_VARIABLE, 0)))
    try:
        wanted = window(str(since or ""), str(until or ""))
        workspace = open_workspace(Path.cwd(), os.environ)
        sources, _ = load_sources(workspace.sources_dir)
        chosen = find_group(sources, group)
        with ExitStack() as stack:
            run = _begin(stack, workspace, f"flows {group}", chosen.source_ids, wanted)
            return _visit(run, group)
    except CulturescopeError as error:
        return Failed(message=str(error))


def _visit(run: Run, group: str) -> State[None]:
    run_id = run.context.run_id
    RUNS[run_id] = (run, _Teller(get_run_logger()).tell)
    try:
        work_through(run_id)
    finally:
        del RUNS[run_id]
    run.findings += shortfalls(run)
    show(run, f"group {group}", group)
    n = len(run.findings)
    if not n:
        return Completed(message=_counts(run))
    told = f"{n} finding{'s' * (n != 1)}, {len(new_findings(run))} new; {_counts(run)}"
    return Completed(name="Findings", message=told)


def _begin(
    stack: ExitStack, workspace: Workspace, command: str, sources: tuple[str, ...], wanted: Window
) -> Run:
    """Begin a run as soon as the workspace is free."""
    deadline = monotonic() + LONGEST_WAIT_S
    while True:
        try:
            begun = begin_run(workspace, command, sources=sources, window=wanted)
            return stack.enter_context(begun)
        except BusyError as error:
            if monotonic() > deadline:
                raise
            get_run_logger().info("waiting: %s", error)
            sleep(WAIT_S)


def _counts(run: Run) -> str:
    by_stage = {report.stage: report for report in run.reports}
    ingest, clean = by_stage["ingest"], by_stage["clean"]
    return f"{ingest.n_out:,} captures, {clean.n_out:,} documents"


class _Teller:
    """Writes progress to the run's log, a line a tenth."""

    def __init__(self, logger: logging.Logger | logging.LoggerAdapter[Any]) -> None:
        self._logger = logger
        self._tenths: dict[str, int] = {}

    def tell(self, stage: str, done: int, total: int) -> None:
        tenth = 10 * done // total if total else 10
        if total and self._tenths.get(stage) != tenth:
            self._tenths[stage] = tenth
            self._logger.info("%s: %s of %s", stage, f"{done:,}", f"{total:,}")
