"""A quick server in a process of its own: some hosts on loopback, each with pages and a sitemap."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection

from tests.site import words

FIRST_HOST = 20
"""Of 127.0.0.x."""
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
MENU = 40
PARAGRAPHS = 8
_HEAD = b"HTTP/1.1 200 OK\r\nServer: quick\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"


def page(host: int, number: int) -> bytes:
    """Return a page of some 9 kB with a text, a menu and a script, as pages are."""
    seed = f"{host} {number}"
    dice = random.Random(seed)
    texts = (" ".join(words.paragraphs(f"{seed} {n}")[:1]) for n in range(PARAGRAPHS))
    links = "".join(f'<li><a href="/menu/{n}">Section {n}</a></li>' for n in range(MENU))
    menu = f"<nav><ul>{links}</ul></nav>"
    script = "".join(f"track({dice.random()});" for _ in range(40))
    body = "".join(
        f'<p>{text} <a href="/page/{dice.randrange(200)}">more</a></p>' for text in texts
    )
    return (
        f"<!doctype html><html lang=en><head><title>{words.title(seed)}</title>"
        f'<link rel=canonical href="/page/{number}"><script>{script}</script></head>'
        f"<body><header>{menu}</header><main><article><h1>{words.title(seed)}</h1>{body}</article>"
        f"</main><footer>{menu}</footer></body></html>"
    ).encode()


def answers(n_hosts: int, n_pages: int) -> dict[tuple[str, bytes], bytes]:
    """Return whole responses by host and target."""
    made: dict[tuple[str, bytes], bytes] = {}
    for host in range(FIRST_HOST, FIRST_HOST + n_hosts):
        name = f"127.0.0.{host}"
        made[name, b"/robots.txt"] = _response(b"text/plain", ROBOTS)
        for number in range(n_pages):
            target = f"/page/{number}".encode()
            made[name, target] = _response(b"text/html; charset=utf-8", page(host, number))
    return made


def _response(media_type: bytes, body: bytes) -> bytes:
    return _HEAD % (media_type, len(body)) + body


def sitemap(base: str, n_pages: int) -> bytes:
    """Return a sitemap of all pages of a host."""
    urls = "".join(f"<url><loc>{base}/page/{number}</loc></url>" for number in range(n_pages))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'.encode()


class _Connection(asyncio.Protocol):
    """Answers requests out of a table."""

    def __init__(self, responses: Mapping[tuple[str, bytes], bytes]) -> None:
        self._responses, self._arrived = responses, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._host = transport, transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        self._arrived += data
        while b"\r\n\r\n" in self._arrived:
            head, _, self._arrived = self._arrived.partition(b"\r\n\r\n")
            found = self._responses.get((self._host, head.split(b" ", 2)[1]))
            self._transport.write(found or b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")


async def _serve(n_hosts: int, n_pages: int, pipe: Connection) -> None:
    responses = answers(n_hosts, n_pages)
    port = 0
    for name in dict.fromkeys(name for name, _ in responses):
        server = await asyncio.get_running_loop().create_server(
            lambda: _Connection(responses), name, port
        )
        port = server.sockets[0].getsockname()[1]
    for name in dict.fromkeys(name for name, _ in list(responses)):
        body = sitemap(f"http://{name}:{port}", n_pages)
        responses[name, b"/sitemap.xml"] = _response(b"application/xml", body)
    pipe.send(port)
    await asyncio.Event().wait()


def _run(n_hosts: int, n_pages: int, pipe: Connection) -> None:
    asyncio.run(_serve(n_hosts, n_pages, pipe))


@contextmanager
def serving(n_hosts: int, n_pages: int) -> Iterator[list[str]]:
    """Serve in another process; give the hosts' addresses, without a slash at the end."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(n_hosts, n_pages, there), daemon=True)
    process.start()
    there.close()
    try:
        port = here.recv()
        hosts = range(FIRST_HOST, FIRST_HOST + n_hosts)
        yield [f"http://127.0.0.{host}:{port}" for host in hosts]
    finally:
        process.terminate()
        process.join()
