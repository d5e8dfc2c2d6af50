import datetime as dt
import io
from collections.abc import Callable, Iterator

import pypdf
import pytest
from fpdf import FPDF

from pipeline.clean.confined import Confined
from pipeline.clean.parts import Problem
from pipeline.clean.pdf import pdf_parts, without_running_lines
from pipeline.clean.pdf_front import without_contents
from pipeline.clean.pdf_reader import PdfText, read_pages
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]
LINE = "The puppets of the harbour travel by boat, by train and in the bags of their friends; "


def make_pdf(n_pages: int, *, text: str = LINE * 12, title: str = "") -> bytes:
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.set_title(title)
    pdf.set_font("Helvetica", size=11)
    for number in range(1, n_pages + 1):
        pdf.add_page()
        if text:
            pdf.cell(0, 8, f"Harbour Review {number}", new_x="LMARGIN", new_y="NEXT")
            pdf.multi_cell(0, 6, f"Chapter {'abcdefgh'[number]} begins. {text}")
    return bytes(pdf.output())


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    confined = Confined()
    yield confined
    confined.close()


def test_a_pdf_becomes_running_text(clean: Clean) -> None:
    outcome = clean(make_pdf(4, title="Puppets on the Move"), "application/pdf")
    assert isinstance(outcome, Document)
    assert outcome.title == "Puppets on the Move"
    assert "Harbour Review" not in outcome.text
    assert "travel by boat, by train and in the bags of their friends; The puppets" in outcome.text
    assert outcome.published is None, "the day a file was made says nothing of its text"


def test_a_lying_media_type_does_not_matter(clean: Clean) -> None:
    assert isinstance(clean(make_pdf(1), "text/plain"), Document)


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(1)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7 and nothing else", "broken_pdf"),
        (make_pdf(3, text=""), "needs_ocr"),
        (encrypted(), "encrypted_pdf"),
    ],
)
def test_pdfs_without_text_have_a_reason(clean: Clean, body: bytes, reason: str) -> None:
    outcome = clean(body, "application/pdf")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == reason


def test_a_dead_child_is_replaced(confined: Confined) -> None:
    assert isinstance(read_pages(make_pdf(1), confined=confined), PdfText)
    child = confined._child
    assert child is not None
    child.kill()
    child.wait()
    assert isinstance(read_pages(make_pdf(1), confined=confined), PdfText)
    assert confined._child is not child


def test_a_child_that_hangs_is_ended() -> None:
    confined = Confined(module="timeit")  # busy with something else
    outcome = read_pages(make_pdf(1), timeout_s=0.01, confined=confined)
    assert isinstance(outcome, Problem)
    assert outcome.reason == "timeout"
    assert confined._child is None


def test_a_child_that_dies_breaks_nothing() -> None:
    outcome = read_pages(make_pdf(1), confined=Confined(module="this"))  # prints a poem and ends
    assert isinstance(outcome, Problem)
    assert outcome.reason == "broken_pdf"


def test_running_lines_are_dropped_on_left_and_right_pages() -> None:
    body = [f"Text of {letter}, first to last" for letter in "abcdefgh"]
    pages = [
        [f"{'Left' if number % 2 else 'Right'} head {number}", line, str(number)]
        for number, line in enumerate(body)
    ]
    assert without_running_lines(pages) == [[line] for line in body]


def test_two_pages_prove_no_running_line() -> None:
    pages = [["Head", "one"], ["Head", "two"]]
    assert without_running_lines(pages) == pages


def test_hyphens_dates_and_typists() -> None:
    page = "\r\n".join(
        [
            "A REPORT ON",
            "TRAVELLING PUPPETS",
            "Distributed by hand",
            "12 October 2018",
            "This report says how pup\ufffe\r\npets are carried over the moun-",
            "tains, and what the cus\x02\r\ntoms officers said to them when they",
            "were opened, and how the children of the valley laughed at all",
            "that was said on both sides of the border in that long year.",
        ]
    )
    metadata = {"Author": "Ty Pist", "Title": "Microsoft Word - report.doc"}
    parts = pdf_parts(PdfText((page,), metadata))
    assert parts.title == "A REPORT ON TRAVELLING PUPPETS"
    assert parts.authors == ()
    assert [(d.start, d.read_from) for d in parts.dates] == [(dt.date(2018, 10, 12), "first page")]
    assert "how puppets are carried over the mountains, and what the customs officers" in parts.text


TITLE = "Travelling Puppets: A Report"
TITLE_PAGE = """Travelling Puppets:
A Report
Published: May 2019
Contents
1. How puppets are carried
over the mountains
2. Customs
Printed by hand."""
CHAPTERS = (
    f"{TITLE}\n1. How puppets\nare carried over the mountains\nThey walk.",
    f"{TITLE}\n2. Customs\nOfficers look at them.",
)


def test_title_date_and_contents_are_no_text() -> None:
    parts = pdf_parts(PdfText((TITLE_PAGE, *CHAPTERS), {"Title": TITLE}))
    assert [(d.start, d.precision) for d in parts.dates] == [(dt.date(2019, 5, 1), "month")]
    assert " ".join(parts.text.split()) == (
        "Printed by hand. 1. How puppets are carried over the mountains They walk. "
        "2. Customs Officers look at them."
    )


def test_contents_may_fill_pages_of_their_own() -> None:
    first = ["Table of Contents", "Page", *(f"Part {n} ....... {n}" for n in range(2, 9))]
    second = [f"Part {n} ....... {n}" for n in range(9, 12)]
    assert without_contents([["Title"], first, second, ["Text."]]) == [["Title"], [], [], ["Text."]]


def test_a_chapter_that_is_called_contents_stays() -> None:
    pages = [["Contents", "The box held forty puppets,", "and nobody knew whose they were."]]
    assert without_contents(pages) == pages
