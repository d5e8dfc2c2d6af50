"""The sentence of a passage that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

QUOTE_CHARACTERS = 260
ENOUGH = 8
"""Blanks between words from which a sentence is no heading, dateline or exclamation."""
_END = re.compile(r"(?<=[.!?\u2026])[\"'\u2019\u201d)\]]*\s+|\n+")
_WORD = re.compile(r"\w{4,}")
"""Shorter words tell little."""


def telling(text: str, words: Iterable[str] = (), at: int | None = None) -> str:
    """Return one sentence of a text, cut where it is long.

    Args:
        text: A passage.
        words: Names of what was found; the sentence with most of their words is taken, of
            equals the first that is no heading.
        at: Code point that the sentence has to hold, instead; None: none.
    """
    sentences = [part for part in _END.split(text) if part.strip()]
    if not sentences:
        return ""
    if at is not None:
        return cut(_around(text, at))
    wanted = {word for name in words for word in _WORD.findall(name.casefold())}
    counts = [
        (len(wanted & set(_WORD.findall(part.casefold()))), min(ENOUGH, part.count(" ")))
        for part in sentences
    ]
    return cut(sentences[counts.index(max(counts))])


def _around(text: str, at: int) -> str:
    edges = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    start = max(edge for edge in edges if edge <= max(0, min(at, len(text) - 1)))
    end = min(edge for edge in edges if edge > start)
    late = at - start - QUOTE_CHARACTERS // 2  # the name has to be seen in what is left of it
    if late <= 0:
        return text[start:end]
    return "\u2026 " + text[start + late : end].partition(" ")[2]


def cut(text: str) -> str:
    """Return a text on one line, about QUOTE_CHARACTERS of it at most, in whole words."""
    flat = " ".join(text.split())
    if len(flat) <= QUOTE_CHARACTERS:
        return flat
    ends = accumulate(len(word) + 1 for word in flat.split(" "))
    kept = max((end - 1 for end in ends if end - 1 <= QUOTE_CHARACTERS), default=QUOTE_CHARACTERS)
    return flat[:kept] + " \u2026"
