"""What Prefect's server knows of the groups' runs."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort

from flows.due import MOST_RESUMES, TAG, n_resumes
from flows.rows import Row
from pipeline.steps.scheduling import Group

LATE = dt.timedelta(minutes=10)
"""What waits longer than this while no run is under way is stuck."""
BAD = ("Failed", "Crashed", "TimedOut")
TIME = "%Y-%m-%d %H:%M"
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MOST = 200
"""Prefect's own limit of one answer."""
BEGUN = (
    StateType.RUNNING,
    StateType.COMPLETED,
    StateType.FAILED,
    StateType.CRASHED,
    StateType.CANCELLING,
)


def rows_of(groups: list[Group]) -> tuple[list[Row], list[str]]:
    """Return a row for each group, and what is wrong with its runs."""
    tagged = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    with get_client(sync_client=True) as client:
        found = client.read_deployments(deployment_filter=tagged, limit=MOST)
        known = {deployment.name: deployment.id for deployment in found}
        looks = [_Look(client, group, known.get(group.id)) for group in groups]
    is_busy = any(look.is_under_way for look in looks)
    findings = [line for look in looks for line in look.findings(is_busy)]
    return [look.row() for look in looks], findings


class _Look:
    """One group's runs, as the server knows them."""

    def __init__(self, client: SyncPrefectClient, group: Group, deployment: UUID | None) -> None:
        self._group = group
        self._now = dt.datetime.now(dt.UTC)
        self._last: FlowRun | None = None
        self._planned: list[FlowRun] = []
        if deployment is None:
            return
        begun = _read(client, deployment, BEGUN, FlowRunSort.START_TIME_DESC, 1)
        self._last = begun[0] if begun else None
        soonest = FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC
        self._planned = _read(client, deployment, (StateType.SCHEDULED,), soonest, MOST)

    @property
    def is_under_way(self) -> bool:
        return self._last is not None and self._last.state_type == StateType.RUNNING

    def row(self) -> Row:
        group, last = self._group, self._last
        ahead = [at for at in map(_due_at, self._planned) if at > self._now]
        return Row(
            group.id,
            group.source_ids,
            group.schedule,
            group.time_zone,
            last_at=self._told(last.start_time) if last and last.start_time else "",
            last_state=(last.state_name or "") if last else "",
            last_told=(last.state.message or "") if last and last.state else "",
            next_at=self._told(ahead[0]) if ahead else "",
            n_waiting=len(self._planned) - len(ahead),
        )

    def findings(self, is_busy: bool) -> list[str]:
        row = self.row()
        lines = []
        if row.last_state in BAD and self._last is not None:
            again = n_resumes(self._last.tags) >= MOST_RESUMES
            more = "; it was started again three times and is given up" if again else ""
            lines.append(f"group {row.group}: last run {row.last_state}: {row.last_told}{more}")
        if row.last_state == "Findings":
            lines.append(f"group {row.group}: last run: {row.last_told}; see 'culturescope status'")
        oldest = min((_due_at(run) for run in self._planned), default=self._now)
        if self._now - oldest > LATE and not is_busy:
            lines.append(
                f"group {row.group}: a run waits since {self._told(oldest)} and is not begun"
            )
        return lines

    def _told(self, moment: dt.datetime) -> str:
        return moment.astimezone(ZoneInfo(self._group.time_zone)).strftime(TIME)


def _due_at(run: FlowRun) -> dt.datetime:
    return run.next_scheduled_start_time or run.expected_start_time or LONG_AGO


def _read(
    client: SyncPrefectClient,
    deployment: UUID,
    types: tuple[StateType, ...],
    sort: FlowRunSort,
    limit: int,
) -> list[FlowRun]:
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types))),
    )
    return client.read_flow_runs(flow_run_filter=wanted, sort=sort, limit=limit)
