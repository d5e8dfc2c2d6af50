"""Schedule groups as deployments of Prefect."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.due import TAG
from flows.scheduled import visit
from pipeline.steps.scheduling import Group

SLUG = "card"
MOST = 200
"""Prefect's own limit of one answer."""


async def put_deployments(
    runner: Runner, client: PrefectClient, groups: list[Group]
) -> tuple[dict[UUID, Group], list[str]]:
    """Make the server's deployments equal to the groups.

    Planned runs of a schedule that has changed are planned anew; what is due already stays.

    Returns:
        The groups by deployment, and one line for each that Prefect does not take.
    """
    put: dict[UUID, Group] = {}
    findings = []
    for group in groups:
        try:
            put[await runner.aadd_deployment(await _deployment(group))] = group
        except ValueError as error:
            reason = "; ".join(line.strip() for line in str(error).splitlines())
            findings.append(f"group {group.id}: schedule {group.schedule!r} is not taken: {reason}")
    for known in await load_deployments(client):
        if known.id not in put:
            await client.delete_deployment(known.id)
    return put, findings


async def load_deployments(client: PrefectClient) -> list[DeploymentResponse]:
    """Return the deployments of groups that the server knows, in order of name."""
    tagged = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    found = await client.read_deployments(deployment_filter=tagged, limit=MOST)
    return sorted(found, key=lambda deployment: deployment.name)


async def _deployment(group: Group) -> RunnerDeployment:
    flow: Flow[..., Any] = visit
    return await flow.ato_deployment(
        name=group.id,
        schedule=Cron(group.schedule, timezone=group.time_zone, slug=SLUG),
        parameters={"group": group.id},
        description=f"Visits {', '.join(group.source_ids)}, as their cards say.",
        tags=[TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
