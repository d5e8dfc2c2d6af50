"""One host as it is talked to: one request at a time, with pauses, over one kept connection."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass

from pipeline.sources.web import breaker
from pipeline.sources.web.addresses import DEFAULT_PORTS
from pipeline.sources.web.clock import Clock
from pipeline.sources.web.dialing import Dialer
from pipeline.sources.web.failing import NOT_ASKED, OF_THE_HOST, NoAnswerError
from pipeline.sources.web.line import Line, Response, StaleError
from pipeline.sources.web.outcomes import problem_of
from pipeline.sources.web.state import HostState
from pipeline.sources.web.turn import Turn

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

    def __init__(self, state: HostState, turn: Turn, dialer: Dialer, clock: Clock) -> None:
        """Take up a host.

        Args:
            state: What is known; changed with each request.
            turn: Whose turn it is among all that ask hosts of this name.
            dialer: Makes connections.
            clock: The time.
        """
        self.state, self._turn = state, turn
        self._dialer, self._clock = dialer, clock
        self._line: Line | None = None
        scheme, _, self._netloc = state.host.partition("://")
        name, _, port = self._netloc.rpartition(":")
        has_port = bool(name) and port.isdecimal()
        self._name = name if has_port else self._netloc
        self._scheme, self._port = scheme, int(port) if has_port else DEFAULT_PORTS[scheme]

    async def ask(self, question: Question) -> Response:
        """Ask as soon as manners allow, and return the response that holds something.

        Raises:
            NoAnswerError: For every other outcome; for statuses of failure too.
        """
        async with self._turn.lock:
            await self._wait(question.delay_s)
            try:
                response = await self._in_time(question)
            except NoAnswerError as problem:
                breaker.note_failure(self.state, problem, self._clock.now())
                raise
            finally:
                self._turn.ended_at = self._clock.monotonic()
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

    @property
    def is_busy(self) -> bool:
        """Tell whether it is being asked, or somebody waits for a pause to end."""
        return self._turn.lock.locked()

    @property
    def is_down(self) -> bool:
        """Tell whether requests are refused for now, without asking."""
        is_open = self.state.n_failures >= breaker.OPENS_AT
        return self._wished_s() > (0.0 if is_open else MAX_WAIT_S)

    def wait_s(self, delay_s: float) -> float:
        """Return the seconds until it may be asked; 0 for now.

        Args:
            delay_s: Pause since the end of the last request.
        """
        return max(0.0, self._wished_s(), self._turn.pause_s(delay_s, self._clock.monotonic()))

    def _wished_s(self) -> float:
        """Return how long the host, or the breaker, wants it to be left alone."""
        until = self.state.not_before
        wished_s = (until - self._clock.now()).total_seconds() if until else 0.0
        return wished_s if wished_s <= 2 * breaker.LONGEST_S else 0.0  # by a clock that was wrong

    async def _wait(self, delay_s: float) -> None:
        """Wait until the host may be asked.

        Raises:
            NoAnswerError: not_asked, where that takes too long.
        """
        while (left_s := self.wait_s(delay_s)) > 0:
            pause_s = self._turn.pause_s(delay_s, self._clock.monotonic())
            if self.is_down or pause_s > MAX_PAUSE_S:
                raise self._not_asked(left_s)
            await self._clock.sleep(left_s)

    def _not_asked(self, left_s: float) -> NoAnswerError:
        until = self._clock.now() + dt.timedelta(seconds=left_s)
        n_failures = self.state.n_failures
        is_open = n_failures >= breaker.OPENS_AT
        why = f"failed {n_failures} times in a row" if is_open else "asks to be left alone"
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
