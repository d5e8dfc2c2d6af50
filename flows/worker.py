"""The worker, as a child of the keeper: `python -m flows.worker KEEPER_PID`, in the workspace.

It keeps the deployments as the cards are, starts the runs that are due, one at a time, each in a
process of its own, and looks after those that crashed or were missed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import sys
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.logging import get_logger
from prefect.runner import Runner

from flows import by_hand, tending
from flows.deployments import load_deployments, put_deployments
from flows.environment import home_of
from flows.leash import WORKER_VARIABLE, end_with_parent
from flows.service import WORKER_FILE, write_private
from pipeline.declarations import load_sources
from pipeline.settings import Workspace, open_workspace
from pipeline.steps.scheduling import Group, schedule_groups

TEND_S = 15.0
"""How often cards, crashed and missed runs are looked at."""
POLL_S = 5.0

logger = get_logger("worker")
get_logger("runner").setLevel(logging.WARNING)  # it tells every few seconds that runs wait


def main() -> None:
    """Work until told to stop."""
    # Prefect's soft end would mark the run under way as cancelled by somebody: it would not go on
    end_with_parent(int(sys.argv[1]), grace_s=0)
    os.environ[WORKER_VARIABLE] = str(os.getpid())
    asyncio.run(_work(open_workspace(Path.cwd(), os.environ)))


async def _work(workspace: Workspace) -> None:
    # shutting down must not pause the schedules: they would stay so
    runner = Runner(name="culturescope", limit=1, query_seconds=POLL_S, pause_on_shutdown=False)
    async with get_client() as client:
        tender = _Tender(workspace, runner, client)
        await tender.tend()
        tasks = [asyncio.create_task(work) for work in (runner.start(), tender.tend_for_ever())]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()  # raises what ended it; the keeper starts a new worker


class _Tender:
    """Keeps the server's view of things as the workspace is."""

    def __init__(self, workspace: Workspace, runner: Runner, client: PrefectClient) -> None:
        self._workspace = workspace
        self._runner = runner
        self._client = client
        self._groups: list[Group] | None = None
        self._deployments: list[UUID] = []
        self._looked_at = dt.datetime.now(dt.UTC)

    async def tend_for_ever(self) -> None:
        while True:
            await asyncio.sleep(TEND_S)
            try:
                await self.tend()
            except Exception:  # the server is down or slow: the keeper sees to that
                logger.exception("could not look after the runs; trying again in %s s", TEND_S)

    async def tend(self) -> None:
        if self._groups is None:
            known = await load_deployments(self._client)
            await tending.mark_crashed(self._client, [one.id for one in known])
        await by_hand.mark_if_killed(self._client, self._workspace)
        await self._follow_cards()
        await tending.resume_crashed(self._client, self._deployments)
        await tending.skip_superseded(self._client, self._deployments)

    async def _follow_cards(self) -> None:
        sources, _ = load_sources(self._workspace.sources_dir)
        groups, findings = schedule_groups(sources)
        if groups == self._groups and not self._is_set_back():
            return
        put, refused = await put_deployments(self._runner, self._client, groups)
        self._deployments = list(put)
        self._groups = groups
        told = findings + refused
        write_private(
            home_of(self._workspace) / WORKER_FILE, {"pid": os.getpid(), "findings": told}
        )
        for line in told:
            logger.warning(line)

    def _is_set_back(self) -> bool:
        """Tell whether the clock is behind what it was at the last look.

        The runs that were planned by it lie in days to come, and for as long as there are three of
        them the server plans no others.
        """
        before, self._looked_at = self._looked_at, dt.datetime.now(dt.UTC)
        return self._looked_at < before


if __name__ == "__main__":
    main()
