"""Lines of a PDF joined to running text: hyphens mended, marks of notes taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.clean.pdf.lines import CUT, LOWERED, RAISED, Line

MIN_HALF = 4  # letters of both halves of a compound that is told by its halves being words

_HYPHEN_END = re.compile(rf"(?P<left>[^\W\d_]+)\s?(?P<mark>[-\u2010\u00ac\u00ad{CUT}])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_UNIT = re.compile(r"(?:\b10|\)|\b[kcm]?m)$")  # "km2" and "10 6" are raised for good
_MARK = re.compile(f"{RAISED}([^{LOWERED}]*){LOWERED}")
_TAIL = 60  # characters before a hyphen that are looked at


def known_words(lines: Iterable[Line]) -> frozenset[str]:
    """Return the folded words of a text, but for halves at the ends of lines.

    They tell whether a hyphen is part of a word.
    """
    known: set[str] = set()
    is_cut = False
    for line in lines:
        words = [word.casefold() for word in _WORD.findall(line.text)]
        known.update(words[1:] if is_cut else words)
        is_cut = _HYPHEN_END.search(line.text[-_TAIL:]) is not None
        if is_cut and words:
            known.discard(words[-1])
    return frozenset(known)


def join_lines(lines: Iterable[Line], words: frozenset[str]) -> str:
    """Return one paragraph of its lines.

    Args:
        lines: In reading order.
        words: See known_words; of the whole document.
    """
    out = ""
    for line in lines:
        text = _without_marks(line.text)
        cut = _HYPHEN_END.search(out[-_TAIL:]) if out else None
        if cut is not None:
            out = _mended(out, cut, text, words)
        else:
            out = f"{out} {text}" if out else text
    return out.replace(CUT, "-")


def _without_marks(text: str) -> str:
    """Take out marks of notes behind words; at the beginning of a note they stay."""
    if RAISED not in text:
        return text
    text = re.sub(f"^{RAISED}([^{LOWERED}]*){LOWERED}", r"\1 ", text)
    return _MARK.sub(lambda found: _kept_mark(text[: found.start()], found[1]), text)


def _kept_mark(before: str, mark: str) -> str:
    return mark if _UNIT.search(before[-8:]) else ""


def _mended(out: str, cut: re.Match[str], text: str, words: frozenset[str]) -> str:
    """Join the halves of a word; its hyphen stays where it belongs to the word."""
    stem = out[: len(out) - len(cut[0])] + cut["left"]
    if cut["mark"] in "\u00ac\u00ad":
        return stem + text
    right = _WORD.match(text)
    if right is None:
        return f"{stem}- {text}"
    if not text[0].islower() or _is_compound(stem, cut["left"], right[0], words):
        return f"{stem}-{text}"
    return stem + text


def _is_compound(stem: str, left: str, right: str, words: frozenset[str]) -> bool:
    left, right = left.casefold(), right.casefold()
    if stem[: len(stem) - len(left)].endswith("-"):
        return True
    if left + right in words:
        return False
    first = re.split("[-\u2010]", right)[0]
    if f"{left}-{right}" in words or f"{left}-{first}" in words:
        return True
    halves = min(len(left), len(first)) >= MIN_HALF
    return halves and left in words and first in words
