"""Countries and regions: what the gazetteers found, unless it is a person or a language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.entities.persons import Persons
from pipeline.entities.spans import ModelSpan, Span
from pipeline.gazetteers import Hit
from pipeline.records import EntityType

_LANGUAGE_BEFORE = re.compile(
    r"\b(?:in|into|from|speaks?|spoke|speaking|learn|learning|read|written|or|and) $", re.I
)
_LANGUAGE_AFTER = re.compile(r"^(?:[.,;:)]| (?:language|version|edition|translation|and|or)\b)")


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
    persons = Persons(text, read, every, list(found))
    places = [hit for hit in every if hit.entry.is_place]
    return [
        _span(hit)
        for number, hit in enumerate(places)
        if not _is_language(text, hit) and not persons.is_person(number)
    ]


def _span(hit: Hit) -> Span:
    entry = hit.entry
    kind: EntityType = "region" if entry.type == "region" else "country"
    return Span(hit.start, hit.end, kind, entry.name, entry.entity_id, entry.via)


def _is_language(text: str, hit: Hit) -> bool:
    """Tell whether an adjective names a language: "translated into French and German"."""
    if hit.entry.via != "demonym":
        return False
    before, after = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 14]
    if after.startswith(" language"):
        return True
    return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(after))
