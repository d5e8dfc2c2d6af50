"""Written forms of organisations and programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pipeline.gazetteers.declared import Body
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold_name

LONG_ACRONYM = 5
"""From this length an acronym is also written as a word (Unesco); shorter ones would then be
mistaken for words (Who, Icom)."""

Kind = Literal["organisation", "programme"]
Homes = Mapping[str, Mapping[str, str]]
"""By folded name: entity id of the body so called by alpha-3 of its country."""


def body_entries(kind: Kind, bodies: Mapping[str, Body]) -> Iterator[Entry]:
    """Yield the entries of organisations or programmes."""
    for key, body in bodies.items():
        entity_id = f"{kind}:{key}"
        yield Entry(body.name, kind, entity_id, body.name, exact=body.name.isupper())
        for written in body.aliases:
            yield Entry(written, kind, entity_id, body.name, via="alias")
        for written in body.acronyms:
            for form in _acronym_forms(written):
                exact = form != written.capitalize()
                yield Entry(form, kind, entity_id, body.name, via="acronym", exact=exact)
        for written in body.shy:
            yield Entry(written, kind, entity_id, body.name, via="acronym", exact=True, shy=True)
        for written in body.at_home:
            exact = " " not in written
            yield Entry(written, kind, "", written, via="home", exact=exact)


def homes(bodies: Mapping[str, Body]) -> Homes:
    """Return who goes by which name at home.

    Of two of one country it is the one that still exists, else the first declared.

    Args:
        bodies: By entity id.
    """
    found: dict[str, dict[str, str]] = {}
    for entity_id, body in sorted(bodies.items(), key=lambda item: item[1].end is not None):
        for written in body.at_home:
            if body.country:
                found.setdefault(fold_name(written), {}).setdefault(body.country, entity_id)
    return found


def _acronym_forms(acronym: str) -> tuple[str, ...]:
    if not acronym.isalpha():
        return (acronym,)
    if len(acronym) >= LONG_ACRONYM:
        return (acronym, acronym.capitalize())
    return (acronym, ".".join(acronym) + ".")
