"""Names that begin with a foreign head noun: "Prix de Rome", "Festival d'Avignon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADS = (
    r"(?:Prix|Premio|Pr\u00eamio|Pr\u00e9mio|F\u00eates?|Semaine|Semana|Settimana|Journ\u00e9es|Jornadas|"
    r"Rencontres|Encuentros?|Ann\u00e9e|A\u00f1o|Saison|Programa|Bolsas?|Becas?|Bourses?|Concours|Concurso)"
)
_EVENTS = r"(?:Festival|Biennale|Bienal|Triennale|Mostra|Carnaval|Forum)"
_WORD = r"[A-Z\u00c0-\u00dd][\w\u2019'-]*"
_OF = (
    r"(?:de la|de los|de las|de l[\u2019']|de|du|des|d[\u2019']|della|delle|degli|del|di|do|da|dos)"
)
_LINK = rf"(?:{_OF}|e|et|y|pour|para|la|le|les|in)"
_REST = rf"{_WORD}(?: (?:{_LINK} ?)?{_WORD}){{0,5}}"

_NAMED = re.compile(
    rf"\b(?:Grand )?{_HEADS} (?:{_LINK} ?)?{_REST}|\b(?:{_WORD} )?{_EVENTS} {_OF} ?{_REST}"
    rf"|\b{_WORD}-(?:Preis|Stipendium|Programm|Fonds)\b"
)


def foreign_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of names that begin with a French, Spanish, Italian or Portuguese head noun."""
    for found in _NAMED.finditer(text):
        yield found.span()
