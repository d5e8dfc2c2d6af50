"""Runs are looked after: crashed ones marked and resumed, missed ones made good once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelled, Crashed
from prefect.types._datetime import DateTime

from flows.due import HANDLED, MOST_RESUMES, RESUMES, Waiting, n_resumes, superseded

UNDER_WAY = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)
MOST = 200
"""Prefect's own limit of one answer."""
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


async def mark_crashed(client: PrefectClient, deployments: Iterable[UUID]) -> int:
    """Mark all runs under way as crashed; to be called when no process of theirs can be alive."""
    runs = await _runs(client, deployments, UNDER_WAY)
    for run in runs:
        ended: State[None] = Crashed(
            message="Its process ended with the worker, the server or the machine."
        )
        await client.set_flow_run_state(run.id, ended, force=True)
    return len(runs)


async def resume_crashed(client: PrefectClient, deployments: Iterable[UUID]) -> int:
    """Start a run for each that crashed: the store knows what is done, so it goes on from there."""
    n_resumed = 0
    for run in await _runs(client, deployments, (StateType.CRASHED,)):
        if HANDLED in run.tags or run.deployment_id is None:
            continue
        n = n_resumes(run.tags) + 1
        if n <= MOST_RESUMES:
            n_resumed += 1
            await client.create_flow_run_from_deployment(
                run.deployment_id,
                parameters=run.parameters,
                tags=[f"{RESUMES}{n}"],
                idempotency_key=f"resume-{run.id}",
            )
        await client.update_flow_run(run.id, tags=[*run.tags, HANDLED])
    return n_resumed


async def skip_superseded(client: PrefectClient, deployments: Iterable[UUID]) -> int:
    """Of runs that are due and wait, leave one for each group."""
    due = FlowRunFilterNextScheduledStartTime(before_=DateTime.now("UTC"))
    runs = {
        str(run.id): run for run in await _runs(client, deployments, (StateType.SCHEDULED,), due)
    }
    skipped = superseded([_waiting(run) for run in runs.values()])
    for id_, by in skipped:
        told = f"Missed or not begun in time; made good by the later run {runs[by].name}."
        await client.set_flow_run_state(runs[id_].id, Cancelled(name="Skipped", message=told))
    return len(skipped)


def _waiting(run: FlowRun) -> Waiting:
    work = json.dumps([str(run.deployment_id), run.parameters], sort_keys=True, default=str)
    due_at = run.next_scheduled_start_time or run.expected_start_time or LONG_AGO
    return Waiting(str(run.id), work, due_at)


async def _runs(
    client: PrefectClient,
    deployments: Iterable[UUID],
    types: Iterable[StateType],
    due: FlowRunFilterNextScheduledStartTime | None = None,
) -> list[FlowRun]:
    ids = list(deployments)
    if not ids:
        return []
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=ids),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types))),
        next_scheduled_start_time=due,
    )
    newest = FlowRunSort.EXPECTED_START_TIME_DESC
    return await client.read_flow_runs(flow_run_filter=wanted, sort=newest, limit=MOST)
