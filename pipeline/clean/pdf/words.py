"""Words of a PDF page joined to runs by where they stand; works in the child process.

PDFium's own line breaks fall at every raised digit and change of font, so lines are built from
geometry. Words come in the order of the file's content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium

from pipeline.clean.pdf.chars import SMALL, Word, page_words
from pipeline.clean.pdf.lines import BOLD, CUT, ITALIC, LOWERED, RAISED, SAME_ROW

Run = tuple[str, float, float, float, float, int]
"""Text, x0, x1, baseline from the top of the page, size (points), BOLD | ITALIC."""

MAX_GAP = 1.2  # of the size: a wider gap splits a run; gutters of columns are 1.3 at least
MAX_BACK = 0.5  # of the size: kerning and slanted letters reach back into the word before
MIN_DROP_CAP = 1.7  # of the size of the words beside it
MIN_RISE = 0.15  # of the size of the line, by which marks are raised

_MARK = re.compile(r"\d{1,3}|[*†‡]{1,3}")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def page_runs(page: pdfium.PdfPage) -> tuple[float, float, list[Run], int]:
    """Return width, height, the runs of a page turned upright, and how many words it left out.

    Left out are words that stand across the rest (watermarks, stamps on the margin) and words
    beyond the edge of the page.
    """
    box = page.get_bbox()  # get_cropbox knows nothing of boxes inherited from the page tree
    words = list(page_words(page, box))
    main = Counter(word.turn for word in words if word.turn >= 0).most_common(1)
    turn = main[0][0] if main else 0
    left, bottom, right, top = box
    upright = [word for word in words if word.turn == turn]
    if not upright:
        return *page.get_size(), [], len(words)
    wide, high = right - left, top - bottom
    width, height = (high, wide) if turn in (90, 270) else (wide, high)
    inside = [w for w in upright if -1 <= w.x0 + w.x1 <= 2 * width + 1 and -1 <= w.y <= height + 1]
    return width, height, [*_runs(inside)], len(words) - len(inside)


def _runs(words: list[Word]) -> Iterator[Run]:
    start = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and _goes_on(words, start, index):
            continue
        if start < len(words):
            yield _run(words[start:index])
        start = index


def _goes_on(words: list[Word], start: int, index: int) -> bool:
    before, word = words[index - 1], words[index]
    size = max(before.size, word.size)
    if _is_drop_cap(words, start, index):
        return True
    is_raised = before.size * SMALL > word.size or word.size * SMALL > before.size
    if abs(before.y - word.y) > (1.5 * SAME_ROW if is_raised else SAME_ROW) * size:
        return False
    if _RTL.search(word.text) and word.x1 < before.x1:
        return -MAX_BACK * size <= before.x0 - word.x1 <= MAX_GAP * size
    return -MAX_BACK * size <= word.x0 - before.x1 <= MAX_GAP * size


def _is_drop_cap(words: list[Word], start: int, index: int) -> bool:
    cap, word = words[index - 1], words[index]
    if start != index - 1 or len(cap.text) != 1 or not cap.text.isupper():
        return False
    beside = -MAX_BACK * word.size <= word.x0 - cap.x1 <= word.size
    return beside and cap.size >= MIN_DROP_CAP * word.size and word.y < cap.y + SAME_ROW * word.size


def _run(words: list[Word]) -> Run:
    is_cap = len(words) > 1 and _is_drop_cap(words, 0, 1)
    weights: Counter[float] = Counter()
    for word in words[is_cap:]:
        weights[round(word.size, 1)] += len(word.text)
    size = max(weights, key=lambda one: (weights[one], one))
    main = [word for word in words[is_cap:] if word.size >= SMALL * size]
    y = main[0].y
    texts = [_marked(word, size, y) for word in words]
    if is_cap:
        texts[:2] = ["".join(texts[:2])]
    text = " ".join(text for text in texts if text).replace(f" {RAISED}", RAISED)
    style = BOLD | ITALIC
    for word in main:
        style &= word.style
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    if text.count(CUT) > text.endswith(CUT):
        text = text[:-1].replace(f"{CUT} ", "").replace(CUT, "") + text[-1]
    return text, round(x0, 1), round(x1, 1), round(y, 1), size, style


def _marked(word: Word, size: float, y: float) -> str:
    """Set a raised mark of a note apart from the word it follows."""
    if word.size < SMALL * size:
        n_raised = len(word.text) if y - word.y >= MIN_RISE * size else 0
    else:
        n_raised = word.n_small if word.rise >= MIN_RISE * size else 0
    mark = word.text[len(word.text) - n_raised :]
    if not n_raised or _MARK.fullmatch(mark) is None:
        return word.text
    return f"{word.text[:-n_raised]}{RAISED}{mark}{LOWERED}"
