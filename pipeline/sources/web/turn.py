"""Whose turn it is: hosts of one name, whatever their port, are asked one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.sources.web.clock import Clock
from pipeline.sources.web.state import HostState


@dataclass(slots=True)
class Turn:
    """The pause that all requests to hosts of one name keep."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held from before the pause to the end of the response."""
    ended_at: float | None = None
    """When the last request ended, on the clock that never runs back; None: never asked."""

    def pause_s(self, delay_s: float, now: float) -> float:
        """Return how much of a pause is left, in seconds; not above 0 where none is."""
        return 0.0 if self.ended_at is None else self.ended_at + delay_s - now


def name_of(host: str) -> str:
    """Return the name whose turn it is: without scheme, port and "www."."""
    netloc = host.partition("://")[2].removeprefix("www.")
    name, _, port = netloc.rpartition(":")
    return name if name and port.isdecimal() else netloc


def turn_of(name: str, hosts: Iterable[HostState], clock: Clock, is_after_kill: bool) -> Turn:
    """Return the turn of a name, after what is known of the last request to it.

    Args:
        name: See `name_of`.
        hosts: All hosts that are known.
        clock: The time.
        is_after_kill: It may have been asked after what is known.
    """
    known = (state.last_request_at for state in hosts if name_of(state.host) == name)
    last = max((when for when in known if when is not None), default=None)
    if last is None:
        return Turn(ended_at=clock.monotonic() if is_after_kill else None)
    now = clock.now()
    passed_s = 0.0 if is_after_kill or last > now else (now - last).total_seconds()
    return Turn(ended_at=clock.monotonic() - passed_s)
