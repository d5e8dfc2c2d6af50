"""A small HTTP/1.1 server that can also answer badly; one thread, one loop, many addresses."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus

from tests.site.log import Seen
from tests.site.replies import Reply, Request

Answer = Callable[[Request], Reply]
HEAD_BYTES = 65_536
BLOCK = 65_536
TRIES = 20
"""For one port that is free on every address."""


class Server:
    """Serves several hosts, each on an address of its own and all on one port."""

    def __init__(self, addresses: dict[str, str], answer: Answer, port: int = 0) -> None:
        """Take each host's address (127.0.0.x) by its name, and what answers."""
        self.addresses = addresses
        self.port = port
        self.log: list[Seen] = []
        self._answer = answer
        self._open = dict.fromkeys(addresses, 0)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    async def _listen(self) -> None:
        for attempt in range(TRIES):
            port = self.port
            try:
                for host, address in self.addresses.items():
                    server = await asyncio.start_server(self._serving(host), address, port)
                    port = server.sockets[0].getsockname()[1]
                    self._servers.append(server)
            except OSError:
                await self._close()
                if self.port or attempt == TRIES - 1:
                    raise
            else:
                self.port = port
                return

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _serving(
        self, host: str
    ) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(
                OSError, asyncio.IncompleteReadError, asyncio.CancelledError, EOFError
            ):
                while await self._one(host, reader, writer):
                    pass
            writer.close()

        return serve

    async def _one(
        self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        request = _parsed(host, await reader.readuntil(b"\r\n\r\n"))
        seen = Seen(
            host, request.method, request.target, request.headers, time.monotonic(),
            self._open[host],
        )  # fmt: skip
        self.log.append(seen)
        self._open[host] += 1
        try:
            reply = self._answer(request)
            seen.status = 0 if reply.raw is not None else reply.status
            return await _deliver(request, reply, reader, _Pen(writer, seen))
        except (OSError, EOFError):
            seen.done = time.monotonic()
            raise
        finally:
            self._open[host] -= 1


class _Pen:
    """Writes, and notes when: what the client has received was written before."""

    def __init__(self, writer: asyncio.StreamWriter, seen: Seen) -> None:
        self._writer, self._seen = writer, seen

    async def write(self, data: bytes) -> None:
        self._seen.done = time.monotonic()
        self._writer.write(data)
        await self._writer.drain()


def _parsed(host: str, head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return Request(host, method, target, {name.lower(): value.strip() for name, value in pairs})


async def _deliver(request: Request, reply: Reply, reader: asyncio.StreamReader, pen: _Pen) -> bool:
    """Write a reply; tell whether the connection may be used again."""
    if reply.wait_s:
        await _pause(reply.wait_s, reader)
    if reply.raw is not None:
        await pen.write(reply.raw)
        return False
    keep = request.headers.get("connection", "").lower() != "close"
    has_length = reply.blocks is None or reply.length is not None
    keep = keep and reply.cut_at is None and (has_length or reply.chunked)
    head = _head(reply, has_length, keep)
    if request.method == "HEAD" or reply.status == 304:
        await pen.write(head)
    elif _is_plain(reply):
        await pen.write(head + reply.body)
    else:
        await pen.write(head)
        await _write_body(reply, reader, pen)
    return keep


def _is_plain(reply: Reply) -> bool:
    return reply.blocks is None and reply.cut_at is None and not (reply.chunked or reply.drip_s)


def _head(reply: Reply, has_length: bool, keep: bool) -> bytes:
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = "Odd"
    lines = [f"HTTP/1.1 {reply.status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if reply.chunked:
        lines.append("Transfer-Encoding: chunked")
    elif has_length and reply.status != 304:
        lines.append(f"Content-Length: {len(reply.body) if reply.length is None else reply.length}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _write_body(reply: Reply, reader: asyncio.StreamReader, pen: _Pen) -> None:
    n_written = 0
    for whole in reply.blocks() if reply.blocks else _blocks(reply.body):
        block = whole
        if reply.cut_at is not None:
            block = block[: reply.cut_at - n_written]
        await pen.write(b"%x\r\n%b\r\n" % (len(block), block) if reply.chunked else block)
        n_written += len(block)
        if reply.cut_at is not None and n_written >= reply.cut_at:
            return
        if reply.drip_s:
            await _pause(reply.drip_s, reader)
    if reply.chunked:
        await pen.write(b"0\r\n\r\n")


def _blocks(body: bytes) -> Iterable[bytes]:
    return (body[at : at + BLOCK] for at in range(0, len(body), BLOCK))


async def _pause(seconds: float, reader: asyncio.StreamReader) -> None:
    """Wait, or end at once when the client has gone."""
    try:
        early = await asyncio.wait_for(reader.read(1), seconds)
    except TimeoutError:
        return
    if not early:
        raise EOFError
    await asyncio.sleep(seconds)
