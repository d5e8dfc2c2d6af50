"""Persons that bear a country's name: Michael Jordan, Georgia Papadaki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.entities.heads import HEADS
from pipeline.entities.spans import ModelSpan, Row
from pipeline.gazetteers import Hit

_LOCATIVE_BEFORE = re.compile(
    r"\b(?:in|from|into|to|across|throughout|within|near|visited) (?:[A-Z]\w+,? (?:and )?){0,3}$"
)

_CAPITALISED = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+"
_STATE = (
    r"(?:Rep|R\u00e9p|Stat|Staat|\u00c9tat|Estad|Popul|F[e\u00e9]d|Bund|Reino|Royaum|K\u00f6nig)"
)
_NAME_BEFORE = re.compile(rf"[^\s.!?:\u2026\u00ab] (?!{_STATE}){_CAPITALISED} $")
"""A capitalised word that is not the first of its sentence, nor "Republic" or "State"."""
_NAME_AFTER = re.compile(rf" {_CAPITALISED}")
_HEAD = re.compile(
    rf"(?:{HEADS}|Government|Republic|River|Valley|Delta|Basin|Bend|Daily|Mission)s?"
)
_JOINT = re.compile(r",? (?:and|or|&) (?:the )?|, (?:the )?|/")
"""Between the names of a list."""

LOOK_BACK = 60
"""Code points before a name in which "in" or "from" speaks for a country."""
ARTICLE = 2
"""Code points by which a span may be longer ("'s") and still be the name alone."""


class Persons:
    """What tells persons from countries in one text."""

    def __init__(
        self, text: str, read: str, hits: Sequence[Hit], found: Sequence[ModelSpan]
    ) -> None:
        """Look at a text once; for the parameters see `country_spans`."""
        persons = [one for one in found if one.label == "PERSON"]
        self._text, self._read = text, read
        self._persons = Row(persons)
        self._others = Row(one for one in found if one.label != "PERSON")
        self._bodies = Row(hit for hit in hits if not hit.entry.is_place)
        self._places = [hit for hit in hits if hit.entry.is_place]
        self._row = Row(self._places)
        self._words: dict[str, bool] = {}
        self._surnames = frozenset(_surnames(text, persons))

    def is_person(self, number: int) -> bool:
        """Tell whether a country's name is a person's, or part of one.

        Args:
            number: Of the hit among those of countries and regions.
        """
        hit = self._places[number]
        one = self._persons.around(hit.start, hit.end)
        if one is not None and one.end - one.start > hit.end - hit.start + ARTICLE:
            return not self._is_list(one)
        if not hit.entry.personal or self._bodies.around(hit.start, hit.end):
            return False
        if not self._read[hit.start : hit.end].strip():
            return self._is_beside_a_name(hit)
        if self._is_beside_a_name(hit) and self._is_strange(hit):
            return True
        before = self._text[max(0, hit.start - LOOK_BACK) : hit.start]
        is_one = one is not None or hit.entry.written in self._surnames
        return is_one and not _LOCATIVE_BEFORE.search(before) and not self._is_listed(number)

    def _is_list(self, one: ModelSpan) -> bool:
        """Tell whether all that the model takes for a person are names of countries."""
        at, joints = one.start, []
        for hit in self._row.touching(one.start, one.end):
            joints.append(self._text[at : hit.start])
            at = max(at, hit.end)
        first, *between = [*joints, self._text[at : one.end]]
        return not first and not between.pop() and all(map(_JOINT.fullmatch, between))

    def _is_listed(self, number: int) -> bool:
        """Tell whether a name stands in a list with another country's: "Niger and Chad"."""
        hit, places = self._places[number], self._places
        before = places[number - 1].end if number else hit.start
        after = places[number + 1].start if number + 1 < len(places) else hit.end
        joints = (self._text[before : hit.start], self._text[hit.end : after])
        return any(map(_JOINT.fullmatch, joints))

    def _is_strange(self, hit: Hit) -> bool:
        """Tell whether the model has no name for it, or none longer than with the word after it.

        "Georgia Papadaki", if that is no word of the text, name or head noun ("Georgia Museum").
        """
        other = self._others.around(hit.start, hit.end)
        after = _NAME_AFTER.match(self._text, hit.end)
        if other is None or after is None:
            return other is None
        if other.end > after.end() + ARTICLE or other.start < hit.start - len("the "):
            return False
        word = after.group().strip()
        at = (hit.end + 1, after.end())
        names = [one for one in self._others.touching(*at) if one is not other]
        is_known = _HEAD.fullmatch(word) or names or self._row.touching(*at)
        return not is_known and not self._has_word(word.lower())

    def _has_word(self, word: str) -> bool:
        """Tell whether a word stands in the text in small letters, too."""
        if word not in self._words:
            self._words[word] = bool(re.search(rf"\b{word}s?\b", self._text))
        return self._words[word]

    def _is_beside_a_name(self, hit: Hit) -> bool:
        """Tell whether a capitalised word stands beside it: "Michael Jordan".

        In languages that write all nouns with capitals some countries are lost.
        """
        before = self._text[max(0, hit.start - LOOK_BACK) : hit.start]
        return bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(self._text, hit.end))


def _surnames(text: str, persons: Iterable[ModelSpan]) -> Iterable[str]:
    for one in persons:
        first, *others = text[one.start : one.end].split() or [""]
        if first and others:
            yield others[-1].removesuffix("'s").removesuffix("\u2019s")
