"""Time that passes only when somebody waits for it."""

from __future__ import annotations

import asyncio
import datetime as dt
import selectors
from collections.abc import Coroutine
from typing import Any

BEGINNING = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
RESOLUTION_S = 1e-6


class Clock:
    """Seconds since the beginning of a story; see pipeline.sources.web.clock."""

    def __init__(self) -> None:
        """Begin."""
        self.at = 0.0

    def now(self) -> dt.datetime:
        """Return the time, UTC."""
        return BEGINNING + dt.timedelta(seconds=self.at)

    def monotonic(self) -> float:
        """Return seconds that never run back."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def run(self, main: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine; whenever it waits, time jumps to what it waits for."""
        with asyncio.Runner(loop_factory=lambda: _Loop(self)) as runner:
            runner.run(main)

    def calendar(self) -> Any:
        """Return a stand-in for the module `datetime` whose present is this clock's."""
        return _Calendar(self)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, clock: Clock) -> None:
        self._story_clock = clock
        super().__init__(_Selector(clock))
        self._clock_resolution = RESOLUTION_S

    def time(self) -> float:
        return self._story_clock.at


class _Selector(selectors.SelectSelector):
    """Waits for nothing but time."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("everything waits, and nothing will ever happen")
        self._clock.at += max(timeout, 0.0)
        return []


class _Calendar:
    """The module `datetime`, with another present."""

    def __init__(self, clock: Clock) -> None:
        class Moment(dt.datetime):
            """A moment that knows what time it is in the story."""

            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Any:
                return clock.now().astimezone(tz)

        self.datetime = Moment

    def __getattr__(self, name: str) -> Any:
        return getattr(dt, name)
