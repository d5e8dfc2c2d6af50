"""Runs put on the list of Prefect's server."""

from __future__ import annotations

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

from flows.due import FLOW


def create(group: str, window: dict[str, str]) -> str:
    """Put a run of a group on the list; return its name, "" if the server knows no such group.

    Args:
        group: Id of the group.
        window: since and until, as ISO dates; either may be missing.
    """
    with get_client(sync_client=True) as client:
        try:
            deployment = client.read_deployment_by_name(f"{FLOW}/{group}")
        except ObjectNotFound:
            return ""
        run = client.create_flow_run_from_deployment(deployment.id, parameters=window)
        return run.name
