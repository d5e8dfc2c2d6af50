"""Make gazetteers from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline.gazetteers.ambiguity import placeholders, rules
from pipeline.gazetteers.authority import Authority
from pipeline.gazetteers.bodies import body_entries, homes
from pipeline.gazetteers.declared import Body, Countries, Language
from pipeline.gazetteers.entries import ENGLISH, Entry, formal_entries, place_entries
from pipeline.gazetteers.folder import Declared, read_folder
from pipeline.gazetteers.foreign import foreign_entries
from pipeline.gazetteers.known import Gazetteers, Names, Spoken
from pipeline.gazetteers.layers import Layer
from pipeline.gazetteers.patterns import folded_words

LABELLED = ("fr", "es", "de")
"""Languages other than English in which publishers label countries."""


def load_gazetteers(folder: Path) -> Gazetteers:
    """Read countries.toml, languages.toml and the files of organisations/ and programmes/.

    Raises:
        DeclarationError: A file is missing or an entry is wrong; both are named.
    """
    declared = read_folder(folder)
    shared = declared.countries.ambiguous
    places = place_entries(declared.countries)
    entries = [
        *body_entries("organisation", declared.organisations),
        *body_entries("programme", declared.programmes),
        *placeholders(shared, places),
        *places,
        *formal_entries(places),
    ]
    authority = _authority(declared, entries, places)
    names = Names(
        (Layer(one for one in entries if not one.language),),
        _speaker(declared, entries, authority),
        rules(shared, places),
        homes(authority.bodies),
    )
    return Gazetteers(names, authority, declared.digest)


def _speaker(
    declared: Declared, entries: list[Entry], authority: Authority
) -> Callable[[str], Spoken]:
    """Return a function from a language to its names, which are read when first asked for."""

    @cache
    def spoken(code: str) -> Spoken:
        if code == ENGLISH:
            return Spoken(Layer(one for one in entries if one.language == ENGLISH))
        language = declared.languages.language.get(code, Language())
        own = foreign_entries(code, declared.countries, language, authority.names)
        return Spoken(
            Layer(own, language.has_spaces), frozenset(map(folded_words, language.blocked))
        )

    return spoken


def _authority(declared: Declared, entries: list[Entry], places: list[Entry]) -> Authority:
    names: dict[str, str] = {}
    for entry in entries:
        if entry.entity_id:
            names.setdefault(entry.entity_id, entry.name)
    return Authority(
        names,
        declared.countries.country,
        {code: state.successor for code, state in declared.countries.historical.items()},
        _bodies(declared),
        _labels(declared.countries, [*places, *_labelling(declared, names)]),
    )


def _labelling(declared: Declared, names: Mapping[str, str]) -> Iterator[Entry]:
    for code in LABELLED:
        language = declared.languages.language.get(code, Language())
        yield from foreign_entries(code, declared.countries, language, names)


def _bodies(declared: Declared) -> dict[str, Body]:
    return {
        **{f"organisation:{key}": body for key, body in declared.organisations.items()},
        **{f"programme:{key}": body for key, body in declared.programmes.items()},
    }


def _labels(countries: Countries, places: Iterable[Entry]) -> dict[str, str]:
    """Return alpha-3 by label; regions give "". Earlier entries win."""
    labels = {written: "" for region in countries.region.values() for written in region.labels}
    for rule in countries.ambiguous:
        if rule.via == "name" and rule.choices[0]:
            labels |= {name: rule.choices[0] for name in rule.names if name not in labels}
    for entry in places:
        if entry.type == "country" and entry.via not in ("demonym", "capital"):
            code = entry.entity_id.removeprefix("country:")
            state = countries.historical.get(code)
            labels.setdefault(entry.written, state.successor if state else code)
    for region in countries.region.values():
        for written in (region.name, *region.aliases, *region.exact):
            labels.setdefault(written, "")
    return labels
