"""Single words mended where only one reading is a word: cut by hyphens, run together, misread."""

from __future__ import annotations

import re
from itertools import product

from pipeline.clean.ocr.faults import unaccented
from pipeline.clean.ocr.join import Speller
from pipeline.clean.ocr.lists import BEGINNINGS, GLUE, KEPT_HYPHEN, LITTLE, SUSPENDING

COMMON = 20_000  # rank up to which a word may be a part of words run together
MIN_PART = 3  # letters of such a part, unless it is one of LITTLE
MAX_DIGITS = 3  # in one word
MIN_GLUED = 3  # words glued to one of GLUE; from there on other words are parted, too
_MISREAD = {"1": "li", "0": "o", "3": "e", "5": "s", "6": "b", "8": "b"}

# "govern- ment", "govern¬ ment"; a hyphen between the halves of a word that has none.
_CUT = re.compile(r"(?<![\w-])([A-Za-z]{2,})(-|\u00ac|\u00ad) ([a-z]{2,})(?![\w-])")
_NOT_SIGN = re.compile(r"(?<=[a-z])\u00ac\s*(?=[a-z])")
_INNER = re.compile(r"(?<![\w-])([A-Za-z][a-z]+)-([a-z]+)(?:-([a-z]+))?(?![\w-])")
_GLUED = re.compile(r"(?<![\w'\u2019@/.#:=-])[a-z]{4,30}(?![\w'\u2019@/#-])")
_GLUED_NAME = re.compile(r"(?<![\w@/.#-])(of|by|and|the|in|from|for|with|at)([A-Z][a-z]{2,})(?!\w)")
_WITH_DIGIT = re.compile(r"(?<![\w@/.#-])(?=\w*[a-z])(?=\w*\d)[A-Za-z0-8]+(?![\w@/#-])")
# French words beside it make it French, a capital and no small letter behind it make it a name.
_ACCENTED = re.compile(
    r"(?<![\w'\u2019-])(?<!\bde )(?<!\bdu )(?<!\ble )(?<!\bla )(?<!\bau )(?<!\bun )"
    r"(?:[a-zß-ÿ][A-Za-zÀ-ÿ]{2,4}(?![\w'\u2019-])"
    r"|[A-ZÀ-Þ][A-Za-zÀ-ÿ]{2,4}(?![\w'\u2019-])(?=\W*(?:[a-z]|$)))"
    r"(?! (?:de|du|des|à|au|vert|noir)\b)"
)


def without_hyphens(text: str, speller: Speller) -> str:
    """Join words that a hyphen at a line's end cut, where the joined string is a word."""
    if "\u00ac" in text:
        text = _NOT_SIGN.sub("", text)
    if "-" in text or "\u00ac" in text:
        text = _CUT.sub(lambda cut: _uncut(cut, speller), text)
    return text


def _uncut(cut: re.Match[str], speller: Speller) -> str:
    left, mark, right = cut.groups()
    if right in SUSPENDING:
        return cut[0]
    if mark == "-" and left.lower() in KEPT_HYPHEN and speller.has(right):
        return f"{left}-{right}"
    if speller.has_whole((left + right).lower()) and not _both_common(left, right, speller):
        return left + right
    return cut[0]


def _both_common(left: str, right: str, speller: Speller) -> bool:
    """Tell whether both halves are everyday words, so that "in- to" may well be two."""
    ranks = speller.lexicon.ranks
    return max(ranks.get(half.lower(), COMMON) for half in (left, right)) < COMMON // 10


def without_inner_hyphens(text: str, speller: Speller) -> str:
    """Join words that keep the hyphen of a line's end within a line ("infor-mation")."""
    return _INNER.sub(lambda inner: _whole(inner, speller), text)


def _whole(inner: re.Match[str], speller: Speller) -> str:
    parts = [part for part in inner.groups() if part]
    first = parts[0].lower()
    if first.endswith("o") or first in BEGINNINGS or all(map(speller.has, map(str.lower, parts))):
        return inner[0]  # "socio-", "post-" and the like are written with it
    whole = "".join(parts)
    return whole if speller.has_whole(whole.lower()) else inner[0]


def apart(text: str, speller: Speller) -> str:
    """Part words that run together ("oftheir", "ofAthens"), where there is one way only.

    "onsite" and "roadmap" are words of their time and stay, unless the text is full of words
    that plainly run together.
    """
    found = {*_GLUED.findall(text), *(word[0] for word in _GLUED_NAME.finditer(text))}
    ways = {
        word: way for word in found if not _is_own(word, speller) and (way := _way(word, speller))
    }
    plain = {word for word, way in ways.items() if not GLUE.isdisjoint(way)}
    chosen = plain if len(plain) < MIN_GLUED else ways.keys()
    if not chosen:
        return text
    either = "|".join(sorted(chosen))
    return re.sub(
        rf"(?<![\w'\u2019@/.#-])(?:{either})(?![\w@/#-])",
        lambda word: " ".join(ways[word[0]]),
        text,
    )


def _is_own(word: str, speller: Speller) -> bool:
    return speller.has(word) or word in speller.own


def _way(word: str, speller: Speller) -> tuple[str, ...]:
    """Return the words that a string falls into; none where there is no way or more than one."""
    named = _GLUED_NAME.fullmatch(word)
    if named:
        return named.groups() if named[2].lower() in speller.lexicon.ranks else ()
    ways = [
        (word[:cut], word[cut:])
        for cut in range(2, len(word) - 1)
        if _is_part(word[:cut], speller) and _is_part(word[cut:], speller)
        if len(word) - cut > 2 or word[:cut] in LITTLE  # "lapis" is no "lap is"
    ]
    if len(ways) > 1:  # "of their" rather than "oft heir"
        ways = [way for way in ways if not LITTLE.isdisjoint(way)]
    return ways[0] if len(ways) == 1 else ()


def _is_part(part: str, speller: Speller) -> bool:
    is_common = speller.lexicon.ranks.get(part, COMMON) < COMMON and speller.has(part)
    return part in LITTLE or (len(part) >= MIN_PART and is_common)


def without_accents(text: str) -> str:
    """Take accents off everyday words ("thé"), as OCR for another language sets them."""
    return (
        text if text.isascii() else _ACCENTED.sub(lambda word: unaccented(word[0]) or word[0], text)
    )


def without_digits(text: str, speller: Speller) -> str:
    """Put letters for the digits they were misread as ("wor1d"), where that gives one word."""
    return _WITH_DIGIT.sub(lambda misread: _reread(misread[0], speller), text)


def _reread(word: str, speller: Speller) -> str:
    n_digits = sum(char.isdigit() for char in word)
    if n_digits > MAX_DIGITS or len(word) < 2 * n_digits + 2 or word[-1].isdigit():
        return word
    choices = [_MISREAD.get(char, char) for char in word]
    readings = {"".join(letters) for letters in product(*choices)}
    words = sorted(reading for reading in readings if speller.has(reading.lower()))
    return words[0] if len(words) == 1 else word
