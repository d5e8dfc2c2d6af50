"""What changes, goes and comes back, and the many names of one page."""

from __future__ import annotations

from pipeline.store import schema
from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import failing, html


def test_a_changed_page_is_a_new_revision_and_noise_is_none(small_web: Web, small: Site) -> None:
    web = small_web
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"), revisit_days=1)
    web.ingest()
    changed = small.shelves["news"].change(3)
    web.make_due()
    web.ingest()
    held = web.held()
    assert {one.revision for one in held.values()} == {1, 2}
    new = held[small.url("news", changed.path)]
    assert new.revision == 2
    assert b"Edition 2" in new.body
    assert web.n_captures() == len(held) + 1
    last = web.visits("news")[-1]
    assert (last.n_new, last.n_changed, last.n_unchanged) == (0, 1, len(held) - 1)


def test_another_date_in_the_index_makes_a_page_due(small_web: Web, small: Site) -> None:
    web = small_web
    web.card("news", "sitemap", small.url("news", "/sitemap-2.xml"), exclude=["private/**"])
    web.ingest()
    changed = small.shelves["news"].change(10)
    n_before = len(small.log)
    web.ingest()
    pages = [one.path for one in small.log[n_before:] if one.path.count("/") > 1]
    assert pages == [changed.path]
    assert web.held()[small.url("news", changed.path)].revision == 2


def test_pages_that_go_are_marked_and_kept_and_come_back(small_web: Web, small: Site) -> None:
    web = small_web
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    n_all = len(web.urls())
    gone = small.url("news", small.shelves["news"].remove(2).path)
    web.ingest()
    assert web.held()[gone].is_gone
    assert len(web.held()) == n_all
    assert web.states("news")[gone] == "gone"
    assert web.visits("news")[-1].n_gone == 1
    small.shelves["news"].restore(2)
    web.ingest()
    assert not web.held()[gone].is_gone
    assert web.held()[gone].revision == 1
    assert web.rejected() == {}


def test_what_an_index_lost_by_mistake_is_not_gone(small_web: Web, small: Site) -> None:
    web = small_web
    web.card("news", "sitemap", small.url("news", "/sitemap.txt"))
    web.ingest()
    base = small.url("news")
    few = "\n".join(small.urls("news")[:3])
    small.fault("news", "/sitemap.txt", html(few.replace("<", "")))
    web.ingest()
    assert web.urls() == small.urls("news")
    assert not [one for one in web.held().values() if one.is_gone]
    assert web.reasons(base).get("/sitemap.txt", "") in ("", "broken_index")


def test_one_page_under_many_addresses_is_one_document(small_web: Web, small: Site) -> None:
    page = small.urls("news")[0]
    host = page.removeprefix("http://").partition("/")[0]
    path = page.partition(host)[2]
    names = (
        page, f"{page}?utm_source=mail&utm_campaign=x", f"{page}#comments", f"HTTP://{host}{path}",
        f"http://{host}/x/..{path}", f"{page}?fbclid=abc", small.url("news", "/old-address"),
    )  # fmt: skip
    (small_web.root / "corpus/names.txt").write_text("\n".join(names))
    small_web.card("names", "urls", path="corpus/names.txt")
    small_web.ingest()
    first = small.url("news", small.shelves["news"].articles[0].path)
    assert set(small_web.urls()) == {page, first}
    assert sum(one.path == path for one in small.log) == 1
    assert small_web.states("names")[small.url("news", "/old-address")] == "alias"


def test_canonical_links_are_followed_and_believed_with_care(small_web: Web, small: Site) -> None:
    base = small.url("rough")
    paths = ("/canonical", "/canonical-gone", "/canonical-away")
    small_web.card("rough", "urls", *(base + path for path in paths), hosts=[base])
    small_web.ingest()
    kept = {url.removeprefix(base) for url in small_web.urls()}
    assert kept == {"/well", "/canonical-gone", "/canonical-away"}
    assert small_web.states("rough")[f"{base}/canonical"] == "alias"


def test_a_canonical_address_that_all_pages_name_is_not_believed(
    small_web: Web, small: Site
) -> None:
    base = small.url("rough")
    wanted = [f"{base}/all-one/{n}" for n in range(1, 7)]
    small_web.card("rough", "urls", *wanted, hosts=[base])
    small_web.ingest()
    assert set(wanted) <= set(small_web.urls())


def test_canonical_links_may_be_ignored_by_the_card(small_web: Web, small: Site) -> None:
    base = small.url("rough")
    small_web.card("rough", "urls", f"{base}/canonical", canonical=False)
    small_web.ingest()
    assert small_web.urls() == [f"{base}/canonical"]


def test_two_indexes_that_state_different_dates_ask_for_nothing_anew(web: Web, site: Site) -> None:
    paths = ("/feed.rss", "/feed.atom", "/sitemap_index.xml")
    web.card("feeds", "feed", *(site.url("news", path) for path in paths[:2]))
    web.card("map", "sitemap", site.url("news", paths[2]), exclude=["about", "private/**"])
    web.ingest()
    added = site.shelves["news"].add()
    site.shelves["news"].articles[-1].touched = None
    n_before = len(site.log)
    for _ in range(2):
        web.ingest()
    pages = [one.path for one in site.log[n_before:] if one.path.count("/") > 1]
    assert pages == [added.path]


def test_a_budget_leaves_the_rest_to_the_next_visit(web: Web, site: Site) -> None:
    web.card("news", "sitemap", site.url("news", "/sitemap.txt"), manners={"max_requests": 50})
    for n_visit in range(1, 4):
        n_before = len(site.log)
        web.ingest()
        asked = [one for one in site.log[n_before:] if one.path != "/robots.txt"]
        assert len(asked) <= 50
        last = web.visits("news")[-1]
        assert last.n_left == max(0, 130 - len(web.urls()))
        assert last.status == ("done" if n_visit == 3 else "cut")
    assert web.urls() == site.urls("news")


def test_a_second_visit_asks_for_nothing_but_the_index(web: Web, site: Site) -> None:
    web.card("news", "sitemap", site.url("news", "/sitemap.txt"))
    web.ingest()
    n_before = len(site.log)
    web.ingest()
    assert {one.path for one in site.log[n_before:]} <= {"/sitemap.txt", "/robots.txt"}
    assert web.n_captures() == 130
    assert len(web.rows(schema.captures)) == 130


def test_success_takes_an_address_off_the_list(small_web: Web, small: Site) -> None:
    web, base = small_web, small.url("rough")
    small.fault("rough", "/well", failing(403))
    web.card("rough", "urls", f"{base}/well")
    web.ingest()
    assert web.reasons(base) == {"/well": "refused"}
    web.make_due()
    web.ingest()
    assert web.rejected() == {}
    assert web.urls() == [f"{base}/well"]
