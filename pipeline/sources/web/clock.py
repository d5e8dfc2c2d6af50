"""Time as fetching needs it: what the calendar says, what has passed, and waiting."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; tests bring one of their own."""

    def now(self) -> dt.datetime:
        """Return the time, UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> dt.datetime:
        """Return the time, UTC."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Return seconds that never run back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
