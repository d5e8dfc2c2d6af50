"""Runs that somebody asks for, besides the planned ones."""

from __future__ import annotations

import datetime as dt

from flows import environment
from flows.control import worker_is_up
from pipeline.declarations import load_sources
from pipeline.errors import UsageError, WorkspaceError
from pipeline.settings import Workspace
from pipeline.steps.scheduling import find_group
from pipeline.steps.windows import window


def ask(
    workspace: Workspace, group: str, since: dt.date | None = None, until: dt.date | None = None
) -> str:
    """Have a group visited as soon as the worker is free; return the name of the run.

    Raises:
        UsageError: There is no such group, or the window is empty.
        WorkspaceError: The service is not up.
    """
    wanted = {"since": str(since or ""), "until": str(until or "")}
    window(**wanted)
    sources, _ = load_sources(workspace.sources_dir)
    find_group(sources, group)
    if not worker_is_up(environment.home_of(workspace)):
        raise WorkspaceError("the service is not up; start it with 'culturescope flows up'")
    environment.prepare(workspace)
    from flows.creating import create

    name = create(group, {key: day for key, day in wanted.items() if day})
    if not name:
        raise UsageError(f"the worker does not know group {group} yet; try again in a minute")
    return name
