"""Words of a PDF page with their places and fonts, as PDFium tells; works in the child process."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.clean.pdf.lines import BOLD, CUT, ITALIC

SMALL = 0.8  # of the size of the line: of raised marks of notes 0.58 to 0.7
MIN_BOLD_WEIGHT = 600
MAX_MARK = 3  # characters
MARKS = "0123456789*†‡"
MAX_SLANT = 3  # degrees off the square; pages that were scanned askew
NAME_BYTES = 128

_WORD = re.compile(rf"[^\s{CUT}\x02]+[{CUT}\x02]?")
_PRIVATE = re.compile("[\ue000-\uf8ff\x00]")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(rb"italic|oblique", re.IGNORECASE)


Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a page, in its own coordinates."""


class Word(NamedTuple):
    """A word where it is printed, its page turned so that the word is upright.

    Not a dataclass: there are thousands on a page, and this is made in half the time.
    """

    text: str
    x0: float
    x1: float
    y: float
    """Baseline, from the top."""
    size: float
    style: int
    turn: int
    """Degrees it stood at, 0, 90, 180 or 270, counter-clockwise; -1: any other."""
    n_small: int = 0
    """Characters at its end that are smaller than the first."""
    rise: float = 0.0
    """How far the last character stands above the first one."""


def page_words(page: pdfium.PdfPage, box: Box) -> Iterator[Word]:
    """Yield the words of a page in the order of its content."""
    text_page = page.get_textpage()
    try:
        text = str(text_page.get_text_range(errors="replace"))
        is_same = len(text) == text_page.count_chars()
        reader = _CharReader(text_page, box)
        for found in _WORD.finditer(text):
            first, last = found.start(), found.end() - 1
            if found[0][-1] in (CUT, "\x02") and last > first:
                last -= 1
            if not is_same:
                first, last = reader.char_index(first), reader.char_index(last)
            if first >= 0 and last >= 0:
                yield reader.word(found[0].replace("\x02", CUT), first, last)
    finally:
        text_page.close()


class _CharReader:
    """Asks PDFium for places and fonts of characters, reusing the C values it writes to."""

    def __init__(self, text_page: pdfium.PdfTextPage, box: Box) -> None:
        self.raw = text_page.raw
        self.page_box = box
        self.box = pdfium_c.FS_RECTF()
        self.matrix = pdfium_c.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(NAME_BYTES)
        self.flags = ctypes.c_int()
        self.styles: dict[bytes, int] = {}

    def char_index(self, text_index: int) -> int:
        return int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(self.raw, text_index))

    def word(self, text: str, first: int, last: int) -> Word:
        size, turn = self._size(first), self._turn()
        x0, x1 = self._extent(first, last, turn)
        pdfium_c.FPDFText_GetCharOrigin(self.raw, first, self.x, self.y)
        y = self._height(turn)
        n_small = self._small_end(text, last, SMALL * size) if text[-1] in MARKS else 0
        rise = 0.0
        if n_small:
            pdfium_c.FPDFText_GetCharOrigin(self.raw, last, self.x, self.y)
            rise = y - self._height(turn)
        return Word(
            _PRIVATE.sub("", text), x0, x1, y, size, self._style(first), turn, n_small, rise
        )

    def _size(self, index: int) -> float:
        """Return the size of a character as printed; leaves its matrix."""
        pdfium_c.FPDFText_GetMatrix(self.raw, index, self.matrix)
        scale = math.hypot(self.matrix.c, self.matrix.d) or 1.0
        return float(pdfium_c.FPDFText_GetFontSize(self.raw, index) * scale)

    def _turn(self) -> int:
        a, b = self.matrix.a, self.matrix.b
        if b == 0 and a > 0:
            return 0
        angle = math.degrees(math.atan2(b, a)) % 360
        turn = round(angle / 90) * 90
        return turn % 360 if abs(angle - turn) < MAX_SLANT else -1

    def _extent(self, first: int, last: int, turn: int) -> tuple[float, float]:
        """Return where a word begins and ends along its direction."""
        box, (left, bottom, right, top) = self.box, self.page_box
        pdfium_c.FPDFText_GetLooseCharBox(self.raw, first, box)
        ends = [box.left, box.right] if turn % 180 == 0 else [box.bottom, box.top]
        pdfium_c.FPDFText_GetLooseCharBox(self.raw, last, box)
        ends += [box.left, box.right] if turn % 180 == 0 else [box.bottom, box.top]
        low, high = min(ends), max(ends)
        if turn == 90:
            return low - bottom, high - bottom
        if turn == 180:
            return right - high, right - low
        return (top - high, top - low) if turn == 270 else (low - left, high - left)

    def _height(self, turn: int) -> float:
        """Return how far the last origin asked for is below the top, seen upright."""
        left, bottom, right, top = self.page_box
        if turn == 90:
            return float(self.x.value - left)
        if turn == 180:
            return float(self.y.value - bottom)
        return float(right - self.x.value if turn == 270 else top - self.y.value)

    def _small_end(self, text: str, last: int, size: float) -> int:
        """Count the figures or asterisks at a word's end that are smaller than this."""
        n_small = 0
        while n_small < min(MAX_MARK, len(text) - 1) and text[-1 - n_small] in MARKS:
            if self._size(last - n_small) >= size:
                break
            n_small += 1
        return n_small

    def _style(self, index: int) -> int:
        pdfium_c.FPDFText_GetFontInfo(self.raw, index, self.name, NAME_BYTES, self.flags)
        name = self.name.value
        if name not in self.styles:
            weight = pdfium_c.FPDFText_GetFontWeight(self.raw, index)
            bold = weight >= MIN_BOLD_WEIGHT or _BOLD_NAME.search(name) is not None
            self.styles[name] = BOLD * bold | ITALIC * (_ITALIC_NAME.search(name) is not None)
        return self.styles[name]
