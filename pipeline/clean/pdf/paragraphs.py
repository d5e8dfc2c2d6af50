"""Lines of a PDF gathered to paragraphs by where they stand: indents, gaps, sizes and widths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.clean.pdf.lines import CUT, Line

NEAR = 6  # lines before and after that tell how wide a column is
MAX_USUAL = 2.5  # of the size, from line to line; typescripts have 2
MIN_LINES = 10  # of a size, that tell how far its lines reach
MAX_LEADING = 1.3  # of the usual distance of lines; more is a gap between paragraphs
HEADING_LEADING = 1.5  # of the size, between the lines of one heading
MAX_HEADING_LINES = 4
LARGER = 1.15  # of the body's size; a heading is set larger than this, or bold
SAME_DISPLAY = 1.08  # of the size, by which lines of one heading, or one column, differ
CLEARLY_SHORT = 0.7  # of the width of its column
INDENT = 0.7  # of the size; less is ragged

_SENTENCE_END = re.compile(r"[.!?…:;][\"'”\u2019»)\]*]*(?:\ue0f0[^\ue0f1]*\ue0f1)*$")
_LIST_MARKER = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,4}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+"
    r"|[•·▪■●○◦*\u2013o-])\s"
)
_HYPHEN_END = re.compile(rf"[^\W\d_]\s?[-\u2010\u00ad{CUT}]$")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, in reading order."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """Where it begins."""
        return self.lines[0]


def paragraphs(lines: Sequence[Line], size: float = 0.0) -> list[Paragraph]:
    """Gather the lines of a document, in reading order, to paragraphs.

    Args:
        lines: Of one page or of many.
        size: Of the body's font (points); larger lines are headings. 0: not known.
    """
    seen = [_mirrored(line) for line in lines]
    flow = _Flow(seen, _right_edges(seen), _leadings(seen), size)
    found: list[Paragraph] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _breaks(flow, index, start):
            found.append(Paragraph(tuple(lines[start:index])))
            start = index
    return found if lines else []


@dataclass(frozen=True, slots=True)
class _Flow:
    """Lines and what is usual among them."""

    lines: Sequence[Line]
    rights: Sequence[float]
    """How far each line could have reached."""
    leadings: dict[int, float]
    """Usual distance of baselines for each size (points)."""
    size: float


def _mirrored(line: Line) -> Line:
    """Turn a line that is read from right to left, so that it begins at its x0 like others."""
    n_letters = sum(map(str.isalpha, line.text))
    if 2 * len(_RTL.findall(line.text)) <= n_letters:
        return line
    return replace(line, x0=-line.x1, x1=-line.x0)


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """Return how far each line could have reached: as far as those around it in its column.

    Where it stands alone, as far as most lines of its size.
    """
    usual = _usual_rights(lines)
    edges = []
    for index, line in enumerate(lines):
        near = lines[max(0, index - NEAR) : index + NEAR + 1]
        beside = (a for a in near if a.page == line.page and a.above(line) and _like(a, line))
        ends = sorted(a.x1 for a in beside)
        edge = ends[-2 if len(ends) > NEAR else -1]  # a headline may reach over
        edges.append(edge if len(ends) > 1 else max(edge, usual[round(line.size)]))
    return edges


def _usual_rights(lines: Sequence[Line]) -> dict[int, float]:
    """Return how far most lines reach, by size; of a rare size, how far those of all do."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        ends.setdefault(round(line.size), []).append(line.x1)
    every = [line.x1 for line in lines]
    found = {size: own if len(own) >= MIN_LINES else every for size, own in ends.items()}
    return {size: sorted(of)[int(0.75 * (len(of) - 1))] for size, of in found.items()}


def _like(a: Line, b: Line) -> bool:
    return a.bold == b.bold and max(a.size, b.size) <= SAME_DISPLAY * min(a.size, b.size)


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of baselines for each size (points)."""
    counts: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        distance = b.y - a.y
        if a.page == b.page and 0.8 * a.size < distance < MAX_USUAL * a.size and _like(a, b):
            counts.setdefault(round(a.size), Counter())[round(distance * 2) / 2] += 1
    return {size: _usual(count) for size, count in counts.items()}


def _usual(count: Counter[float]) -> float:
    """Return the most frequent distance, taking neighbours half a point off as the same."""
    merged = {at: count[at] + count[at - 0.5] + count[at + 0.5] for at in count}
    return max(merged, key=lambda at: (merged[at], -at))


def _breaks(flow: _Flow, index: int, start: int) -> bool:
    """Tell whether a paragraph ends before the line of this index."""
    a, b = flow.lines[index - 1], flow.lines[index]
    ended = _SENTENCE_END.search(a.text) is not None
    goes_on = b.text[:1].islower() and not ended
    if _HYPHEN_END.search(a.text) and b.text[:1].islower() and a.same_size(b):
        return False
    if a.is_row or b.is_row:
        return not (goes_on and a.is_row == b.is_row)
    if not a.same_size(b) or _is_capitals(a.text) != _is_capitals(b.text) or a.bold != b.bold:
        return not (goes_on and a.same_size(b))
    beside = a.page != b.page or b.y < a.y or not a.above(b)
    if not beside and index - start < MAX_HEADING_LINES and _is_display(flow, a, b):
        return ended or _is_item(b.text) or b.y - a.y > HEADING_LEADING * a.size
    is_short = _would_fit(a, b, flow.rights[index - 1])
    if beside:
        stays = a.page != b.page or b.y < a.y
        return not goes_on and (ended or is_short or _is_item(b.text) or not stays)
    if goes_on:
        return is_short and _is_gap(a, b, flow)
    return _starts(flow, index, start, ended=ended, is_short=is_short)


def _starts(flow: _Flow, index: int, start: int, *, ended: bool, is_short: bool) -> bool:
    """Tell whether a line begins a paragraph within its column."""
    a, b = flow.lines[index - 1], flow.lines[index]
    outdented = b.x0 < a.x0 - INDENT * a.size
    if _is_gap(a, b, flow) or (_is_item(b.text) and (ended or is_short or outdented)):
        return True
    if is_short and not ended and _is_caseless(b.text):
        right = flow.rights[index - 1]
        is_short = a.x1 - a.x0 < CLEARLY_SHORT * (right - a.x0)
    return is_short or (ended and _is_indented(flow.lines, index, start))


def _is_display(flow: _Flow, a: Line, b: Line) -> bool:
    """Tell the lines of one heading."""
    if max(a.size, b.size) > SAME_DISPLAY * min(a.size, b.size):
        return False
    large = flow.size > 0 and min(a.size, b.size) > LARGER * flow.size
    return (a.bold and b.bold) or large


def _would_fit(a: Line, b: Line, right: float) -> bool:
    """Tell whether the first word of b would have found room at the end of a."""
    word = b.text.split(" ", 1)[0]
    width = (b.x1 - b.x0) * len(word) / max(1, len(b.text))
    return a.x1 + width + 0.5 * a.size < right


def _is_gap(a: Line, b: Line, flow: _Flow) -> bool:
    usual = flow.leadings.get(round(a.size), HEADING_LEADING * a.size)
    return b.y - a.y > MAX_LEADING * max(usual, a.size)


def _is_indented(lines: Sequence[Line], index: int, start: int) -> bool:
    """Tell the first line of a paragraph by its indent, or by the end of a hanging one."""
    a, b, first = lines[index - 1], lines[index], lines[start]
    step = INDENT * a.size
    if b.x0 > a.x0 + step:
        return not (index - 1 == start and _is_item(first.text))
    return first.x0 < a.x0 - step and abs(b.x0 - first.x0) < step


def _is_item(text: str) -> bool:
    return _LIST_MARKER.match(text) is not None


def _is_caseless(text: str) -> bool:
    """Tell scripts in which no capital says that a sentence begins."""
    return text[:1].isalpha() and not (text[0].isupper() or text[0].islower())


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) >= 4
