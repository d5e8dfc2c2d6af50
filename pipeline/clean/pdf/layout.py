"""The pages of a PDF taken apart: what is text, in paragraphs, and what is not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.clean.pdf.dates import is_date
from pipeline.clean.pdf.front import contents
from pipeline.clean.pdf.lines import Line, letters
from pipeline.clean.pdf.notes import body_size, is_marked, is_open, notes
from pipeline.clean.pdf.order import in_order
from pipeline.clean.pdf.paragraphs import Paragraph, paragraphs
from pipeline.clean.pdf.reader import PdfText
from pipeline.clean.pdf.running import running
from pipeline.clean.pdf.title import count_words, evidence, tell_title, title_lines

FRONT_LINES = 300  # of a page, among which title and date stand
TEXT_LINES = 4  # of a paragraph that is no heading: here the text begins
TITLE_PAGES = 3  # a title stands on the cover, the half-title and over the text


@dataclass(frozen=True, slots=True)
class Layout:
    """A PDF taken apart."""

    paragraphs: tuple[Paragraph, ...]
    """Of the text, in reading order; notes behind the paragraph that the page ends in."""
    dropped: tuple[tuple[Line, str], ...]
    """Lines that are no text, and why."""
    title: str
    size: float
    """Of the body's font (points)."""
    first_page: tuple[Line, ...]
    last_page: tuple[Line, ...]
    """Empty where there is but one page."""


@dataclass(slots=True)
class _Sheets:
    """Pages as they are being taken apart: lines in reading order, and notes."""

    lines: list[list[Line]]
    notes: list[list[Line]]
    dropped: list[tuple[Line, str]]

    def drop(self, page: int, places: Sequence[int], why: str) -> None:
        gone = set(places)
        self.dropped += [(self.lines[page][place], why) for place in places]
        self.lines[page] = [x for place, x in enumerate(self.lines[page]) if place not in gone]


def lay_out(pdf: PdfText) -> Layout:
    """Take heads, feet, notes, contents, title and date off, and gather the rest."""
    sheets = _without_running(pdf)
    size = body_size(line for page in sheets.lines for line in page)
    filled = [number for number, page in enumerate(sheets.lines) if page]
    front = filled[0] if filled else 0
    first = tuple(sheets.lines[front]) if filled else ()
    last = tuple(sheets.lines[filled[-1]]) if len(filled) > 1 else ()
    _take_notes(sheets, size)
    for number, places in contents([[x.text for x in page] for page in sheets.lines]).items():
        sheets.drop(number, places, "contents")
    title = _title(pdf, sheets, front, size)
    _drop_dates(sheets, front, size)
    _drop_title(sheets, front, title, size)
    return Layout(tuple(_flow(sheets, size)), tuple(sheets.dropped), title, size, first, last)


def _title(pdf: PdfText, sheets: _Sheets, front: int, size: float) -> str:
    shown = paragraphs(sheets.lines[front][:FRONT_LINES], size) if sheets.lines else []
    heads = [line for line, why in sheets.dropped if why == "running head"]
    outline = [entry.title for entry in pdf.outline if entry.level == 1]
    words = count_words(" ".join(line.text for page in sheets.lines for line in page))
    return tell_title(shown, evidence(pdf.metadata, heads, outline), size, words)


def _without_running(pdf: PdfText) -> _Sheets:
    size = body_size(line for page in pdf.pages for line in page.lines)
    why = running(pdf.pages, size)
    dropped: list[tuple[Line, str]] = []
    sheets: list[list[Line]] = []
    for number, page in enumerate(pdf.pages):
        kept = []
        for place, line in enumerate(page.lines):
            if (number, place) in why:
                dropped.append((line, why[number, place]))
            else:
                kept.append(line)
        ordered = in_order(kept)
        dropped += [(line, "no words") for line in ordered if not letters(line.text)]
        sheets.append([line for line in ordered if letters(line.text)])
    return _Sheets(sheets, [[] for _ in sheets], dropped)


def _take_notes(sheets: _Sheets, size: float) -> None:
    """Take notes out of the text; what goes on on the next page stays with its note."""
    before = 0
    for number, page in enumerate(sheets.lines):
        goes_on = is_open(sheets.notes[before])
        places = notes(page, size, goes_on=goes_on)
        noted = [page[place] for place in places]
        n_more = next((n for n, line in enumerate(noted) if is_marked(line)), len(noted))
        sheets.notes[before] += noted[:n_more]
        sheets.notes[number] += noted[n_more:]
        sheets.lines[number] = [x for place, x in enumerate(page) if place not in set(places)]
        before = number


def _drop_dates(sheets: _Sheets, front: int, size: float) -> None:
    """Take off a paragraph above the text of page one that is nothing but a date."""
    if front < len(sheets.lines):
        page = paragraphs(sheets.lines[front][:FRONT_LINES], size)
        head = list(takewhile(lambda one: len(one.lines) < TEXT_LINES, page))
        gone = {one.first for one in head if len(one.lines) == 1 and is_date(one.first)}
        places = [place for place, line in enumerate(sheets.lines[front]) if line in gone]
        sheets.drop(front, places, "date")


def _drop_title(sheets: _Sheets, front: int, title: str, size: float) -> None:
    for number in range(front, min(front + TITLE_PAGES, len(sheets.lines))):
        page = paragraphs(sheets.lines[number][:FRONT_LINES], size)
        gone = {id(line) for place in title_lines(page, title) for line in page[place].lines}
        places = [n for n, line in enumerate(sheets.lines[number]) if id(line) in gone]
        sheets.drop(number, places, "title")


def _flow(sheets: _Sheets, size: float) -> list[Paragraph]:
    """Gather paragraphs over all pages; notes go behind the one that their page ends in."""
    flowing = paragraphs([line for page in sheets.lines for line in page], size)
    waiting = {n: paragraphs(page, size) for n, page in enumerate(sheets.notes) if page}
    out: list[Paragraph] = []
    for place, paragraph in enumerate(flowing):
        out.append(paragraph)
        ahead = flowing[place + 1].first.page if place + 1 < len(flowing) else len(sheets.lines)
        for number in sorted(n for n in waiting if n < ahead):
            out += waiting.pop(number)
    for number in sorted(waiting):
        out += waiting[number]
    return out
