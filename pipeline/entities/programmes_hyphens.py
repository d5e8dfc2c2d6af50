"""Words that the printer broke at the end of a line, read whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from pipeline.entities.spans import Span

_BREAK = re.compile(
    r"(?:\u00ac(?<=\w\u00ac) (?=\w)|-(?<=[a-z]-) (?=[a-z]{2})(?!and\b|or\b|to\b|und\b|et\b))"
)
"""What scans leave of a hyphen: "Develop\u00ac ment", "Develop- ment", but not "pre- and"."""
WIDTH = 2
"""Code points of it."""


@lru_cache(maxsize=1)
def joined(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without hyphens at line ends, and where in it they were, in order.

    The last text is remembered: two sets of rules read it.
    """
    found = [one.start() for one in _BREAK.finditer(text)]
    if not found:
        return text, ()
    whole = _BREAK.sub("", text)
    return whole, tuple(place - WIDTH * at for at, place in enumerate(found))


def in_place(span: Span, breaks: tuple[int, ...]) -> Span:
    """Return a span of the joined text as a span of the text as it was.

    Args:
        span: Not empty.
        breaks: As `joined` gives them.
    """
    if not breaks:
        return span
    start = span.start + WIDTH * bisect_right(breaks, span.start)
    return replace(span, start=start, end=span.end + WIDTH * bisect_right(breaks, span.end - 1))
