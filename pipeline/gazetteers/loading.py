"""Read the gazetteer folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import babel

from pipeline.errors import DeclarationError
from pipeline.gazetteers.declared import (
    Ambiguous,
    Countries,
    Organisations,
    Programmes,
    read,
)
from pipeline.gazetteers.entries import Entry, body_entries, country_entries, formal_entries
from pipeline.gazetteers.scanning import Gazetteers

COUNTRIES, ORGANISATIONS, PROGRAMMES = "countries.toml", "organisations.toml", "programmes.toml"


def load_gazetteers(folder: Path) -> Gazetteers:
    """Read countries.toml, organisations.toml and programmes.toml of a folder.

    Raises:
        DeclarationError: A file is missing or an entry is wrong; both are named.
    """
    countries = read(folder / COUNTRIES, Countries)
    organisations = read(folder / ORGANISATIONS, Organisations)
    programmes = read(folder / PROGRAMMES, Programmes)
    _check(folder / COUNTRIES, countries)
    places = list(country_entries(countries))
    shared = {rule.name: (rule, _choices(rule, places)) for rule in countries.ambiguous}
    entries = [
        *body_entries("organisation", organisations.organisation),
        *body_entries("programme", programmes.programme),
        *(Entry(name, "country", "", name) for name in shared if not _known(name, places)),
        *places,
        *formal_entries(places),
    ]
    successors = {code: state.successor for code, state in countries.historical.items()}
    labels = _labels(countries, places)
    return Gazetteers(entries, labels, shared, successors, _digest(folder))


def _check(path: Path, countries: Countries) -> None:
    territories = babel.Locale("en").territories
    for code, country in countries.country.items():
        if country.alpha2 not in territories:
            raise DeclarationError(f"{path}: country.{code}: unknown alpha2 {country.alpha2}")
    codes = {code: state.successor for code, state in countries.historical.items()}
    codes |= {rule.name: choice for rule in countries.ambiguous for choice in rule.choices}
    for where, code in codes.items():
        if code and code not in countries.country:
            raise DeclarationError(f"{path}: {where}: no country {code}; declare it or mend it")


def _known(name: str, places: list[Entry]) -> bool:
    return any(entry.written == name and not entry.language for entry in places)


def _choices(rule: Ambiguous, places: list[Entry]) -> dict[str, Entry]:
    """Return an entry for each choice, with the personal flag of the shared name."""
    personal = any(entry.personal for entry in places if entry.written == rule.name)
    names = {entry.entity_id: entry.name for entry in places}
    return {
        code: Entry(
            rule.name, "country", f"country:{code}", names[f"country:{code}"], personal=personal
        )
        for code in rule.choices
        if code
    }


def _labels(countries: Countries, places: list[Entry]) -> dict[str, str]:
    """Return alpha-3 by label; regions give "". Earlier entries win."""
    labels: dict[str, str] = {}
    for rule in countries.ambiguous:
        labels[rule.name] = rule.choices[0]
    for entry in places:
        if entry.type == "country" and entry.via != "demonym":
            code = entry.entity_id.removeprefix("country:")
            state = countries.historical.get(code)
            labels.setdefault(entry.written, state.successor if state else code)
    for region in countries.region.values():
        for written in (region.name, *region.aliases, *region.exact):
            labels.setdefault(written, "")
    return labels


def _digest(folder: Path) -> str:
    """Return the SHA-256 of the three files and of babel's version, whose names they build on."""
    sha = hashlib.sha256(babel.__version__.encode())
    for name in (COUNTRIES, ORGANISATIONS, PROGRAMMES):
        sha.update((folder / name).read_bytes())
    return sha.hexdigest()
