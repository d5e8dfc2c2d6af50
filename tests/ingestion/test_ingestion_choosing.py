"""Parts of the whole: some sources, a window of dates, a list of what failed."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.errors import UsageError
from pipeline.records import Window
from pipeline.steps.runs import Chosen
from tests.ingestion.web_workspace import Web
from tests.site import Site

LISTING = {"links": "h2 a", "block": "li.teaser", "published": ".date", "next": "a.next"}


def utc(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, tzinfo=dt.UTC)


def within(site: Site, host: str, window: Window) -> list[str]:
    assert window.since
    assert window.until
    return sorted(
        site.url(host, one.path)
        for one in site.shelves[host].standing
        if window.since.date() <= one.published < window.until.date()
    )


WINDOW = Window(utc(2016, 1, 1), utc(2016, 7, 1))


def test_only_the_sources_that_are_named(small_web: Web, small: Site) -> None:
    small_web.card("news", "feed", small.url("news", "/feed.rss"))
    small_web.card("blog", "wordpress", small.url("blog", "/"))
    small_web.ingest(chosen=Chosen(("blog",)))
    assert {one.host for one in small.log} == {"blog"}
    assert small_web.urls() == small.urls("blog")
    with pytest.raises(UsageError, match="nobody"):
        small_web.ingest(chosen=Chosen(("nobody",)))


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing", "wordpress", "oai"])
def test_a_window_of_dates(web: Web, site: Site, kind: str) -> None:
    places = {
        "feed": ("news", "/feed/all.atom"), "sitemap": ("news", "/sitemap_index.xml"),
        "listing": ("archive", "/archive"), "wordpress": ("blog", "/"),
        "oai": ("repository", "/oai"),
    }  # fmt: skip
    host, path = places[kind]
    more = {"listing": LISTING} if kind == "listing" else {}
    exclude = ["about", "private/**"]
    web.card("one", kind, site.url(host, path), exclude=exclude, **more)
    web.ingest(chosen=Chosen((), WINDOW))
    assert sorted(one.url for one in web.held().values()) == within(site, host, WINDOW)
    assert web.rejected() == {}
    web.ingest()
    assert sorted(one.url for one in web.held().values()) == site.urls(host)
