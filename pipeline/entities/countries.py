"""Countries and regions: what the gazetteers found, unless the model vetoes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.gazetteers import Hit

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
    persons = Row(one for one in found if one.label == "PERSON")
    return [
        Span(hit.start, hit.end, hit.entry.type, hit.entry.name, hit.entry.entity_id, hit.entry.via)
        for hit in hits
        if hit.entry.type in ("country", "region")
        and not _is_language(text, hit)
        and not _is_person(text, hit, persons)
        and (_is_read(read, hit) or not _is_beside_a_name(text, hit))
    ]


def _is_read(read: str, hit: Hit) -> bool:
    return bool(read[hit.start : hit.end].strip())


def _is_beside_a_name(text: str, hit: Hit) -> bool:
    """Tell whether a name that persons bear, too, stands beside another: "Michael Jordan".

    Where no model reads; in languages that write all nouns with capitals some countries are lost.
    """
    before = text[max(0, hit.start - LOOK_BACK) : hit.start]
    after = text[hit.end : hit.end + LOOK_BACK]
    return hit.entry.personal and bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(after))


def _is_person(text: str, hit: Hit, persons: Row[ModelSpan]) -> bool:
    """Tell whether the model sees a person: by a longer span, or the name alone if it is one."""
    one = persons.around(hit.start, hit.end)
    if one is None:
        return False
    if one.end - one.start > hit.end - hit.start + ARTICLE:
        return True
    before = text[max(0, hit.start - LOOK_BACK) : hit.start]
    return hit.entry.personal and not _LOCATIVE_BEFORE.search(before)


def _is_language(text: str, hit: Hit) -> bool:
    """Tell whether an adjective names a language: "translated into French and German"."""
    if hit.entry.via != "demonym":
        return False
    before, after = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 14]
    if after.startswith(" language"):
        return True
    return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(after))
