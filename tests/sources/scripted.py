"""A server that answers as a test has written, byte by byte, and a clock that does not wait."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from pipeline.records import Answer, Failure
from pipeline.sources.web.fetcher import Fetcher, HostState, Request, World

AGENT = "Culturescope/0.1 (+people@example.org)"
START = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
Reply = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What is sent; a connection is closed after a reply that says so, or is no bytes."""


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}"]
    stated = {"Content-Length": str(len(body))}
    stated |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines += [f"{name}: {value}" for name, value in stated.items()]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def moved(location: str, status: str = "302 Found") -> bytes:
    return reply(b"", status, Location=location)


@dataclass
class FakeClock:
    """Time that passes by waiting only."""

    time: float = 0.0
    naps: list[float] = field(default_factory=list)

    def now(self) -> dt.datetime:
        return START + dt.timedelta(seconds=self.time)

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.naps.append(round(seconds, 3))
        self.time += seconds
        await asyncio.sleep(0)


@dataclass
class Server:
    """Answers each path with its replies in turn, the last one for ever; others with 404."""

    clock: FakeClock
    port: int = 0
    replies: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    seen: list[tuple[str, float]] = field(default_factory=list)
    """Targets and when they were asked for."""
    heads: list[str] = field(default_factory=list)
    n_connections: int = 0
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def on(self, target: str, *replies: Reply) -> None:
        self.replies[target] = deque(replies)

    def url(self, target: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{target}"

    @property
    def targets(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [target for target, _ in self.seen if target != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.n_connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.tasks.append(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        target = head.split(" ")[1]
        self.seen.append((target, self.clock.time))
        self.heads.append(head)
        waiting = self.replies.get(target)
        sent = reply(b"", "404 Not Found")
        if waiting:
            sent = waiting.popleft() if len(waiting) > 1 else waiting[0]
        if not isinstance(sent, bytes):
            await sent(writer)
            return False
        writer.write(sent)
        await writer.drain()
        return b"connection: close" not in sent.lower()


@dataclass
class Scene:
    """A server, a fetcher that may ask it, and their time."""

    server: Server
    fetcher: Fetcher
    clock: FakeClock

    async def fetch(self, target: str, **wishes: object) -> Answer | Failure:
        url = target if "://" in target else self.server.url(target)
        return await self.fetcher.fetch(Request(url, **{"delay_s": 0.0, **wishes}))

    async def answer(self, target: str, **wishes: object) -> Answer:
        found = await self.fetch(target, **wishes)
        assert isinstance(found, Answer), found
        return found

    async def failure(self, target: str, **wishes: object) -> Failure:
        found = await self.fetch(target, **wishes)
        assert isinstance(found, Failure), found
        assert found.detail.endswith((".", ")")) or " " in found.detail
        return found


@asynccontextmanager
async def scene(
    *private: str, hosts: dict[str, HostState] | None = None, is_after_kill: bool = False
) -> AsyncIterator[Scene]:
    """Serve on 127.0.0.1 (and what leads there: names are looked up nowhere else)."""
    clock = FakeClock()
    server = Server(clock)

    async def resolve(_: str, __: int) -> list[str]:
        return ["127.0.0.1"]

    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    known = {name.replace("PORT", str(server.port)): state for name, state in (hosts or {}).items()}
    for name, state in known.items():
        state.host = name
    world = World(clock=clock, resolve=resolve)
    allowed = private or ("127.0.0.1",)
    async with listening, Fetcher(AGENT, allowed, known, is_after_kill, world) as fetcher:
        yield Scene(server, fetcher, clock)
        await server.stop()
