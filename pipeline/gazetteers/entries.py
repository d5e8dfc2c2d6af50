"""One written form of a name each, with what it stands for: those of countries and regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from babel import Locale

from pipeline.gazetteers.declared import Countries, Country, Historical, Region
from pipeline.records import EntityType

ENGLISH = "en"


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
    """name, alias, acronym, demonym or capital; home: see `at_home` of a body."""
    exact: bool = False
    """Found only as written; otherwise its capitals must be capitals in the text."""
    language: str = ""
    """Of the texts in which it is looked for; empty: in every text."""
    personal: bool = False
    """Also a given name or surname."""
    shy: bool = False
    """Counts only in a text that holds another form of the entity."""
    lead: int = 0
    """Code points at its beginning that are no part of the name ("and" in Arabic)."""

    @property
    def is_place(self) -> bool:
        """Whether it belongs to a country or region, or hides one."""
        return self.type in ("country", "region", "block")


def place_entries(declared: Countries) -> list[Entry]:
    """Return the English entries of countries, historical states, regions and blocking names."""
    personal = frozenset(declared.personal)
    return [replace(one, personal=one.written in personal) for one in _places(declared)]


def _places(declared: Countries) -> Iterator[Entry]:
    english = Locale(ENGLISH).territories
    for alpha3, country in declared.country.items():
        name = country.name or english[country.alpha2]
        names = (name, *((english[country.alpha2],) if country.babel else ()))
        yield from _state(f"country:{alpha3}", name, names, country)
        for city in country.capitals:
            yield Entry(city, "country", f"country:{alpha3}", name, "capital", language=ENGLISH)
    for code, state in declared.historical.items():
        yield from _state(f"country:{code}", state.name, (state.name,), state)
    for key, region in declared.region.items():
        if not region.label_only:
            yield Entry(region.name, "region", f"region:{key}", region.name)
            yield from _others(f"region:{key}", "region", region.name, region)
    for written in declared.blocking:
        yield Entry(written, "block", "", written, language=ENGLISH)


def _state(
    entity_id: str, name: str, names: tuple[str, ...], state: Country | Historical
) -> Iterator[Entry]:
    for written in dict.fromkeys(names):
        yield Entry(written, "country", entity_id, name)
    yield from _others(entity_id, "country", name, state)


def _others(
    entity_id: str,
    kind: Literal["country", "region"],
    name: str,
    some: Country | Historical | Region,
) -> Iterator[Entry]:
    for written in some.aliases:
        yield Entry(written, kind, entity_id, name, via="alias")
    for written in some.exact:
        yield Entry(written, kind, entity_id, name, via="alias", exact=True)
    for written in some.demonyms:
        yield Entry(written, kind, entity_id, name, via="demonym", language=ENGLISH)


def formal_entries(places: list[Entry]) -> list[Entry]:
    """Return "Republic of ..." before every country's own name, to be asked last of all.

    Without it "the Republic of Guinea" would be read in "the Republic of Guinea-Bissau".
    """
    return [
        replace(one, written=f"Republic of {one.written}", via="alias", personal=False)
        for one in places
        if one.type == "country" and one.via == "name"
    ]
