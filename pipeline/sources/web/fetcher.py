"""Fetch addresses: politely, safely, within limits, each with an answer or the reason for none."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from types import TracebackType
from urllib.parse import unquote

from pipeline.records import Answer, Failure
from pipeline.sources.sniff import web_type
from pipeline.sources.web.addresses import canonical_url, fetchable_url, host_of
from pipeline.sources.web.clock import Clock, SystemClock
from pipeline.sources.web.decoding import CODINGS, decoded
from pipeline.sources.web.dialing import Dialer, Resolve, resolve
from pipeline.sources.web.failing import NoAnswerError
from pipeline.sources.web.gate import Gate
from pipeline.sources.web.host import Host, Question
from pipeline.sources.web.line import NOT_MODIFIED, Response
from pipeline.sources.web.outcomes import next_address
from pipeline.sources.web.reach import check_reach
from pipeline.sources.web.state import HostState
from pipeline.sources.web.turn import Turn, name_of, turn_of

__all__ = ["Fetcher", "HostState", "Request", "World"]

MAX_REDIRECTS = 10
MAX_KEPT = 100
"""Connections that wait for the next request; some systems allow a process 256 open files."""
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch, and how gently."""

    url: str
    """Canonical."""
    delay_s: float = 2.0
    """From the end of one request to the host to the start of the next; at least so long."""
    timeout_s: float = 60.0
    """For each response, from connecting to its last byte."""
    max_bytes: int = 25_000_000
    """Of the body, packed and unpacked."""
    etag: str = ""
    """Of the last answer: the server may say that nothing changed (status 304)."""
    last_modified: str = ""
    drop_query: tuple[str, ...] = ()
    """The card's, for the address that redirects end at."""
    accept: str = ACCEPT
    reach: frozenset[str] | None = None
    """See `reach.reach_of`; None: whatever `private_hosts` allows."""


@dataclass(frozen=True, slots=True)
class World:
    """What a fetcher takes from the machine it runs on; tests bring their own."""

    clock: Clock = field(default_factory=SystemClock)
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None
    """None: the system's certificates and Mozilla's."""


class Fetcher:
    """Fetches from many hosts at once, and from each of them one address at a time.

    Keeps to robots.txt, pauses, Retry-After, and leaves alone hosts that fail again and again;
    connects to public addresses alone; follows redirects, each under the same rules; keeps no
    cookies and uses no proxy. To be used as `async with Fetcher(...) as fetcher`.
    """

    def __init__(
        self,
        user_agent: str,
        private_hosts: Collection[str] = (),
        hosts: dict[str, HostState] | None = None,
        is_after_kill: bool = False,
        world: World | None = None,
    ) -> None:
        """Make a fetcher that has asked nothing yet.

        Args:
            user_agent: Sent with each request; up to the first "/" it is our name in robots.txt.
            private_hosts: Hosts that may have addresses that are not public.
            hosts: What is known of hosts, by `addresses.host_of`; changed and added to.
            is_after_kill: The run before did not end by itself: hosts may have been asked since
                `hosts` was written, so each of them is given its pause first.
            world: Time, name service and certificates, where they are not this machine's.
        """
        self.hosts = {} if hosts is None else hosts
        self._user_agent, self._is_after_kill = user_agent, is_after_kill
        world = world or World()
        self._clock = world.clock
        self._private = frozenset(map(str.lower, private_hosts))
        self._dialer = Dialer(self._private, world.resolve, world.tls)
        self._open: dict[str, Host] = {}
        self._kept: dict[str, Host] = {}
        self._turns: dict[str, Turn] = {}
        self._touched: dict[str, HostState] = {}
        self._gate = Gate(self._ask, self._clock, user_agent)

    async def __aenter__(self) -> Fetcher:
        """Return itself."""
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Close all connections."""
        for host in self._open.values():
            host.close()
        await asyncio.sleep(0)  # connections are gone one turn of the loop later

    async def fetch(self, request: Request) -> Answer | Failure:
        """Fetch one address; safe to call from many tasks.

        Returns:
            An answer of status 200, or 304 where validators were given; otherwise the reason.
        """
        passed: list[str] = []
        url = fetchable_url(request.url)
        try:
            if not url:
                raise NoAnswerError("bad_address", "is no address that can be fetched; mend it")
            while True:
                check_reach(url, request.reach, self._private)
                response = await self._allowed(url, request, is_first=not passed)
                further = next_address(response, url)
                if not further:
                    return self._answer(request, url, passed, response)
                passed.append(url)
                url = _unseen(further, passed)
        except NoAnswerError as problem:
            return problem.failure(request.url, url or request.url)

    def wait_s(self, url: str, delay_s: float) -> float:
        """Return the seconds until the host of a canonical address may be asked; 0 for now."""
        host = self._host(url)
        return host.wait_s(max(delay_s, self._gate.delay_s(host.state)))

    def is_down(self, url: str) -> bool:
        """Tell whether the host of an address is left alone for longer than is waited for."""
        return self._host(url).is_down

    def touched(self) -> list[HostState]:
        """Return the hosts whose state changed since this was last called, in order of name."""
        touched, self._touched = self._touched, {}
        return [touched[name] for name in sorted(touched)]

    async def _allowed(self, url: str, request: Request, is_first: bool) -> Response:
        question = self._question(url, request, is_first)
        asked_s = await self._gate.pass_through(self._host(url).state, question)
        return await self._ask(replace(question, delay_s=max(question.delay_s, asked_s)))

    async def _ask(self, question: Question) -> Response:
        host = self._host(question.url)
        try:
            return await host.ask(question)
        finally:
            self._touched[host.state.host] = host.state
            self._keep(host)

    def _keep(self, host: Host) -> None:
        """Keep a host's connection for later, and no more of them than a process may have open."""
        self._kept.pop(host.state.host, None)
        self._kept[host.state.host] = host
        if len(self._kept) > MAX_KEPT:
            longest = self._kept.pop(next(iter(self._kept)))
            if not longest.is_busy:
                longest.close()

    def _host(self, url: str) -> Host:
        name = host_of(url)
        if name not in self._open:
            state = self.hosts.setdefault(name, HostState(name))
            self._open[name] = Host(state, self._turn(name_of(name)), self._dialer, self._clock)
        return self._open[name]

    def _turn(self, name: str) -> Turn:
        if name not in self._turns:
            known = self.hosts.values()
            self._turns[name] = turn_of(name, known, self._clock, self._is_after_kill)
        return self._turns[name]

    def _question(self, url: str, request: Request, is_first: bool) -> Question:
        conditions = (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified))
        sent = [pair for pair in conditions if is_first and _is_plain(pair[1])]
        return Question(
            url=url,
            headers=(
                ("User-Agent", self._user_agent),
                ("Accept", request.accept),
                ("Accept-Encoding", CODINGS),
                *sent,
            ),
            delay_s=request.delay_s,
            timeout_s=request.timeout_s,
            max_bytes=request.max_bytes,
            is_conditional=bool(sent),
        )

    def _answer(self, request: Request, url: str, passed: list[str], response: Response) -> Answer:
        is_same = response.status == NOT_MODIFIED
        body = decoded(response.body, response.values("content-encoding"), request.max_bytes)
        if not body and not is_same:
            raise NoAnswerError("empty", "holds nothing; it is tried again later", response.status)
        name = unquote(url.partition("?")[0].rpartition("/")[2])
        return Answer(
            asked=request.url,
            url=canonical_url(url, request.drop_query),
            status=response.status,
            headers=response.headers,
            body=body,
            media_type=web_type(body, name, response.value("content-type")) if body else "",
            etag=response.value("etag") or (request.etag if is_same else ""),
            last_modified=response.value("last-modified")
            or (request.last_modified if is_same else ""),
            fetched_at=self._clock.now(),
            redirects=tuple(passed),
        )


def _unseen(url: str, passed: list[str]) -> str:
    """Return where a redirect leads.

    Raises:
        NoAnswerError: redirect_loop.
    """
    if url in passed:
        advice = "it may want cookies, which are not kept; leave it out"
        raise NoAnswerError("redirect_loop", f"leads back to {url:.200}; {advice}")
    if len(passed) > MAX_REDIRECTS:
        detail = f"leads on and on, {len(passed)} times; leave it out"
        raise NoAnswerError("redirect_loop", detail)
    return url


def _is_plain(value: str) -> bool:
    """Tell whether a validator may stand in a header: something, printable, on one line."""
    return bool(value) and value.isascii() and value.isprintable()
