"""What is made of a trial: each thing that can be wrong names the key of the card to change."""

import datetime as dt

import pytest

from pipeline.declarations import Source
from pipeline.records import Rejected
from pipeline.steps.trying.judging import judge
from pipeline.steps.trying.trial import Find, Hint, IndexTry, PageTry, Trial

URL = "https://news.example.org/list"


def listing(**more):
    parts = {"links": "h2 a", "next": "a.next"} | more
    return Source(id="x", name="X", kind="listing", url=(URL,), listing=parts, licence="CC0-1.0")


def index(n_stated=10, n_taken=10, **more):
    return IndexTry(URL, "200 text/html", n_stated=n_stated, n_taken=n_taken, **more)


def page(number=1, **more):
    values = {
        "title": f"Title {number}",
        "published": dt.date(2024, 5, number),
        "published_from": "meta",
        "n_words": 400,
        "n_visible": 600,
        "text": f"{number} and what follows",
    }
    return PageTry(f"{URL}/{number}", "document", **(values | more))


def trial(source=None, **more):
    values = {
        "indexes": (index(n_new=10),),
        "pages": (page(1), page(2), page(3)),
        "n_listed": 10,
    }
    return Trial(source or listing(), **(values | more))


def wrong(found):
    return {remark.key: remark.line for remark in judge(found) if remark.level == "wrong"}


def looked(found):
    return {remark.key: remark.line for remark in judge(found) if remark.level == "look"}


def test_a_source_that_is_well_has_nothing_to_mend():
    remarks = judge(trial())
    assert {remark.level for remark in remarks} == {"good"}
    assert any("all 3 items become documents, of 400 words" in one.line for one in remarks)
    assert any("dated by: meta (3)" in one.line for one in remarks)


def test_what_could_not_be_begun_is_all_that_is_told():
    assert wrong(Trial(listing(), problem="corpus/list.txt: is not there")) == {
        "": "corpus/list.txt: is not there"
    }


def test_an_address_that_is_gone_says_how_to_find_the_new_one():
    gone = IndexTry(URL, "404 gone", f"{URL} was answered with 404: it is no longer there")
    line = wrong(trial(indexes=(gone,), pages=(), n_listed=0))["url"]
    assert line.count(URL) == 1
    assert "sources add https://news.example.org/ --dry-run" in line


def test_links_that_find_nothing_come_with_what_would():
    found = trial(
        indexes=(index(0, 0, problem=""),),
        pages=(),
        n_listed=0,
        finds=(Find("listing.links", "h2 a", 0),),
        hints=(Hint("listing.links", "li.teaser a", "A museum opens"),),
    )
    assert list(wrong(found)) == ["listing.links"]
    assert "\"li.teaser a\" would find 'A museum opens'" in wrong(found)["listing.links"]


def test_patterns_that_leave_everything_out_are_shown_with_examples():
    source = listing().model_copy(update={"include": ("nowhere/**",)})
    found = trial(source, indexes=(index(40, 0, left_out=(f"{URL}/a",)),), pages=(), n_listed=0)
    assert "nowhere/**" in wrong(found)["include"]
    assert f"{URL}/a" in wrong(found)["include"]
    elsewhere = trial(indexes=(index(40, 0),), pages=(), n_listed=0)
    assert "none belongs" in wrong(elsewhere)["hosts"]


@pytest.mark.parametrize(
    ("turning", "key"),
    [({"next": "", "pages": URL + "?page={n}"}, "listing.first"), ({}, "listing.next")],
)
def test_a_second_index_page_like_the_first_is_a_page_that_was_not_turned(turning, key):
    second = IndexTry(URL + "?page=2", "200 text/html", n_stated=10, n_taken=10, n_new=0)
    assert key in wrong(trial(listing(**turning), indexes=(index(n_new=10), second)))


def test_a_listing_that_is_not_turned_is_looked_at():
    told = looked(trial(listing(next="")))["listing.next"]
    assert "only the first index page is read" in told


@pytest.mark.parametrize("key", ["listing.block", "listing.published", "listing.next"])
def test_a_selector_of_the_index_that_finds_nothing_is_named(key):
    found = trial(finds=(Find("listing.links", "h2 a", 10), Find(key, ".none", 0)))
    assert '".none" finds' in wrong(found)[key]


def test_a_selector_of_pages_that_finds_nothing_comes_with_one_that_fits():
    finds = (Find("select.title", "h7", 0), Find("select.keywords", ".tag", 0))
    found = trial(
        pages=(page(1, finds=finds), page(2, finds=finds)),
        hints=(Hint("select.title", "main h1", "A museum opens"),),
    )
    assert list(wrong(found)) == ["select.title"]
    assert '"main h1" would find' in wrong(found)["select.title"]
    assert "select.keywords" in looked(found)  # many pages have no tags


def test_what_is_no_selector_is_told_once():
    finds = (Find("select.body", "div..x", 0, problem="Malformed class selector"),)
    bad = [PageTry(f"{URL}/{n}", "unforeseen", "Cleaning broke", finds=finds) for n in range(3)]
    assert list(wrong(trial(pages=tuple(bad)))) == ["select.body"]


def test_titles_that_are_all_that_of_the_site_are_wrong():
    same = trial(pages=tuple(page(n, title="Example Centre") for n in (1, 2, 3)))
    assert "same title" in wrong(same)["select.title"]
    without = trial(pages=(page(1, title=""), page(2, title=""), page(3)))
    assert "2 of 3 documents without title" in wrong(without)["select.title"]


def test_undated_documents_are_wrong_where_all_are_and_looked_at_where_some_are():
    none = trial(pages=tuple(page(n, published=None) for n in (1, 2)))
    assert "no part of trends" in wrong(none)["select.published"]
    some = trial(pages=(page(1), page(2, published=None)))
    assert "1 of 2 documents" in looked(some)["select.published"]


def test_texts_that_begin_alike_are_furniture_and_short_ones_teasers():
    alike = trial(pages=tuple(page(n, text="Accept cookies") for n in (1, 2, 3)))
    assert "furniture" in wrong(alike)["select.body"]
    short = trial(pages=tuple(page(n, n_words=20) for n in (1, 2, 3)))
    assert "20 words" in looked(short)["select.body"]


def test_items_that_would_be_rejected_name_the_reason_and_one_of_them():
    bad = PageTry(f"{URL}/9", "too_short", "Its text has 40 characters.")
    told = wrong(trial(pages=(bad, bad, page(1))))["select.body"]
    assert "2 of 3 items would be rejected (too_short)" in told
    assert f"{URL}/9" in told


def test_pages_that_cannot_be_had_are_wrong_only_if_all_are():
    down = PageTry(f"{URL}/1", "timeout", "no answer within 60 s", is_fetched=False)
    assert "1 of 2 items could not be had (timeout)" in looked(trial(pages=(down, page(1))))[""]
    assert "could not be had" in wrong(trial(pages=(down, down)))[""]


def test_of_a_list_the_file_is_named_and_few_documents_are_not_called_well():
    source = Source(id="u", name="U", kind="urls", path="mine.txt", licence="CC0-1.0")
    gone = PageTry(f"{URL}/9", "gone", "was answered with 404", is_fetched=False)
    found = Trial(source, (), (page(1), gone, gone), n_listed=3)
    lines = {remark.line: remark.level for remark in judge(found)}
    assert lines["3 items are named in mine.txt"] == "good"
    assert lines["1 of 3 items become documents, of 400 words (median)"] == "look"


def test_of_records_a_field_is_to_be_changed_not_a_selector():
    source = Source(id="r", name="R", kind="oai", url=(URL,), licence="CC0-1.0")
    records = tuple(page(n, title="", n_visible=0) for n in (1, 2))
    assert "fields.title" in wrong(Trial(source, (index(),), records, n_listed=2))


def test_entries_of_no_use_are_told_once_a_reason():
    bad = [Rejected("ingest", "x", f"line {n}", "bad_address", "is no address") for n in range(3)]
    lines = [one.line for one in judge(trial(rejected=tuple(bad))) if one.level == "look"]
    assert lines == ["3 entries are of no use (bad_address): is no address (line 0)"]


def test_a_page_where_a_feed_should_be_is_looked_at_for_one():
    told = IndexTry(URL, "200 text/html", f"{URL} is a page, no feed")
    line = wrong(trial(indexes=(told,), pages=(), n_listed=0))["url"]
    assert f"sources add {URL}/ --dry-run" in line


def test_a_type_that_an_api_has_not_comes_with_those_it_has():
    api = "https://news.example.org/wp-json/wp/v2/report?page=1"
    source = Source(id="w", name="W", kind="wordpress", url=("https://news.example.org/",))
    gone = IndexTry(api, "404 gone", f"{api} was answered with 404")
    hints = (Hint("wordpress.types", "posts, reports", ""),)
    told = wrong(Trial(source, (index(0, 0), gone), hints=hints))
    assert told == {"wordpress.types": "the site's API has no 'report', but: posts, reports"}
    none = judge(Trial(source, (index(0, 0), gone, gone)))
    assert [remark.key for remark in none] == ["kind", "licence"]
    assert "sources add https://news.example.org/ --dry-run" in none[0].line
    others = wrong(Trial(source, (index(), gone), n_listed=10))
    assert "others that the card names" in others["wordpress.types"]


def test_a_set_that_holds_nothing_is_named():
    source = Source(id="o", name="O", kind="oai", url=(URL,), oai={"set": "culture"})
    assert f"{URL}?verb=ListSets" in wrong(Trial(source, (index(0, 0),)))["oai.set"]


def test_texts_in_another_language_than_the_card_says():
    source = listing().model_copy(update={"language": "en"})
    spoken = trial(source, pages=(page(1, spoken="en"), page(2, spoken="fr"), page(3, spoken="fr")))
    assert "'fr' (2)" in wrong(spoken)["language"]
    assert not wrong(trial(source, pages=(page(1, spoken="en"), page(2))))


def test_a_text_that_is_little_of_its_page_is_looked_at():
    little = trial(pages=tuple(page(n, n_visible=9000) for n in (1, 2, 3)))
    assert "only 4% is taken" in looked(little)["select.body"]


def test_a_licence_nobody_knows_is_looked_at():
    source = listing().model_copy(update={"licence": ""})
    assert "licence" in looked(trial(source))


def test_files_that_are_wanted_and_not_linked_are_looked_at():
    source = listing().model_copy(update={"files": ("pdf",)})
    assert "files" in looked(trial(source))
    linked = trial(source, pages=(page(1, n_files=2), page(2)))
    assert any("2 files are linked" in one.line for one in judge(linked))
    unasked = trial(pages=(page(1, n_files=1), page(2)))
    assert 'with files = ["pdf"]' in looked(unasked)["files"]


def test_marks_of_sessions_are_told_with_the_key_that_drops_them():
    found = wrong(trial(marks=("sid",)))
    assert 'drop_query = ["sid"]' in found["drop_query"]


def test_other_hosts_of_files_are_told_where_they_are_a_habit():
    pages = (page(1, file_hosts=("cdn.x",)), page(2, file_hosts=("cdn.x", "y.example")))
    assert "other hosts: cdn.x; those" in looked(trial(pages=pages))["hosts"]
    assert "hosts" not in looked(trial(pages=pages[:1]))
    card = listing().model_copy(update={"files": ("pdf",)})
    told = looked(trial(card, pages=pages[:1]))
    assert "hosts" in told
    assert "files" not in told
