"""Scans, recognised by the real program where the machine has it."""

import datetime as dt
import shutil

import pypdfium2
import pytest
from fpdf import FPDF

from pipeline.clean.parts import Parts, Problem
from pipeline.clean.pdf import ocr as pdf_ocr
from pipeline.clean.pdf.ocr import tsv_lines
from pipeline.clean.pdf.reading import read_pdf

TEXT = (
    "The harbour theatre keeps a workshop for puppets above the fish market. Carpenters and "
    "painters repair the figures there that travellers bring back from their long journeys."
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="tesseract is not installed (Debian: apt install tesseract-ocr)",
)


def printed(*, title: str = "Puppets of the Harbour") -> bytes:
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.add_page()
    pdf.set_font("Times", "B", 22)
    pdf.cell(0, 12, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Times", size=12)
    pdf.cell(0, 12, "12 March 2014", new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 6, TEXT)
    return bytes(pdf.output())


def scanned(body: bytes, *, with_text: str = "") -> bytes:
    """Make a PDF of pictures of the pages of another, behind a page of text if one is given."""
    pdf = FPDF(unit="pt")
    pdf.set_creation_date(dt.datetime(2019, 5, 6, tzinfo=dt.UTC))
    pdf.set_auto_page_break(False)
    if with_text:
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.multi_cell(0, 14, with_text)
    for page in pypdfium2.PdfDocument(body):
        pdf.add_page()
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        pdf.image(picture, 0, 0, w=pdf.w, h=pdf.h)
    return bytes(pdf.output())


def test_a_scan_is_rejected_unless_ocr_is_allowed() -> None:
    outcome = read_pdf(scanned(printed()))
    assert isinstance(outcome, Problem)
    assert outcome.reason == "needs_ocr"
    assert "tesseract" in outcome.detail


def test_pages_of_text_are_kept_where_others_are_scans() -> None:
    outcome = read_pdf(scanned(printed(), with_text=TEXT))
    assert isinstance(outcome, Parts)
    assert outcome.text == TEXT


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_ocr, "PROGRAM", "no-such-program-here")
    outcome = read_pdf(scanned(printed()), "eng")
    assert isinstance(outcome, Problem)
    assert outcome.reason == "needs_ocr"
    assert "apt install tesseract-ocr" in outcome.detail


@needs_tesseract
def test_a_scan_is_recognised() -> None:
    outcome = read_pdf(scanned(printed()), "eng")
    assert isinstance(outcome, Parts)
    assert outcome.title == "Puppets of the Harbour"
    assert outcome.text == TEXT
    assert outcome.dates[0].start == dt.date(2014, 3, 12)


@needs_tesseract
def test_only_the_scanned_pages_are_recognised() -> None:
    outcome = read_pdf(scanned(printed(), with_text="Preface.\n\n" + TEXT), "eng")
    assert isinstance(outcome, Parts)
    assert outcome.text.count(TEXT) == 2
    assert "Puppets of the Harbour" in outcome.title + outcome.text


@needs_tesseract
@pytest.mark.parametrize(
    ("languages", "said"), [("eng+xyz", "tesseract-ocr-xyz"), ("--version", "names no languages")]
)
def test_missing_languages_are_named(languages: str, said: str) -> None:
    outcome = read_pdf(scanned(printed()), languages)
    assert isinstance(outcome, Problem)
    assert outcome.reason == "needs_ocr"
    assert said in outcome.detail


@needs_tesseract
def test_an_empty_page_holds_no_more_after_ocr() -> None:
    pdf = FPDF()
    pdf.add_page()
    outcome = read_pdf(bytes(pdf.output()), "eng")
    assert isinstance(outcome, Problem)
    assert "OCR found no more" in outcome.detail


def test_doubtful_lines_of_the_table_are_left_out() -> None:
    rows = [
        "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext",
        "5\t1\t1\t1\t1\t1\t100\t200\t80\t30\t95.1\tHarbour",
        "5\t1\t1\t1\t1\t2\t190\t200\t60\t30\t91\tsong",
        "5\t1\t2\t1\t1\t1\t100\t900\t80\t30\t12\t~;(",
        "broken row",
    ]
    (line,) = tsv_lines(rows, 0.25, 3)
    assert (line.text, line.x0, line.x1, line.y, line.page) == ("Harbour song", 25, 62.5, 57.5, 3)
    assert line.size == 10
