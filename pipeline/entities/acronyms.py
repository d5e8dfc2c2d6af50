"""Acronyms that a document defines: "Asia-Europe Foundation (ASEF)" and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from pipeline.gazetteers import fold

_UP = "A-Z\u00c0-\u00d6\u00d8-\u00de"
ACRONYM = rf"(?:[A-Z]\.\s?){{2,8}}|[{_UP}][\w&./\-]{{0,9}}[{_UP}][a-z]{{0,2}}\.?"
"""Two capitals at least, the first and one of the last: "ASEF", "U.S.I.A.", "IUPsyS", "MoMA"."""

_SAID = (
    r"(?:(?:also |hereinafter |hereafter |or |better )?"
    r"(?:known as|called|abbreviated (?:as|to)|referred to as|or|hereafter|hereinafter|in short|"
    r"in English|in French|en fran\u00e7ais|sigle)[,:]? (?:the |as )?)?"
)
_QUOTE = "[\"'\u201c\u201d\u2018\u2019\u00ab\u00bb]?"
_DEFINED = re.compile(
    rf"\(\s?{_SAID}{_QUOTE}({ACRONYM}){_QUOTE}(?:[,;:\u2013] ?[^()\n]{{1,80}}| for short)?\s?\)"
)
_WORD_DEFINED = re.compile(r"\(\s?([A-Z][a-z]{4,10})\s?\)")
"""An acronym written as a word, "(Unesco)"; most of its letters must begin words."""
_SAID_AFTER = re.compile(
    rf",? (?:\(?or|\(?also known as|known as|abbreviated (?:as|to)) (?:the )?"
    rf"{_QUOTE}((?:[A-Z]\.){{2,8}}|[A-Z][A-Z&\-]{{1,8}}){_QUOTE}"
    r"(?=[,.;:)]| (?:is|was|has|and|in|to)\b)"
)
_FOR_SHORT = re.compile(rf",? (?:or )?{_QUOTE}({ACRONYM}){_QUOTE},? for short\b")
_STANDS_FOR = re.compile(
    r"\b([A-Z][A-Za-z&\-]{1,9}),? (?:which )?(?:stands|standing) for (?:the )?"
    rf"{_QUOTE}([A-Z\u00c0-\u00de][^\n;:(.\u201d\"]{{6,120}})"
)
_REVERSED = re.compile(
    r"\b([A-Z][A-Za-z&\-]{1,9}) ?\((?:the )?([A-Z\u00c0-\u00de][^()\n]{6,120})\)"
)
_LISTED = re.compile(
    r"^((?:[A-Z]\.){2,8}|[A-Z][A-Za-z&\-]{0,8}[A-Z])(?:[:,]| =| [\u2013\u2014-]) "
    r"([A-Z\u00c0-\u00de][^\n;(]{6,120}?)[.,]?$",
    re.M,
)
"""A line of a list of abbreviations."""

_SMALL = (
    "of for the and on in to at by with from a an & de la le les du des d l et en pour sur au aux "
    "y e el los las del para por da do dos das di della delle dei degli il per und f\u00fcr der "
    "die das den des zur zum von van het voor v i na za w"
)
SMALL = frozenset(_SMALL.split())
LOOK_BACK = 160
"""Code points before an acronym in which its long form is looked for."""
MOST_COMMAS = 3
"""Commas before an acronym, from the last on, before which its long form may end."""
MOST_WORDS = 2
"""Times as many words as letters, at most, in a long form."""

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\n;:!?()]|[a-z]{3}\. |, (?:which|who|where|while|but)\b")
"""What no long form goes on across."""


@lru_cache(maxsize=1)
def definitions(text: str) -> Mapping[str, tuple[int, int]]:
    """Return the range of the long form by acronym; the first definition counts.

    Read are "Long Form (LF)", "(LF, founded 1946)", "(hereafter LF)", "Long Form, or LF,",
    "Long Form, LF for short",
    "LF (Long Form)", "LF stands for Long Form" and lines "LF: Long Form".
    """
    found: dict[str, tuple[int, int]] = {}
    for acronym, (start, end) in sorted(_defined(text), key=lambda one: one[1]):
        found.setdefault(acronym, (start, end))
    return MappingProxyType(found)


def _defined(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for pattern in (_DEFINED, _WORD_DEFINED, _SAID_AFTER, _FOR_SHORT):
        for match in pattern.finditer(text):
            low = max(0, match.start() - LOOK_BACK)
            before = text[low : match.start()].rstrip().rstrip(",\u201d\"'\u2019")
            gap = max((gap.end() for gap in _GAP.finditer(before)), default=0)
            if form := _best(before[gap:], match.group(1)):
                yield match.group(1), (low + gap + form[0], low + gap + form[1])
    for pattern in (_REVERSED, _STANDS_FOR, _LISTED):
        for match in pattern.finditer(text):
            form = _best(match.group(2), match.group(1))
            if form and form[0] == 0 and _is_acronym(match.group(1)):
                yield match.group(1), (match.start(2), match.start(2) + form[1])


def _is_acronym(word: str) -> bool:
    """Tell whether a word is written as an acronym; "Unesco" is, by its length."""
    return sum(map(str.isupper, word)) > 1 or len(word) > 4


def _best(before: str, acronym: str) -> tuple[int, int] | None:
    """Return the range of the long form that ends a text, or before a comma in it.

    Of several the one of which most words begin with a letter of the acronym, then the shortest:
    "International Labour Office|, Geneva", but "United Nations Educational, Scientific ...|".
    """
    commas = [found.start() for found in re.finditer(", ", before)]
    ends = [len(before), *commas[-MOST_COMMAS:]]
    forms = [(long_form(before[:end], acronym), end) for end in ends]
    known = [(start, end) for start, end in forms if start >= 0]
    if not known:
        return None
    best = max(known, key=lambda one: (initials(before[slice(*one)], acronym), -one[1]))
    told = initials(before[slice(*best)], acronym)
    return best if sum(map(str.isupper, acronym)) > 1 or told * 2 > len(acronym) else None


def initials(form: str, acronym: str) -> int:
    """Return how many of an acronym's letters begin words of its long form, in order."""
    letters = acronym.lower()
    best = [0] * (len(letters) + 1)  # of the first letters, over the words read so far
    for word in _WORD.findall(fold(form)):
        before = best.copy()
        for place, letter in enumerate(letters):
            one_more = before[place] + (letter == word[0])
            best[place + 1] = max(before[place + 1], best[place], one_more)
    return best[-1]


def long_form(before: str, acronym: str) -> int:
    """Return where in the text before it an acronym's long form starts, or -1.

    Letters are matched from the right (Schwartz and Hearst 2003), with two corrections: the
    first must begin a capitalised word that is no small word ("ATI" is no "and Theatre
    Institute"), and the form is at most `MOST_WORDS` times as many words as the acronym has
    letters.
    """
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    if len(letters) > 2 and acronym.endswith("s") and acronym[-2].isupper():
        letters = letters[:-1]
    folded, place = fold(before), len(before)
    for letter in reversed(letters[1:]):
        place = folded.rfind(letter, 0, place)
        if place < 0:
            return -1
    starts = list(_starts(before, letters, place))
    if not starts:
        return -1
    return max(starts, key=lambda start: (initials(before[start:], acronym), start))


def _starts(before: str, letters: list[str], place: int) -> Iterator[int]:
    """Yield where a long form may start: at words before a place with the first letter."""
    words = list(_WORD.finditer(before))
    first = max(0, len(words) - MOST_WORDS * len(letters))
    for word in words[first : len(words) - 1]:
        name = word.group()
        is_first = name[0].isupper() and fold(name[:1]) == letters[0]
        is_small = name.lower() in SMALL and not before.isupper()
        if word.start() < place and is_first and not is_small:
            yield word.start()
