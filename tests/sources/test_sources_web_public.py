"""Only public addresses are connected to, and only the one that was looked at."""

import asyncio
import ipaddress

import pytest

from pipeline.declarations import Source
from pipeline.records import Answer, Failure
from pipeline.sources.web.fetcher import Fetcher, Request, World
from pipeline.sources.web.public import is_public
from pipeline.sources.web.reach import reach_of
from tests.sources.scripted import AGENT, moved, reply, scene


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.1",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.9", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "100::1",
        # IPv4 inside IPv6: mapped, compatible, 6to4, Teredo, NAT64, ISATAP
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "2001:0:808:808:0:0:80ff:fffe", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::808:808", "2600::5efe:7f00:1", "2600::200:5efe:a00:1",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside_are_told(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::808:808"]
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]"],
)
def test_a_private_host_is_not_asked(host: str) -> None:
    async def play() -> None:
        async with scene("nobody.example") as at:
            at.server.on("/", reply(b"inside"))
            found = await at.failure(f"http://{host}:{at.server.port}/")
            assert found.reason == "private_address"
            assert "private_hosts" in found.detail
            assert not found.is_passing
            assert at.server.seen == []

    asyncio.run(play())


def test_a_redirect_inside_is_refused() -> None:
    async def play() -> None:
        async with scene("open.example") as at:
            at.server.on(
                "/", moved("http://127.0.0.1:PORT/in".replace("PORT", str(at.server.port)))
            )
            found = await at.failure(f"http://open.example:{at.server.port}/")
            assert (found.reason, at.server.targets) == ("private_address", ["/"])
            assert found.url.endswith("/in")

    asyncio.run(play())


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([["8.8.8.8", "127.0.0.1"]], "private_address"),
        ([["127.0.0.1"]], "private_address"),
        ([["fe80::1%eth0"]], "private_address"),
        ([[]], "no_host"),
    ],
)
def test_one_private_address_spoils_a_name(answers: list[list[str]], reason: str) -> None:
    async def resolve(_: str, __: int) -> list[str]:
        return answers[0]

    async def play() -> None:
        async with Fetcher(AGENT, world=World(resolve=resolve)) as fetcher:
            found = await fetcher.fetch(Request("http://name.example/"))
            assert isinstance(found, Failure)
            assert found.reason == reason

    asyncio.run(play())


def test_each_connection_is_looked_up_once_and_goes_to_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is public when asked first and private when asked again gains nothing."""
    asked: list[str] = []
    connected: list[object] = []

    async def resolve(name: str, _: int) -> list[str]:
        asked.append(name)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    async def connect(*arguments: object, **_: object) -> None:
        connected.append(arguments[1:3])
        raise OSError("no route")

    async def play() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "create_connection", connect)
        async with Fetcher(AGENT, world=World(resolve=resolve)) as fetcher:
            first = await fetcher.fetch(Request("http://name.example/", delay_s=0))
            again = await fetcher.fetch(Request("http://name.example/", delay_s=0))
        assert isinstance(first, Failure)
        assert isinstance(again, Failure)
        assert (first.reason, again.reason) == ("no_host", "private_address")

    asyncio.run(play())
    assert connected == [("8.8.8.8", 80)]
    assert len(asked) == 2


def test_a_private_host_is_asked_where_settings_allow_it() -> None:
    async def play() -> None:
        async with scene() as at:
            at.server.on("/", reply(b"<html><p>inside"))
            assert isinstance(await at.fetch("/"), Answer)
        async with scene("intra.example", "127.0.0.1:1") as at:
            assert (await at.failure("/")).reason == "private_address"
            at.server.on("/", reply(b"<html><p>inside"))
            await at.answer(f"http://Intra.Example:{at.server.port}/")
        async with scene("INTRA.example") as at:
            at.server.on("/", reply(b"<html><p>inside"))
            await at.answer(f"http://intra.example:{at.server.port}/")

    asyncio.run(play())


def test_a_private_host_is_asked_only_for_a_source_that_names_it() -> None:
    """A public page that leads, or a feed that links, to the intranet must not bring it in."""

    async def play() -> None:
        async with scene("open.example", "intra.example") as at:
            port = at.server.port
            at.server.on("/", moved(f"http://intra.example:{port}/in"))
            at.server.on("/in", reply(b"<html><p>inside"))
            open_, inside = (f"http://{host}.example:{port}/" for host in ("open", "intra"))
            for card, url, target in (
                (Source(id="a", name="A", kind="feed", url=open_), open_, "/"),
                (Source(id="a", name="A", kind="feed", url=open_), f"{inside}in", ""),
                (Source(id="a", name="A", kind="urls", url=open_), open_, "/"),
            ):
                found = await at.failure(url, reach=reach_of(card))
                assert (found.reason, "'hosts'" in found.detail) == ("private_address", True)
                assert at.server.targets == [target] * bool(target)
                at.server.seen.clear()
            for card, url in (
                (Source(id="a", name="A", kind="feed", url=inside), f"{inside}in"),
                (
                    Source(
                        id="a",
                        name="A",
                        kind="feed",
                        url=open_,
                        hosts=(f"www.intra.example:{port}",),
                    ),
                    open_,
                ),
                (Source(id="a", name="A", kind="urls", path="list.txt"), f"{inside}in"),
            ):
                await at.answer(url, reach=reach_of(card, url))

    asyncio.run(play())
