"""How far the visits of a run have come, for whoever watches them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from pipeline.records import Answer, Failure
from pipeline.steps.context import Seen

EVERY_S = 1.0
MOST_NAMED = 3
"""Sources with failures that are named."""


class Teller:
    """Counts what comes back, and tells of it once a second."""

    def __init__(self, watch: Callable[[Seen], None], now: float) -> None:
        """Begin.

        Args:
            watch: Is told.
            now: Of any clock in seconds; all times that follow are of the same one.
        """
        self._watch, self._began, self._told_at = watch, now, 0.0
        self._n_done, self._failed = 0, Counter[str]()
        self._failure = ""

    def count(self, source_id: str, result: Answer | Failure) -> None:
        """Count what a request gave; what has gone is no failure."""
        self._n_done += 1
        if isinstance(result, Failure) and result.reason != "gone":
            self._failed[source_id] += 1

    def note(self, failure: str) -> None:
        """Remember what was wrong last, in one sentence; empty: nothing new was."""
        self._failure = failure or self._failure

    def is_time(self, now: float) -> bool:
        """Tell whether the last word is old enough for another one."""
        return now - self._told_at >= EVERY_S

    def tell(self, now: float, n_left: int, n_waiting: int, next_at: float) -> None:
        """Tell how far it is.

        Args:
            now: The time.
            n_left: Addresses known to be due.
            n_waiting: Failed ones that wait for their next try.
            next_at: When the first of these is tried.
        """
        self._told_at = now
        seen = Seen(
            n_done=self._n_done,
            n_left=n_left,
            n_failed=self._failed.total(),
            seconds=now - self._began,
            failing=tuple(self._failed.most_common(MOST_NAMED)),
            failure=self._failure,
            n_waiting=n_waiting,
            wait_s=max(0.0, next_at - now),
        )
        self._watch(seen)
