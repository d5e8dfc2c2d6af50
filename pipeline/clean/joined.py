"""Lines of a hard-wrapped page put together again, so that page furniture can be told from text."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.clean.datelines import is_dateline
from pipeline.clean.furniture import is_advertisement, is_cut, is_footer, is_share_bar

FULL = 0.9  # quantile of the lengths of lines that go on: about the width they were wrapped at
MIN_FULL = 0.5  # of that width; a shorter line ends what it belongs to
_LIST_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)]|[•·▪■●*\u2013-]|\[.?\]|☐|☒)\s")


def joined_lines(lines: list[str]) -> list[range]:
    """Group the lines of a wrapped text.

    A line goes on in the next one if the first word of that found no room in it, or if that
    begins in lower case.

    Returns:
        Ranges of indices that cover all lines in order; every blank line is alone.
    """
    stripped = [line.strip() for line in lines]
    alone = [_is_alone(line) for line in stripped]
    width = _width(stripped)
    starts = [
        index
        for index in range(len(stripped))
        if index == 0
        or any(alone[index - 1 : index + 1])
        or not _goes_on(stripped[index - 1], stripped[index], width)
    ]
    return [range(start, end) for start, end in pairwise([*starts, len(stripped)])]


def _width(lines: list[str]) -> int:
    lengths = sorted(len(a) for a, b in pairwise(lines) if a and b and b[0].islower())
    return lengths[int(FULL * (len(lengths) - 1))] if lengths else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    if not before or not line or _LIST_MARKER.match(line):
        return False
    if len(before) < MIN_FULL * width:
        return False
    first_word = line.split(maxsplit=1)[0]
    return line[0].islower() or len(before) + 1 + len(first_word) > width


def _is_alone(line: str) -> bool:
    """Tell furniture that fills a line of its own."""
    kinds = (is_advertisement, is_share_bar, is_cut, is_footer, is_dateline)
    return any(is_kind(line) for is_kind in kinds)
