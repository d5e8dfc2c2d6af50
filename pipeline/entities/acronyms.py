"""Acronyms that a document defines: "Asia-Europe Foundation (ASEF)" and the other way round."""

from __future__ import annotations

import re

_DEFINED = re.compile(r"\(\s?([A-Z][A-Za-z&.\-]{0,9}[A-Z][a-z]{0,2}\.?)\s?\)")
_REVERSED = re.compile(r"\b([A-Z][A-Za-z&\-]{1,9}) \(([A-Z][^()\n]{6,120})\)")

_SMALL = "of for the and on in to de la le du des des et y e und für a an & with"
SMALL = frozenset(_SMALL.split())


def definitions(text: str) -> dict[str, tuple[int, int]]:
    """Return the range of the long form by acronym; the first definition counts."""
    found: dict[str, tuple[int, int]] = {}
    for match in _DEFINED.finditer(text):
        acronym = match.group(1)
        before = text[max(0, match.start() - 160) : match.start()].rpartition("\n")[2].rstrip()
        start = _long_form(before, acronym)
        if start >= 0:
            offset = (
                match.start() - len(text[: match.start()]) + len(text[: match.start()].rstrip())
            )
            found.setdefault(acronym, (offset - len(before) + start, offset))
    for match in _REVERSED.finditer(text):
        if _long_form(match.group(2), match.group(1)) == 0:
            found.setdefault(match.group(1), match.span(2))
    return found


def _long_form(before: str, acronym: str) -> int:
    """Return where in the text before it an acronym's long form starts, or -1.

    Initials are matched from the right, small words may be passed over; the first initial
    must be that of a capitalised word that is no small word.
    """
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    words = list(re.finditer(r"[^\s\-\u2013/]+", before))
    while words and letters:
        word = words.pop()
        head = word.group().lstrip("\u201c\"'\u2018(").lower()
        if head.startswith(letters[-1]) and not (len(letters) == 1 and head in SMALL):
            letters.pop()
            if not letters:
                return word.start() if before[word.start()].isupper() else -1
        elif head not in SMALL and not head.startswith(tuple(letters)):
            return -1
    return -1
