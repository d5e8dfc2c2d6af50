"""One host as it is talked to: one request at a time, with pauses, over one kept connection."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass

from pipeline.sources.web import breaker
from pipeline.sources.web.addresses import DEFAULT_PORTS
from pipeline.sources.web.clock import Clock
from pipeline.sources.web.failing import NOT_ASKED, OF_THE_HOST, NoAnswerError
from pipeline.sources.web.line import Line, Response, StaleError
from pipeline.sources.web.outcomes import problem_of
from pipeline.sources.web.state import HostState
from pipeline.sources.web.wire import Dialer

MAX_WAIT_S = 60.0
"""So long a wish to be left alone is waited for; for longer ones the caller finds other work."""
MAX_PAUSE_S = 600.0
"""Likewise for pauses between requests: robots.txt files that ask for a day mean "never"."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request as it goes out to a host."""

    url: str
    """Canonical, but with all parameters."""
    headers: tuple[tuple[str, str], ...]
    delay_s: float
    timeout_s: float
    max_bytes: int
    is_conditional: bool = False


class Host:
    """A host: what is known of it, and the connection to it."""

    def __init__(self, state: HostState, dialer: Dialer, clock: Clock, is_after_kill: bool) -> None:
        """Take up a host.

        Args:
            state: What is known; changed with each request.
            dialer: Makes connections.
            clock: The time.
            is_after_kill: It may have been asked after what `state` says: the last run did not
                end by itself.
        """
        self.state = state
        self._dialer, self._clock = dialer, clock
        self._lock = asyncio.Lock()
        self._line: Line | None = None
        scheme, _, self._netloc = state.host.partition("://")
        name, _, port = self._netloc.rpartition(":")
        has_port = bool(name) and port.isdecimal()
        self._name = name if has_port else self._netloc
        self._scheme, self._port = scheme, int(port) if has_port else DEFAULT_PORTS[scheme]
        self._ended_at = self._last_end(is_after_kill)

    async def ask(self, question: Question) -> Response:
        """Ask as soon as manners allow, and return the response that holds something.

        Raises:
            NoAnswerError: For every other outcome; for statuses of failure too.
        """
        async with self._lock:
            await self._wait(question.delay_s)
            try:
                response = await self._in_time(question)
            except NoAnswerError as problem:
                breaker.note_failure(self.state, problem, self._clock.now())
                raise
            finally:
                self._ended_at = self._clock.monotonic()
                self.state.last_request_at = self._clock.now()
            return self._judged(response, question)

    def close(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _judged(self, response: Response, question: Question) -> Response:
        now = self._clock.now()
        problem = problem_of(response, now, question.is_conditional)
        if problem is not None and problem.reason in OF_THE_HOST:
            breaker.note_failure(self.state, problem, now)
        else:
            breaker.note_success(self.state)
        if problem is not None:
            raise problem
        return response

    def _last_end(self, is_after_kill: bool) -> float | None:
        """Return when the last request ended, on the clock that never runs back."""
        last, now = self.state.last_request_at, self._clock.now()
        if last is None:
            return None
        passed = 0.0 if is_after_kill or last > now else (now - last).total_seconds()
        return self._clock.monotonic() - passed

    async def _wait(self, delay_s: float) -> None:
        """Wait until the host may be asked.

        Raises:
            NoAnswerError: not_asked, where that takes too long.
        """
        now, until = self._clock.now(), self.state.not_before
        wished_s = (until - now).total_seconds() if until else 0.0
        is_open = self.state.n_failures >= breaker.OPENS_AT
        if wished_s > (0.0 if is_open else MAX_WAIT_S):
            raise self._not_asked(wished_s, until or now)
        pause_s = self._pause_s(delay_s)
        if pause_s > MAX_PAUSE_S:
            raise self._not_asked(pause_s, now + dt.timedelta(seconds=pause_s))
        while (left_s := max(wished_s, self._pause_s(delay_s))) > 0:
            await self._clock.sleep(left_s)
            wished_s = (until - self._clock.now()).total_seconds() if until else 0.0

    def _pause_s(self, delay_s: float) -> float:
        if self._ended_at is None:
            return 0.0
        return self._ended_at + delay_s - self._clock.monotonic()

    def _not_asked(self, left_s: float, until: dt.datetime) -> NoAnswerError:
        n_failures = self.state.n_failures
        why = f"failed {n_failures} times in a row" if n_failures else "wants to be left alone"
        detail = f"was not asked for: its host {why}; tried again after {until:%Y-%m-%d %H:%M} UTC"
        return NoAnswerError(NOT_ASKED, detail, retry_after_s=left_s)

    async def _in_time(self, question: Question) -> Response:
        try:
            async with asyncio.timeout(question.timeout_s):
                return await self._exchange(question)
        except TimeoutError as error:
            n_bytes = self._line.n_received if self._line is not None else 0
            self.close()
            detail = f"gave {n_bytes:,} bytes in {question.timeout_s:g} s, and no end"
            advice = "it is tried again later; manners.timeout_s of its card can be raised"
            raise NoAnswerError("timeout", f"{detail}; {advice}") from error

    async def _exchange(self, question: Question) -> Response:
        """Ask over the connection there is, and once over a new one if it proves to be closed."""
        target = question.url[len(self.state.host) :]
        headers = [("Host", self._netloc), *question.headers]
        if self._line is not None and self._line.is_usable:
            try:
                return await self._line.ask(target, headers, question.max_bytes)
            except StaleError:
                pass
        self.close()
        self._line = Line(await self._dialer.dial(self._scheme, self._name, self._port))
        return await self._line.ask(target, headers, question.max_bytes)
