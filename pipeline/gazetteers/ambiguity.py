"""Names that several countries share: which one a text means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.gazetteers.declared import Ambiguous
from pipeline.gazetteers.entries import ENGLISH, Entry
from pipeline.gazetteers.folding import fold

AROUND = 80
"""Code points on either side in which a word of the same sentence is near a name."""
NEAR = 3
"""What a clue near the name counts; anywhere in the document it counts 1. Of 112 pairs of sentences
that speak of different things 1 told 102 right, 2 106, and 3, 4 and 6 108; 0 told 62."""
_END = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s|\n")
"""What ends a sentence; no initial or title does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An ambiguous name made ready."""

    choices: tuple[Entry | None, ...]
    clues: tuple[tuple[str, ...], ...]
    """By choice: folded words between spaces."""
    near: tuple[tuple[str, ...], ...]

    def counted(self, document: str) -> tuple[int, ...]:
        """Count the clues of each choice in a document's folded words."""
        return tuple(sum(clue in document for clue in clues) for clues in self.clues)

    def chosen(self, counts: tuple[int, ...], around: str) -> Entry | None:
        """Return what a name means, by clues of the document and what stands around it."""
        scores = [
            count + NEAR * sum(clue in around for clue in (*clues, *near))
            for count, clues, near in zip(counts, self.clues, self.near, strict=True)
        ]
        return self.choices[scores.index(max(scores))]


def rules(declared: Iterable[Ambiguous], places: Iterable[Entry]) -> dict[str, Rule]:
    """Return the rules by name as written.

    Args:
        declared: Rules.
        places: Entries of all countries and regions.
    """
    places = list(places)
    names = {entry.entity_id: entry.name for entry in places}
    personal = {entry.written for entry in places if entry.personal}
    found = {}
    for one in declared:
        for written in one.names:
            is_personal = written in personal
            choices = tuple(_entry(one, written, code, names, is_personal) for code in one.choices)
            found[written] = Rule(choices, _clues(one, one.clues), _clues(one, one.near))
    return found


def placeholders(declared: Iterable[Ambiguous], places: Iterable[Entry]) -> list[Entry]:
    """Return entries for ambiguous names that no country has as its own."""
    known = {entry.written for entry in places}
    return [
        Entry(written, "country", "", written, one.via, language=_language(one))
        for one in declared
        for written in one.names
        if written not in known
    ]


def around(text: str, start: int, end: int) -> str:
    """Return the folded words of a sentence around a range of a text, between spaces."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    low = max((found.end() for found in _END.finditer(before)), default=0)
    stop = _END.search(after)
    sentence = before[low:] + text[start:end] + (after[: stop.start()] if stop else after)
    return f" {' '.join(fold(sentence).split())} "


def _entry(
    rule: Ambiguous, written: str, choice: str, names: Mapping[str, str], is_personal: bool
) -> Entry | None:
    if not choice:
        return None
    entity_id = choice if ":" in choice else f"country:{choice}"
    kind: Literal["country", "region"] = "region" if ":" in choice else "country"
    return Entry(
        written, kind, entity_id, names[entity_id], rule.via,
        language=_language(rule), personal=is_personal,
    )  # fmt: skip


def _language(rule: Ambiguous) -> str:
    return ENGLISH if rule.via == "demonym" else ""


def _clues(rule: Ambiguous, words: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(f" {' '.join(fold(word).split())} " for word in words.get(choice or "none", ()))
        for choice in rule.choices
    )
