"""Turn the gazetteer files into entries: one written form each, with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from babel import Locale

from pipeline.gazetteers.declared import Body, Countries, Country, Historical, Region
from pipeline.records import EntityType

FOREIGN = ("fr", "es", "de")
"""Languages whose country names are looked for in texts that are not English."""

LONG_ACRONYM = 5
"""From this length an acronym is also written as a word (Unesco); shorter ones would then be
mistaken for words (Who, Icom)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form of an entity's name."""

    written: str
    type: EntityType | Literal["block"]
    """block: a longer name that hides the shorter ones in it and names nothing itself."""
    entity_id: str
    name: str
    """Canonical name."""
    via: str = "name"
    """name, alias, acronym or demonym."""
    exact: bool = False
    """Found only as written; otherwise its capitals must be capitals in the text."""
    language: str = ""
    """Of a foreign form; empty: looked for in every text."""
    personal: bool = False
    """Also a given name or surname."""
    shy: bool = False
    """Counts only in a text that holds another form of the entity."""


def country_entries(declared: Countries) -> Iterator[Entry]:
    """Yield the entries of countries, historical states, regions and blocking names."""
    english = Locale("en").territories
    personal = frozenset(declared.personal)
    for alpha3, country in declared.country.items():
        name = country.name or english[country.alpha2]
        names = (name, *((english[country.alpha2],) if country.babel else ()))
        yield from _state(f"country:{alpha3}", name, names, country, personal)
        yield from _foreign(f"country:{alpha3}", name, country, declared)
    for code, state in declared.historical.items():
        yield from _state(f"country:{code}", state.name, (state.name,), state, personal)
    for key, region in declared.region.items():
        if not region.label_only:
            yield from _region(f"region:{key}", region)
    for written in declared.blocking:
        yield Entry(written, "block", "", written)


def formal_entries(places: list[Entry]) -> list[Entry]:
    """Return "Republic of ..." before every country's own name, to be asked last of all.

    Without it "the Republic of Guinea" would be read in "the Republic of Guinea-Bissau".
    """
    return [
        replace(one, written=f"Republic of {one.written}", via="alias", personal=False)
        for one in places
        if one.type == "country" and one.via == "name" and not one.language
    ]


def _state(
    entity_id: str,
    name: str,
    names: tuple[str, ...],
    state: Country | Historical,
    personal: frozenset[str],
) -> Iterator[Entry]:
    for written in dict.fromkeys(names):
        yield Entry(written, "country", entity_id, name, personal=written in personal)
    for written in state.aliases:
        given = written in personal
        yield Entry(written, "country", entity_id, name, via="alias", personal=given)
    for written in state.exact:
        yield Entry(written, "country", entity_id, name, via="alias", exact=True)
    for written in state.demonyms:
        yield Entry(written, "country", entity_id, name, via="demonym")


def _foreign(entity_id: str, name: str, country: Country, declared: Countries) -> Iterator[Entry]:
    blocked = frozenset(declared.foreign_blocked)
    for language in FOREIGN:
        written = Locale(language).territories.get(country.alpha2, "")
        if written and written not in blocked and written != name:
            yield Entry(written, "country", entity_id, name, via="alias", language=language)


def _region(entity_id: str, region: Region) -> Iterator[Entry]:
    yield Entry(region.name, "region", entity_id, region.name)
    for written in region.aliases:
        yield Entry(written, "region", entity_id, region.name, via="alias")
    for written in region.exact:
        yield Entry(written, "region", entity_id, region.name, via="alias", exact=True)
    for written in region.demonyms:
        yield Entry(written, "region", entity_id, region.name, via="demonym")


def body_entries(
    kind: Literal["organisation", "programme"], bodies: dict[str, Body]
) -> Iterator[Entry]:
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


def _acronym_forms(acronym: str) -> tuple[str, ...]:
    if not acronym.isalpha():
        return (acronym,)
    if len(acronym) >= LONG_ACRONYM:
        return (acronym, acronym.capitalize())
    return (acronym, ".".join(acronym) + ".")
