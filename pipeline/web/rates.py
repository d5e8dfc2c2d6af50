"""How often one caller may ask."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CALLERS = 10_000
"""Remembered at a time; those that have not asked for longest are forgotten."""


class Rates:
    """A bucket of requests a caller: a minute's worth, filled evenly.

    Used from the event loop only, so without a lock.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Let each caller ask `per_minute` times a minute; a pause saves up to a minute's worth."""
        self.per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> int:
        """Count one request; return 0, or the seconds to wait where it is one too many."""
        now = self._clock()
        left, then = self._left.pop(who, (float(self.per_minute), now))
        left = min(self.per_minute, left + (now - then) * self.per_minute / 60)
        may = left >= 1
        self._left[who] = (left - 1 if may else left, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return 0 if may else max(1, math.ceil((1 - left) * 60 / self.per_minute))
