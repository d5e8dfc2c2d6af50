"""Names that begin with a foreign head noun: "Prix de Rome", "Festival d'Avignon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = re.compile(
    r"(?:Prix|Premio|Pr\u00eamio|Pr\u00e9mio|F\u00eates?|Semaine|Semana|Settimana|Journ\u00e9es|"
    r"Jornadas|Rencontres|Encuentros?|Ann\u00e9e|A\u00f1o|Saison|Programa|Bolsas?|Becas?|Bourses?|"
    r"Concours|Concurso|Festival|Biennale|Bienal|Triennale|Mostra|Carnaval|Forum) "
)
_EVENTS = ("Festival ", "Biennale ", "Bienal ", "Triennale ", "Mostra ", "Carnaval ", "Forum ")
"""Heads that are English, too: "of" must follow in another language."""
_WORD = r"[A-Z\u00c0-\u00dd][\w\u2019'-]*"
_OF = (
    r"(?:de la|de los|de las|de l[\u2019']|de|du|des|d[\u2019']|della|delle|degli|del|di|do|da|dos)"
)
_LINK = rf"(?:{_OF}|e|et|y|pour|para|la|le|les|in)"
_REST = rf"{_WORD}(?: (?:{_LINK} ?)?{_WORD}){{0,5}}"
_NAME = re.compile(rf"(?:{_LINK} ?)?{_REST}")
_OF_NAME = re.compile(rf"{_OF} ?{_REST}")

_GERMAN = re.compile(r"-(?:Preis|Stipendium|Programm|Fonds)\b")
_LAST_WORD = re.compile(r"[A-Z\u00c0-\u00dd][\w\u2019'-]*$")
LOOK_BACK = 60
"""Code points before "-Preis" that may belong to the word."""


def foreign_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of names by a French, Spanish, Italian, Portuguese or German head noun."""
    for head in _HEAD.finditer(text):
        rest = _OF_NAME if head.group() in _EVENTS else _NAME
        found = rest.match(text, head.end())
        if found and not text[head.start() - 1 : head.start()].isalnum():
            yield head.start(), found.end()
    for found in _GERMAN.finditer(text):
        low = max(0, found.start() - LOOK_BACK)
        if word := _LAST_WORD.search(text[low : found.start()]):
            yield low + word.start(), found.end()
