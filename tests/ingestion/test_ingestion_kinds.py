"""Every kind of source brings exactly what its place publishes, each once."""

from __future__ import annotations

import pytest

from pipeline.records import document_id
from pipeline.store import Store
from pipeline.store.visits import load_visits
from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import failing
from tests.site.routes import NEWEST

LISTING = {
    "links": "li.teaser h2 a",
    "block": "li.teaser",
    "published": ".date",
    "next": "a.next",
}


def newest(site: Site, n: int = NEWEST) -> list[str]:
    return sorted(site.url("news", one.path) for one in site.shelves["news"].standing[:n])


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/feed.json", "/feed/tracked.rss"])
def test_a_feed_brings_its_entries(web: Web, site: Site, path: str) -> None:
    web.card("news", "feed", site.url("news", path))
    web.ingest()
    assert web.urls() == newest(site)
    assert web.rejected() == {}
    one = next(iter(web.held().values()))
    article = site.shelves["news"].at(one.url.removeprefix(site.url("news")))
    assert article is not None
    assert article.title in one.hints["feed-title"]
    said = one.hints["feed-date"]
    assert article.published.isoformat() in said or f"{article.published:%d %b %Y}" in said
    assert article.paragraphs[0].split(",")[0].encode() in one.body


def test_a_paged_feed_is_read_to_its_end(web: Web, site: Site) -> None:
    web.card("news", "feed", site.url("news", "/feed/all.atom"))
    web.ingest()
    assert web.urls() == site.urls("news")


def test_a_broken_feed_is_read_as_far_as_it_goes_and_told(web: Web, site: Site) -> None:
    address = site.url("news", "/feed/broken.rss")
    web.card("news", "feed", address)
    web.ingest()
    assert set(newest(site, NEWEST - 1)) <= set(web.urls()) <= set(newest(site))
    assert web.rejected()[address] == "damaged_index"
    assert set(web.rejected().values()) <= {"damaged_index", "no_link"}


def test_three_feeds_of_one_place_are_one_set_of_pages(web: Web, site: Site) -> None:
    paths = ("/feed.rss", "/feed.atom", "/feed.json", "/feed/tracked.rss")
    web.card("news", "feed", *(site.url("news", path) for path in paths))
    web.card("other", "feed", site.url("news", "/feed.atom"))
    web.ingest()
    assert web.urls("news") == newest(site)
    assert web.urls("other") == []
    assert set(web.states("other").values()) == {"elsewhere", "done"}
    assert web.n_captures() == NEWEST


def test_a_sitemap_index_brings_all_but_what_is_filtered(web: Web, site: Site) -> None:
    web.card(
        "news", "sitemap", site.url("news", "/sitemap_index.xml"), include=["news/**", "reports/**"]
    )
    web.ingest()
    wanted = [url for url in site.urls("news") if "/news/" in url or "/reports/" in url]
    assert web.urls() == wanted
    seen = {one.path for one in site.log}
    assert {"/sitemap-1.xml.gz", "/sitemap-2.xml", "/sitemap-news.xml"} <= seen


@pytest.mark.parametrize("path", ["/sitemap.txt", "/robots.txt"])
def test_text_sitemaps_and_those_that_robots_names(web: Web, site: Site, path: str) -> None:
    web.card("news", "sitemap", site.url("news", path), exclude=["about", "private/**"])
    web.ingest()
    assert web.urls() == site.urls("news")


@pytest.mark.parametrize("pages", [False, True])
def test_a_listing_is_turned_to_its_end(web: Web, site: Site, pages: bool) -> None:
    way = dict(LISTING)
    if pages:
        del way["next"]
        way["pages"] = site.url("archive", "/archive?page={n}")
    web.card("archive", "listing", site.url("archive", "/archive"), listing=way)
    web.ingest()
    assert web.urls() == site.urls("archive")
    one = site.shelves["archive"].articles[7]
    hints = web.held()[site.url("archive", one.path)].hints
    assert one.published.isoformat() in hints["listing-date"] or hints["listing-date"].startswith(
        f"{one.published:%d %B %Y}"
    )


def test_a_listing_stops_where_all_is_known(web: Web, site: Site) -> None:
    web.card("archive", "listing", site.url("archive", "/archive"), listing=LISTING)
    web.ingest()
    added = site.shelves["archive"].add()
    n_before = len(site.log)
    web.ingest()
    asked = [one.target for one in site.log[n_before:] if one.path == "/archive"]
    assert asked == ["/archive", "/archive?page=2"]
    assert site.url("archive", added.path) in web.urls()
    assert len(web.urls()) == 101


def test_a_calendar_without_end_ends(web: Web, site: Site) -> None:
    way = {"links": "li.teaser a", "next": "a.next", "max_pages": 12, "stop_at_known": False}
    web.card("archive", "listing", site.url("archive", "/calendar/2024/1"), listing=way)
    web.ingest()
    months = [one for one in site.log if one.path.startswith("/calendar/")]
    assert len(months) == 12
    assert len(web.urls()) == 12
    with Store(web.workspace.database_url) as store, store.read() as connection:
        (visit,) = load_visits(connection, "archive")
    assert visit.note == "max_pages 12 of [listing] reached; index pages behind it are left out"


def test_wordpress_brings_every_post_with_author_and_terms(web: Web, site: Site) -> None:
    web.card("blog", "wordpress", site.url("blog", "/"), wordpress={"per_page": 25})
    web.ingest()
    held = web.held()
    assert sorted(held) == site.urls("blog")
    one = site.shelves["blog"].articles[30]
    body = held[site.url("blog", one.path)].body.decode()
    assert one.author in body
    assert "residencies & exchange" in body
    assert not [seen for seen in site.log if seen.path == one.path]


def test_oai_brings_every_record_over_resumption_tokens(web: Web, site: Site) -> None:
    site.shelves["repository"].remove(3)
    web.card("reports", "oai", site.url("repository", "/oai"))
    web.ingest()
    assert sorted(one.url for one in web.held().values()) == site.urls("repository")
    site.shelves["repository"].remove(4)
    site.shelves["repository"].change(5)
    web.ingest()
    gone = [one.document_id for one in web.held().values() if one.is_gone]
    assert gone == [document_id("reports#oai:meridian.example:4")]
    assert {one.revision for one in web.held().values()} == {1, 2}


def test_a_list_of_addresses(web: Web, site: Site) -> None:
    wanted = site.urls("news")[:5]
    lines = ["# chosen by hand", *wanted, "", "ftp://127.0.0.2/file", wanted[0] + "?utm_source=x"]
    (web.root / "corpus/list.txt").write_text("\n".join(lines))
    web.card("list", "urls", path="corpus/list.txt")
    web.ingest()
    assert web.urls() == wanted
    assert list(web.rejected().values()) == ["bad_address"]


def test_linked_files_come_along_as_parts_of_their_page(web: Web, site: Site) -> None:
    way = LISTING | {"next": "a.next"}
    web.card("reports", "listing", site.url("repository", "/reports"), listing=way, files=["pdf"])
    web.ingest()
    held = web.held()
    one = site.shelves["repository"].articles[5]
    page, file = (held[site.url("repository", path)] for path in (one.path, one.files[0]))
    assert (file.media_type, file.part_of) == ("application/pdf", page.document_id)
    assert page.part_of == ""
    assert len(held) == 70 + 14


def test_an_index_that_fails_for_a_while_loses_nothing(web: Web, site: Site) -> None:
    web.card("archive", "listing", site.url("archive", "/archive"), listing=LISTING)
    site.fault("archive", "/archive?page=3", *[failing(500)] * 30)
    web.ingest()
    assert web.visits("archive")[-1].status == "cut"
    site.shelves["archive"].add()
    site.clear_faults()
    web.make_due()
    web.ingest()
    assert web.urls() == site.urls("archive")
