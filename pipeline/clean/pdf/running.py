"""What runs along the edges of a PDF's pages: heads, feet and page numbers, which are no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.pdf.lines import SAME_SIZE, Line, Page, letters

EDGE_ROWS = 3  # at the top and bottom of a page: title, author, number; more would reach the text
MIN_PAGES = 3
MIN_REPEATED_SHARE = 0.5  # of the pages, or of the left or the right ones, that have such a line
MARGIN = 0.12  # of the height: here a head may be that of a chapter, on few pages
SAME_PLACE = 0.015  # of the height, by which the head of a chapter moves at most
NEAR_PLACE = 0.03  # of the height, by which other heads move
MAX_SIZE = 1.3  # of the body's
MIN_FIGURES = 5  # of the number of a document
APART = 2.5  # of the size, from the text
MAX_NUMBERED = 90  # characters of a line that carries the number of its page

_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-\u2013—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?"
    r"\s*[-\u2013—|]?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_BARCODE = re.compile(r"\*[\w-]{4,}\*")

At = tuple[int, int]
"""A page, and a place among its runs."""
Edges = dict[At, Line]
Running = dict[At, str]
"""Why a run is no text: "running head" or "page number"."""


def running(pages: Sequence[Page], size: float) -> Running:
    """Tell which runs are heads, feet or numbers of pages.

    Such a run stands among the outer EDGE_ROWS rows of its page. A head stands, digits apart, on
    half of all pages, or of the left or right ones, or at one height in the margin of at least
    MIN_PAGES pages. A page number stands alone, or in a line that carries the page's number.

    Args:
        pages: Of the whole file.
        size: Of the body's font (points); heads of chapters are larger, running heads are not.
    """
    if len(pages) < MIN_PAGES:
        return {}
    edges = {
        (number, place): page.lines[place]
        for number, page in enumerate(pages)
        for place in _edges(page)
        if page.lines[place].size <= MAX_SIZE * size
    }
    heads = _repeated(edges, pages) | _in_margin(edges, pages)
    found: Running = {key: "running head" for key in edges if key in heads}
    offset = _number_offset(edges, len(pages))
    for key, line in edges.items():
        if key not in found and _is_number(key, line, pages[key[0]], offset):
            found[key] = "page number"
    return found


def _edges(page: Page) -> list[int]:
    """Return places of the runs in the outer rows of a page."""
    by_y = sorted(range(len(page.lines)), key=lambda place: page.lines[place].y)
    return sorted({*_rows(page, by_y), *_rows(page, by_y[::-1])})


def _rows(page: Page, places: Sequence[int]) -> list[int]:
    taken: list[int] = []
    n_rows = 0
    for place in places:
        if not taken or not page.lines[taken[-1]].same_row(page.lines[place]):
            n_rows += 1
        if n_rows > EDGE_ROWS:
            break
        taken.append(place)
    return taken


def _key(line: Line) -> str:
    """Return what a head shares from page to page; figures alone must be the same."""
    key = letters(line.text)
    return _DIGITS.sub("#", key) if any(map(str.isalpha, key)) else line.text.strip()


def _repeated(edges: Edges, pages: Sequence[Page]) -> set[At]:
    """Return the runs that stand on half of the pages, or of the left or right ones."""
    found: set[At] = set()
    for step in (1, 2):
        for start in range(step):
            n_here = len(range(start, len(pages), step))
            least = max(MIN_PAGES, MIN_REPEATED_SHARE * n_here)
            groups: dict[str, list[At]] = {}
            for at, line in edges.items():
                if at[0] % step == start:
                    groups.setdefault(_key(line), []).append(at)
            for group in groups.values():
                alike = _alike(group, edges, pages)
                if len({number for number, _ in alike}) >= least:
                    found.update(alike)
    return found


def _alike(group: list[At], edges: Edges, pages: Sequence[Page]) -> list[At]:
    """Return those of a size and at a height with the middle one: a title is no head."""
    if len(group) < MIN_PAGES:
        return []
    heights = {at: edges[at].y / (pages[at[0]].height or 1.0) for at in group}
    height = sorted(heights.values())[len(group) // 2]
    size = sorted(edges[at].size for at in group)[len(group) // 2]
    return [
        at
        for at in group
        if abs(heights[at] - height) <= NEAR_PLACE and edges[at].size <= SAME_SIZE * size
    ]


def _in_margin(edges: Edges, pages: Sequence[Page]) -> set[At]:
    """Return the runs that stand at one height in the margin of several pages."""
    places: dict[tuple[str, int], list[At]] = {}
    for at, line in edges.items():
        height = pages[at[0]].height or 1.0
        if not MARGIN < line.y / height < 1 - MARGIN:
            places.setdefault((_key(line), round(line.y / height / SAME_PLACE)), []).append(at)
    return {
        at
        for (key, _), group in places.items()
        for at in group
        if len({number for number, _ in group}) >= MIN_PAGES and any(map(str.isalpha, key))
    }


def _number_offset(edges: Edges, n_pages: int) -> int | None:
    """Return what to add to a page's place to get its printed number, where most agree."""
    votes: Counter[int] = Counter()
    for offset, _ in sorted(
        {(n - at[0], at[0]) for at, line in edges.items() for n in _ends(line)}
    ):
        votes[offset] += 1
    offset, n_votes = votes.most_common(1)[0] if votes else (0, 0)
    return offset if n_votes >= max(MIN_PAGES, MIN_REPEATED_SHARE * n_pages) else None


def _ends(line: Line) -> list[int]:
    """Return the numbers a line begins and ends with."""
    text = line.text.strip(" .|-\u2013—")
    found = (re.match(r"\d{1,4}\b", text), re.search(r"\b\d{1,4}$", text))
    return [int(one[0]) for one in found if one] if len(text) <= MAX_NUMBERED else []


def _is_number(at: At, line: Line, page: Page, offset: int | None) -> bool:
    text = line.text.strip()
    in_margin = not MARGIN < line.y / (page.height or 1.0) < 1 - MARGIN
    if _is_barcode(line) or (_is_figures(text) and not _PAGE_NUMBER.fullmatch(text)):
        return in_margin and _is_apart(line, page)
    alone = not any(other is not line and other.same_row(line) for other in page.lines)
    if _PAGE_NUMBER.fullmatch(text):
        return in_margin or alone
    return offset is not None and in_margin and offset + at[0] in _ends(line) and _is_title(text)


def _is_figures(text: str) -> bool:
    """Tell the number of a document or an order from words."""
    n_digits = sum(map(str.isdigit, text))
    return n_digits >= MIN_FIGURES and n_digits > 2 * sum(map(str.isalpha, text))


def _is_apart(line: Line, page: Page) -> bool:
    """Tell what stands away from the text: the last row of a table does not."""
    others = (other for other in page.lines if not other.same_row(line) and other.above(line))
    return all(abs(other.y - line.y) > APART * line.size or _is_barcode(other) for other in others)


def _is_barcode(line: Line) -> bool:
    return _BARCODE.fullmatch(line.text.strip()) is not None


def _is_title(text: str) -> bool:
    """Tell the head of a section from a sentence or a row of figures that ends in a number."""
    n_letters = sum(map(str.isalpha, text))
    return n_letters > len(text) / 2 and not text.endswith((".", ",", ";")) and text[0] != "("
