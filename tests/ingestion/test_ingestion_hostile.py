"""Places that break, change their mind or set traps: nothing is lost, nothing runs on for ever."""

from __future__ import annotations

import zlib

import pytest

from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.indexes import SITEMAPS
from tests.site.replies import Reply, Request, as_json, failing, html, of_type, xml

MEGABYTE = 1_000_000


def test_an_index_that_breaks_off_tells_of_nothing_gone(small_web: Web, small: Site) -> None:
    web = small_web
    manners = {"tries": 1}
    web.card("reports", "oai", small.url("repository", "/oai"), sweep_days=0, manners=manners)
    web.card("blog", "wordpress", small.url("blog", "/"), sweep_days=0, manners=manners,
             wordpress={"per_page": 2})  # fmt: skip
    web.ingest()
    n_held = len(web.urls())

    def stormy(request: Request, reply: Reply) -> Reply:
        is_later = "page=2" in request.target or "resumptionToken" in request.target
        return failing(500) if is_later else reply

    for weather in (stormy, lambda _, __: as_json([]), lambda _, __: failing(404)):
        small.weather = weather
        web.make_due()
        web.ingest()
        assert len(web.urls()) == n_held
    small.weather = None
    web.make_due()
    web.ingest()
    assert len(web.urls()) == n_held
    assert web.rejected() == {}
    assert {web.visits(id_)[-1].status for id_ in ("reports", "blog")} == {"done"}


def test_robots_that_forbids_later_stops_asking_and_keeps_what_is_held(
    small_web: Web, small: Site
) -> None:
    web = small_web
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    small.robots["news"] = "User-agent: *\nDisallow: /\n"
    web.make_due()
    n_before = len(small.log)
    web.ingest()
    assert [one.path for one in small.log[n_before:]] == ["/robots.txt"]
    assert web.urls() == small.urls("news")
    assert set(web.rejected().values()) == {"robots"}
    del small.robots["news"]
    web.make_due()
    web.ingest()
    assert web.rejected() == {}


def test_a_page_in_place_of_a_feed_is_told_until_the_feed_is_back(
    small_web: Web, small: Site
) -> None:
    web, address = small_web, small.url("news", "/feed.rss")
    web.card("news", "feed", address)
    web.ingest()
    small.fault("news", "/feed.rss", html("<html><body><p>This domain is for sale.</p></body>"))
    web.ingest()
    assert web.rejected() == {address: "broken_index"}
    assert web.visits("news")[-1].status == "failed"
    assert web.urls() == small.urls("news")
    web.make_due()
    web.ingest()
    assert web.rejected() == {}


def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = packer.compress(b"<urlset>" + b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * 1000


def _laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{levels}]>'
    return f'{head}<urlset xmlns="{SITEMAPS}"><url><loc>&l9;</loc></url></urlset>'


@pytest.mark.parametrize(
    "reply",
    [
        xml(_laughs()),
        of_type("application/x-gzip", _bomb()),
        xml("<urlset>" * 100_000),
        of_type("application/xml", b"\x00\xff\xfe<urlset>" * 50),
    ],
    ids=["laughs", "bomb", "deep", "rubbish"],
)
def test_a_sitemap_that_attacks_is_told_and_the_other_is_read(
    small_web: Web, small: Site, reply: Reply
) -> None:
    small.put("news", "/bad.xml", reply)
    paths = ("/bad.xml", "/sitemap.txt")
    small_web.card("news", "sitemap", *(small.url("news", path) for path in paths))
    small_web.ingest()
    assert small_web.urls() == small.urls("news")
    assert set(small_web.reasons(small.url("news"))) == {"/bad.xml"}
    last = small_web.visits("news")[-1]
    assert (last.status, last.is_full) == ("cut", False)


def test_a_sitemap_that_names_itself_ends(small_web: Web, small: Site) -> None:
    here = small.url("news", "/self.xml")
    others = (here, small.url("news", "/sitemap-2.xml"))
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in others)
    small.put(
        "news", "/self.xml", xml(f'<sitemapindex xmlns="{SITEMAPS}">{entries}</sitemapindex>')
    )
    small_web.card("news", "sitemap", here, exclude=["about", "private/**"])
    small_web.ingest()
    assert sum(one.path == "/self.xml" for one in small.log) == 1
    assert len(small_web.urls()) == 7
    assert small_web.visits("news")[-1].status == "done"
