"""Weather: a seeded part of all answers fails in a way that passes."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.site.replies import Reply, Request, busy, failing, zipped

CHANCE = 0.2
"""Of an answer to be spoilt: one in five."""
MOST = 2
"""Spoilt answers of one address: a card's four tries are more."""


class Weather:
    """Spoils answers; the same seed spoils the same ones, whoever asks in whatever order."""

    def __init__(self, seed: int, chance: float = CHANCE) -> None:
        """Take the seed, and the share of answers that are spoilt."""
        self._seed, self._chance = seed, chance
        self._asked: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def __call__(self, request: Request, reply: Reply) -> Reply:
        key = (request.host, request.target)
        with self._lock:
            self._asked[key] += 1
            n = self._asked[key]
        dice = random.Random(f"{self._seed} {key} {n}")
        if n > MOST or dice.random() >= self._chance or reply.status == 304:
            return reply
        return dice.choice(_SPOILERS)(reply)


def _half(reply: Reply) -> Reply:
    return replace(reply, cut_at=len(reply.body) // 2)


def _slowly(reply: Reply) -> Reply:
    return replace(reply, blocks=lambda: _pieces(reply.body), length=len(reply.body), drip_s=0.01)


def _pieces(body: bytes) -> Iterator[bytes]:
    size = max(1, len(body) // 5)
    return (body[at : at + size] for at in range(0, len(body), size))


def _in_chunks(reply: Reply) -> Reply:
    return replace(reply, chunked=True)


def _half_in_chunks(reply: Reply) -> Reply:
    return replace(_half(reply), chunked=True)


_SPOILERS: tuple[Callable[[Reply], Reply], ...] = (
    lambda _: failing(500),
    lambda _: failing(503),
    lambda _: busy(0),
    lambda _: Reply(raw=b""),
    _half,
    _half_in_chunks,
    _slowly,
    _in_chunks,
    zipped,
)
"""The last three are odd, but well."""
