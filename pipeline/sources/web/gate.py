"""Asks each host for its robots.txt before anything else, and keeps to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from pipeline.sources.web.clock import Clock
from pipeline.sources.web.decoding import decoded
from pipeline.sources.web.failing import NOT_ASKED, NoAnswerError
from pipeline.sources.web.host import Question
from pipeline.sources.web.line import OK, Response
from pipeline.sources.web.outcomes import next_address
from pipeline.sources.web.robots import (
    MAX_BYTES,
    MAX_REDIRECTS,
    RETRY_S,
    Robots,
    is_fresh,
    is_unreachable,
    read_robots,
)
from pipeline.sources.web.state import HostState

MOST_BYTES = 5_000_000
"""More than robots.MAX_BYTES, which is read of it: what goes beyond is no robots.txt at all."""
_TELLING = ("no_host", "private_address", "certificate", "broken", NOT_ASKED)
"""What keeps robots.txt from us and would keep the page from us too: told as it is."""
_UNREACHABLE = ("server_error", "busy", "timeout", "cut", "too_large", "bomb")
_NONE = 404
AGAIN_S = 3.0
"""After a first failure: without robots.txt, a whole host is left out."""


@dataclass(slots=True)
class _Known:
    """The robots.txt of a host, read, and who reads it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    body: bytes | None = None
    robots: Robots | None = None
    failed_at: float | None = None
    why: str = ""
    """What kept it from us the last time that it was asked for."""


class Gate:
    """Lets through what robots.txt allows."""

    def __init__(
        self, ask: Callable[[Question], Awaitable[Response]], clock: Clock, user_agent: str
    ) -> None:
        """Make a gate.

        Args:
            ask: Sends a question to its host, with the manners of all requests but robots.txt.
            clock: The time.
            user_agent: Its first word up to "/" is our name in robots.txt files.
        """
        self._ask, self._clock = ask, clock
        self._token = user_agent.partition("/")[0].partition(" ")[0]
        self._known: dict[str, _Known] = {}

    async def pass_through(self, state: HostState, question: Question) -> float:
        """Return how long robots.txt asks to wait between requests, in seconds.

        Args:
            state: The host's; its robots.txt is read anew after a day.
            question: What is going to be asked.

        Raises:
            NoAnswerError: robots, robots_unreachable; or what keeps the host from answering.
        """
        known = self._known.setdefault(state.host, _Known())
        if not self._is_fresh(state):
            async with known.lock:
                if not self._is_fresh(state):
                    await self._renew(state, known, question)
        robots = self._robots(state)
        if not robots.allows(question.url):
            detail = "is not to be fetched by programs, says its host's robots.txt"
            raise NoAnswerError("robots", f"{detail}; leave it out, or ask the owner")
        return robots.delay_s

    def delay_s(self, state: HostState) -> float:
        """Return how long what is known of a robots.txt asks to wait; 0 where nothing is."""
        return self._robots(state).delay_s if state.robots else 0.0

    def _is_fresh(self, state: HostState) -> bool:
        return is_fresh(state, self._clock.now(), self.delay_s(state))

    def _robots(self, state: HostState) -> Robots:
        known = self._known.setdefault(state.host, _Known())
        if known.robots is None or known.body != state.robots:
            known.body, known.robots = state.robots, read_robots(state.robots, self._token)
        return known.robots

    async def _renew(self, state: HostState, known: _Known, question: Question) -> None:
        now = self._clock.monotonic()
        if known.failed_at is not None and now - known.failed_at < RETRY_S:
            raise _unreachable(state.robots_status, known.why)
        status, body = await self._asked(state.host, known, question)
        if is_unreachable(status):
            status, body = await self._asked_again(state.host, known, question, status)
        state.robots_at, state.robots_status = self._clock.now(), status
        if is_unreachable(status):
            known.failed_at = self._clock.monotonic()
            raise _unreachable(status, known.why)
        state.robots = body[:MAX_BYTES] if body else body

    async def _asked(
        self, host: str, known: _Known, question: Question
    ) -> tuple[int, bytes | None]:
        """Return what `_read` does; a status that is unreachable where there was no answer."""
        try:
            return await self._read(host, question)
        except NoAnswerError as problem:
            if problem.reason in _TELLING:
                raise
            known.why = problem.detail.partition(";")[0]
            return problem.status, None

    async def _asked_again(
        self, host: str, known: _Known, question: Question, status: int
    ) -> tuple[int, bytes | None]:
        """Ask once more; of a host that is left alone since, what it said first is told."""
        await self._clock.sleep(AGAIN_S)
        try:
            return await self._asked(host, known, question)
        except NoAnswerError as problem:
            if problem.reason != NOT_ASKED:
                raise
            return status, None

    async def _read(self, host: str, question: Question) -> tuple[int, bytes | None]:
        """Return the status of a robots.txt and its content; None where there is none."""
        url = f"{host}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            headers = tuple(pair for pair in question.headers if not pair[0].startswith("If-"))
            asked = replace(
                question, url=url, headers=headers, max_bytes=MOST_BYTES, is_conditional=False
            )
            try:
                response = await self._ask(asked)
                further = next_address(response, url)
            except NoAnswerError as problem:
                if problem.reason in (*_TELLING, *_UNREACHABLE):
                    raise
                return problem.status or _NONE, None
            if not further:
                codings = response.values("content-encoding")
                return OK, decoded(response.body, codings, MOST_BYTES)
            url = further
        return _NONE, None


def _unreachable(status: int, why: str) -> NoAnswerError:
    what = f"was answered with {status}" if status else f"cannot be had ({why})"
    detail = f"is not fetched because its host's robots.txt {what}"
    return NoAnswerError("robots_unreachable", f"{detail}; it is tried again later", status)
