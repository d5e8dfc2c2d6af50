"""Whatever a server sends, a fetch ends with an answer that is whole, or with the reason."""

import asyncio
import gzip
import random
import zlib
from collections.abc import Awaitable, Callable

import brotli
import pytest
from backports import zstd

from pipeline.records import Answer
from pipeline.sources.web.clock import SystemClock
from pipeline.sources.web.turn import turn_of
from tests.sources.scripted import AGENT, Scene, moved, reply, scene

PAGE = b"<!doctype html><html><body><p>Museums of the coast meet in spring.</p></body></html>"


def play(act: Callable[[Scene], Awaitable[None]], *private: str) -> None:
    async def run() -> None:
        async with scene(*private) as at:
            await act(at)

    asyncio.run(run())


def test_an_answer_holds_what_the_server_sent() -> None:
    async def act(at: Scene) -> None:
        sent = reply(PAGE, ETag='W/"1"', Last_Modified="Tue, 03 Feb 2026 10:00:00 GMT")
        at.server.on("/a?b=1", sent)
        answer = await at.answer("/a?b=1")
        assert (answer.status, answer.body, answer.media_type) == (200, PAGE, "text/html")
        assert (answer.etag, answer.last_modified[:6]) == ('W/"1"', "Tue, 0")
        assert ("Last-Modified", "Tue, 03 Feb 2026 10:00:00 GMT") in answer.headers
        assert answer.asked == answer.url == at.server.url("/a?b=1")
        head = at.server.heads[-1]
        assert f"User-Agent: {AGENT}\r\n" in head
        assert f"Host: 127.0.0.1:{at.server.port}\r\n" in head
        assert "Accept-Encoding: gzip, deflate\r\n" in head
        assert "cookie" not in head.lower()

    play(act)


def test_validators_are_sent_and_304_is_an_answer() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", "304 Not Modified", ETag='"2"', Content_Encoding="deflate"))
        answer = await at.answer("/a", etag='"1"', last_modified="Tue, 03 Feb 2026 10:00:00 GMT")
        assert (answer.status, answer.body, answer.etag) == (304, b"", '"2"')
        assert answer.last_modified == "Tue, 03 Feb 2026 10:00:00 GMT"
        assert 'If-None-Match: "1"\r\n' in at.server.heads[-1]
        assert "If-Modified-Since: Tue" in at.server.heads[-1]
        assert "If-None-Match" not in at.server.heads[0]  # robots.txt
        assert (await at.failure("/a")).reason == "broken"  # 304 that nobody asked for

    play(act)


def test_a_validator_cannot_smuggle_a_header() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(PAGE))
        await at.answer("/a", etag='"1"\r\nX-Evil: 1')
        assert "Evil" not in at.server.heads[-1]

    play(act)


SKIPPED = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
"""A frame of Zstandard without content."""


def packed(body: bytes, level: int = 9) -> bytes:
    """Without the time, which would give each collecting process other names of tests."""
    return gzip.compress(body, level, mtime=0)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", packed(PAGE)),
        ("x-gzip", packed(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip, gzip", packed(packed(PAGE))),
        ("gzip", packed(PAGE[:30]) + packed(PAGE[30:]) + b"\0\0"),
        ("gzip", b"".join(packed(bytes([byte])) for byte in PAGE) * 1),
        ("gzip", PAGE),  # it says so, and is not
        ("zstd", (SKIPPED + zstd.compress(PAGE[:30])) + (SKIPPED + zstd.compress(PAGE[30:]))),
        ("identity", PAGE),
    ],
)
def test_packed_bodies_are_unpacked(encoding: str, body: bytes) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(body, Content_Encoding=encoding))
        assert (await at.answer("/a")).body == PAGE

    play(act)


def _zeros(megabytes: int) -> bytes:
    return packed(bytes(megabytes * 1_000_000), 9)


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (_zeros(30), {"Content_Encoding": "gzip"}, "bomb"),
        (packed(_zeros(30)), {"Content_Encoding": "gzip, gzip"}, "bomb"),
        (_zeros(2) + bytes(90_000), {"Content_Encoding": "gzip"}, "bomb"),
        (zlib.compress(bytes(30_000_000)), {"Content_Encoding": "deflate"}, "bomb"),
        (packed(PAGE)[:-9], {"Content_Encoding": "gzip"}, "cut"),
        (packed(PAGE)[:20] + b"damaged" * 9, {"Content_Encoding": "gzip"}, "broken"),
        (brotli.compress(bytes(30_000_000)), {"Content_Encoding": "br"}, "bomb"),
        (zstd.compress(bytes(3_000_000)), {"Content_Encoding": "zstd"}, "bomb"),
        (zstd.compress(PAGE)[:-9], {"Content_Encoding": "zstd"}, "cut"),
        (PAGE, {"Content_Encoding": "br"}, "broken"),
        (PAGE, {"Content_Encoding": "compress"}, "broken"),
        (PAGE, {"Content_Encoding": "gzip, gzip, gzip"}, "broken"),
        (bytes(101_000), {}, "too_large"),
        (b"", {}, "empty"),
        (b"", {"Content_Length": "99999999999"}, "too_large"),
        (b"", {"Content_Length": "-1"}, "broken"),
        (b"", {"Content_Length": "12, 13"}, "broken"),
    ],
)
def test_bodies_that_cannot_be_used_have_a_reason(
    body: bytes, headers: dict[str, str], reason: str
) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(body, **headers))
        at.server.on("/b", reply(PAGE))
        assert (await at.failure("/a", max_bytes=100_000)).reason == reason
        await at.answer("/b")  # and the next request is none the worse for it

    play(act)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def closing(sent: bytes, reset: bool = False) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        if reset:
            await asyncio.sleep(0.02)
            writer.transport.abort()

    return send


@pytest.mark.parametrize(
    "sent",
    [
        closing(reply(PAGE, Content_Length="500")),
        closing(reply(PAGE, Content_Length="500"), reset=True),
        closing(CHUNKED + b"5\r\nabcde\r\n"),
        closing(CHUNKED + b"5\r\nabc"),
        closing(b"HTTP/1.1 200 OK\r\nContent-"),
        closing(b""),
    ],
)
def test_what_breaks_off_is_never_a_short_page(sent: Callable[..., Awaitable[None]]) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", sent)
        found = await at.failure("/a")
        assert (found.reason, found.is_passing) == ("cut", True)

    play(act)


def test_a_body_without_a_stated_length_ends_with_the_connection() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", closing(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE))
        assert (await at.answer("/a")).body == PAGE
        at.server.on("/b", CHUNKED + b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n")
        assert (await at.answer("/b")).body == b"<html>"

    play(act)


@pytest.mark.parametrize(
    "sent",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 0123456789\r\n" * 9000 + b"\r\n",
        CHUNKED + b"zz\r\n",
    ],
)
def test_what_is_no_http_is_broken(sent: bytes) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", closing(sent))
        found = await at.failure("/a")
        assert found.reason == "broken"
        assert "\n" not in found.detail

    play(act)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x")
        await asyncio.sleep(0.02)


async def head_without_end(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while not writer.is_closing():
        writer.write(b"X: y\r\n")
        await asyncio.sleep(0.02)


async def hints_without_end(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await asyncio.sleep(0.02)


async def silence(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.5)


@pytest.mark.parametrize("slow", [drip, head_without_end, hints_without_end, silence])
def test_slow_servers_have_their_time_and_no_more(slow: Callable[..., Awaitable[None]]) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", slow)
        await at.failure("/nothing")  # so that robots.txt is known
        found = await at.failure("/a", timeout_s=0.15)
        assert (found.reason, found.is_passing) == ("timeout", True)
        assert "timeout_s" in found.detail

    play(act)


@pytest.mark.parametrize(
    ("status", "headers", "reason", "is_passing", "retry_s"),
    [
        ("404 Not Found", {}, "gone", False, None),
        ("410 Gone", {}, "gone", False, None),
        ("401 Unauthorized", {}, "refused", False, None),
        ("403 Forbidden", {}, "refused", False, None),
        ("451 Unavailable For Legal Reasons", {}, "refused", False, None),
        ("408 Request Timeout", {}, "timeout", True, None),
        ("429 Too Many Requests", {"Retry_After": "120"}, "busy", True, 120.0),
        ("429 Too Many Requests", {}, "busy", True, None),
        ("503 Busy", {"Retry_After": "Sun, 01 Mar 2026 12:00:30 GMT"}, "busy", True, 30.0),
        ("503 Service Unavailable", {}, "server_error", True, None),
        ("500 Oops", {}, "server_error", True, None),
        ("204 No Content", {}, "broken", False, None),
        ("206 Partial Content", {"Content_Range": "bytes 0-0/9"}, "broken", False, None),
    ],
)  # fmt: skip
def test_statuses_have_their_reasons(
    status: str, headers: dict[str, str], reason: str, is_passing: bool, retry_s: float | None
) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", status, **headers))
        found = await at.failure("/a")
        assert (found.reason, found.is_passing) == (reason, is_passing)
        assert found.status == int(status[:3])
        assert found.retry_after_s == retry_s

    play(act)


def test_the_status_of_a_refusal_counts_whatever_its_body_does() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/cut", closing(reply(b"x", "404 Not Found", Content_Length="9")))
        at.server.on("/big", reply(bytes(300_000), "404 Not Found"))
        at.server.on("/packed", reply(b"x", "410 Gone", Content_Encoding="gzip"))
        for target in ("/cut", "/big", "/packed"):
            assert (await at.failure(target)).reason == "gone"

    play(act)


def test_redirects_are_followed_to_where_they_end() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", moved("b?utm_source=x#top", "301 Moved Permanently"))
        at.server.on("/b?utm_source=x", moved(f"HTTP://127.0.0.1:{at.server.port}/é", "308 There"))
        at.server.on("/%C3%A9", reply(PAGE))
        answer = await at.answer("/a", etag='"1"')
        assert answer.url == at.server.url("/%C3%A9")
        assert answer.redirects == (at.server.url("/a"), at.server.url("/b?utm_source=x"))
        assert "If-None-Match" in at.server.heads[1]
        assert "If-None-Match" not in at.server.heads[2]  # the validator is of another address

    play(act)


def test_a_redirect_to_the_mark_of_a_tracker_is_no_loop() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", moved("/a?utm_source=self"))
        at.server.on("/a?utm_source=self", reply(PAGE))
        answer = await at.answer("/a")
        assert answer.url == at.server.url("/a")

    play(act)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/a", "redirect_loop"),
        ("/b", "redirect_loop"),
        ("", "bad_redirect"),
        ("file:///etc/passwd", "bad_redirect"),
        ("ftp://x.example/", "bad_redirect"),
        ("http://user:word@127.0.0.1/", "bad_redirect"),
        ("http://[", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, reason: str) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", moved(location))
        at.server.on("/b", moved("/a"))
        found = await at.failure("/a")
        assert (found.reason, found.is_passing) == (reason, False)

    play(act)


def test_a_chain_without_end_is_left() -> None:
    async def act(at: Scene) -> None:
        for n in range(20):
            at.server.on(f"/{n}", moved(f"/{n + 1}"))
        assert (await at.failure("/0")).reason == "redirect_loop"
        assert len(at.server.targets) == 11
        at.server.on("/10", reply(PAGE))
        assert len((await at.answer("/0")).redirects) == 10

    play(act)


def test_connections_are_kept_and_a_closed_one_is_no_failure() -> None:
    async def act(at: Scene) -> None:
        for n in range(4):
            at.server.on(f"/{n}", reply(PAGE))
        for n in range(4):
            await at.answer(f"/{n}")
        assert at.server.n_connections == 1

        async def hang_up(writer: asyncio.StreamWriter) -> None:
            writer.write(reply(PAGE))
            await writer.drain()

        at.server.on("/hangs-up", hang_up, hang_up)
        await at.answer("/hangs-up")
        await at.answer("/1")  # at once: the end may not have come yet
        assert at.fetcher.touched()[0].n_failures == 0

        # the server takes the request over the kept connection, and closes without a word
        at.server.on("/race", closing(b""), reply(PAGE))
        assert (await at.answer("/race")).body == PAGE

    play(act)


def test_connections_to_many_hosts_are_not_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.web.fetcher.MAX_KEPT", 3)
    names = [f"h{n}.example" for n in range(6)]

    async def act(at: Scene) -> None:
        at.server.on("/a", reply(PAGE))
        await asyncio.gather(*(at.answer(f"http://{name}:{at.server.port}/a") for name in names))
        await asyncio.sleep(0.05)
        assert sum(not task.done() for task in at.server.tasks) == 3
        await at.answer(f"http://{names[0]}:{at.server.port}/a")

    play(act, *names)


def test_a_server_that_always_hangs_up_is_asked_twice_at_most() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", closing(b""))
        assert (await at.failure("/a")).reason == "cut"
        assert at.server.targets == ["/a", "/a"]  # over the kept connection of robots.txt, and anew

    play(act)


def test_bytes_that_nobody_asked_for_are_no_answer_to_the_next_request() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(PAGE) + reply(b"<html>forged"))
        at.server.on("/b", reply(b"<html>honest"))
        await at.answer("/a")
        assert (await at.answer("/b")).body == b"<html>honest"

    play(act)


def test_types_are_told_from_bytes_where_servers_lie() -> None:
    async def act(at: Scene) -> None:
        told = {}
        for name, (body, declared) in {
            "pdf": (b"%PDF-1.7\n...", "text/html"),
            "picture": (b"\x89PNG\r\n\x1a\n" + bytes(60), "text/html"),
            "page": (PAGE, "text/plain"),
            "feed": (b"\n<?xml version='1.0'?><!-- x --><rss version='2.0'/>", "text/html"),
            "json": (b'[{"id": 1}]', "text/html; charset=utf-8"),
        }.items():
            at.server.on(f"/{name}", reply(body, Content_Type=declared))
            told[name] = (await at.answer(f"/{name}")).media_type
        assert told == {
            "pdf": "application/pdf",
            "picture": "application/octet-stream",
            "page": "text/html",
            "feed": "application/xml",
            "json": "application/json",
        }

    play(act)


def test_hosts_that_do_not_answer() -> None:
    async def act(at: Scene) -> None:
        found = await at.failure("http://127.0.0.1:1/")
        assert (found.reason, found.is_passing) == ("no_host", True)
        found = await at.failure("http://x.example:80\r\n/")
        assert found.reason in ("bad_address", "private_address")
        assert (await at.failure("mailto:x@example.org")).reason == "bad_address"

    play(act)


def test_many_tasks_share_a_fetcher() -> None:
    async def act(at: Scene) -> None:
        for n in range(30):
            at.server.on(f"/{n}", reply(PAGE + b"<!-- %d -->" % n))
        found = await asyncio.gather(*(at.fetch(f"/{n}") for n in range(30)))
        bodies = [one.body for one in found if isinstance(one, Answer)]
        assert bodies == [PAGE + b"<!-- %d -->" % n for n in range(30)]
        assert at.server.n_connections == 1

    play(act)


WHOLE = (
    reply(PAGE),
    reply(packed(PAGE), Content_Encoding="gzip"),
    moved("/b?x=1"),
    CHUNKED + b"5\r\nabcde\r\n0\r\n\r\n",
    reply(b"", "503 Busy", Retry_After="1"),
)
SPLINTERS = (
    b"\r\n", b"\0", b": ", b"chunked", b"Content-Length: 5\r\n", b"Location: http://[\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n", b"9" * 20, b"Content-Encoding: deflate\r\n",
)  # fmt: skip


def damaged(dice: random.Random) -> bytes:
    """Return a reply with some bytes changed, gone or too many."""
    sent = bytearray(dice.choice(WHOLE))
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(sent))
        new = dice.choice((dice.choice(SPLINTERS), dice.randbytes(3), b""))
        sent[at : at + dice.randrange(12)] = new
    return bytes(sent)


def test_damaged_replies_end_with_a_reason_too() -> None:
    async def act(at: Scene) -> None:
        dice = random.Random(1)
        reasons = set()
        for _ in range(150):
            at.server.on("/a", closing(damaged(dice)))
            at.clock.time += 3700  # past whatever the breaker asks for
            found = await at.fetch("/a", max_bytes=100_000)
            reasons.add("" if isinstance(found, Answer) else found.reason)
        assert {"", "broken", "cut"} <= reasons

    play(act)


def test_after_a_kill_a_host_that_nothing_is_known_of_is_given_its_pause_too() -> None:
    clock = SystemClock()
    assert turn_of("x.example", [], clock, is_after_kill=False).ended_at is None
    ended_at = turn_of("x.example", [], clock, is_after_kill=True).ended_at
    assert ended_at is not None
    assert ended_at <= clock.monotonic()
