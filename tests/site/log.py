"""The server's own log: who asked for what, and when; the proof of manners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(slots=True)
class Seen:
    """One request as the server saw it."""

    host: str
    method: str
    target: str
    headers: dict[str, str]
    """By name in lower case."""
    at: float
    """When its head had come in, seconds as by time.monotonic."""
    n_open: int
    """Requests to the same host that were still being answered."""
    done: float = 0.0
    """When the last bytes were handed over, or the client had gone."""
    status: int = 0
    """As answered; 0: not answered yet, or no HTTP."""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def agent(self) -> str:
        return self.headers.get("user-agent", "")


def by_host(seen: Iterable[Seen]) -> dict[str, list[Seen]]:
    """Return the requests of each host, in the order of their coming."""
    hosts: dict[str, list[Seen]] = {}
    for one in sorted(seen, key=lambda one: one.at):
        hosts.setdefault(one.host, []).append(one)
    return hosts


def gaps(seen: Iterable[Seen]) -> list[tuple[float, Seen, Seen]]:
    """Return seconds from the end of one request to the start of the next of the same host."""
    return [
        (after.at - before.done, before, after)
        for one in by_host(seen).values()
        for before, after in pairwise(one)
    ]


def too_soon(seen: Iterable[Seen], delay_s: float) -> list[str]:
    """Return one line for each request that came before its host's delay was over."""
    return [
        f"{after.host}{after.target} {gap:.3f} s after {before.target}"
        for gap, before, after in gaps(seen)
        if gap < delay_s
    ]


def overlapping(seen: Iterable[Seen]) -> list[str]:
    """Return one line for each request that came while another of its host was being answered."""
    return [f"{one.host}{one.target}" for one in seen if one.n_open]


def asked(seen: Iterable[Seen], host: str) -> Counter[str]:
    """Return how often each target of a host was asked for."""
    return Counter(one.target for one in seen if one.host == host)
