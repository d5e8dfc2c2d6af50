"""Runs by hand ("culturescope run") that were killed: nobody else would mark them as ended."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import psutil
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Crashed

from flows.due import BY_HAND
from flows.tending import MOST, UNDER_WAY
from pipeline.settings import Workspace
from pipeline.steps.locking import holder_file

TOLD = "Its process was killed; what it had done is kept, and the next run goes on there."
SLACK_S = 2.0
"""The holder notes its time a moment after its process began; a process that began later is another
one with the same number."""


async def mark_killed() -> int:
    """Mark all runs by hand under way as crashed; to be called by who holds the workspace."""
    async with get_client() as client:
        return await _mark(client, await _under_way(client))


async def mark_if_killed(client: PrefectClient, workspace: Workspace) -> int:
    """Mark runs by hand under way as crashed if no process of theirs can be alive."""
    runs = await _under_way(client)  # before the look at the holder: a run begins after holding
    return await _mark(client, runs) if runs and not _is_held(holder_file(workspace)) else 0


async def _under_way(client: PrefectClient) -> list[FlowRun]:
    return await client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[BY_HAND])),
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(is_null_=True),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNDER_WAY))),
        ),
        limit=MOST,
    )


async def _mark(client: PrefectClient, runs: list[FlowRun]) -> int:
    for run in runs:
        ended: State[None] = Crashed(message=TOLD)
        await client.set_flow_run_state(run.id, ended, force=True)
    return len(runs)


def _is_held(holder: Path) -> bool:
    """Tell whether the process that last held a workspace lives."""
    try:
        known = json.loads(holder.read_text())
        since = dt.datetime.fromisoformat(known["since"]).timestamp()
        return psutil.Process(known["pid"]).create_time() <= since + SLACK_S
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return False
