"""Acronyms that a document defines: "Asia-Europe Foundation (ASEF)" and the other way round."""

from __future__ import annotations

import re

from pipeline.gazetteers import fold

_DEFINED = re.compile(r"\(\s?([A-Z][A-Za-z&.\-]{0,9}[A-Z][a-z]{0,2}\.?)\s?\)")
_REVERSED = re.compile(r"\b([A-Z][A-Za-z&\-]{1,9}) \(([A-Z][^()\n]{6,120})\)")

_SMALL = "of for the and on in to de la le du des des et y e und für a an & with"
SMALL = frozenset(_SMALL.split())
LOOK_BACK = 160
"""Code points before an acronym in which its long form is looked for."""

_WORD = re.compile(r"[^\W_]+")


def definitions(text: str) -> dict[str, tuple[int, int]]:
    """Return the range of the long form by acronym; the first definition counts."""
    found: dict[str, tuple[int, int]] = {}
    for match in _DEFINED.finditer(text):
        acronym = match.group(1)
        window = text[max(0, match.start() - LOOK_BACK) : match.start()]
        end = match.start() - len(window) + len(window.rstrip())
        before = window.rstrip().rpartition("\n")[2]
        start = _long_form(before, acronym)
        if start >= 0:
            found.setdefault(acronym, (end - len(before) + start, end))
    for match in _REVERSED.finditer(text):
        if _long_form(match.group(2), match.group(1)) == 0:
            found.setdefault(match.group(1), match.span(2))
    return found


def _long_form(before: str, acronym: str) -> int:
    """Return where in the text before it an acronym's long form starts, or -1.

    Letters are matched from the right (Schwartz and Hearst 2003), with two corrections: the
    first must begin a capitalised word that is no small word ("ATI" is no "and Theatre
    Institute"), and the form is at most twice as many words as the acronym has letters.
    """
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    folded, place = fold(before), len(before)
    for letter in reversed(letters[1:]):
        place = folded.rfind(letter, 0, place)
        if place < 0:
            return -1
    for word in reversed(list(_WORD.finditer(before))):
        name = word.group()
        if word.start() < place and name[0] == letters[0].upper() and name.lower() not in SMALL:
            n_words = len(_WORD.findall(before[word.start() :]))
            return word.start() if 1 < n_words <= 2 * len(letters) else -1
    return -1
