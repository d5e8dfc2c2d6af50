"""How the service of a workspace does: what has run, what comes next, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flows import environment
from flows.control import read_state, worker_is_up
from flows.rows import Row
from flows.service import KEEPER_FILE, WORKER_FILE, load_service, service_is_up
from pipeline.declarations import load_sources
from pipeline.settings import Workspace
from pipeline.steps.scheduling import Group, schedule_groups


def status(workspace: Workspace) -> dict[str, Any]:
    """Return is_up, since, worker_is_up, url, deployments (as in rows.Row) and findings."""
    home = environment.home_of(workspace)
    sources, broken = load_sources(workspace.sources_dir)
    groups, findings = schedule_groups(sources)
    findings += [str(error) for error in broken]
    is_up, has_worker = service_is_up(home), worker_is_up(home)
    service = load_service(home)
    rows = [Row(group.id, group.source_ids, group.schedule, group.time_zone) for group in groups]
    if has_worker:
        environment.prepare(workspace)
        from flows.looking import rows_of

        rows, found = rows_of(groups)
        findings += [*found, *read_state(home / WORKER_FILE).get("findings", [])]
    findings += _service_findings(groups, is_up, has_worker)
    return {
        "is_up": is_up,
        "since": read_state(home / KEEPER_FILE).get("since", "") if is_up else "",
        "worker_is_up": has_worker,
        "url": service.url if service else "",
        "deployments": [asdict(row) for row in rows],
        "findings": list(dict.fromkeys(findings)),
    }


def _service_findings(groups: Sequence[Group], is_up: bool, has_worker: bool) -> list[str]:
    if groups and not is_up:
        n = f"{len(groups)} schedule{'s' * (len(groups) != 1)}"
        return [f"{n} and nothing that keeps them; start it with 'culturescope flows up'"]
    if is_up and not has_worker:
        return ["the worker is not there (yet); if this stays, look at corpus/store/prefect/logs"]
    return []
