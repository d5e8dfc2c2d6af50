"""Lines that say when an article was published, in the head of a pasted page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.dating.lines import dateline
from pipeline.clean.furniture import is_body
from pipeline.clean.parts import claim
from pipeline.records import DateClaim

POSTED_CONFIDENCE = 0.8  # said in words, read by pattern
BARE_CONFIDENCE = 0.8  # nothing but a date between title and text is hardly anything else
MAX_BARE_LINES = 6  # non-empty lines, before the first long paragraph, where it may stand

_POSTED = re.compile(
    r"(?:(?:first )?(?:posted|published)(?: on)?|date(?: published)?)\s*:?\s*(?P<date>.{4,40})",
    re.IGNORECASE,
)

Dated = tuple[list[int], DateClaim | None]
"""Indices of the lines that state a date, and the date."""


def posted(lines: Sequence[str], near: Sequence[int]) -> Dated:
    """Read "Posted on 24 May 2023", or a date alone above the text.

    Args:
        lines: Stripped.
        near: Indices of the lines of the head.
    """
    for index in near:
        found = _POSTED.fullmatch(lines[index])
        when = claim(found["date"], POSTED_CONFIDENCE, "byline") if found else None
        if when:
            return [index], when
    for index in near[:MAX_BARE_LINES]:
        if is_body(lines[index]):
            break
        when = claim(lines[index], BARE_CONFIDENCE, "text")
        if when and when.precision != "year":  # 1947 may be a number of anything
            return [index], when
    return [], None


def nearest_dateline(lines: Sequence[str], near: Sequence[int], start: int) -> Dated:
    """Read a line that is a date and little else: one that says "posted" goes first, then the
    one nearest to the text, which begins at the index `start`.
    """
    found = []
    for before, index in pairwise([-1, *near]):
        read = dateline(lines[index], lines[before] if before >= 0 else "")
        if read and read.kind == "published":
            sure = POSTED_CONFIDENCE if read.is_said else BARE_CONFIDENCE
            when = claim(read.stated, sure, "byline" if read.is_said else "text")
            found += [(not read.is_said, abs(start - index), index, when)] if when else []
    if not found:
        return [], None
    *_, index, when = min(found, key=lambda one: one[:3])
    return [index], when


def is_dateline(line: str) -> bool:
    """Tell "Posted on 24 May 2023" on a line of its own."""
    found = _POSTED.fullmatch(line)
    return found is not None and claim(found["date"], POSTED_CONFIDENCE, "byline") is not None
