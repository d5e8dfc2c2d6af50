"""Title and dates, by agreement of what a file says of itself and what it shows."""

import pytest

from pipeline.clean.pdf.dates import date_claims
from pipeline.clean.pdf.lines import Line
from pipeline.clean.pdf.paragraphs import paragraphs
from pipeline.clean.pdf.title import Evidence, count_words, tell_authors, tell_title
from pipeline.clean.pdf.xmp import xmp_entries

BODY = 10.0


def page(*lines: tuple[str, float, bool]) -> list[Line]:
    """Make the lines of a page, each a paragraph, of text, size and boldness."""
    return [
        Line(text, 50, 50 + 5 * len(text), 60.0 + 40 * row, size, bold)
        for row, (text, size, bold) in enumerate(lines)
    ]


LETTERHEAD = page(
    ("Society of Harbours", 20, True),
    ("Circular letter of the council", 12, True),
    ("On the lending of puppets between theatres of the northern islands", 12, True),
    ("Puppets are lent between the theatres of the islands every winter.", 10, False),
    ("Northern islands begin: lending is free of charge.", 10, False),
)


def told(lines: list[Line], *, stated: str = "", heads: tuple[str, ...] = ()) -> str:
    words = count_words(" ".join(line.text for line in lines))
    return tell_title(paragraphs(lines, BODY), Evidence((stated,), heads, ()), BODY, words)


def test_what_the_text_takes_up_beats_a_letterhead() -> None:
    assert told(LETTERHEAD) == "On the lending of puppets between theatres of the northern islands"


def test_a_running_head_and_a_heading_agree() -> None:
    heads = ("Circular Letter of the Council", "page 3")
    assert told(LETTERHEAD, heads=heads) == "Circular letter of the council"


@pytest.mark.parametrize(
    "stated",
    ["Microsoft Word - letter.doc", "untitled", "Layout 1", "letter_final.indd", "12 May 2019", ""],
)
def test_titles_that_programs_wrote_do_not_count(stated: str) -> None:
    assert told(LETTERHEAD, stated=stated).startswith("On the lending")


def test_a_stated_title_counts_that_nothing_contradicts() -> None:
    assert told(LETTERHEAD, stated="Puppets Without Borders") == "Puppets Without Borders"


def test_a_page_of_prose_has_no_title() -> None:
    assert told(page(("It rained on the harbour and the puppets stayed.", 10, False))) == ""


@pytest.mark.parametrize(
    ("stated", "text", "authors"),
    [
        ("Ada Quill", "by ADA QUILL", ("Ada Quill",)),
        ("Ada Quill", "by nobody", ()),
        ("quill", "quill", ()),
        ("", "text", ()),
    ],
)
def test_authors_are_named_in_the_text(stated: str, text: str, authors: tuple[str, ...]) -> None:
    assert tell_authors(stated, text) == authors


def dates(*texts: str, last: str = "", **metadata: str) -> list[tuple[str, str, str, float]]:
    first = page(*((text, BODY, False) for text in texts))
    end = page((last, BODY, False)) if last else []
    claims = date_claims(first, end, metadata, BODY)
    return [(c.kind, str(c.start), c.read_from, c.confidence) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 October 2018", ("published", "2018-10-12", "first page", 0.7)),
        ("JULY 1948", ("published", "1948-07-01", "first page", 0.6)),
        ("2019", ("published", "2019-01-01", "first page", 0.35)),
        ("Published: May 2019", ("published", "2019-05-01", "first page", 0.8)),
        ("Last updated: 3 May 2019", ("modified", "2019-05-03", "first page", 0.8)),
        ("Distr.: General 26 October 2018", ("published", "2018-10-26", "first page", 0.8)),
        ("Volume II, No. 6, July 1948", ("published", "1948-07-01", "first page", 0.6)),
        ("Oslo, 3 May 2019", ("published", "2019-05-03", "first page", 0.7)),
        ("Working paper | May 2019", ("published", "2019-05-01", "first page", 0.6)),
        ("© 2019 Harbour Society", ("published", "2019-01-01", "first page", 0.35)),
    ],
)
def test_dates_of_the_first_page(text: str, expected: tuple[str, str, str, float]) -> None:
    assert dates("Puppets on the Move", text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["We met on 12 October 2018 in the harbour.", "Tel. 020 1948", "03/04/2018", "Room 2019"],
)
def test_what_is_no_date_of_the_document(text: str) -> None:
    assert dates(text) == []


def test_a_number_line_above_makes_a_date_sure() -> None:
    assert dates("Distr.: General", "26 October 2018")[0][3] == 0.8


def test_the_day_a_file_was_made_is_a_weak_claim() -> None:
    found = dates(CreationDate="D:20180305111158+08'00'", ModDate="D:2019", Title="Courier; 1948")
    assert found == [
        ("published", "1948-01-01", "title", 0.35),
        ("published", "2018-03-05", "pdf", 0.2),
        ("modified", "2019-01-01", "pdf", 0.2),
    ]


def test_a_date_under_the_last_name_counts_a_little() -> None:
    assert dates(last="1 MARCH 2014") == [("published", "2014-03-01", "last page", 0.45)]


def test_years_in_small_print_belong_to_notes() -> None:
    note = [Line("2015.", 50, 80, 700, 7.0)]
    assert date_claims(note, [], {}, BODY) == ()


PACKET = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:Description xmp:CreateDate="2017-03-04T10:00:00Z"><dc:format>%s</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Puppets &amp; Ships</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Quill</rdf:li><rdf:li>Ben Reed</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></x:xmpmeta>"""


def test_the_packet_of_the_document_is_read_and_not_that_of_a_picture() -> None:
    body = (
        PACKET % b"application/pdf" + b"\x00\xff" + PACKET.replace(b"Ada", b"Eve") % b"image/jpeg"
    )
    found = xmp_entries(body)
    assert found == {
        "XmpTitle": "Puppets & Ships",
        "XmpAuthor": "Ada Quill; Ben Reed",
        "XmpCreationDate": "2017-03-04",
    }
    assert dates(**found) == [("published", "2017-03-04", "pdf", 0.2)]
    assert xmp_entries(b"%PDF-1.7") == {}
