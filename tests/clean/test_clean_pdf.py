import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence

import pypdf
import pytest
from fpdf import FPDF

from pipeline.clean.confined import Confined
from pipeline.clean.parts import Parts, Problem
from pipeline.clean.pdf.front import contents
from pipeline.clean.pdf.reader import PdfText, read_pages
from pipeline.clean.pdf.reading import read_pdf, trace_pdf
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]
LINE = "The puppets of the harbour travel by boat, by train and in the bags of their friends; "
WIDTH = 170  # mm


def blank() -> FPDF:
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.set_auto_page_break(False)
    pdf.set_margin(20)
    return pdf


def done(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def make_pdf(n_pages: int, *, text: str = LINE * 12, title: str = "") -> bytes:
    pdf = blank()
    pdf.set_title(title)
    for number in range(1, n_pages + 1):
        pdf.add_page()
        if text:
            pdf.set_font("Helvetica", size=9)
            pdf.cell(0, 8, f"Harbour Review {number}", new_x="LMARGIN", new_y="NEXT")
            pdf.set_font("Helvetica", size=11)
            pdf.multi_cell(0, 6, f"Chapter {'abcdefgh'[number]} begins. {text}")
    return done(pdf)


def lines(pdf: FPDF, texts: Sequence[str], *, size: float = 11, style: str = "") -> None:
    pdf.set_font("Times", style, size)
    for text in texts:
        pdf.cell(0, size * 0.45, text, new_x="LMARGIN", new_y="NEXT")


def read(body: bytes) -> Parts:
    outcome = read_pdf(body)
    assert isinstance(outcome, Parts), outcome
    return outcome


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


def test_title_and_date_of_a_report_are_lifted() -> None:
    pdf = blank()
    pdf.set_title("Microsoft Word - report.doc")
    pdf.set_author("Ty Pist")
    pdf.add_page()
    lines(pdf, ["A REPORT ON", "TRAVELLING PUPPETS"], size=18, style="B")
    lines(pdf, ["", "12 October 2018", "", ""])
    lines(pdf, ["This report says how travelling puppets are carried over the mountains."])
    parts = read(done(pdf))
    assert parts.title == "A REPORT ON TRAVELLING PUPPETS"
    assert parts.authors == ()
    assert parts.text.startswith("This report says")
    assert [(claim.start.isoformat(), claim.read_from) for claim in parts.dates] == [
        ("2018-10-12", "first page"),
        ("2019-05-06", "pdf"),
    ]
    assert parts.dates[1].confidence < 0.3, "the day a file was made says little of its text"


def test_stated_authors_count_where_the_text_names_them() -> None:
    pdf = blank()
    pdf.set_author("Ada Quill and Ben Reed")
    pdf.add_page()
    lines(pdf, ["Puppets on the Move"], size=18, style="B")
    lines(pdf, ["ADA QUILL and Ben Reed", "", LINE, LINE])
    assert read(done(pdf)).authors == ("Ada Quill", "Ben Reed")


def test_hyphens_at_line_ends_are_mended_and_compounds_kept() -> None:
    pdf = blank()
    pdf.add_page()
    lines(
        pdf,
        [
            "The well-known makers of the harbour held their first inter-",
            "national fair, and it was the co-operation of all the well-",
            "known houses with the post-war theatres, and what the cus-",
            "toms officers said to it, that made an international name.",
        ],
    )
    assert read(done(pdf)).text == (
        "The well-known makers of the harbour held their first international fair, and it was the "
        "co-operation of all the well-known houses with the post-war theatres, and what the "
        "customs officers said to it, that made an international name."
    )


TITLE_PAGE = ["Contents", "1. How puppets are carried", "over the mountains", "2. Customs"]
CHAPTERS = ["1. How puppets", "are carried over the mountains", "They walk.", "2. Customs", "Look."]


def test_contents_are_found_by_what_stands_again() -> None:
    pages = [["Travelling Puppets", *TITLE_PAGE, "Printed by hand."], CHAPTERS]
    assert contents(pages) == {0: [1, 2, 3, 4]}


def test_contents_may_fill_pages_of_their_own() -> None:
    first = ["Table of Contents", "Page", *(f"Part {n} ....... {n}" for n in range(2, 9))]
    second = [f"Part {n} ....... {n}" for n in range(9, 12)]
    found = contents([["Title"], first, second, ["Text."]])
    assert found == {1: list(range(9)), 2: [0, 1, 2]}


def test_contents_with_long_leaders_are_found() -> None:
    leaders = " ." * 60
    entries = [f"{number}.1 Of puppets{leaders} {number}" for number in range(1, 6)]
    found = contents([["Title"], ["Contents", *entries], ["Text."]])
    assert found == {1: list(range(6))}


def test_a_chapter_that_is_called_contents_stays() -> None:
    pages = [["Contents", "The box held forty puppets,", "and nobody knew whose they were."]]
    assert contents(pages) == {}


def test_every_line_has_a_fate() -> None:
    fates = trace_pdf(make_pdf(4, title="Puppets on the Move"))
    assert (fates[0].text, fates[0].kept, fates[0].why) == (
        "Harbour Review 1",
        False,
        "running head",
    )
    assert any(fate.kept and fate.why == "main text" for fate in fates)
    assert trace_pdf(b"%PDF-1.7") == ()
