"""PDFs: pages joined to running text, and the little that can be trusted about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.decode import repair
from pipeline.clean.head import is_generic, is_heading, split_authors
from pipeline.clean.parts import Parts, Problem, claim
from pipeline.clean.pdf_front import without_contents, without_title
from pipeline.clean.pdf_reader import PdfText, read_pages
from pipeline.clean.wrap import split_lines, unwrap
from pipeline.records import DateClaim
from pipeline.text import normalise

MIN_CHARACTERS_A_PAGE = 50  # a scan without text layer had 11 at most, the sparsest page of text 72
EDGE_LINES = 3  # at the head and foot of a page: title, author, number; more would reach the text
MIN_REPEATED_SHARE = 0.5  # of the pages, or of the left or the right ones, that have such a line
MIN_PAGES = 3
FIRST_PAGE_CONFIDENCE = 0.6  # a date on a line of its own on the first page
MAX_TITLE_LINES = 3
DATE_LINES = 60  # of the first page

_SOFT_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-\u2013—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?"
    r"\s*[-\u2013—|]?|[\d\s/|.\u2013—-]{1,30}",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\w+/\w+/\w*\d|\d{4,}")  # "A/RES/73/3": a document's number, no title
_DIGITS = re.compile(r"\d+")
_POOR_TITLE = re.compile(r"untitled|microsoft|.*\.\w{2,5}|\W*\w{1,6}[\W\d]*|[\w-]*\d[\w-]*", re.I)


def read_pdf(body: bytes) -> Parts | Problem:
    """Read a PDF in a child process; see pdf_reader for the limits."""
    outcome = read_pages(body)
    if isinstance(outcome, Problem):
        return outcome
    n_characters = sum(len(page.strip()) for page in outcome.pages)
    if n_characters < MIN_CHARACTERS_A_PAGE * max(1, len(outcome.pages)):
        return Problem(
            "needs_ocr",
            f"{len(outcome.pages)} pages hold {n_characters} characters of text: a scan; "
            "run it through OCR (for example ocrmypdf) and put the result in its place.",
        )
    return pdf_parts(outcome)


def pdf_parts(pdf: PdfText) -> Parts:
    """Turn the pages of a PDF into one text, with title, authors and date where stated."""
    pages = without_running_lines([_lines(page) for page in pdf.pages])
    first_page = next((page for page in pages if any(page)), [])
    title = normalise(_title(pdf.metadata.get("Title", ""), first_page))
    dated, when = _dated_line(first_page)
    body = without_contents(without_title(_without_line(pages, first_page, dated), title))
    text = repair(unwrap("\n".join(line for page in body for line in page)))
    return Parts(
        text=normalise(text),
        title=title,
        authors=_authors(pdf.metadata.get("Author", ""), text),
        # never CreationDate: the day the file was made is often decades after the text
        dates=(when,) if when else (),
    )


def _lines(page: str) -> list[str]:
    return split_lines(_SOFT_HYPHEN.sub("", page))


def without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Remove running heads, feet and page numbers.

    Such a line stands among the first or last EDGE_LINES of a page and, digits apart, on at
    least half of all pages, or of the left or right ones; a page number stands alone.
    """
    if len(pages) < MIN_PAGES:
        return [list(page) for page in pages]
    edges = [_edges(page) for page in pages]
    running = _repeated(pages, edges, 1) | _repeated(pages, edges, 2)
    return [
        [line for index, line in enumerate(page) if index not in edge or not _runs(line, running)]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _runs(line: str, running: set[str]) -> bool:
    return _key(line) in running or _PAGE_NUMBER.fullmatch(line.strip()) is not None


def _repeated(pages: Sequence[list[str]], edges: Sequence[set[int]], step: int) -> set[str]:
    """Return the keys of lines that repeat on every step-th page."""
    repeated: set[str] = set()
    for start in range(step):
        group = list(zip(pages[start::step], edges[start::step], strict=True))
        counts = Counter(
            key for page, edge in group for key in {_key(page[index]) for index in edge}
        )
        least = max(MIN_PAGES, MIN_REPEATED_SHARE * len(group))
        repeated.update(key for key, count in counts.items() if count >= least)
    return repeated


def _edges(page: list[str]) -> set[int]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    return {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.casefold().split()))


def _title(stated: str, first_page: list[str]) -> str:
    """Return the stated title unless a program wrote it, else the heading of page one."""
    stated = repair(" ".join(stated.split()))
    if len(stated.split()) > 1 and not _POOR_TITLE.fullmatch(stated):
        return stated
    return _heading([" ".join(line.split()) for line in first_page if line.strip()])


def _heading(lines: list[str]) -> str:
    """Return the first line if it is a heading, with the lines in capitals it goes on in."""
    if not lines or not is_heading(lines[0]) or is_generic(lines[0]) or _SYMBOL.search(lines[0]):
        return ""
    n_lines = 1
    while n_lines < min(MAX_TITLE_LINES, len(lines)) and lines[0].isupper():
        if not lines[n_lines].isupper() or not is_heading(lines[n_lines]):
            break
        n_lines += 1
    title = " ".join(lines[:n_lines])
    return title if len(title.split()) > 1 else ""


def _authors(stated: str, text: str) -> tuple[str, ...]:
    """Return stated authors that the text names too; the rest are typists and log-in names."""
    names = split_authors(repair(stated))
    return names if all(len(name.split()) > 1 and name in text for name in names) else ()


def _dated_line(first_page: list[str]) -> tuple[int, DateClaim | None]:
    """Return the first line of page one that is nothing but a date, and that date."""
    for index, line in enumerate(first_page[:DATE_LINES]):
        found = claim(line, FIRST_PAGE_CONFIDENCE, "first page")
        if found is not None and found.precision != "year":
            return index, found
    return -1, None


def _without_line(pages: list[list[str]], page: list[str], number: int) -> list[list[str]]:
    kept = [line for index, line in enumerate(page) if index != number]
    return [kept if each is page else each for each in pages]
