import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.clean import load_cleaner
from pipeline.clean.decode import decode, recoded
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Hints

Read = Callable[..., Document]
BODY = "<p>" + "The puppets of nine troupes travelled by boat and played in every harbour. " * 4
SOURCE = {"id": "example", "name": "Example", "kind": "urls", "path": "list.txt"}
URL = "https://www.puppets.example/en/4711"


@pytest.fixture(scope="module")
def read() -> Read:
    cleaner = load_cleaner(min_characters=40)

    def run(html: str, *hints: tuple[str, str], **card: object) -> Document:
        capture = Capture(
            "0" * 16, 1, "example", URL, "text/html", "0" * 64, 9,
            dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC), "a.warc.gz", 0, URL, tuple(sorted(hints)),
        )  # fmt: skip
        page = f"<html><head>{html}</head><body><article>{BODY}</article></body></html>"
        outcome = cleaner.clean(capture, page.encode(), Source.model_validate(SOURCE | card))
        assert isinstance(outcome, Document), outcome
        return outcome

    return run


SITE = "<meta property='og:site_name' content='The Quay'>"
FEED = ("feed-title", "Nine Troupes, One Boat")


@pytest.mark.parametrize(
    ("head", "hints", "expected"),
    [
        ("", [FEED], FEED[1]),
        ("<title>Puppets.example</title>", [FEED], FEED[1]),
        ("<title>PUPPETS</title>", [FEED], FEED[1]),
        (f"{SITE}<title>The Quay</title>", [FEED], FEED[1]),
        ("<title>Harbour Trust</title>", [FEED], FEED[1]),
        ("<title>News</title>", [FEED], FEED[1]),
        ("<title>Actualités</title>", [FEED], FEED[1]),
        ("<meta property='article:section' content='Sea'><title>Sea</title>", [FEED], FEED[1]),
        ("<meta property='og:title' content='Nine troupes, one boat | Quay'>", [FEED], FEED[1]),
        ("<meta property='og:title' content='The Quay: Nine Troupes, One Boat'>", [FEED], FEED[1]),
        ("<title>A Boat for Nine</title>", [FEED], "A Boat for Nine"),
        ("<title>A Boat for Nine</title>", [("feed-title", "A Boat")], "A Boat for Nine"),
        ("", [("listing-title", "Read more"), ("urls-title", "")], ""),
        ("", [("listing-title", "Nine Troupes, One …"), ("sitemap-title", FEED[1])], FEED[1]),
        ("", [("listing-title", "Nine Troupes, One …")], "Nine Troupes, One …"),
        ("<title>The Quay</title>", [], "The Quay"),
    ],
)  # fmt: skip
def test_a_page_without_a_title_of_its_own_has_the_one_by_which_it_was_named(
    read: Read, head: str, hints: Hints, expected: str
) -> None:
    assert read(head, *hints, publisher="Harbour Trust").title == expected


def test_a_title_said_of_a_page_is_taken_out_of_its_text(read: Read) -> None:
    page = read("", ("feed-title", "Boats"), ("feed-title", "Nine Boats Again"))
    assert page.title == "Boats"
    assert page.text.startswith("The puppets")


def test_authors_section_and_language_are_filled_where_the_page_states_none(read: Read) -> None:
    hints = [("feed-author", "By Ana Sample"), ("feed-author", "admin"), ("feed-section", "Notes")]
    page = read("", *hints, ("feed-author", "x@e.example"), ("http-language", "en-GB"))
    assert (page.authors, page.section, page.language) == (("Ana Sample",), "Notes", "en")
    own = read("<meta name='author' content='Bo Example'>", *hints)
    assert own.authors == ("Bo Example",)


def test_labels_of_the_feed_join_those_of_the_page(read: Read) -> None:
    said = [("feed-label", one) for one in ("Boats", "Uncategorized", "theatre", "_hidden")]
    page = read("<meta property='article:tag' content='Theatre'>", *said)
    assert [(label.kind, label.text) for label in page.labels] == [
        ("keywords", "Theatre"),
        ("keywords", "Boats"),
    ]


def test_dates_of_index_and_page_are_weighed_together(read: Read) -> None:
    stated = "<meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
    alone = read("", ("listing-date", "Posted on 3 May 2024 | News"))
    assert (alone.published, alone.published_from) == (dt.date(2024, 5, 3), "listing")
    both = read(stated, ("feed-date", "Fri, 03 May 2024 10:00:00 GMT"))
    assert both.published_confidence > alone.published_confidence
    against = read(stated, ("feed-date", "2024-06-01"))
    assert against.published_confidence < alone.published_confidence


def test_a_feed_that_dates_everything_today_spoils_no_date(read: Read) -> None:
    stated = "<meta property='article:published_time' content='2024-05-03T10:00:00Z'>"
    today = ("feed-date", "Mon, 30 Jun 2025 11:00:00 GMT")
    both, alone = read(stated, today), read("", today)
    assert (both.published, both.published_from) == (dt.date(2024, 5, 3), "meta")
    assert both.published_confidence > 0.7
    assert alone.published == dt.date(2025, 6, 30)
    assert alone.published_confidence > 0.5


def test_what_is_said_of_a_change_or_of_days_to_come_is_no_date_of_publication(read: Read) -> None:
    hints = [("feed-updated", "2024-05-03"), ("last-modified", "Fri, 03 May 2024 10:00:00 GMT")]
    page = read("", *hints, ("listing-date", "24-27 October 2023"), ("feed-date", "2031-01-01"))
    assert page.published is None
    assert {(one.kind, one.read_from) for one in page.dates} == {
        ("modified", "feed"),
        ("modified", "http"),
        ("published", "feed"),
    }


RUSSIAN = "Куклы девяти трупп приплыли на лодке и играли в каждой гавани до самого утра."
BEFORE = "\u3000人形たちは舟で来て、港ごとに朝まで演じた。" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "said", "head"),
    [
        (BEFORE, "shift_jis", "text/html; charset=Shift_JIS", ""),
        ("Куклы", "koi8_r", "text/html;charset=KOI8-R", ""),
        (RUSSIAN, "utf-8", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "cp1251", "text/html; charset=koi8-r", "<meta charset='windows-1251'>"),
        (RUSSIAN, "cp1251", "text/html; charset=klingon-8", ""),
        (RUSSIAN, "cp1251", "text/html; charset=ISO-8859-1", ""),
        (RUSSIAN, "cp1251", "text/html; charset=utf-8", ""),
    ],
)
def test_the_server_tells_the_encoding_where_nothing_else_does(
    text: str, encoding: str, said: str, head: str
) -> None:
    page = f"<html><head>{head}</head><body>{text}</body></html>".encode(encoding)
    assert text in (decode(recoded(page, said, is_html=True), is_html=True) or "")
