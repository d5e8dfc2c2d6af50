"""Countries and regions: what the gazetteers found, unless it is a person or a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.entities.heads import HEADS
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.gazetteers import Hit
from pipeline.records import EntityType

_LANGUAGE_BEFORE = re.compile(
    r"\b(?:in|into|from|speaks?|spoke|speaking|learn|learning|read|written|or|and) $", re.I
)
_LANGUAGE_AFTER = re.compile(r"^(?:[.,;:)]| (?:language|version|edition|translation|and|or)\b)")
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


def country_spans(
    text: str, read: str, hits: Iterable[Hit], found: Iterable[ModelSpan]
) -> list[Span]:
    """Return countries and regions named, without those that are part of a person's name.

    Args:
        text: The document's.
        read: The same, blank where the model does not read; or empty.
        hits: Of the gazetteers.
        found: Of the model.
    """
    every = list(hits)
    places = [hit for hit in every if hit.entry.is_place]
    telling = _Telling.of(text, read, every, list(found))
    return [
        _span(hit)
        for number, hit in enumerate(places)
        if not _is_language(text, hit)
        and (_is_listed(text, places, number) or not telling.is_person(hit))
    ]


def _span(hit: Hit) -> Span:
    entry = hit.entry
    kind: EntityType = "region" if entry.type == "region" else "country"
    return Span(hit.start, hit.end, kind, entry.name, entry.entity_id, entry.via)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells persons from countries in one text."""

    text: str
    read: str
    persons: Row[ModelSpan]
    others: Row[ModelSpan]
    """Whatever else the model found."""
    bodies: Row[Hit]
    places: Row[Hit]
    surnames: frozenset[str]
    """Last words of persons' names."""

    @classmethod
    def of(cls, text: str, read: str, hits: list[Hit], found: list[ModelSpan]) -> _Telling:
        """Look at a text once."""
        persons = [one for one in found if one.label == "PERSON"]
        return cls(
            text,
            read,
            Row(persons),
            Row(one for one in found if one.label != "PERSON"),
            Row(hit for hit in hits if not hit.entry.is_place),
            Row(hit for hit in hits if hit.entry.is_place),
            frozenset(_surnames(text, persons)),
        )

    def is_person(self, hit: Hit) -> bool:
        """Tell whether a country's name is a person's, or part of one."""
        one = self.persons.around(hit.start, hit.end)
        if one is not None and one.end - one.start > hit.end - hit.start + ARTICLE:
            return True
        if not hit.entry.personal or self.bodies.around(hit.start, hit.end):
            return False
        if not self.read[hit.start : hit.end].strip():
            return self._is_beside_a_name(hit)
        if self._is_beside_a_name(hit) and self._is_strange(hit):
            return True
        before = self.text[max(0, hit.start - LOOK_BACK) : hit.start]
        is_one = one is not None or hit.entry.written in self.surnames
        return is_one and not _LOCATIVE_BEFORE.search(before)

    def _is_strange(self, hit: Hit) -> bool:
        """Tell whether the model has no name for it, or only for it and not the word after it.

        "Georgia Papadaki", if that is no word of the text nor a name of its own ("Georgia Today").
        """
        other = self.others.around(hit.start, hit.end)
        after = _NAME_AFTER.match(self.text, hit.end)
        if other is None or after is None or other.end > hit.end + ARTICLE:
            return other is None
        word = after.group().strip()
        at = (hit.end + 1, after.end())
        is_known = _HEAD.fullmatch(word) or self.others.touching(*at) or self.places.touching(*at)
        return not is_known and not re.search(rf"\b{word.lower()}s?\b", self.text)

    def _is_beside_a_name(self, hit: Hit) -> bool:
        """Tell whether a capitalised word stands beside it: "Michael Jordan".

        In languages that write all nouns with capitals some countries are lost.
        """
        before = self.text[max(0, hit.start - LOOK_BACK) : hit.start]
        after = self.text[hit.end : hit.end + LOOK_BACK]
        return bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(after))


def _surnames(text: str, persons: Iterable[ModelSpan]) -> Iterable[str]:
    for one in persons:
        first, *others = text[one.start : one.end].split()
        if first and others:
            yield others[-1].removesuffix("'s").removesuffix("\u2019s")


def _is_listed(text: str, places: Sequence[Hit], number: int) -> bool:
    """Tell whether a name stands in a list with another country's: "Niger and Chad"."""
    hit = places[number]
    if number and _JOINT.fullmatch(text[places[number - 1].end : hit.start]):
        return True
    following = places[number + 1 : number + 2]
    return any(_JOINT.fullmatch(text[hit.end : one.start]) for one in following)


def _is_language(text: str, hit: Hit) -> bool:
    """Tell whether an adjective names a language: "translated into French and German"."""
    if hit.entry.via != "demonym":
        return False
    before, after = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 14]
    if after.startswith(" language"):
        return True
    return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(after))
