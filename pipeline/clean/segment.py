"""Publisher's labels that lost their separators, told apart by what is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

LABEL_COST = 0.1  # so that one long label beats two short ones over the same letters
GLUE_COST = 1.0  # of a label that begins in the middle of a word
# Letters before a label inside a word; "EURASIA" and "CAUCASIA" shall not become Asia.
MIN_GLUED_LETTERS = 5
MIN_PART = 5  # letters of a part of a label that is a label too
_AND = re.compile(r"(?:\s*,)?\s+(?:and|&|et|y|und)\s+|\s*,\s+")
SEPARATOR = re.compile(r"\s*[;,|•·/\n]\s*")


@dataclass(frozen=True, slots=True)
class _Step:
    """The cheapest way to have read a line up to some place."""

    cost: float
    start: int
    """Where its last piece begins."""
    known: bool
    """Whether that piece is a label."""


def fold(label: str) -> str:
    """Fold case, accents and apostrophes of a label; keeps its length in letters and spaces."""
    return "".join(_fold_letter(char) for char in " ".join(label.split()))


def _fold_letter(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return "'" if char == "\u2019" else decomposed[0].lower()[:1]


@lru_cache(maxsize=16)
def with_parts(known: frozenset[str]) -> frozenset[str]:
    """Add what known labels join: who knows "performing arts and theatre" knows both."""
    parts = {part for label in known for part in _AND.split(label)}
    return known | {part for part in parts if len(part) >= MIN_PART}


def split_labels(line: str, known: frozenset[str]) -> list[tuple[str, bool]]:
    """Split one line of labels.

    Args:
        line: As published: "CULTURAL DIPLOMACY CULTURAL POLICY", "POLICY DIALOGUEASIA EUROPE".
        known: Folded labels.

    Returns:
        Its pieces as written and in order, each with whether it is a known label. The fewest
        letters stay unknown, and longer labels win.
    """
    return [piece for part in split_parts(line, known) for piece in cover(part, known)]


def split_parts(
    line: str, known: frozenset[str], separator: re.Pattern[str] = SEPARATOR
) -> list[str]:
    """Split one line at separators, but not at those inside a known label.

    "Libraries, archives and books, Youth" has two parts where the first is a known label.
    """
    text = " ".join(line.split())
    whole = list(_with_separator(fold(text), known, separator))
    cuts = [
        cut
        for cut in separator.finditer(text)
        if not any(start <= cut.start() and cut.end() <= end for start, end in whole)
    ]
    edges = [0, *(edge for cut in cuts for edge in cut.span()), len(text)]
    parts = (text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [part for part in parts if part]


def _with_separator(
    folded: str, known: frozenset[str], separator: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yield where known labels stand that hold a separator themselves."""
    if not separator.search(folded):
        return
    for label in _holding(known, separator):
        found = re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", folded)
        yield from (match.span() for match in found)


@lru_cache(maxsize=16)
def _holding(known: frozenset[str], separator: re.Pattern[str]) -> tuple[str, ...]:
    """Return the labels that hold a separator, sorted."""
    return tuple(sorted(label for label in known if separator.search(label)))


@lru_cache(maxsize=16)
def _lengths(known: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(label) for label in known if label}))


def cover(text: str, known: frozenset[str]) -> list[tuple[str, bool]]:
    """Cover a part with labels so that the fewest letters stay unknown (dynamic programming)."""
    folded = fold(text)
    if folded in known:
        return [(text, True)]
    lengths = _lengths(known)
    best = [_Step(0.0, 0, known=False)]
    for end in range(1, len(text) + 1):
        options = list(_labels_ending(folded, end, best, known, lengths))
        best.append(min([*options, _letter(folded, end, best)], key=lambda step: step.cost))
    return list(_path(text, best))


def _labels_ending(
    folded: str, end: int, best: list[_Step], known: frozenset[str], lengths: tuple[int, ...]
) -> Iterator[_Step]:
    for length in lengths:
        start = end - length
        if start < 0 or folded[start:end] not in known:
            continue
        if not _may_begin(folded, start, best) or not _may_end(folded, end, known):
            continue
        glue = GLUE_COST if start and folded[start - 1] != " " else 0.0
        yield _Step(best[start].cost + LABEL_COST + glue, start, known=True)


def _may_begin(folded: str, start: int, best: list[_Step]) -> bool:
    """A label begins a word, follows another label, or follows many letters of a word."""
    if start == 0 or folded[start - 1] == " " or best[start].known:
        return True
    return start - (folded.rfind(" ", 0, start) + 1) >= MIN_GLUED_LETTERS


def _may_end(folded: str, end: int, known: frozenset[str]) -> bool:
    """A label ends its word, or another label goes on in it."""
    if end == len(folded) or folded[end] == " ":
        return True
    return any(folded.startswith(label, end) for label in known)


def _letter(folded: str, end: int, best: list[_Step]) -> _Step:
    """Leave one more letter unknown; spaces cost nothing."""
    cost = 0.0 if folded[end - 1] == " " else 1.0
    return _Step(best[end - 1].cost + cost, end - 1, known=False)


def _path(text: str, best: list[_Step]) -> Iterator[tuple[str, bool]]:
    steps: list[tuple[int, int, bool]] = []
    end = len(text)
    while end > 0:
        step = best[end]
        steps.append((step.start, end, step.known))
        end = step.start
    for is_known, run in groupby(reversed(steps), key=lambda item: item[2]):
        spans = [(start, stop) for start, stop, _ in run]
        if not is_known:
            spans = [(spans[0][0], spans[-1][1])]
        yield from ((text[a:b].strip(), is_known) for a, b in spans if text[a:b].strip())
