"""What becomes of addresses that several sources name, as stories of random visits found it."""

import pytest

from pipeline.store import schema
from tests.steps.visiting_world import GONE, REFUSED, Page, World, page, sitemap

A = "https://a.example"


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


def records(*numbers):
    posts = ", ".join(
        f'{{"id": {n}, "link": "{A}/{n}", "type": "post", "date_gmt": "2020-01-01T00:00:00", '
        f'"modified_gmt": "2020-01-01T00:00:00", "title": {{"rendered": "{n}"}}, '
        f'"content": {{"rendered": "text of {n}"}}}}'
        for n in numbers
    )
    return Page(f"[{posts}]".encode(), "application/json")


class Api(dict):
    """Answers whatever an API of posts is asked with the same."""

    def get(self, url, default=None):
        return super().get(f"{A}/wp-json/" if "/wp-json/" in url else url, default)


def test_a_copy_of_what_another_source_has_is_not_asked_for_at_every_visit(world):
    world.pages = {f"{A}/1": page("one"), f"{A}/print/1": page("one", f"{A}/1")}
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/print/1")
    world.card("a", "urls", f"{A}/1", revisit_days=3)
    world.card("b", "sitemap", f"{A}/m.xml", revisit_days=3)
    world.visit()
    assert world.states("b")[f"{A}/print/1"] == "elsewhere"
    world.visit()
    assert world.asked == [f"{A}/m.xml"]
    world.pages[f"{A}/print/1"] = page("a text of its own")
    world.web.make_due()
    world.visit()
    assert world.kept("b") == {f"{A}/print/1": "a text of its own"}


def test_a_page_whose_record_an_api_gives_no_more_goes_to_the_source_that_still_names_it(world):
    world.pages = Api({f"{A}/1": page("one"), f"{A}/2": page("two")})
    world.pages[f"{A}/wp-json/"] = records(1, 2)
    world.card("a", "wordpress", f"{A}/wp-json/", sweep_days=0)
    world.card("b", "sitemap", f"{A}/m.xml")
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/1")
    world.visit()
    assert set(world.kept("a")) == {f"{A}/1", f"{A}/2"}
    world.pages[f"{A}/wp-json/"] = records(2)
    world.visit()
    world.visit()
    assert world.kept("b") == {f"{A}/1": "one"}
    world.pages[f"{A}/wp-json/"] = records(1, 2)
    n_captures = len(world.web.rows(schema.captures))
    world.visit()
    assert world.kept("b") == {f"{A}/1": "one"}
    assert len(world.web.rows(schema.captures)) == n_captures


def test_what_a_card_takes_no_more_is_not_asked_for_any_more(world):
    pdf = Page(b"%PDF-1.4 ...", "application/pdf")
    world.pages = {f"{A}/x/1": page("one", links=("/1.pdf",)), f"{A}/1.pdf": pdf}
    world.pages |= {f"{A}/2": page("two")}
    world.pages[f"{A}/m.xml"] = sitemap(f"{A}/x/1", f"{A}/2")
    world.card("a", "sitemap", f"{A}/m.xml", files=["pdf"])
    world.visit()
    assert len(world.kept("a")) == 3
    world.pages[f"{A}/x/1"] = page("changed")
    world.card("a", "sitemap", f"{A}/m.xml", exclude=["x/**"])
    world.web.make_due()
    world.visit()
    assert world.asked == [f"{A}/m.xml", f"{A}/2"]
    world.card("a", "sitemap", f"{A}/m.xml")
    world.visit()
    assert world.kept("a")[f"{A}/x/1"] == "changed"


def test_what_a_card_takes_no_more_goes_to_a_source_that_still_names_it(world):
    world.pages = {f"{A}/1": page("one")}
    world.card("a", "urls", f"{A}/1")
    world.card("b", "urls", f"{A}/1")
    world.visit()
    assert set(world.kept("a")) == {f"{A}/1"}
    world.card("a", "urls", f"{A}/1", exclude=["1"])
    world.pages[f"{A}/1"] = page("changed")
    world.web.make_due()
    world.visit()
    assert world.kept("b") == {f"{A}/1": "changed"}


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_page_that_moves_to_where_another_source_has_it_is_kept_once(world, is_copy):
    pdf = Page(b"%PDF-1.4 ...", "application/pdf")
    world.pages = {f"{A}/1": page("one", links=("/1.pdf",)), f"{A}/1.pdf": pdf}
    world.card("a", "urls", f"{A}/1", files=["pdf"])
    world.card("b", "urls", f"{A}/2")
    world.visit()
    world.pages[f"{A}/2"] = page("one")
    world.web.make_due()
    world.visit()
    assert set(world.kept()) == {f"{A}/1", f"{A}/1.pdf", f"{A}/2"}
    world.pages[f"{A}/1"] = page("one", f"{A}/2") if is_copy else Page(to=f"{A}/2")
    world.web.make_due()
    world.visit()
    assert set(world.kept()) == {f"{A}/1.pdf", f"{A}/2"}
    held = world.web.held()
    assert held[f"{A}/1.pdf"].part_of == held[f"{A}/2"].document_id


def test_files_that_a_card_wants_from_now_on_are_found_on_pages_that_have_not_changed(world):
    pdf = Page(b"%PDF-1.4 ...", "application/pdf")
    world.pages = {f"{A}/1": page("one", links=("/1.pdf",)), f"{A}/1.pdf": pdf}
    world.card("a", "urls", f"{A}/1")
    world.visit()
    assert set(world.kept()) == {f"{A}/1"}
    world.card("a", "urls", f"{A}/1", files=["pdf"])
    world.web.make_due()
    world.visit()
    assert set(world.kept()) == {f"{A}/1", f"{A}/1.pdf"}
    assert world.web.n_captures() == 2, "the page itself is no other"


def test_a_copy_is_one_again_when_its_canonical_page_is_back(world):
    world.pages = {f"{A}/1": page("one"), f"{A}/print/1": page("one", f"{A}/1")}
    world.card("a", "urls", f"{A}/print/1")
    world.visit()
    assert set(world.kept()) == {f"{A}/1"}
    there = world.pages.pop(f"{A}/1")
    world.web.make_due()
    world.visit()
    assert set(world.kept()) == {f"{A}/print/1"}
    world.pages[f"{A}/1"] = there
    for _ in range(2):
        world.web.make_due()
        world.visit()
    assert set(world.kept()) == {f"{A}/1"}


def test_a_copy_is_one_as_soon_as_another_source_has_its_canonical_page(world):
    world.pages = {f"{A}/print/1": page("one", f"{A}/1")}
    world.card("a", "urls", f"{A}/print/1")
    world.card("b", "urls", f"{A}/1")
    for _ in range(2):
        world.visit()
    assert set(world.kept()) == {f"{A}/print/1"}
    world.pages[f"{A}/1"] = page("one")
    for _ in range(2):
        world.web.make_due()
        world.visit()
    assert world.kept() == world.kept("b") == {f"{A}/1": "one"}


def test_a_copy_of_what_another_source_finds_no_more_counts_for_itself(world):
    world.pages = {f"{A}/1": page("one"), f"{A}/print/1": page("one", f"{A}/1")}
    world.card("a", "urls", f"{A}/1")
    world.card("b", "urls", f"{A}/print/1")
    world.visit()
    there = world.pages.pop(f"{A}/1")
    for _ in range(2):
        world.web.make_due()
        world.visit()
    assert world.kept() == {f"{A}/print/1": "one"}
    world.visit()
    assert world.asked == []
    world.pages[f"{A}/1"] = there
    for _ in range(2):
        world.web.make_due()
        world.visit()
    assert world.kept() == {f"{A}/1": "one"}


def test_a_copy_of_what_another_source_has_yet_to_ask_for_waits(world):
    world.pages = {f"{A}/{n}": page(str(n)) for n in range(4)}
    world.pages[f"{A}/print/3"] = page("3", f"{A}/3")
    world.card("a", "urls", *(f"{A}/{n}" for n in range(4)), manners={"max_requests": 1})
    world.card("b", "urls", f"{A}/print/3")
    world.visit()
    world.visit()
    assert world.asked == [f"{A}/1"]


@pytest.mark.parametrize("is_disabled", [False, True])
def test_what_has_gone_where_it_could_not_be_seen_again_goes_to_another_source(world, is_disabled):
    world.pages = {f"{A}/1": page("one")}
    world.card("a", "urls", f"{A}/1")
    world.card("b", "urls", f"{A}/1")
    world.visit()
    for answer in (GONE, REFUSED):
        world.pages[f"{A}/1"] = answer
        world.web.make_due()
        world.visit()
    world.card("a", "urls", f"{A}/1", enabled=not is_disabled)
    world.pages[f"{A}/1"] = page("one")
    world.web.make_due()
    world.visit()
    world.web.make_due()
    world.visit()
    assert list(world.kept()) == [f"{A}/1"]
    world.visit()
    assert world.asked == []


def test_a_copy_counts_for_itself_when_its_card_takes_the_canonical_page_no_more(world):
    world.pages = {f"{A}/x/1": page("one"), f"{A}/print/1": page("one", f"{A}/x/1")}
    world.card("a", "urls", f"{A}/print/1", manners={"max_requests": 1})
    world.visit()
    assert world.kept() == {}
    world.card("a", "urls", f"{A}/print/1", exclude=["x/**"])
    world.visit()
    assert world.kept() == {f"{A}/print/1": "one"}


def test_copies_stay_copies_when_a_card_wants_files_from_now_on(world):
    texts = {"p": "one", "q": "one", "r": "two"}
    world.pages = {f"{A}/{name}": page(text, f"{A}/1") for name, text in texts.items()}
    world.pages[f"{A}/1"] = page("one")
    world.card("a", "urls", *sorted(world.pages))
    world.visit()
    world.card("a", "urls", *sorted(world.pages), files=["pdf"])
    world.web.make_due()
    world.visit()
    assert set(world.kept()) == {f"{A}/1"}


def test_a_page_that_an_index_names_in_vain_stays_listed_when_its_copy_is_kept(world):
    world.pages = {f"{A}/0": page("0"), f"{A}/print/1": page("one", f"{A}/1")}
    world.card("a", "urls", f"{A}/0", f"{A}/1", manners={"max_requests": 1})
    world.card("b", "urls", f"{A}/print/1")
    for _ in range(3):
        world.visit()
    assert world.kept("b") == {f"{A}/print/1": "one"}
    assert world.web.rejected() == {f"{A}/1": "gone"}
