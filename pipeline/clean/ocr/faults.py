"""What OCR leaves in single words: rubble, letters cut off, digits and capitals inside words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.clean.ocr.lexicon import english
from pipeline.clean.ocr.lists import BEGINNINGS, FRAGMENTS

REMEMBERED = 1 << 16  # different tokens whose judgement is kept; words come again and again
MIN_OWN = 5  # letters; shorter strings that repeat may be what is left of letter-spaced words
EVERYDAY = 60  # rank up to which no borrowed word differs from an English one by an accent alone
HALF = 0.5  # weight of what may be an abbreviation, a variable or a plan B as well

_OUTER = "\"'“”‘’‚„«»‹›()[]{}<>.,;:!?¿¡…*_`´|/\\–—-•·#&+=~"
_WEB = re.compile(r"://|@|www\.|[/\\#_]\w|\w\.\w|=")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]{2}\d[^\W\d_]|[^\W\d_]\d[^\W\d_]{2}|^[01][a-z]{3}")
_SYMBOL_INSIDE = re.compile(r"[A-Za-zÀ-ɏ][\^~\\<>{}$£¢¥§¤¦¬°¶»«¡¿■□▪●♦►◄=¨¸]+[A-Za-zÀ-ɏ]")
# Nothing but MacLeod, O'Neill, iPhone, kWh, SpaceX and the like has capitals after small letters.
_CAPITAL_INSIDE = re.compile(r"[A-Za-zß-ÿ'\u2019-]*[a-zß-ö][A-ZÀ-Þ]")
_CAMEL_CASE = re.compile(
    r"[a-z]?(?:[A-ZÀ-Þ][a-zß-ÿ]+['\u2019-]?)+[A-Z]*(?:s|['\u2019]s)?"
    r"|[a-z][A-ZÀ-Þ]\w*|[dlDL]['\u2019].*|[Mm]ac.*"
)
_CAPITALS_THEN_LOWER = re.compile(r"[A-ZÀ-Þ]{2,}(?!s\b|ed\b|er\b|ing\b)[a-zß-ÿ]+$")
_SIGNS = re.compile(r"(?P<one>[^\w\s]|_)(?P=one)*|[(\[\"'“‘«.,;:!?)\]\"'”’»…–—-]{2,4}|[<>=!+-]{2}")
_NEVER_ALONE = frozenset("^~\\_{}¬¦¨´`¸¿¡")
_STRAY = re.compile(r"[\^\\{}¬¦¨¸]")
_SAME_FOUR = re.compile(r"([a-z])\1\1\1|([a-hj-vyz])\2\2")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_OTHER_ALPHABET = re.compile("[Ͱ-Ͽἀ-῿Ѐ-ԯ]")
_VOWEL = re.compile("[aeiouyà-æè-ïò-öø-ýāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷạ-ỹ]")
_SYLLABIC = re.compile("[lrłřŕĺľwn]")  # "vlk", "prst", "cwm": words of Slavic languages and Welsh
_PLAIN = re.compile(r"[a-z]+(?:['\u2019](?:s|t|d|ll|re|ve|m))?")
_PARTS = re.compile(r"[-\u2010\u2011–—/]+")
# "b)", "(b)", "J.", "d'", "'n'", "x:" are whole; "r-*" is not.
_MARKED_LETTER = re.compile(r"[(\[\"'“‘’”«]+\w[.:)\]!?'’”\"»…,;-]*|\w(?:[.:)\]!?'’”\"»…-]+[,;]?|/)")
_FIRST_PARTS = FRAGMENTS.union(BEGINNINGS)
_LETTERS_ANYWHERE = frozenset("aeiouyàèéìòóôúíáwzkvsbhnldjqcmt")
"""Letters that are words, or elided ones, in some language in Latin script."""


@lru_cache(maxsize=REMEMBERED)
def fault(token: str) -> float:
    """Return how damaged a token is by its shape, in any language: 0 not at all, 1 surely.

    Args:
        token: What stands between spaces.
    """
    return _fault(token, is_english=False)


@lru_cache(maxsize=REMEMBERED)
def english_fault(token: str) -> float:
    """Return how damaged a token of an English text is: words in lower case are looked up."""
    return _fault(token, is_english=True)


def _fault(token: str, *, is_english: bool) -> float:
    if "\ufffd" in token:
        return 1.0
    core = token.strip(_OUTER)
    if not core:
        return 0.0 if _SIGNS.fullmatch(token) and token not in _NEVER_ALONE else 1.0
    if not any(char.isalpha() for char in core):
        return 0.0 if any(char.isnumeric() for char in core) or _is_sign(core) else 1.0
    if len(core) == 1:
        return _letter_fault(token, core, is_english)
    if _WEB.search(token):
        return 0.0
    if any(char.isdigit() for char in core):
        return 1.0 if _DIGIT_INSIDE.search(core) and not core.isupper() else 0.0
    if _is_misshapen(core) or _STRAY.search(core) or _is_half(token):
        return 1.0
    return _word_fault(token, core, is_english)


def _is_sign(core: str) -> bool:
    """Tell "%", "€", "→", "°C", an emoji and the like from rubble."""
    if len(core) == 1:
        return core not in _NEVER_ALONE
    return any(unicodedata.category(char) == "So" for char in core)


def _letter_fault(token: str, letter: str, is_english: bool) -> float:
    if not _LATIN.match(letter) or _MARKED_LETTER.fullmatch(token):
        return 0.0
    if letter != token.rstrip(",;"):
        return 1.0
    if letter in ("a", "A", "I", "O"):
        return 0.0
    if letter.isupper():
        return HALF
    return 1.0 if is_english or letter not in _LETTERS_ANYWHERE else 0.0


def _is_misshapen(core: str) -> bool:
    """Tell shapes that no word has: "theI", "IMo", "wor^d", Latin letters among Cyrillic ones."""
    if core.isascii() and core.isalpha() and (core.islower() or core.isupper() or core.istitle()):
        return False
    if _LATIN.search(core) and _OTHER_ALPHABET.search(core):
        return not any(mark in core for mark in "-–/·")
    if _CAPITAL_INSIDE.match(core) and not _CAMEL_CASE.fullmatch(core):
        return True
    return bool(_SYMBOL_INSIDE.search(core) or _CAPITALS_THEN_LOWER.search(core))


def _is_half(token: str) -> bool:
    """Tell a word with a hyphen at its end: its other half is elsewhere."""
    return token[-1] in "-\u00ac" and token[-2].isalpha()


def _word_fault(token: str, core: str, is_english: bool) -> float:
    lower = core.lower()
    if _SAME_FOUR.search(lower):
        return 1.0
    if is_english and lower == core and _LATIN.search(core):
        return _english_fault(token, core)
    is_short = len(core) < 3 or core[1:] != lower[1:] or token.rstrip(",;").endswith(".")
    if is_short or not _LATIN.fullmatch(core[0]) or _VOWEL.search(lower):
        return 0.0
    if is_english:
        return 0.0 if english().has(lower) else 1.0
    return 0.0 if _SYLLABIC.search(lower) else 1.0


def unaccented(word: str) -> str:
    """Return the everyday word of English that an accent was read into ("thé"); "" for others."""
    if word.isascii() or not 3 <= len(word) <= 5:
        return ""
    decomposed = unicodedata.normalize("NFD", word)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    rank = english().ranks.get(plain.lower(), EVERYDAY)
    return plain if rank < EVERYDAY and plain.isascii() else ""


def _english_fault(token: str, core: str) -> float:
    if not _PLAIN.fullmatch(core):
        if unaccented(core):
            return 1.0
        parts = [part for part in _PARTS.split(core) if part]
        if len(parts) < 2:
            return 0.0  # accents: a foreign word
        *firsts, last = parts
        firsts = [part for part in firsts if len(part) > 1 and part not in _FIRST_PARTS]
        return max(map(english_fault, [*firsts, last]))
    word = re.split("['\u2019]", core)[0]
    if english().has(word) or english().has(core.replace("'", "").replace("\u2019", "")):
        return 0.0
    return HALF if token.endswith(".") and len(core) < MIN_OWN else 1.0
