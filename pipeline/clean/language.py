"""The language of a text and of its passages, where it can be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import py3langid
from babel.core import get_global
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.records import UNDETERMINED

MIN_CHARACTERS = 40  # about one short sentence; names and titles are called anything
MIN_CONFIDENCE = 0.8  # of 400 texts cut to 60 characters 381 reach it, none of them wrong
WINDOW = 400  # characters told at a time; more changes no answer and costs time
MAX_WINDOWS = 24  # of a text in more than one language: enough to tell which has most words
# To overrule what an item states of itself, or what its document is in, a text must be longer
# and the answer surer: lists of names and titles are called anything, too.
MIN_OWN_BYTES = 100  # of UTF-8: two or three a character in scripts that need fewer of them
SURE = 0.95
# Words that no other language has as many of; English passages need no closer look.
_ENGLISH_WORDS = (
    "the of and to that with for was is it by from this are were which have has not be on as at "
    "its their his her they an or"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
MIN_ENGLISH = 0.2  # share of such words: Dutch has 0.1 at most, English prose 0.3 and more
MIN_ENGLISH_WORDS = 4
ENGLISH_SAMPLE = 60  # words looked at
# Languages so near each other that a short text may be either: sure of one of them is sure enough.
_KIN = {
    code: group
    for group in ("ar ary arz", "da nb nn no", "id ms", "bs hr sr", "cs sk", "hi ne", "zh wuu yue")
    for code in group.split()
}
# Codes of the identifier that ISO 639-1 has under another; the rest of its three-letter ones, and
# "zxx" (no language at all), it does not have.
_ISO = {
    "ary": "ar", "arz": "ar", "grc": "el", "gug": "gn", "hbo": "he", "kik": "ki", "nb": "no",
    "nn": "no", "sdh": "ku", "uzs": "uz", "wuu": "zh", "yue": "zh",
}  # fmt: skip
_WORDS = re.compile(r"\w+")


def tell_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or UNDETERMINED.

    Beginning, middle and end are looked at; if they differ, the whole, and the language counts
    that most of its words are in.
    """
    if len(text) <= 3 * WINDOW:
        return _told(text)
    told = {_told(part) for part in _ends_and_middle(text)} - {UNDETERMINED}
    return told.pop() if len(told) == 1 else _dominant(text)


def choose_language(stated: str, text: str) -> str:
    """Return the language an item states for itself, unless its text is surely in another.

    Args:
        stated: ISO 639-1, or empty: not stated. Templates of pages often state a wrong one.
        text: The cleaned text.
    """
    told = tell_language(text)
    if not stated or stated == told:
        return told
    is_sure = _is_long(text) and told not in (UNDETERMINED, stated)
    return told if is_sure and _told(text[:WINDOW], SURE) == told else stated


def passage_language(text: str, document_language: str) -> str:
    """Return the language of a passage: its document's, unless it is surely in another."""
    if not _is_long(text):
        return document_language
    told = _told(text[:WINDOW], SURE)
    return document_language if told == UNDETERMINED else told


def language_shares(text: str, candidates: Sequence[str]) -> list[tuple[str, float]]:
    """Return how likely a text is in each of some languages, the likeliest first.

    Args:
        text: Beginning, middle and end are looked at; they count alike.
        candidates: Codes of ISO 639, such as "en"; none twice.

    Returns:
        (language, share) of every candidate, and (UNDETERMINED, share) for all other languages
        together; the shares lie in 0 to 1 and add up to 1.

    Raises:
        LookupError: A candidate is no language that can be told; names it.
    """
    known = {*_identifier().labels, *_ISO.values()}
    if unknown := [code for code in candidates if code not in known]:
        raise LookupError(f"languages that cannot be told: {', '.join(sorted(set(unknown)))}")
    shares = dict.fromkeys((*candidates, UNDETERMINED), 0.0)
    parts = _ends_and_middle(text) if len(text) > 3 * WINDOW else (text,)
    for part in parts:
        for code, share in _identifier().rank(part):
            name = code if code in shares else _ISO.get(code, UNDETERMINED)
            shares[name if name in shares else UNDETERMINED] += share / len(parts)
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))


def stated_language(stated: str) -> str:
    """Return the ISO 639-1 code that "en-GB", or "eng" of ISO 639-2, states; empty for others."""
    code = stated.strip().replace("_", "-").split("-")[0].casefold()
    code = str(get_global("language_aliases").get(code, "")) if len(code) == 3 else code
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _ends_and_middle(text: str) -> tuple[str, str, str]:
    middle = (len(text) - WINDOW) // 2
    return text[:WINDOW], text[middle : middle + WINDOW], text[-WINDOW:]


def _told(text: str, least: float = MIN_CONFIDENCE) -> str:
    if len(text) < MIN_CHARACTERS:
        return UNDETERMINED
    if _is_english(text):
        return "en"
    likeliest = _identifier().rank(text)[:3]
    best = likeliest[0][0]
    kin = _KIN.get(best, best)
    confidence = sum(share for code, share in likeliest if _KIN.get(code, code) == kin)
    iso = _ISO.get(best, best)
    return iso if confidence >= least and len(iso) == 2 else UNDETERMINED


def _dominant(text: str) -> str:
    """Return the language of most words, in windows spread over the text."""
    n_windows = min(MAX_WINDOWS, -(-len(text) // WINDOW))
    step = (len(text) - WINDOW) / max(1, n_windows - 1)
    words: Counter[str] = Counter()
    for number in range(n_windows):
        window = text[int(number * step) :][:WINDOW]
        words[_told(window)] += len(_WORDS.findall(window))
    told = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return told[0][0]


def _is_long(text: str) -> bool:
    return len(text[:MIN_OWN_BYTES].encode()) >= MIN_OWN_BYTES


def _is_english(text: str) -> bool:
    words = text.split(None, ENGLISH_SAMPLE)[:ENGLISH_SAMPLE]
    n_english = sum(word in _ENGLISH for word in words)
    return n_english >= max(MIN_ENGLISH_WORDS, MIN_ENGLISH * len(words))


@cache
def _identifier() -> LanguageIdentifier:
    model = Path(py3langid.__file__).parent / MODEL_FILE
    return LanguageIdentifier.from_modelpath(model, norm_probs=True)
