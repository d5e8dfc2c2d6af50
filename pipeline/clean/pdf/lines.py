"""Lines of a PDF's pages with their geometry: what its readers hand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

BOLD, ITALIC = 1, 2
"""Bits of a run's style, as the child hands it on."""
RAISED, LOWERED = "\ue0f0", "\ue0f1"
"""Around a raised digit or asterisk at a word's end: the mark of a note. Private characters, which
the child takes out of the file's own text."""
CUT = "\ufffe"
"""At the end of a line, PDFium's sign for a hyphen that cuts a word."""

SAME_ROW = 0.4  # of the size: baselines that differ by less stand in one row
SAME_SIZE = 1.2  # OCR layers vary by this much inside one paragraph; headings differ by more

_NO_LETTER = re.compile(r"[\W_]+")
_MARKS = re.compile(f"{RAISED}[^{LOWERED}]*{LOWERED}")


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words in one row of a page; units are points, y grows downwards."""

    text: str
    x0: float
    x1: float
    y: float
    """Baseline, from the top of the page."""
    size: float
    """Of the font, as printed."""
    bold: bool = False
    italic: bool = False
    page: int = 0
    """Counts from 0."""
    is_row: bool = False
    """Cells side by side: the row of a table."""

    def same_row(self, other: Line) -> bool:
        """Tell whether both stand beside each other."""
        if self.page != other.page:
            return False
        return abs(self.y - other.y) < SAME_ROW * max(self.size, other.size)

    def same_size(self, other: Line) -> bool:
        """Tell whether both are set in about the same size."""
        small, large = sorted((self.size, other.size))
        return large <= SAME_SIZE * small

    def above(self, other: Line) -> bool:
        """Tell whether the two share a column: one stands over or under the other."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return shared > 0.5 * min(self.x1 - self.x0, other.x1 - other.x0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as shown: turned upright, with its lines in the order of the file."""

    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of the file's own outline."""

    level: int
    """From 1."""
    title: str
    page: int
    """Counts from 0."""


def letters(text: str) -> str:
    """Return the folded letters and digits of a text: what two ways of setting it share."""
    return _NO_LETTER.sub("", plain(text)).casefold()


def plain(text: str) -> str:
    """Return a line's text without marks of notes and signs of hyphens."""
    return " ".join(_MARKS.sub("", text).replace(CUT, "-").split())
