"""Bring what is due from the frontier into memory, a part at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.steps.visiting.nouns import Task, Visiting
from pipeline.steps.visiting.wanting import is_wanted
from pipeline.store import Store, frontier
from pipeline.store.frontier import Address, Horizon

AT_ONCE = 1000
"""Addresses of a source loaded together."""
LOW = 250
"""Fewer in memory: more are loaded."""


class Loader:
    """Loads the addresses of one source in the order in which they were found, indexes first."""

    def __init__(self, store: Store, visiting: Visiting) -> None:
        """Begin with everything still to be loaded."""
        self.visiting = visiting
        self.has_more = True
        self.has_asked_missing = False
        self._store = store
        self._held: set[str] = set()
        self._after = {True: 0, False: 0}
        self._found = visiting.ordinal

    @property
    def is_busy(self) -> bool:
        """Tell whether an address is waiting, asked for or still to be stored."""
        return bool(self._held)

    def hold(self, url: str) -> None:
        """Note that an address is in memory."""
        self._held.add(url)

    def release(self, url: str) -> None:
        """Note that an address is in memory no more."""
        self._held.discard(url)

    def look_again(self) -> None:
        """Note what was stored: the frontier may hold more."""
        if self.visiting.ordinal != self._found:
            self._found = self.visiting.ordinal
            self.has_more = True

    def start_over(self) -> None:
        """Note that addresses which were passed are due again."""
        self._after = {True: 0, False: 0}
        self.has_more = True

    def load(self, patience: dt.timedelta) -> Iterator[tuple[Task, dt.datetime | None]]:
        """Yield tasks, and when to ask where that is not yet.

        Args:
            patience: What is due later than this is left for another time.
        """
        if not self.has_more or len(self._held) >= LOW or self.visiting.is_spent:
            return
        now = dt.datetime.now(dt.UTC)
        self.has_more = False
        for is_index in (True, False):
            for address in self._due(now, patience, is_index=is_index):
                if address.url in self._held:
                    continue
                self._held.add(address.url)
                at = address.next_try_at if address.state == "due" else None
                yield Task(self.visiting, address), at if at and at > now else None

    def _due(self, now: dt.datetime, patience: dt.timedelta, *, is_index: bool) -> list[Address]:
        began, after = self.visiting.began, self._after[is_index]
        wanted = Horizon(now, now + patience, began, is_index, after)
        with self._store.read() as connection:
            found = frontier.load_due(connection, self.visiting.source.id, wanted, AT_ONCE)
        if found:
            self._after[is_index] = found[-1].ordinal
        self.has_more |= len(found) == AT_ONCE
        return self._wanted(found)

    def _wanted(self, found: list[Address]) -> list[Address]:
        """Forget what the card takes no more: it is new when the card takes it again."""
        source = self.visiting.source
        unwanted = [one for one in found if not is_wanted(one, source)]
        if not unwanted:
            return found
        unread = [one.url for one in unwanted if one.fetched_at is None]
        with self._store.write() as connection:
            frontier.forget(connection, source.id, [one.url for one in unwanted])
            n_freed = frontier.free_copies(connection, source.id, unread)
        self.visiting.n_due += n_freed - sum(one.state == "due" for one in unwanted)
        if n_freed:
            self.start_over()
        return [one for one in found if is_wanted(one, source)]
