"""Manners, proved from the server's own log."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.ingestion.web_workspace import Web
from tests.site import CONTACT, HOSTS, Site
from tests.site.log import asked, by_host, overlapping, too_soon
from tests.site.replies import Reply, busy, failing, moved, of_type

DELAY_S = 0.1


def visit_all_hosts(web: Web, site: Site, delay_s: float) -> None:
    manners = {"delay_s": delay_s}
    web.card("news", "sitemap", site.url("news", "/sitemap-1.xml.gz"), manners=manners)
    web.card("feed", "feed", site.url("news", "/feed.rss"), manners=manners)
    web.card("archive", "listing", site.url("archive", "/archive"), manners=manners,
             listing={"links": "h2 a", "next": "a.next"})  # fmt: skip
    web.card("blog", "wordpress", site.url("blog", "/"), content="page", manners=manners)
    web.card("reports", "oai", site.url("repository", "/oai"), content="page", files=["pdf"],
             manners=manners)  # fmt: skip
    web.ingest()


def test_hosts_side_by_side_each_one_request_at_a_time_after_its_delay(
    small_web: Web, small: Site
) -> None:
    visit_all_hosts(small_web, small, DELAY_S)
    assert too_soon(small.log, DELAY_S) == []
    assert overlapping(small.log) == []
    hosts = by_host(small.log)
    assert set(hosts) == {"news", "archive", "blog", "repository"}
    begun, ended = (max(seen[0].at for seen in hosts.values()),
                    min(seen[-1].at for seen in hosts.values()))  # fmt: skip
    assert begun < ended
    assert all(n == 1 for host in hosts for n in asked(small.log, host).values())


def test_every_request_says_who_asks_and_takes_only_what_is_decoded(web: Web, site: Site) -> None:
    web.card("news", "feed", site.url("news", "/feed.rss"))
    web.ingest()
    assert {one.agent for one in site.log} == {site.log[0].agent}
    assert site.log[0].agent.startswith("Culturescope/")
    assert site.log[0].agent.endswith(f"(+{CONTACT})")
    codings = {one.headers["accept-encoding"] for one in site.log}
    assert {part.strip() for coding in codings for part in coding.split(",")} <= {"gzip", "deflate"}
    assert not any("cookie" in one.headers for one in site.log)
    assert {one.method for one in site.log} == {"GET"}


def test_without_a_contact_nothing_is_visited(make_web: Callable[..., Web], site: Site) -> None:
    web = make_web(site, contact="")
    web.card("news", "feed", site.url("news", "/feed.rss"))
    run = web.ingest()
    assert site.log == []
    assert list(web.rejected().values()) == ["source_unreadable"]
    assert any("contact" in line for line in run.findings)


def test_robots_comes_first_and_what_it_disallows_is_never_asked(web: Web, site: Site) -> None:
    web.card("news", "sitemap", site.url("news", "/sitemap-2.xml"))
    web.card("print", "urls", site.url("news", "/about?print=1"), site.url("news", "/about"))
    web.ingest()
    assert site.log[0].path == "/robots.txt"
    assert not [
        one for one in site.log if one.path.startswith("/private/") or "print" in one.target
    ]
    assert web.reasons(site.url("news")) == {"/private/page": "robots", "/about?print=1": "robots"}
    assert asked(site.log, "news")["/robots.txt"] == 1


def test_robots_crawl_delay_is_kept_where_it_is_longer(small_web: Web, small: Site) -> None:
    small.robots["news"] = "User-agent: *\nCrawl-delay: 0.2\n"
    small_web.card("news", "feed", small.url("news", "/feed.rss"), manners={"delay_s": 0.01})
    small_web.ingest()
    assert len(small.log) > 10
    assert too_soon(small.log, 0.2) == []


def test_robots_for_us_by_name(small_web: Web, small: Site) -> None:
    small.robots["news"] = "User-agent: *\nAllow: /\n\nUser-agent: Culturescope\nDisallow: /\n"
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.ingest()
    assert [one.path for one in small.log] == ["/robots.txt"]
    assert small_web.visits("news")[-1].status == "failed"
    assert set(small_web.rejected().values()) == {"robots"}


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_allows_everything(small_web: Web, small: Site, status: int) -> None:
    small.robots["news"] = failing(status)
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.ingest()
    assert small_web.urls() == small.urls("news")


@pytest.mark.parametrize("reply", [failing(500), failing(503)])
def test_robots_that_cannot_be_read_stops_everything_for_now(
    small_web: Web, small: Site, reply: Reply
) -> None:
    small.robots["news"] = reply
    small_web.card("news", "feed", small.url("news", "/feed.rss"), manners={"tries": 1})
    small_web.ingest()
    assert {one.path for one in small.log} == {"/robots.txt"}
    assert set(small_web.rejected().values()) <= {"robots_unreachable", "not_yet"}
    del small.robots["news"]
    small_web.make_due()
    small_web.ingest()
    assert small_web.urls() == small.urls("news")
    assert small_web.rejected() == {}


@pytest.mark.parametrize(
    "body", [b"\x00\x01\xff" * 500, b"<html><body>Not found</body></html>", b"a" * 900_000, b""]
)
def test_robots_of_rubbish_forbids_nothing(small_web: Web, small: Site, body: bytes) -> None:
    small.robots["news"] = of_type("text/plain", body)
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.ingest()
    assert small_web.urls() == small.urls("news")


def test_retry_after_is_kept_to_by_the_whole_host(small_web: Web, small: Site) -> None:
    first = small.shelves["news"].standing[0].path
    small.fault("news", first, busy(2))
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.ingest()
    told = next(one for one in small.log if one.status == 429)
    after = [one for one in small.log if one.at > told.at]
    assert min(one.at for one in after) - told.done >= 2
    assert small_web.urls() == small.urls("news")
    assert small_web.rejected() == {}


def test_the_delay_holds_across_redirects_and_runs(small_web: Web, small: Site) -> None:
    web, delay_s = small_web, 0.3
    web.card("hops", "urls", small.url("rough", "/chain"), manners={"delay_s": delay_s})
    web.ingest()
    web.card("more", "urls", small.url("rough", "/well"), manners={"delay_s": delay_s})
    web.ingest()
    assert len(small.log) >= 7
    assert too_soon(small.log, delay_s) == []


def test_known_pages_are_asked_with_their_validators(small_web: Web, small: Site) -> None:
    small.noise = False
    small_web.card("news", "feed", small.url("news", "/feed.rss"), revisit_days=1)
    small_web.ingest()
    n_before = len(small.log)
    small_web.make_due()
    small_web.ingest()
    again = [one for one in small.log[n_before:] if one.path != "/robots.txt"]
    assert {one.status for one in again} == {304}
    assert all("if-none-match" in one.headers for one in again)
    assert len(again) == 1 + len(small.urls("news"))
    assert small_web.n_captures() == len(small.urls("news"))


def test_a_host_that_fails_again_and_again_is_left_alone(web: Web, site: Site) -> None:
    site.weather = lambda request, reply: failing(500) if "/news/" in request.path else reply
    web.card("news", "sitemap", site.url("news", "/sitemap.txt"), include=["news/**"])
    web.ingest()
    n_pages = len([url for url in site.urls("news") if "/news/" in url])
    n_asked = sum(one.path.startswith("/news/") for one in site.log)
    assert n_asked < n_pages
    last = web.visits("news")[-1]
    assert (last.status, last.n_new) == ("cut", 0)
    assert last.n_left > 0
    site.weather = None
    web.make_due()
    web.ingest()
    assert len(web.urls()) == n_pages
    assert web.rejected() == {}


def test_hosts_that_are_not_allowed_are_never_connected_to(
    make_web: Callable[..., Web], small: Site
) -> None:
    web = make_web(small, private_hosts=[HOSTS["news"]])
    web.card("rough", "urls", small.url("rough", "/well"))
    web.card("news", "urls", small.url("news", "/hop"))
    small.fault("news", "/hop", moved(small.url("rough", "/well")))
    web.ingest()
    assert not [one for one in small.log if one.host == "rough"]
    assert set(web.rejected().values()) == {"private_address"}
    assert len(web.rejected()) == 2


def test_a_name_that_does_not_exist_is_told(make_web: Callable[..., Web], small: Site) -> None:
    web = make_web(small)
    web.card("nowhere", "urls", "http://nowhere.invalid/page", manners={"tries": 1})
    started = time.monotonic()
    web.ingest()
    assert set(web.rejected().values()) == {"no_host"}
    assert time.monotonic() - started < 30
