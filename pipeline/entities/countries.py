"""Countries and regions: what the gazetteers found, unless the model vetoes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.entities.spans import ModelSpan, Span
from pipeline.gazetteers import Hit

_LANGUAGE_BEFORE = re.compile(
    r"\b(?:in|into|from|speaks?|spoke|speaking|learn|learning|read|written|or|and) $", re.I
)
_LANGUAGE_AFTER = re.compile(r"^(?:[.,;:)]| (?:language|version|edition|translation|and|or)\b)")


def country_spans(text: str, hits: Iterable[Hit], found: Iterable[ModelSpan]) -> list[Span]:
    """Return countries and regions named, without those that are part of a person's name."""
    persons = [one for one in found if one.label == "PERSON"]
    return [
        Span(hit.start, hit.end, hit.entry.type, hit.entry.name, hit.entry.entity_id, hit.entry.via)
        for hit in hits
        if hit.entry.type in ("country", "region")
        and not _is_language(text, hit)
        and not _is_person(hit, persons)
    ]


def _is_person(hit: Hit, persons: list[ModelSpan]) -> bool:
    """Tell whether the model sees a person: by a longer span, or the name alone if it is one."""
    for one in persons:
        if one.start <= hit.start and hit.end <= one.end:
            return hit.entry.personal or (one.end - one.start) > (hit.end - hit.start) + 2
    return False


def _is_language(text: str, hit: Hit) -> bool:
    """Tell whether an adjective names a language: "translated into French and German"."""
    if hit.entry.via != "demonym":
        return False
    before, after = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 14]
    if after.startswith(" language"):
        return True
    return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(after))
