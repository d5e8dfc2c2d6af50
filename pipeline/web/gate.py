"""A bounded number of heavy requests at a time; the others wait, but not for ever."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from pipeline.web.problems import RefusedError

T = TypeVar("T")

WAIT_S = 20.0
"""Below what HTTP clients wait by default (30 s and more)."""
MOST_WAITING = 64
"""More would wait longer than WAIT_S even where one takes 0.3 s on one core; they hear so at
once."""


class Gate:
    """Lets as many through at a time as there are cores, each in a thread of its own."""

    def __init__(self, width: int = 0, wait_s: float = WAIT_S) -> None:
        """Let `width` through at a time (0: one a core), after at most `wait_s` seconds."""
        self.width = width or os.cpu_count() or 1
        self.wait_s = wait_s
        self._slots = anyio.Semaphore(self.width)
        self._threads = anyio.CapacityLimiter(self.width)
        self._n_waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, called in a thread when it is its turn.

        Raises:
            RefusedError: 503: its turn did not come in time, or too many wait already.
        """
        if self._n_waiting >= MOST_WAITING:
            raise RefusedError(503, "too many requests wait already", error="overloaded")
        await self._take_turn()
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._threads)
        finally:
            self._slots.release()

    async def _take_turn(self) -> None:
        self._n_waiting += 1
        try:
            with anyio.fail_after(self.wait_s):
                await self._slots.acquire()
        except TimeoutError:
            said = f"all {self.width} workers were busy for {self.wait_s:g} s"
            raise RefusedError(503, said, error="overloaded") from None
        finally:
            self._n_waiting -= 1
