import datetime as dt

from pipeline.clean.trace import fates
from pipeline.records import DateClaim, Document, Label

DOCUMENT = Document(
    id="a" * 16,
    revision=1,
    source_id="notes",
    title="A Bridge of Songs",
    text="The choir crossed the river.\n\nOn the far side it sang for the ferrymen.",
    authors=("Ada Quill",),
    labels=(Label("themes", "Music"),),
    dates=(
        DateClaim("published", dt.date(2024, 5, 3), "day", 0.9, "byline", "3 May 2024"),
        DateClaim("event", dt.date(2024, 6, 1), "day", 0.9, "text", "1 June 2024"),
    ),
)


def told(*lines: str) -> list[tuple[bool, str]]:
    return [(fate.kept, fate.why) for fate in fates(lines, DOCUMENT)]


def test_every_line_has_a_fate() -> None:
    assert told("Home", "A bridge of songs", "3 May 2024", "Ada Quill", "MUSIC") == [
        (False, "not main text"),
        (False, "title"),
        (False, "date"),
        (False, "author"),
        (False, "publisher's label"),
    ]


def test_wrapped_lines_are_found_in_their_paragraph() -> None:
    lines = ("The choir crossed", "the river.", "", "On the far side it sang", "for the ferrymen.")
    assert told(*lines) == [(True, "main text")] * 4


def test_a_line_counts_where_it_stands_in_the_order_of_the_text() -> None:
    lines = ("On the far side it sang for the ferrymen.", "The choir crossed the river.")
    assert told(*lines) == [(True, "main text"), (False, "said again elsewhere in the text")]


def test_lines_without_a_letter_are_no_lines() -> None:
    assert told("", "---", "***") == []


def test_words_of_menus_that_stand_in_the_text_claim_no_place_there() -> None:
    paragraphs = [f"Paragraph {n} tells of the choir and its music in hall {n}." for n in range(9)]
    document = Document("0" * 16, 1, "s", "The Choir", "\n\n".join(paragraphs))
    lines = ["Music", "The choir and its music in hall 7", "The Choir", *paragraphs, "Hall 3"]
    told = fates(lines, document)
    assert [fate.text for fate in told if fate.kept] == paragraphs
    assert [fate.why for fate in told if not fate.kept] == [
        "said again elsewhere in the text",
        "said again elsewhere in the text",
        "title",
        "said again elsewhere in the text",
    ]
