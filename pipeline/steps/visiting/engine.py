"""The engine of visits: hosts side by side, one request at a time each, outcomes in batches.

One loop starts requests and hands what came back to one thread that reads and stores it; nothing
else touches the store. What is in memory only is due in the frontier, so a kill forgets nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import heapq
from collections.abc import Sequence
from itertools import count

from pipeline.sources.web.addresses import host_of
from pipeline.sources.web.fetcher import Fetcher
from pipeline.steps.context import Context
from pipeline.steps.visiting.asking import ask
from pipeline.steps.visiting.closing import ask_missing, end_visit
from pipeline.steps.visiting.loading import Loader
from pipeline.steps.visiting.nouns import Outcome, Stored, Task, Visiting
from pipeline.steps.visiting.queues import Queues
from pipeline.steps.visiting.storing import Storing
from pipeline.steps.visiting.telling import Teller

BATCH = 64
"""Outcomes in a transaction at most."""
BATCH_BYTES = 32_000_000
BATCH_S = 1.0
"""Outcomes wait for others no longer than this: what a kill may take back."""
MOST_WAITING = 4 * BATCH
MOST_WAITING_BYTES = 3 * BATCH_BYTES
"""No request is started while more than this waits to be stored."""
PATIENCE = dt.timedelta(seconds=60)
"""A failure is tried again in the same visit if its time comes so soon."""


class Engine:
    """Visits sources until nothing that may be asked is due."""

    def __init__(self, context: Context, fetcher: Fetcher, storing: Storing) -> None:
        """Make an engine.

        Args:
            context: Of the run.
            fetcher: Open.
            storing: Where outcomes go.
        """
        self._context, self._fetcher, self._storing = context, fetcher, storing
        self._loop = asyncio.get_running_loop()
        self._queues = Queues()
        self._loaders: dict[str, Loader] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._n_bytes, self._oldest_at = 0, 0.0
        self._commit: asyncio.Task[None] | None = None
        self._retries: list[tuple[float, int, Task]] = []
        self._numbers = count()
        self._wake = asyncio.Event()
        self._teller = Teller(context.watch, self._loop.time())

    async def run(self, visitings: Sequence[Visiting]) -> None:
        """Visit."""
        self._loaders = {one.source.id: Loader(self._context.store, one) for one in visitings}
        try:
            while self._loaders:
                self._load()
                self._start()
                self._begin_commit()
                self._close_ended()
                await self._wait()
                self._raise_failed()
        finally:
            await self._stop()

    def _load(self) -> None:
        """Fill the queues from the frontier."""
        self._take_retries()
        for loader in self._loaders.values():
            for task, at in loader.load(PATIENCE):
                if at is not None:
                    self._retry(task, at)
                elif not self._queues.push(task):
                    loader.release(task.address.url)

    def _start(self) -> None:
        """Ask as many hosts as may be asked."""
        most = self._context.workspace.settings.hosts_at_once
        while len(self._running) < most and not self._is_full():
            task = self._queues.pop(self._loop.time())
            if task is None:
                return
            if self._is_needless(task):
                self._loaders[task.address.source_id].release(task.address.url)
                self._queues.done(task, 0.0)
                continue
            task.visiting.counts.n_requests += 1
            running = self._loop.create_task(self._fetch(task))
            self._running.add(running)

    def _is_full(self) -> bool:
        return len(self._outcomes) >= MOST_WAITING or self._n_bytes >= MOST_WAITING_BYTES

    def _is_needless(self, task: Task) -> bool:
        visiting, address = task.visiting, task.address
        is_trap = address.role == "index" and visiting.is_index_spent
        return visiting.is_spent or is_trap or address.url in visiting.settled

    async def _fetch(self, task: Task) -> None:
        """Ask for one address; whatever comes of it is an outcome."""
        most = self._context.workspace.settings.max_item_bytes
        result = await ask(self._fetcher, task, most)
        if not self._outcomes:
            self._oldest_at = self._loop.time()
        outcome = Outcome(task, result)
        self._outcomes.append(outcome)
        self._n_bytes += outcome.n_bytes
        self._teller.count(task.address.source_id, result)
        delay_s = task.visiting.source.manners.delay_s
        self._queues.done(task, self._loop.time() + delay_s)
        self._running.discard(asyncio.current_task())
        self._wake.set()

    def _begin_commit(self) -> None:
        """Hand what came back to the thread that stores it, if it is free."""
        if self._commit is not None or not self._outcomes or not self._is_time():
            return
        batch, size = 0, 0
        while batch < min(len(self._outcomes), BATCH) and size < BATCH_BYTES:
            size += self._outcomes[batch].n_bytes
            batch += 1
        outcomes, self._outcomes = self._outcomes[:batch], self._outcomes[batch:]
        self._n_bytes -= size
        self._commit = self._loop.create_task(self._store(outcomes))

    def _is_time(self) -> bool:
        is_idle = not self._queues.n or not self._running
        is_old = self._loop.time() - self._oldest_at >= BATCH_S
        return is_idle or is_old or len(self._outcomes) >= BATCH or self._n_bytes >= BATCH_BYTES

    async def _store(self, outcomes: list[Outcome]) -> None:
        hosts = self._fetcher.touched()
        stored = await asyncio.to_thread(self._storing.store, outcomes, hosts)
        self._oldest_at = self._loop.time()
        self._take_stored(outcomes, stored)
        self._wake.set()

    def _take_stored(self, outcomes: list[Outcome], stored: Stored) -> None:
        for outcome in outcomes:
            loader = self._loaders[outcome.task.address.source_id]
            loader.release(outcome.task.address.url)
            loader.look_again()
        for source_id in stored.again:
            self._loaders[source_id].start_over()
        self._teller.note(stored.last_failure)
        now = dt.datetime.now(dt.UTC)
        for task, at in stored.retries:
            if at - now <= PATIENCE:
                self._loaders[task.address.source_id].hold(task.address.url)
                self._retry(task, at)
        for url in stored.aside:
            self._put_aside(url)

    def _retry(self, task: Task, at: dt.datetime) -> None:
        wait_s = (at - dt.datetime.now(dt.UTC)).total_seconds()
        key = (self._loop.time() + max(0.0, wait_s), next(self._numbers), task)
        heapq.heappush(self._retries, key)

    def _take_retries(self) -> None:
        while self._retries and self._retries[0][0] <= self._loop.time():
            _, _, task = heapq.heappop(self._retries)
            if not self._queues.push(task):
                self._loaders[task.address.source_id].release(task.address.url)

    def _put_aside(self, url: str) -> None:
        """Leave a host alone in this run; what is due there stays due."""
        host = host_of(url)
        waiting = self._queues.put_aside(url)
        waiting += [task for _, _, task in self._retries if host_of(task.address.url) == host]
        self._retries = [one for one in self._retries if host_of(one[2].address.url) != host]
        heapq.heapify(self._retries)
        for task in waiting:
            self._loaders[task.address.source_id].release(task.address.url)

    def _close_ended(self) -> None:
        """End the visits that have nothing more to ask."""
        for source_id, loader in list(self._loaders.items()):
            if loader.is_busy or (loader.has_more and not loader.visiting.is_spent):
                continue
            if not loader.has_asked_missing:
                loader.has_asked_missing = True
                if ask_missing(self._context, loader.visiting):
                    loader.start_over()
                    self._wake.set()
                    continue
            end_visit(self._storing, loader.visiting)
            del self._loaders[source_id]

    async def _wait(self) -> None:
        """Wait until something has happened, or the time for something has come."""
        self._tell()
        if not self._loaders:
            return
        now = self._loop.time()
        times = [now + BATCH_S]
        next_at = self._queues.next_at()
        if next_at is not None and not self._is_full():
            most = self._context.workspace.settings.hosts_at_once
            times += [next_at] if len(self._running) < most else []
        times += [self._retries[0][0]] if self._retries else []
        if self._outcomes and self._commit is None:
            times.append(self._oldest_at + BATCH_S)
        handle = self._loop.call_at(max(now, min(times)), self._wake.set)
        await self._wake.wait()
        handle.cancel()
        self._wake.clear()

    def _raise_failed(self) -> None:
        """Raise what went wrong with the store."""
        if self._commit is not None and self._commit.done():
            commit, self._commit = self._commit, None
            commit.result()

    async def _stop(self) -> None:
        """End requests under way; what they ask for stays due."""
        for running in self._running:
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._commit is not None:
            await asyncio.gather(self._commit, return_exceptions=True)

    def _tell(self) -> None:
        now = self._loop.time()
        if self._teller.is_time(now):
            n_left = sum(loader.visiting.n_due for loader in self._loaders.values())
            next_at = self._retries[0][0] if self._retries else now
            self._teller.tell(now, n_left, len(self._retries), next_at)
