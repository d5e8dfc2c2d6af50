"""Written forms made ready for the scan, and when a place in a text fits one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold

SHORT_EXACT = 3
"""Exact forms up to this length (US, WHO) may be plain words in a line of capitals."""

_BREAK = re.compile(r"[\n;:!?]|\w\. ")
"""What ends a sentence or line: no name goes on across it, unless written so itself."""


LINE = 200
"""Code points on either side in which a line is looked at."""
AROUND = 24
"""Code points in which the word before or after a name is looked for."""
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{3,} $")
_CAPITALS_AFTER = re.compile(r" [A-Z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One written form: its folded words and the case rule."""

    entry: Entry
    folded: str
    """Folded words, single spaces between them."""
    core: str
    """The written form without a final full stop."""
    capitals: tuple[int, ...]
    """Ordinals of the words that must begin with a capital in the text."""
    breaks: bool
    """Whether the written form itself holds what would end a sentence."""


def pattern(entry: Entry) -> Pattern:
    """Make an entry ready for the scan."""
    core = entry.written.rstrip(".")
    folded = fold(core)
    starts = word_starts(folded)
    capitals = tuple(i for i, start in enumerate(starts) if core[start].isupper())
    return Pattern(entry, folded_words(core), core, capitals, bool(_BREAK.search(core)))


def folded_words(written: str) -> str:
    """Return a name's words as they are looked for: folded, single spaces between them."""
    return " ".join(fold(written).split())


def word_starts(folded: str) -> list[int]:
    """Return where the words of a folded text start."""
    return [found.start() for found in re.finditer(r"[^ ]+", folded)]


def fits(one: Pattern, text: str, starts: list[int], end: int) -> bool:
    """Tell whether a place in a text that folds like a pattern is written like it, too.

    Args:
        one: The pattern.
        text: The whole text.
        starts: Where the words of this place start in the text.
        end: Where its last word ends.
    """
    written = text[starts[0] : end]
    if not one.breaks and len(starts) > 1 and _BREAK.search(written):
        return False
    if not one.entry.exact:
        return all(text[starts[ordinal]].isupper() for ordinal in one.capitals)
    if _spaced(written) != _spaced(one.core):
        return False
    return len(one.core) > SHORT_EXACT or not (
        _in_capitals(text, starts[0], end) or _among_capitals(text, starts[0], end)
    )


def _among_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words on both sides are in capitals: "GIVE US SCHOOLS in every village"."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return bool(_CAPITALS_BEFORE.search(before) and _CAPITALS_AFTER.match(after))


def _spaced(written: str) -> str:
    return " ".join(written.split())


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the rest of the line, as far as is looked, has letters, all of them capitals."""
    before = text[max(0, start - LINE) : start].rpartition("\n")[2]
    return (before + text[end : end + LINE].partition("\n")[0]).isupper()
