"""Sections of a long PDF: from its outline, or from numbered headings where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.clean.pdf.lines import OutlineEntry, letters
from pipeline.records import Section

MIN_PAGES = 20  # of a document whose headings may stand in for an outline
MIN_CHAPTERS = 3
MAX_TITLE = 200  # characters kept
MAX_HEADING = 120  # characters of a heading that is found without an outline
MAX_NUMBER = 12  # letters and figures before a heading: "Chapter 12"
LARGER = 1.12  # of the body's size

_NUMBERED = re.compile(r"(?:chapter|part|section|chapitre|kapitel)?\s*(\d{1,2})\b[.:)]?\s+\S", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, where it begins and where it was printed."""

    text: str
    start: int
    """Code point in the document's text."""
    page: int
    size: float
    bold: bool


def outline_sections(outline: Sequence[OutlineEntry], blocks: Sequence[Block]) -> list[Section]:
    """Return the sections an outline names, where their headings or pages begin in the text."""
    first_on = _first_blocks(blocks)
    found: list[Section] = []
    at = 0
    for entry in outline:
        place = _place(entry, blocks, first_on, at)
        if place is None:
            continue
        start = blocks[place].start
        if found and start <= found[-1].start:
            continue
        at = place
        found.append(Section(start, min(9, entry.level), entry.title[:MAX_TITLE]))
    return found


def _first_blocks(blocks: Sequence[Block]) -> dict[int, int]:
    first: dict[int, int] = {}
    for place, block in enumerate(blocks):
        first.setdefault(block.page, place)
    return first


def _place(
    entry: OutlineEntry, blocks: Sequence[Block], first_on: dict[int, int], at: int
) -> int | None:
    """Return the block an entry leads to: its heading on the page, or what begins the page."""
    first = first_on.get(entry.page)
    if first is None:
        return None
    wanted = letters(entry.title)
    place = first
    while place < len(blocks) and blocks[place].page == entry.page:
        if place >= at and _is_heading(letters(blocks[place].text), wanted):
            return place
        place += 1
    return first if first >= at else None


def _is_heading(key: str, wanted: str) -> bool:
    """Tell whether a block is the entry's heading; one of them may lack the number."""
    if not key or not wanted:
        return False
    short, long = sorted((key, wanted), key=len)
    n_more = len(long) - len(short)
    return long.endswith(short) and n_more <= min(MAX_NUMBER, len(short))


def numbered_sections(blocks: Iterable[Block], size: float) -> list[Section]:
    """Return chapters told by headings that stand out and are numbered 1, 2, 3, ...

    Args:
        blocks: Of the whole document.
        size: Of the body's font (points).
    """
    found: list[Section] = []
    for block in blocks:
        stands_out = block.bold or block.size >= LARGER * size
        match = _NUMBERED.match(block.text) if stands_out else None
        if match is None or len(block.text) > MAX_HEADING:
            continue
        if int(match[1]) == len(found) + 1:
            found.append(Section(block.start, 1, block.text))
    return found if len(found) >= MIN_CHAPTERS else []
