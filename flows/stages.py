"""The seven stages of a run under way, their batches as tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from time import monotonic
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from pipeline.records import STAGES
from pipeline.steps.context import Pending, Tally
from pipeline.steps.runs import Progress, Run, begin_stage, end_stage

RUNS: dict[str, tuple[Run, Progress]] = {}
"""Runs under way in this process; tasks are handed an id, never the run itself."""

RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=8)
"""Threads only wait: work is done one batch at a time in this process, or in worker processes."""

AHEAD = 2
"""Batches handed to Prefect ahead of the workers; it keeps the state of every one in memory."""


@task(name="batch", task_run_name="{stage} {first}", cache_policy=NO_CACHE)
def work_on(run_id: str, stage: str, first: str, ids: list[str], pooled: bool) -> dict[str, int]:
    """Work on one batch. The store's ledger, not Prefect, knows what is done."""
    del first  # names the task run
    run, _ = RUNS[run_id]
    tally = run.workers.submit(stage, tuple(ids), pooled=pooled).result()
    return asdict(tally)


@task(name="finish", task_run_name="{stage} finish", cache_policy=NO_CACHE)
def finish(
    run_id: str, stage: str, pending: Pending, tallies: list[Tally], started: float
) -> dict[str, Any]:
    """Do what needs all batches of a stage."""
    run, _ = RUNS[run_id]
    return asdict(end_stage(run, stage, pending, tallies, started))


def work_through(run_id: str) -> list[dict[str, Any]]:
    """Do all stages of a run; to be called inside of a flow.

    Args:
        run_id: A run in RUNS.

    Returns:
        The stage reports.
    """
    run, progress = RUNS[run_id]
    reports = []
    for stage in STAGES:
        started = monotonic()
        pending = begin_stage(run, stage)
        tallies = list(_batches(run, stage, pending, progress))
        report: dict[str, Any] = finish.submit(run_id, stage, pending, tallies, started).result()
        reports.append(report)
    return reports


def _batches(run: Run, stage: str, pending: Pending, progress: Progress) -> Iterator[Tally]:
    pooled = run.workers.is_pooled(stage, pending)
    window = AHEAD * run.workers.n if pooled else 1
    n_done = 0
    progress(stage, 0, pending.n_items)
    waiting: list[tuple[PrefectFuture[dict[str, int]], int]] = []
    for batch in pending.batches:
        if len(waiting) >= window:
            n_done += waiting[0][1]
            yield Tally(**waiting.pop(0)[0].result())
            progress(stage, n_done, pending.n_items)
        future = work_on.submit(run.context.run_id, stage, batch[0], list(batch), pooled)
        waiting.append((future, len(batch)))
    for future, n in waiting:
        n_done += n
        yield Tally(**future.result())
        progress(stage, n_done, pending.n_items)
