"""Pauses, robots.txt, Retry-After and the breaker, by the server's log and a clock of its own."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest

from pipeline.sources.web.backoff import next_look, next_try, rare_try
from pipeline.sources.web.breaker import OPENS_AT, OPENS_AT_500, retry_after_s
from pipeline.sources.web.fetcher import HostState
from pipeline.sources.web.robots import NEVER_S, read_robots
from tests.sources.scripted import START, Scene, moved, reply, scene

PAGE = reply(b"<html><p>Museums")
DAY = 86_400.0


def play(
    act: Callable[[Scene], Awaitable[None]],
    hosts: dict[str, HostState] | None = None,
    is_after_kill: bool = False,
) -> None:
    async def run() -> None:
        async with scene(
            "127.0.0.1", "a.example", "www.a.example", "b.example",
            hosts=hosts, is_after_kill=is_after_kill,
        ) as at:  # fmt: skip
            await act(at)

    asyncio.run(run())


def gaps(at: Scene) -> list[float]:
    times = [when for _, when in at.server.seen]
    return [round(later - earlier, 3) for earlier, later in pairwise(times)]


def test_a_pause_stands_between_any_two_requests_to_a_host() -> None:
    """Robots.txt, redirects, failures and other ports of it are requests like others."""

    async def act(at: Scene) -> None:
        at.server.on("/a", moved("/b"))
        at.server.on("/b", PAGE)
        at.server.on("/c", reply(b"", "500 Oops"))
        port = at.server.port
        targets = ["/a", "/c", "/nothing", f"http://www.a.example:{port}/b"]
        urls = [f"http://a.example:{port}{one}" if one[0] == "/" else one for one in targets]
        await asyncio.gather(*(at.fetch(url, delay_s=3.0) for url in urls))
        assert len(at.server.seen) == 7  # robots.txt of both names, and five
        assert gaps(at) == [3.0] * 6

    play(act)


def test_hosts_of_different_names_do_not_wait_for_each_other() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", PAGE)
        for host in ("a.example", "b.example"):
            await at.answer(f"http://{host}:{at.server.port}/a", delay_s=3.0)
        assert gaps(at) == [3.0, 0.0, 3.0]

    play(act)


@pytest.mark.parametrize(
    ("last_s", "is_after_kill", "first_s"),
    [(-1.0, False, 4.0), (-60.0, False, 0.0), (-60.0, True, 5.0), (+60.0, False, 5.0)],
)
def test_a_pause_lasts_across_runs(last_s: float, is_after_kill: bool, first_s: float) -> None:
    """A clock that was set back, or a run that was killed, costs one pause."""

    async def act(at: Scene) -> None:
        at.server.on("/a", PAGE)
        assert at.fetcher.wait_s(at.server.url("/a"), 5.0) == pytest.approx(first_s)
        await at.answer("/a", delay_s=5.0)
        assert at.server.seen[0][1] == pytest.approx(first_s)

    known = HostState("", last_request_at=START + dt.timedelta(seconds=last_s))
    play(act, {"http://127.0.0.1:PORT": known}, is_after_kill)


ROBOTS = b"""\xef\xbb\xbfUser-agent: *
Disallow: /
User-agent: culturescope
User-agent: other
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Disallow: /*?print=
Crawl-delay: 4
Sitemap: https://a.example/sitemap.xml
"""


def test_robots_txt_is_kept_to() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", reply(ROBOTS))
        for target in ("/a", "/private/open/b"):
            at.server.on(target, PAGE)
            await at.answer(target)
        for target in ("/private/b", "/a.pdf", "/a?print=1", "/%70rivate/c"):
            found = await at.failure(target)
            assert (found.reason, found.is_passing) == ("robots", False)
        at.server.on("/a", moved("/private/d"))
        assert (await at.failure("/a")).reason == "robots"
        assert at.server.targets == ["/a", "/private/open/b", "/a"]
        assert gaps(at) == [4.0, 4.0, 4.0]  # crawl-delay is longer than the card's
        assert at.fetcher.wait_s(at.server.url("/a"), 1.0) == 4.0

    play(act)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", ""),
        ("401 Unauthorized", ""),
        ("403 Forbidden", ""),
        ("500 Oops", "robots_unreachable"),
        ("503 Busy", "robots_unreachable"),
        ("429 Too Many Requests", "robots_unreachable"),
    ],
)
def test_a_missing_robots_txt_allows_all_and_an_unreachable_one_nothing(
    status: str, reason: str
) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", reply(b"", status))
        at.server.on("/a", PAGE)
        if not reason:
            await at.answer("/a")
            return
        found = await at.failure("/a")
        assert (found.reason, found.is_passing) == (reason, True)
        assert at.server.targets == []
        assert len(at.server.seen) == 2
        at.server.on("/robots.txt", reply(b""))
        assert (await at.failure("/a")).reason in (reason, "not_asked")  # not asked again at once
        at.clock.time += 3600
        await at.answer("/a")

    play(act)


def test_what_keeps_a_place_that_is_gone_for_good_from_us_is_told_after_weeks_too() -> None:
    async def hang_up(_: asyncio.StreamWriter) -> None:
        pass

    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", hang_up)
        for _ in range(12):
            found = await at.failure("/a")
            assert found.reason == "robots_unreachable"
            assert "cannot be had (closed the connection without an answer)" in found.detail
            at.clock.time += DAY

    play(act)


def test_a_robots_txt_that_fails_once_is_asked_for_again() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", reply(b"", "502 Bad Gateway"), reply(b"User-agent: *"))
        at.server.on("/a", PAGE)
        await at.answer("/a", delay_s=2.0)
        assert gaps(at) == [3.0, 2.0]

    play(act)


def test_robots_txt_may_lead_elsewhere_and_is_kept_for_a_day() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", moved("/rules"))
        at.server.on("/rules", reply(b"User-agent: *\nDisallow: /b"))
        at.server.on("/a", PAGE)
        await at.answer("/a")
        assert (await at.failure("/b")).reason == "robots"
        state = at.fetcher.touched()[0]
        assert (state.robots, state.robots_status) == (b"User-agent: *\nDisallow: /b", 200)
        at.server.on("/robots.txt", moved("/robots.txt"))  # a loop: as if there were none
        at.clock.time += DAY - 10
        assert (await at.failure("/b")).reason == "robots"
        at.clock.time += 20
        at.server.on("/b", PAGE)
        await at.answer("/b")

    play(act)


def test_what_an_earlier_run_read_of_robots_txt_is_used() -> None:
    async def act(at: Scene) -> None:
        assert (await at.failure("/b")).reason == "robots"
        assert at.server.seen == []

    known = HostState("", b"User-agent: *\nDisallow: /b", 200, START - dt.timedelta(hours=20))
    play(act, {"http://127.0.0.1:PORT": known})


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: Culturescope/1.0\nDisallow: /", ""),
        ("User-agent: CULTURESCOPE # you\nDisallow: /b", "a"),
        ("User-agent: culture\nAllow: /\n\nUser-agent: *\nDisallow: /b", "a"),
        ("User-agent: scope\nDisallow: /\n", "ab"),
        ("User-agent: x\nUser-agent: culturescope\nDisallow: /a\n\nUser-agent: culturescope\n"
         "Disallow: /b\n", ""),
        ("User-agent: *\rDisallow: /b\r", "a"),
        ("User-agent: *\nDisallow: /a\n" + 60_000 * "# text\n" + 9_000 * "Allow: /bb/cc\n", "b"),
        ("User-agent: *\nRequest-rate: 1/" + "9" * 400 + "\nDisallow: /a", "b"),
        ("User-agent: *\nRequest-rate: " + "9" * 400 + "/1\nDisallow: /a", "b"),
    ],
)  # fmt: skip
def test_a_robots_txt_speaks_to_us_by_our_whole_name_and_in_whole_lines(
    rules: str, allowed: str
) -> None:
    for short in range(20):  # wherever the line is cut
        robots = read_robots(b" " * short + rules.encode(), "Culturescope")
        assert "".join(one for one in "ab" if robots.allows(f"http://a.example/{one}")) == allowed
        assert robots.delay_s <= NEVER_S
        if len(rules) < 10_000:
            break


def test_wishes_of_robots_txt_that_are_none() -> None:
    hostile = b"User-agent: *\nCrawl-delay: inf\nDisallow: /" + b"*a" * 200 + b"$\n" + b"\xff\0" * 9
    robots = read_robots(hostile, "Culturescope")
    assert robots.delay_s == 0.0
    assert robots.allows("http://a.example/" + "a" * 1500 + "b")
    assert read_robots(b"User-agent: *\nRequest-rate: 1/10s", "Culturescope").delay_s == 10.0


@pytest.mark.parametrize("asked", ["Crawl-delay: 1e308", f"Request-rate: 1/{'9' * 20}h"])
def test_a_delay_that_no_calendar_holds_is_told(asked: str) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", reply(f"User-agent: *\n{asked}".encode()))
        assert (await at.failure("/a")).reason == "not_asked"

    play(act)


def test_a_day_of_crawl_delay_is_not_waited_for() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/robots.txt", reply(b"User-agent: *\nCrawl-delay: 86400"))
        found = await at.failure("/a")
        assert (found.reason, found.is_passing) == ("not_asked", True)
        assert found.retry_after_s == pytest.approx(DAY)
        at.server.on("/a", PAGE)
        at.clock.time += DAY + 1
        await at.answer("/a")  # a page a day, and not its robots.txt alone
        at.clock.time += 2 * DAY
        assert (await at.failure("/a")).reason == "not_asked"
        assert at.server.targets == ["/a"]

    play(act)


def test_retry_after_is_waited_for_or_told() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", "429 Too Many Requests", Retry_After="30"), PAGE)
        assert (await at.failure("/a")).retry_after_s == 30.0
        assert not at.fetcher.is_down(at.server.url("/a"))
        await at.answer("/a")
        assert gaps(at)[-1] == 30.0
        at.server.on("/a", reply(b"", "503 Busy", Retry_After="3600"), PAGE)
        await at.failure("/a")
        assert at.fetcher.is_down(at.server.url("/a"))
        n_seen = len(at.server.seen)
        found = await at.failure("/b")
        assert (found.reason, found.status, found.retry_after_s) == ("not_asked", 0, 3600.0)
        assert len(at.server.seen) == n_seen
        at.clock.time += 3600
        await at.answer("/a")

    play(act)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("99999999999999999999", DAY),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 9026 11:00:00 GMT", DAY),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("Sun, 99 Mar 2026 12:01:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, START) == seconds


@pytest.mark.parametrize(
    ("status", "most"), [("502 Bad Gateway", OPENS_AT), ("500 Oops", OPENS_AT_500)]
)
def test_the_breaker_leaves_a_failing_host_alone_and_tries_it_again(status: str, most: int) -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", status))
        for _ in range(most):
            assert (await at.failure("/a")).reason == "server_error"
        n_seen = len(at.server.seen)
        assert at.fetcher.is_down(at.server.url("/a"))
        for _ in range(3):
            assert (await at.failure("/b")).reason == "not_asked"
        assert len(at.server.seen) == n_seen
        at.clock.time += 61
        assert (await at.failure("/a")).reason == "server_error"  # one try, and longer next time
        at.clock.time += 61
        assert (await at.failure("/a")).reason == "not_asked"
        at.clock.time += 60
        at.server.on("/a", PAGE)
        await at.answer("/a")
        state = at.fetcher.hosts[at.server.url("")]
        assert (state.n_failures, state.not_before) == (0, None)

    play(act)


def test_a_moment_that_only_a_wrong_clock_can_have_named_is_not_waited_for() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", "503 Busy", Retry_After="90000"))
        assert (await at.failure("/a")).reason == "busy"
        at.server.on("/a", PAGE)
        assert (await at.failure("/a")).reason == "not_asked"  # a day is an honest wish
        at.fetcher.hosts[at.server.url("")].not_before = at.clock.now() + dt.timedelta(days=3650)
        await at.answer("/a")

    play(act)


def test_a_host_that_says_itself_when_to_come_back_never_opens_the_breaker() -> None:
    """What a person forgives by `retry` is our own waiting; so the two must not be mixed up."""

    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", "429 Too Many", Retry_After="300"))
        for _ in range(OPENS_AT + 2):
            assert (await at.failure("/a")).reason == "busy"
            state = at.fetcher.hosts[at.server.url("")]
            assert state.not_before == at.clock.now() + dt.timedelta(seconds=300)
            assert state.n_failures < OPENS_AT
            assert at.fetcher.is_down(at.server.url("/a"))
            at.clock.time += 301

    play(act)


def test_pages_that_are_not_there_say_nothing_against_a_host() -> None:
    async def act(at: Scene) -> None:
        for n in range(3 * OPENS_AT):
            assert (await at.failure(f"/{n}")).reason == "gone"

    play(act)


def test_the_breaker_of_an_earlier_run_gives_one_try() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", reply(b"", "503 Busy"))
        assert (await at.failure("/a")).reason == "server_error"
        assert (await at.failure("/a")).reason == "not_asked"

    now = START - dt.timedelta(seconds=1)
    known = HostState("", b"", 404, now, now, now, n_failures=OPENS_AT)
    play(act, {"http://127.0.0.1:PORT": known})


def test_what_failed_is_tried_later_each_time_and_not_all_at_once() -> None:
    waits = [(next_try(n, START, "a") - START).total_seconds() for n in range(1, 9)]
    assert waits == sorted(waits)
    assert all(15.0 * n <= wait <= 18.75 * n for n, wait in enumerate(waits, 1))
    assert next_try(1, START, "a") == next_try(1, START, "a") != next_try(1, START, "b")
    rare = [(rare_try(n, 4, START, "a") - START).total_seconds() / DAY for n in range(4, 99)]
    assert 1.0 <= rare[0] <= 1.25
    assert 2.0 <= rare[1] <= 2.5
    assert max(rare) == 30.0


def test_what_came_on_one_day_is_not_asked_again_on_one_day() -> None:
    waits = [(next_look(30, START, f"/{n}") - START).total_seconds() / DAY for n in range(400)]
    assert all(22.5 <= wait <= 30.0 for wait in waits)
    by_day = Counter(int(wait) for wait in waits)
    assert max(by_day.values()) < 80
    assert next_look(30, START, "/1") == next_look(30, START, "/1")
    assert next_look(1e9, START, "/1").year < 2200


def test_what_changed_of_hosts_is_told_once() -> None:
    async def act(at: Scene) -> None:
        at.server.on("/a", PAGE)
        await at.answer("/a")
        touched = at.fetcher.touched()
        assert [state.host for state in touched] == [at.server.url("")]
        assert touched[0].last_request_at == START
        assert at.fetcher.touched() == []

    play(act)
