"""OCR damage mended where there is no doubt; what is left is scored by `quality`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, compress, pairwise

from pipeline.clean.ocr.faults import english_fault
from pipeline.clean.ocr.join import Speller, rejoin
from pipeline.clean.ocr.lexicon import english
from pipeline.clean.ocr.words import (
    apart,
    without_accents,
    without_digits,
    without_hyphens,
    without_inner_hyphens,
)
from pipeline.clean.parts import Parts

MIN_DAMAGE = 0.01  # share of damaged words from which on a text was surely read by OCR
# Share of words that are pieces of words, and MIN_TORN of them, in a torn paragraph; in a torn text
# any paragraph with such a piece is torn.
PARAGRAPH_SHARE = 0.05
TEXT_SHARE = 0.03
MIN_TORN = 3
MIN_KINDS = 12  # of damaged words in a torn text; an index has "12n, 14n" everywhere
SINGLE_SHARE = 0.2  # of those pieces
NEAR = 4  # tokens before and after a fault that are looked at in a paragraph that is whole
MIN_RUBBLE = 4  # damaged tokens in a row that are dropped if half of them hold symbols
MAX_FAULTS = 30_000  # mending them takes 5 s; a volume of a million words that OCR read has 25,000
OWN_WORDS = 2  # times that an unknown string comes, from which on it is one of the text's own
MIN_OWN = 4  # its letters
REMEMBERED = 1 << 17

_TORN = re.compile(r"[^\W\d_]{1,3}")
_MARKS = ".,;:!?\"'()[]\u2018\u2019\u201c\u201d"
_SPACE_BEFORE = re.compile(r"(?<=[\w)\u201d]) ([,;:!?.\u201d)]|\u2019(?=(?:s|t|d|m|ll|re|ve)\b))")
_SPACE_AFTER = re.compile(r"([\u201c(]) (?=\w)")
_NO_SPACE_AFTER = re.compile(
    r"(?<=[a-z])[,;:](?=[a-zA-Z\u201c])|(?<=[a-z]{2})\.(?=[A-Z][a-z])|(?<=\w)\u201d(?=\w)"
)
_YEAR = re.compile(r"(?<![\d.,] )(?<!\d)([12]) (\d) (\d) (\d)(?!\d)(?! \d)")
_SYMBOL = re.compile(r"[^\w\s.,;:'\u2019\"\u201c\u201d()-]|\w[.,;:'\"()]+\w|^\W{2,}$")


def mend_parts(parts: Parts, language: str) -> Parts:
    """Mend title and text of a document; its sections keep their places."""
    parts = replace(parts, title=mend(parts.title, language))
    starts = [section.start for section in parts.sections]
    if not starts:
        return replace(parts, text=mend(parts.text, language))
    edges = sorted({0, *starts, len(parts.text)})
    pieces = [mend(parts.text[a:b], language) for a, b in pairwise(edges)]
    ends = accumulate(map(len, pieces), initial=0)
    moved = dict(zip(edges, ends, strict=True))
    text = "".join(pieces).rstrip()
    sections = (replace(each, start=moved[each.start]) for each in parts.sections)
    kept = tuple(section for section in sections if section.start < len(text))
    return replace(parts, text=text, sections=kept)


def mend(text: str, language: str) -> str:
    """Mend words that OCR broke, tore into letters, ran together or misread; drop rubble.

    A word is mended only where the result is a known word, or one of the text's own, and what
    stood there is not. Texts that show no damage come back as they are; so do those in
    languages without known words, and those with more than MAX_FAULTS damaged words.

    Args:
        text: As in `Document.text`, or a part of it.
        language: ISO 639-1, or UNDETERMINED.
    """
    if language != "en":
        return text
    counts = Counter(text.split())
    faulty = frozenset(compress(counts, map(english_fault, counts)))
    if not faulty:
        return text
    n_faults = sum(counts[token] for token in faulty)
    if n_faults > MAX_FAULTS:
        return text
    speller = Speller(english(), _own(counts), _has, _has_whole)
    pieces = [token for token in faulty for _ in range(counts[token])]
    is_torn = _is_torn(pieces, counts.total(), TEXT_SHARE) and len(set(pieces)) >= MIN_KINDS
    share = 0.0 if is_torn else PARAGRAPH_SHARE
    mended = [_mended(part, faulty, speller, share) for part in text.split("\n\n")]
    if n_faults >= MIN_TORN:
        mended = apart("\n\n".join(mended), speller).split("\n\n")
    if n_faults >= max(MIN_TORN, MIN_DAMAGE * counts.total()):
        mended = [_without_rubble(_reread(paragraph, speller)) for paragraph in mended]
    kept = "\n\n".join(paragraph for paragraph in mended if paragraph)
    return kept + text[len(text.rstrip("\n")) :] if kept else ""


@lru_cache(maxsize=REMEMBERED)
def _has(word: str) -> bool:
    return english().has(word)


@lru_cache(maxsize=REMEMBERED)
def _has_whole(word: str) -> bool:
    return english().has_whole(word)


def _own(counts: Counter[str]) -> frozenset[str]:
    """Return the strings in lower case that come often enough to be words."""
    return frozenset(
        token.rstrip(_MARKS).lower()
        for token, n in counts.items()
        if n >= OWN_WORDS and len(token) >= MIN_OWN and token.rstrip(_MARKS).isalpha()
    )


def _mended(paragraph: str, faulty: frozenset[str], speller: Speller, share: float) -> str:
    """Join the pieces of words; a paragraph that is whole is looked at around its faults only.

    Args:
        paragraph: In which to look.
        faulty: Damaged tokens of the text.
        speller: From the whole text.
        share: Of its words that must be pieces for the paragraph to be torn.
    """
    tokens = paragraph.split(" ")
    if faulty.isdisjoint(tokens):
        return paragraph
    pieces = [token for token in tokens if token in faulty]
    if not share or _is_torn(pieces, len(tokens), share):
        text = rejoin(without_hyphens(paragraph, speller), speller, boldly=True)
        return without_hyphens(_respaced(text), speller)
    places = (index for index, token in enumerate(tokens) if token in faulty)
    return " ".join(
        rejoin(without_hyphens(part, speller), speller, boldly=False) if is_near else part
        for part, is_near in _around(tokens, places)
    )


def _around(tokens: list[str], places: Iterable[int]) -> Iterator[tuple[str, bool]]:
    """Cut tokens into parts, each with whether it lies within NEAR tokens of one of the places."""
    start = stop = 0
    for place in [*places, len(tokens) + 2 * NEAR]:
        if place - NEAR > stop:
            if start < stop:
                yield " ".join(tokens[start:stop]), True
            if stop < min(place - NEAR, len(tokens)):
                yield " ".join(tokens[stop : place - NEAR]), False
            start = max(place - NEAR, stop)
        stop = min(place + NEAR + 1, len(tokens))


def _reread(paragraph: str, speller: Speller) -> str:
    paragraph = without_accents(paragraph)
    return without_digits(without_inner_hyphens(paragraph, speller), speller)


def _is_torn(faulty: list[str], n_tokens: int, share: float) -> bool:
    """Tell whether a text is in pieces: many words of one to three letters are none.

    Some of them are single letters; a paragraph in French has short words, too.
    """
    torn = [token for token in faulty if len(token) < 5 and _TORN.match(token)]
    n_single = sum(len(token.rstrip(_MARKS)) == 1 for token in torn)
    enough = len(set(torn)) >= MIN_TORN and len(torn) >= max(MIN_TORN, share * n_tokens)
    return enough and n_single >= SINGLE_SHARE * len(torn)


def _respaced(text: str) -> str:
    """Set spaces at punctuation right, which letter-spacing put on the wrong side."""
    text = _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    text = _YEAR.sub(r"\1\2\3\4", text)
    return _NO_SPACE_AFTER.sub(lambda mark: mark[0] + " ", text)


def _without_rubble(text: str) -> str:
    """Drop runs of damaged tokens that are mostly symbols: pictures read as letters."""
    kept: list[str] = []
    run: list[str] = []
    fillers: list[str] = []
    for token in text.split(" "):
        if english_fault(token):
            run += [*fillers, token]
            fillers = []
        elif run and _is_filler(token):
            fillers.append(token)
        else:
            kept += [*([] if run and _is_rubble(run) else run), *fillers, token]
            run, fillers = [], []
    kept += ([] if _is_rubble(run) else run) + fillers
    has_words = any(char.isalnum() for token in kept for char in token)
    return " ".join(kept) if has_words else ""


def _is_filler(token: str) -> bool:
    """Tell what may stand inside rubble: signs, and strings of one or two characters."""
    return len(token) < 3 and not (token.isalpha() and _has(token.lower()))


def _is_rubble(run: list[str]) -> bool:
    n_symbols = sum(_SYMBOL.search(token) is not None for token in run)
    return len(run) >= MIN_RUBBLE and 2 * n_symbols >= len(run)
