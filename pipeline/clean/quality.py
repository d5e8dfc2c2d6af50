"""How clean a text is of OCR damage and rubble, as one figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from pipeline.clean.language import passage_language
from pipeline.clean.ocr.faults import MIN_OWN, english_fault, fault
from pipeline.records import UNDETERMINED

READ_AS_ENGLISH = ("en",)
DOUBTFUL = 0.95  # English articles score above; below, a closer look is taken
OWN_WORDS = 3  # times that an unknown word comes in a text, from which on it is one of its own
DECIMALS = 3
# Scripts that put no spaces between words: two characters of them count as a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
# "Short- and long-term": such a hyphen breaks no word. The words are those that may follow it.
_SUSPENDED = re.compile(r"[^\W\d_]- (?:and|or|to|but|nor|as|und|oder|bis|et|ou|e|y|of|en)\b")
_BROKEN = "\ufffd"
CHARACTERS_A_WORD = 2


def text_quality(text: str, language: str = UNDETERMINED) -> float:
    """Return the share of a text's words that show no damage.

    A word is damaged if it holds broken or stray characters, digits or capitals inside, no
    vowel, or stands as single letters; if it is rubble of symbols or ends in a hyphen; and, in
    English, if it is in lower case and neither a known word nor one that the text uses
    OWN_WORDS times. Numbers, names, capitals, addresses and signs are never held against it.

    Args:
        text: As in `Document.text`.
        language: ISO 639-1, or UNDETERMINED; but for English the shape of words alone counts.

    Returns:
        0 to 1; 1 for a text without words.
    """
    if language not in READ_AS_ENGLISH:
        return round(_share_sound([text], []), DECIMALS)
    sound = _share_sound([], [text])
    if sound < DOUBTFUL:  # what is written in another language is not damaged
        foreign: list[str] = []
        rest: list[str] = []
        for part in text.split("\n\n"):
            (foreign if _is_foreign(part) else rest).append(part)
        sound = _share_sound(foreign, rest)
    return round(sound, DECIMALS)


def _is_foreign(paragraph: str) -> bool:
    """Tell a sound paragraph in another language; rubble is called anything."""
    return passage_language(paragraph, "en") != "en" and _share_sound([paragraph], []) >= DOUBTFUL


def _share_sound(others: list[str], english: list[str]) -> float:
    """Return the share of words without damage in texts of other languages and in English."""
    found = [_damage(text, fault) for text in others]
    found += [_damage(text, english_fault) for text in english]
    n_words = sum(words for _, words in found)
    return max(0.0, 1.0 - sum(damaged for damaged, _ in found) / max(1.0, n_words))


def _damage(text: str, judge: Callable[[str], float]) -> tuple[float, float]:
    """Return how many words are damaged, and how many there are."""
    counts = Counter(text.split())
    damaged = sum(
        count * weight
        for (token, count), weight in zip(counts.items(), map(judge, counts), strict=True)
        if weight and not (count >= OWN_WORDS and len(token) >= MIN_OWN and token.isalpha())
    )
    if "- " in text:  # not every such word was called damaged
        damaged = max(0.0, damaged - len(_SUSPENDED.findall(text)))
    n_words = float(counts.total())
    if not text.isascii() and (n_unspaced := len(_UNSPACED.findall(text))):
        n_words += n_unspaced / CHARACTERS_A_WORD
        damaged += text.count(_BROKEN) / CHARACTERS_A_WORD
    return damaged, n_words
