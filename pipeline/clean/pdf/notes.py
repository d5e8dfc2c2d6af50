"""Footnotes of a PDF page told from its text by size, place and mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.clean.pdf.lines import RAISED, Line

SMALL = 0.92  # of the body's size; notes are set at 0.7 to 0.9 of it
MAX_LINES = 1000  # of a page; more is a map or a table
MAX_SHARE = 0.6  # of the characters of a page; more is a page of notes, read as text

_MARKED = re.compile(rf"{RAISED}|(?:\d{{1,3}}|[*†‡§]{{1,3}}|\([\da-z]\))\.?\s?[^\W\d_“\"'‘(]")


def body_size(lines: Iterable[Line]) -> float:
    """Return the size (points) that most characters are set in; 0 where there are none."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return max(weights, key=lambda size: (weights[size], size), default=0.0)


def notes(lines: Sequence[Line], size: float, *, goes_on: bool = False) -> list[int]:
    """Return which lines of one page, in reading order, are footnotes.

    They are smaller than the body, have none of it below them in their column, and begin with
    a mark, or go on with a note of the page before.

    Args:
        lines: Of the page.
        size: Of the body's font (points).
        goes_on: Whether the last note of the page before has no end yet.
    """
    small = [place for place in _at_foot(lines, size) if not _is_rule(lines[place])]
    found: list[int] = []
    for place in small:
        is_first = goes_on and place == small[0]
        is_next = bool(found) and _follows(lines, found[-1], place)
        if is_marked(lines[place]) or is_first or is_next:
            found.append(place)
    n_characters = sum(len(line.text) for line in lines)
    n_noted = sum(len(lines[place].text) for place in found)
    return found if n_noted <= MAX_SHARE * n_characters else []


def is_open(noted: Sequence[Line]) -> bool:
    """Tell whether the notes of a page break off within a sentence."""
    return bool(noted) and not noted[-1].text.rstrip().endswith((".", "!", "?", ")", "”"))


def is_marked(line: Line) -> bool:
    """Tell the first line of a note."""
    return _MARKED.match(line.text) is not None


def _at_foot(lines: Sequence[Line], size: float) -> list[int]:
    if len(lines) > MAX_LINES:
        return []
    by_y = sorted(range(len(lines)), key=lambda place: -lines[place].y)
    foot: list[int] = []
    above: list[Line] = []
    for place in by_y:
        line = lines[place]
        if line.size > SMALL * size:
            above.append(line)
        elif not any(line.above(other) for other in above):
            foot.append(place)
        if len(above) > len(lines) // 2:
            break
    return sorted(foot)


def _follows(lines: Sequence[Line], before: int, place: int) -> bool:
    a, b = lines[before], lines[place]
    return b.same_size(a) and 0 <= b.y - a.y < 2 * a.size


def _is_rule(line: Line) -> bool:
    return not any(map(str.isalnum, line.text))
