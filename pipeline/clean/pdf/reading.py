"""PDFs: pages joined to running text, and the little that can be trusted about them."""

from __future__ import annotations

from pipeline.clean.decode import repair
from pipeline.clean.parts import LineFate, Parts, Problem
from pipeline.clean.pdf.dates import date_claims
from pipeline.clean.pdf.join import join_lines, known_words
from pipeline.clean.pdf.layout import Layout, lay_out
from pipeline.clean.pdf.lines import plain
from pipeline.clean.pdf.ocr import pages_without_text, recognise
from pipeline.clean.pdf.reader import PdfText, read_pages
from pipeline.clean.pdf.sections import MIN_PAGES, Block, numbered_sections, outline_sections
from pipeline.clean.pdf.title import tell_authors
from pipeline.records import Section
from pipeline.text import normalise

MAX_PAGES_NAMED = 20  # of those without text
MIN_CHARACTERS_A_PAGE = 50  # a scan without text layer had 11 at most, the sparsest page of text 72


def read_pdf(body: bytes, ocr: str = "") -> Parts | Problem:
    """Read a PDF in a child process; see pdf.reader for the limits.

    Args:
        body: The file.
        ocr: Languages that pages without text are recognised in, as tesseract names them
            ("eng+fra"); empty: nothing is recognised.

    Returns:
        The parts, or the problem: broken_pdf, encrypted_pdf, timeout, too_large, or needs_ocr
        where there is next to no text. A file of which some pages are scans keeps the rest.
    """
    outcome = _read(body, ocr)
    return pdf_parts(outcome) if isinstance(outcome, PdfText) else outcome


def trace_pdf(body: bytes, ocr: str = "") -> tuple[LineFate, ...]:
    """Tell of every line of a PDF whether it is in the text, and why not.

    Args:
        body: The file.
        ocr: As for read_pdf.
    """
    outcome = _read(body, ocr)
    if isinstance(outcome, Problem):
        return ()
    layout = lay_out(outcome)
    kept = [(line, "") for one in layout.paragraphs for line in one.lines]
    seen = sorted([*kept, *layout.dropped], key=lambda one: (one[0].page, one[0].y, one[0].x0))
    return tuple(
        LineFate(plain(line.text), kept=not why, why=why or "main text") for line, why in seen
    )


def _read(body: bytes, ocr: str) -> PdfText | Problem:
    outcome = read_pages(body)
    if isinstance(outcome, PdfText) and ocr:
        outcome = recognise(body, outcome, ocr)
    return outcome if isinstance(outcome, Problem) else _with_text(outcome, ocr)


def _with_text(pdf: PdfText, ocr: str) -> PdfText | Problem:
    """Tell a scan by its few characters."""
    n_pages = len(pdf.pages)
    n_characters = sum(len(line.text) for page in pdf.pages for line in page.lines)
    if n_characters >= MIN_CHARACTERS_A_PAGE * max(1, n_pages):
        return pdf
    found = f"{n_pages} page{'s' * (n_pages != 1)} with {n_characters} characters of text: "
    if ocr:
        return Problem("needs_ocr", f"{found}OCR found no more; scan it again, or leave it out.")
    return Problem(
        "needs_ocr",
        f"{found}a scan, or nearly empty; install tesseract and set ocr = "
        '"eng" in the card of its source, or run the file through OCR (for example ocrmypdf) and '
        "put the result in its place.",
    )


def pdf_parts(pdf: PdfText) -> Parts:
    """Turn the pages of a PDF into one text, with title, authors, dates and sections."""
    layout = lay_out(pdf)
    blocks = _blocks(layout)
    text = "\n\n".join(block.text for block in blocks)
    return Parts(
        text=text,
        title=normalise(layout.title),
        authors=tell_authors(_stated_authors(pdf), text),
        dates=date_claims(layout.first_page, layout.last_page, pdf.metadata, layout.size),
        sections=tuple(_sections(pdf, layout, blocks)),
        gaps=_gaps(pdf),
    )


def _gaps(pdf: PdfText) -> tuple[str, ...]:
    """Tell of pages without text: scans, pictures, or blank ones."""
    bare = [number + 1 for number in pages_without_text(pdf)]
    if not bare:
        return ()
    shown = ", ".join(map(str, bare[:MAX_PAGES_NAMED])) + ", ..." * (len(bare) > MAX_PAGES_NAMED)
    return (f"{len(bare)} of {len(pdf.pages)} pages hold no text ({shown})",)


def _stated_authors(pdf: PdfText) -> str:
    return pdf.metadata.get("Author") or pdf.metadata.get("XmpAuthor", "")


def _blocks(layout: Layout) -> list[Block]:
    words = known_words(line for one in layout.paragraphs for line in one.lines)
    blocks: list[Block] = []
    start = 0
    for paragraph in layout.paragraphs:
        text = normalise(repair(join_lines(paragraph.lines, words)))
        if text:
            first = paragraph.first
            bold = all(line.bold for line in paragraph.lines)
            blocks.append(Block(text, start, first.page, first.size, bold))
            start += len(text) + 2
    return blocks


def _sections(pdf: PdfText, layout: Layout, blocks: list[Block]) -> list[Section]:
    if pdf.outline:
        return outline_sections(pdf.outline, blocks)
    return numbered_sections(blocks, layout.size) if len(pdf.pages) > MIN_PAGES else []
