"""What becomes of addresses: copies, redirects, other sources, deletions, files."""

import datetime as dt

import pytest

from pipeline.steps.visiting import leads, storing
from pipeline.steps.visiting.pages import Pages
from pipeline.store import frontier, schema, web_schema
from tests.steps.visiting_world import BROKEN, GONE, REFUSED, Page, World, listing, page, sitemap

A, B = "https://a.example", "https://b.example"


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


@pytest.mark.parametrize("seed", range(3))
def test_two_pages_that_name_each_other_are_both_kept(world, seed):
    world.seed = seed
    world.pages = {f"{A}/1": page("one", f"{A}/2"), f"{A}/2": page("two", f"{A}/1")}
    world.card("a", "urls", f"{A}/1", f"{A}/2")
    world.visit()
    assert world.kept() == {f"{A}/1": "one", f"{A}/2": "two"}


@pytest.mark.parametrize("seed", range(3))
def test_a_chain_of_canonical_addresses_ends_at_one_document(world, seed):
    world.seed = seed
    world.pages = {
        f"{A}/1": page("text", f"{A}/2"),
        f"{A}/2": page("text", f"{A}/3"),
        f"{A}/3": page("text"),
    }
    world.card("a", "urls", f"{A}/1", f"{A}/2")
    world.visit()
    assert world.kept() == {f"{A}/3": "text"}
    assert world.states("a") == {f"{A}/1": "alias", f"{A}/2": "alias", f"{A}/3": "done"}


@pytest.mark.parametrize("seed", range(3))
def test_a_template_that_names_one_canonical_address_everywhere_loses_nothing(world, seed):
    world.seed = seed
    urls = [f"{A}/{n}" for n in range(6)]
    world.pages = {url: page(url, f"{A}/") for url in urls} | {f"{A}/": page("home")}
    world.card("a", "urls", *urls)
    world.visit()
    assert world.kept() == {url: url for url in urls} | {f"{A}/": "home"}


def test_a_copy_whose_canonical_page_cannot_be_had_is_kept_itself(world):
    world.pages = {
        f"{A}/1": page("one", f"{A}/gone"),
        f"{A}/2": page("two", f"{A}/broken"),
        f"{A}/broken": BROKEN,
    }
    world.card("a", "urls", f"{A}/1", f"{A}/2", manners={"tries": 2})
    world.visit()
    assert world.kept() == {f"{A}/1": "one", f"{A}/2": "two"}


def test_a_redirect_is_kept_under_its_end_and_nothing_leads_out_of_the_source(world):
    world.pages = {
        f"{A}/old": page("x"),
        f"{A}/new": page("new"),
        f"{A}/away": page("x"),
        f"{B}/": page("elsewhere"),
    }
    for start, end in ((f"{A}/old", f"{A}/new"), (f"{A}/away", f"{B}/")):
        world.pages[start] = type(world.pages[start])(to=end)
    world.pages[f"{A}/map.xml"] = sitemap(f"{A}/old", f"{A}/away")
    world.card("a", "sitemap", f"{A}/map.xml")
    world.visit()
    assert world.kept() == {f"{A}/new": "new"}
    assert world.states("a")[f"{A}/old"] == "alias"
    assert world.web.rejected() == {f"{A}/away": "outside"}


@pytest.mark.parametrize("seed", range(3))
def test_a_page_that_two_sources_name_is_kept_once_by_the_one_that_sorts_first(world, seed):
    world.seed = seed
    world.pages = {f"{A}/m.xml": sitemap(f"{A}/1", f"{A}/2"), f"{A}/n.xml": sitemap(f"{A}/2")}
    world.pages |= {f"{A}/1": page("one"), f"{A}/2": page("two")}
    world.card("z", "sitemap", f"{A}/m.xml")
    world.card("b", "sitemap", f"{A}/n.xml")
    world.visit()
    assert world.kept("b") == {f"{A}/2": "two"}
    assert world.kept("z") == {f"{A}/1": "one"}
    assert world.states("z")[f"{A}/2"] == "elsewhere"
    assert world.n_asked()[f"{A}/2"] == 1


def test_who_has_a_page_keeps_it(world):
    world.pages = {f"{A}/m.xml": sitemap(f"{A}/1"), f"{A}/1": page("one")}
    world.card("z", "sitemap", f"{A}/m.xml")
    world.visit()
    world.card("b", "sitemap", f"{A}/m.xml")
    world.visit()
    assert world.kept("z") == {f"{A}/1": "one"}
    assert world.states("b")[f"{A}/1"] == "elsewhere"


def test_what_a_sitemap_names_no_more_is_asked_for_once(world):
    world.pages = {f"{A}/1": page("one"), f"{A}/2": page("two"), f"{A}/3": page("three")}
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/1", f"{A}/2", f"{A}/3")
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/1")
    world.pages[f"{A}/2"] = GONE
    world.visit()
    assert sorted(world.asked) == [f"{A}/2", f"{A}/3", f"{A}/m.xml"]
    assert world.kept() == {f"{A}/1": "one", f"{A}/3": "three"}
    world.visit()
    assert world.asked == [f"{A}/m.xml"]
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/1", f"{A}/2")
    world.pages[f"{A}/2"] = page("two")
    world.visit()
    assert f"{A}/2" in world.kept()


@pytest.mark.parametrize("seed", range(4))
def test_a_file_of_two_pages_is_part_of_the_same_one_whatever_came_first(world, seed):
    world.seed = seed
    world.pages = {f"{A}/{n}": page(n, links=("/r.pdf", "/own.pdf")) for n in "xyz"}
    world.card("a", "urls", *world.pages, f"{A}/own.pdf", files=["pdf"])
    pdf = type(GONE)(b"%PDF-1.4 ...", "application/pdf")
    world.pages |= {f"{A}/r.pdf": pdf, f"{A}/own.pdf": pdf}
    world.visit()
    (found,) = {one.part_of for url, one in world.web.held().items() if url.endswith("r.pdf")}
    assert found == world.web.held()[f"{A}/x"].document_id
    assert world.web.held()[f"{A}/own.pdf"].part_of == ""


def test_a_listing_cut_off_by_a_kill_is_read_beyond_what_is_known(world):
    def site(n):
        world.pages = {f"{A}/p{k}": listing([f"/{k}-{i}" for i in range(3)], f"/p{k + 1}")
                       for k in range(n)}  # fmt: skip
        world.pages[f"{A}/p{n - 1}"] = listing([f"/{n - 1}-{i}" for i in range(3)])
        world.pages |= {f"{A}/{k}-{i}": page(f"{k}-{i}") for k in range(n) for i in range(3)}

    site(6)
    world.card("a", "listing", f"{A}/p0", listing={"links": "h2 a", "next": "a.next"})
    world.visit_killed(2, batch=1)
    world.visit()
    assert len(world.kept()) == 18
    world.visit()
    assert world.asked == [f"{A}/p0"]
    new = [f"/n{i}" for i in range(9)]
    old = dict(world.pages)
    world.pages[f"{A}/p0"] = listing(new[:3], "/q1")
    world.pages[f"{A}/q1"] = listing(new[3:6], "/q2")
    world.pages[f"{A}/q2"] = listing(new[6:], "/p1")
    world.pages |= {f"{A}{path}": page(path) for path in new}
    world.visit_killed(2, batch=1)
    world.visit()
    assert len(world.kept()) == 27
    assert old.keys() < world.pages.keys()


def test_what_may_pass_is_tried_as_often_as_the_card_says(world):
    world.pages = {f"{A}/1": [BROKEN, BROKEN, page("one")], f"{A}/2": BROKEN}
    world.card("a", "urls", f"{A}/1", f"{A}/2", manners={"tries": 3})
    world.visit()
    assert world.n_asked() == {f"{A}/1": 3, f"{A}/2": 3}
    assert world.kept() == {f"{A}/1": "one"}
    assert world.web.rejected() == {f"{A}/2": "server_error"}
    world.visit()
    assert world.asked == []


def test_bodies_that_come_back_the_same_are_no_revision(world):
    world.pages = {f"{A}/m.xml": sitemap(f"{A}/1 2024-01-01"), f"{A}/1": page("one")}
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    for date, text, n in (("2024-02-01", "one", 1), ("2024-03-01", "two", 2)):
        world.pages |= {f"{A}/m.xml": sitemap(f"{A}/1 {date}"), f"{A}/1": page(text)}
        world.visit()
        assert world.n_asked()[f"{A}/1"] == 1
        assert len(world.web.rows(schema.captures)) == n


@pytest.mark.parametrize("seed", range(2))
def test_an_address_that_its_own_page_calls_canonical_may_lead_to_it(world, seed):
    world.seed = seed
    world.pages = {f"{A}/1": type(GONE)(to=f"{A}/1/"), f"{A}/1/": page("one", f"{A}/1")}
    world.card("a", "urls", f"{A}/1", f"{A}/1/")
    world.visit()
    assert world.kept() == {f"{A}/1/": "one"}
    assert len(world.asked) <= 2


def test_a_page_that_moves_takes_its_files_along(world):
    world.pages = {f"{A}/1": page("one", links=("/r.pdf",)), f"{A}/m.xml": sitemap(f"{A}/1 2023")}
    world.pages[f"{A}/r.pdf"] = type(GONE)(b"%PDF-1.4 ...", "application/pdf")
    world.card("a", "sitemap", f"{A}/m.xml", files=["pdf"])
    world.visit()
    world.pages[f"{A}/new"] = world.pages[f"{A}/1"]
    world.pages[f"{A}/1"] = type(GONE)(to=f"{A}/new")
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/1 2024")
    world.visit()
    assert set(world.kept()) == {f"{A}/new", f"{A}/r.pdf"}
    held = world.web.held()
    assert held[f"{A}/r.pdf"].part_of == held[f"{A}/new"].document_id
    assert held[f"{A}/1"].is_gone


@pytest.mark.parametrize("seed", range(3))
def test_a_wall_that_takes_all_addresses_loses_none(world, seed):
    world.seed = seed
    urls = [f"{A}/{n}" for n in range(6)]
    known = sitemap(*(f"{url} 2023" for url in urls[:2]))
    world.pages = {url: page(url) for url in urls} | {f"{A}/m.xml": known}
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    world.pages |= {url: type(GONE)(to=f"{A}/login") for url in urls}
    dated = [f"{url} 2024" for url in urls]
    world.pages |= {f"{A}/login": page("login"), f"{A}/m.xml": sitemap(*dated)}
    world.visit()
    assert world.kept() == {url: url for url in urls[:2]}
    assert set(world.web.rejected().items()) == {(url, "redirected") for url in urls}
    world.pages |= {url: page(url) for url in urls}
    world.web.make_due()
    world.visit()
    assert world.kept() == {url: url for url in urls}
    assert world.web.rejected() == {}


def test_what_was_left_to_a_source_is_taken_when_its_card_goes(world):
    world.pages = {f"{A}/m.xml": sitemap(f"{A}/1"), f"{A}/1": page("one")}
    for id_ in ("a", "b"):
        world.card(id_, "sitemap", f"{A}/m.xml")
    world.visit()
    assert world.states("b")[f"{A}/1"] == "elsewhere"
    (world.web.root / "corpus/sources/a.toml").unlink()
    world.visit()
    assert world.kept("b") == {f"{A}/1": "one"}


def test_an_index_of_a_card_that_was_mended_is_forgotten(world):
    world.pages = {f"{A}/m.xml": BROKEN, f"{A}/n.xml": sitemap(f"{A}/1"), f"{A}/1": page("one")}
    world.card("a", "sitemap", f"{A}/m.xml", manners={"tries": 2})
    world.visit()
    assert world.web.rejected() == {f"{A}/m.xml": "server_error"}
    world.card("a", "sitemap", f"{A}/n.xml")
    world.visit()
    assert world.asked == [f"{A}/n.xml", f"{A}/1"]
    assert world.web.rejected() == {}


def test_indexes_without_end_leave_requests_for_items(world):
    world.pages = {f"{A}/p{n}": listing([f"/{n}"], f"/p{n + 1}") for n in range(50)}
    world.pages |= {f"{A}/{n}": page(f"{n}") for n in range(50)}
    how = {"listing": {"links": "h2 a", "next": "a.next"}, "manners": {"max_requests": 20}}
    world.card("a", "listing", f"{A}/p0", **how)
    world.visit()
    assert len(world.kept()) >= 9
    assert world.web.visits("a")[-1].status == "cut"


def test_dates_that_a_site_begins_to_state_are_no_changes(world):
    world.pages = {f"{A}/{n}": page(f"{n}") for n in range(3)}
    world.pages[f"{A}/m.xml"] = sitemap(*(f"{A}/{n}" for n in range(3)))
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/0 2023-01-01", f"{A}/1 2999-01-01", f"{A}/2")
    world.visit()
    assert world.asked == [f"{A}/m.xml", f"{A}/1"]
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/0 2023-01-02", f"{A}/1 2999-01-01", f"{A}/2")
    world.visit()
    assert world.asked == [f"{A}/m.xml", f"{A}/0"]


@pytest.mark.parametrize("seed", range(3))
def test_a_place_made_anew_that_sends_all_to_its_home_page_loses_nothing(world, seed):
    world.seed = seed
    urls = [f"{A}/news/{n}" for n in range(11)]
    world.pages = {url: page(url) for url in urls} | {f"{A}/en/": page("home")}
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/en/", *(f"{url} 2023" for url in urls))
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    kept = world.kept()
    world.pages |= {url: type(GONE)(to=f"{A}/en/") for url in urls}
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/en/", *(f"{url} 2024" for url in urls))
    world.visit()
    assert world.kept() == kept
    assert world.web.rejected() == dict.fromkeys(urls, "redirected")


def test_ten_languages_of_a_page_that_lead_to_one_are_its_names(world):
    urls = [f"{A}/{n:02}/news/1" for n in range(11)]
    world.pages = {url: type(GONE)(to=urls[0]) for url in urls} | {urls[0]: page("one")}
    world.card("a", "urls", *urls)
    world.visit()
    assert world.kept() == {urls[0]: "one"}
    assert world.web.rejected() == {}


def test_what_waits_to_be_looked_at_again_is_told_where_requests_are_spent(world):
    urls = [f"{A}/{n}" for n in range(6)]
    world.pages = {url: page(url) for url in urls} | {f"{A}/m.xml": sitemap(*urls)}
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    world.card("a", "sitemap", f"{A}/m.xml", manners={"max_requests": 3})
    world.web.make_due()
    world.visit()
    last = world.web.visits("a")[-1]
    assert (last.status, last.n_left) == ("done", 0)
    assert last.note == "max_requests 3 reached; 4 known pages wait to be asked for changes"


def test_a_page_that_no_parser_can_read_is_kept_as_it_is(world, monkeypatch):
    def broken(*_):
        raise UnicodeDecodeError("utf-8", b"x", 0, 1, "broken")

    monkeypatch.setattr("pipeline.steps.visiting.reading.read_page", broken)
    world.pages = {f"{A}/1": page("one")}
    world.card("a", "urls", f"{A}/1")
    world.visit()
    assert world.kept() == {f"{A}/1": "one"}


@pytest.mark.parametrize("n", [1, 9])
def test_an_answer_that_nobody_foresaw_is_told_and_stops_nothing(world, monkeypatch, n):
    whole = Pages.take

    def take(self, visiting, row, *rest):
        visiting.counts.n_new += 1
        if row.url == f"{A}/0":
            raise ValueError("no\0 \ud800 idea")
        visiting.counts.n_new -= 1
        whole(self, visiting, row, *rest)

    monkeypatch.setattr(Pages, "take", take)
    urls = [f"{A}/{number}" for number in range(n)]
    world.pages = {url: page(url) for url in urls}
    world.card("a", "urls", *urls)
    world.visit()
    assert sorted(world.kept()) == urls[1:]
    assert world.web.rejected() == {urls[0]: "unforeseen"}
    (visit,) = world.web.visits("a")
    assert (visit.n_requests, visit.n_new, visit.n_failed) == (n, n - 1, 1)


def test_a_store_that_fails_is_no_fault_of_an_answer(world, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    world.pages = {f"{A}/1": page("one")}
    world.card("a", "urls", f"{A}/1")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.warc.WarcFile.flush", full)
        with pytest.raises(OSError, match="No space"):
            world.visit()
    assert world.web.rejected() == {}
    world.visit()
    assert world.kept() == {f"{A}/1": "one"}


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_what_names_a_canonical_address_that_leads_elsewhere_is_kept(world, order):
    world.pages = {
        f"{A}/1": page("one", f"{A}/2"),
        f"{A}/2": type(GONE)(to=f"{A}/3"),
        f"{A}/3": page("three"),
    }
    world.card("a", "urls", *(f"{A}/{n}" for n in order))
    world.visit()
    assert world.kept() == {f"{A}/1": "one", f"{A}/3": "three"}
    world.visit()
    assert world.kept() == {f"{A}/1": "one", f"{A}/3": "three"}


@pytest.mark.parametrize("order", [("/1", "/2", "/3"), ("/2", "/1"), ("/3", "/2", "/1")])
def test_a_chain_of_canonical_addresses_has_one_end_in_any_order(world, order):
    world.pages = {
        f"{A}/1": page("text", f"{A}/2"),
        f"{A}/2": page("text", f"{A}/3"),
        f"{A}/3": page("text"),
    }
    world.card("a", "urls", *(f"{A}{path}" for path in order))
    world.visit()
    assert world.kept() == {f"{A}/3": "text"}


@pytest.mark.parametrize(
    "starts", [[f"{A}/1"], ["http://a.example/1"], [f"{A}/1", "http://a.example/1"]]
)
def test_a_page_that_names_an_address_leading_back_to_it_is_kept(world, starts):
    world.pages = {
        f"{A}/1": page("one", "http://a.example/1"),
        "http://a.example/1": type(GONE)(to=f"{A}/1"),
    }
    world.card("a", "urls", *starts)
    world.visit()
    assert world.kept() == {f"{A}/1": "one"}
    world.web.make_due()
    world.visit()
    assert world.kept() == {f"{A}/1": "one"}


def test_a_listing_that_takes_more_requests_than_a_visit_has_is_read_in_several(world):
    how = {"listing": {"links": "h2 a", "next": "a.next"}, "manners": {"max_requests": 20}}
    world.card("a", "listing", f"{A}/p0", **how)
    for n_visits in range(4):
        items = [f"/{n}" for n in range(40 + 2 * n_visits, 0, -1)]
        lines = [items[at : at + 2] for at in range(0, len(items), 2)]
        last = len(lines) - 1
        world.pages = {
            f"{A}/p{n}": listing(line, f"/p{n + 1}" if n < last else "")
            for n, line in enumerate(lines)  # what is new has moved all the others on by a page
        }
        world.pages |= {f"{A}{path}": page(path) for path in items}
        world.visit()
    assert len(world.kept()) == 46
    assert world.web.visits("a")[0].note.endswith("the next visit goes on with its index pages")
    world.visit()
    assert world.asked == [f"{A}/p0"]


def test_sitemaps_that_take_more_requests_than_a_visit_has_are_read_in_several(world):
    urls = [f"{A}/m{n}.xml" for n in range(24)]
    world.pages = {url: sitemap(f"{A}/{n}") for n, url in enumerate(urls)}
    world.pages |= {f"{A}/{n}": page(f"{n}") for n in range(24)}
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    world.pages[f"{A}/m.xml"] = Page(f"<sitemapindex>{rows}</sitemapindex>".encode())
    world.card("a", "sitemap", f"{A}/m.xml", manners={"max_requests": 20})
    for _ in range(3):
        world.visit()
    assert len(world.kept()) == 24


def test_a_card_that_is_mended_has_indexes_read_again_that_are_the_same(world):
    world.pages = {f"{A}/m.xml": sitemap(f"{A}/news/1", f"{A}/calls/1")}
    world.pages |= {f"{A}/{path}": page(path) for path in ("news/1", "calls/1")}
    world.card("a", "sitemap", f"{A}/m.xml", include=["news/**"])
    world.visit()
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    assert list(world.kept()) == [f"{A}/calls/1", f"{A}/news/1"]
    world.visit()
    assert world.web.visits("a")[-1].n_index_same == 1


@pytest.mark.parametrize("days", [0, 3, 9])
def test_an_index_of_indexes_is_believed_of_what_is_past_and_for_a_week(world, monkeypatch, days):
    root = "<sitemapindex><sitemap><loc>{}</loc><lastmod>{:%Y-%m-%d}</lastmod></sitemap>"
    now = dt.datetime.now(dt.UTC)
    stated = now - dt.timedelta(days=0 if days == 0 else 40)
    body = (root + "</sitemapindex>").format(f"{A}/n.xml", stated)
    world.pages = {f"{A}/m.xml": Page(body.encode()), f"{A}/n.xml": sitemap(f"{A}/1")}
    world.pages |= {f"{A}/{n}": page(f"{n}") for n in (1, 2)}
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    world.pages[f"{A}/n.xml"] = sitemap(f"{A}/1", f"{A}/2")
    monkeypatch.setattr(leads, "TRUSTED", leads.TRUSTED - dt.timedelta(days=days))
    world.visit()
    assert (f"{A}/2" in world.kept()) == (days != 3)


def test_a_sitemap_that_has_changed_writes_no_row_of_what_it_named_before(world, monkeypatch):
    urls = [f"{A}/{n}" for n in range(12)]
    world.pages = {url: page(url) for url in urls} | {f"{A}/m.xml": sitemap(*urls)}
    world.card("a", "sitemap", f"{A}/m.xml")
    monkeypatch.setattr(storing, "LEADS_AT_ONCE", 5)
    world.visit()
    world.pages[f"{A}/m.xml"] = sitemap(*urls, f"{A}/new")
    world.pages[f"{A}/new"] = page("new")
    written = []
    put = frontier.put_addresses
    monkeypatch.setattr(
        frontier, "put_addresses", lambda c, rows: written.extend(rows) or put(c, rows)
    )
    world.visit()
    assert {row.url for row in written} == {f"{A}/m.xml", f"{A}/new"}
    assert world.web.visits("a")[-1].n_listed == 13
    rows = world.web.rows(web_schema.frontier)
    assert {row.listed_visit for row in rows if row.role == "page"} == {2}


@pytest.mark.parametrize("first", ["/2", "/3"])
def test_what_names_a_canonical_address_that_leads_to_another_source_is_kept(world, first):
    world.pages = {
        f"{A}/2": page("two", f"{A}/3"),
        f"{A}/3": type(GONE)(to=f"{B}/1"),
        f"{B}/1": page("of b"),
    }
    world.card("b", "urls", f"{B}/1")
    world.visit()
    world.card("c", "urls", *(f"{A}{path}" for path in sorted(("/2", "/3"), key=first.__ne__)))
    for _ in range(2):
        world.visit()
        assert world.kept("c") == {f"{A}/2": "two"}
        assert world.states("c") == {f"{A}/2": "done", f"{A}/3": "elsewhere"}
        world.web.make_due()


@pytest.mark.parametrize("seed", range(4))
def test_a_page_is_kept_by_the_source_that_names_it_before_one_that_is_led_there(world, seed):
    world.seed = seed
    world.pages = {
        f"{A}/1": type(GONE)(to="https://c.example/1"),
        f"{B}/1": type(GONE)(to="https://c.example/1"),
        "https://c.example/1": page("one"),
    }
    for id_, *urls in (("a", f"{A}/1"), ("b", f"{B}/1"), ("c", "https://c.example/1")):
        world.card(id_, "urls", *urls)
    world.visit()
    assert list(world.kept("c")) == list(world.kept()) == ["https://c.example/1"]


@pytest.mark.parametrize("first", "ab")
@pytest.mark.parametrize("answer", [GONE, BROKEN], ids=["gone", "broken"])
def test_what_no_source_can_have_is_told_of_the_one_that_sorts_first(world, first, answer):
    cards = {"a": f"{A}/m.xml", "b": f"{A}/n.xml"}
    world.pages = dict.fromkeys(cards.values(), sitemap(f"{A}/1")) | {f"{A}/1": answer}
    for id_ in (first, *sorted({*cards} - {first})):
        world.card(id_, "sitemap", cards[id_], manners={"tries": 1 if id_ == "a" else 2})
        world.visit()
    assert world.states("a")[f"{A}/1"] == world.states("b")[f"{A}/1"]
    for _ in range(2):
        world.web.make_due()
        world.visit()
        assert [row.source_id for row in world.web.rows(schema.rejected)] == ["a"]


def test_what_one_source_may_not_have_another_tries_and_then_holds(world):
    world.pages = {f"{A}/{name}.xml": sitemap(f"{A}/1") for name in "mn"}
    world.pages[f"{A}/1"] = [REFUSED, page("one"), REFUSED]
    world.card("a", "sitemap", f"{A}/m.xml", manners={"tries": 1})
    world.card("b", "sitemap", f"{A}/n.xml", manners={"tries": 1})
    world.visit()
    assert world.states("a")[f"{A}/1"] == "refused"
    assert world.states("b")[f"{A}/1"] == "elsewhere"
    world.visit()
    assert world.kept("b") == {f"{A}/1": "one"}
    assert world.web.rejected() == {}
    world.web.make_due()
    world.visit()
    assert world.states("a")[f"{A}/1"] == "elsewhere", "who has it keeps it, though it fails now"
