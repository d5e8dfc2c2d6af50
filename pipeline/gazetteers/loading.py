"""Read the gazetteer folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import babel

from pipeline.errors import DeclarationError
from pipeline.gazetteers.authority import Authority
from pipeline.gazetteers.declared import (
    Ambiguous,
    Body,
    Countries,
    Organisations,
    Programmes,
    read,
)
from pipeline.gazetteers.entries import Entry, body_entries, country_entries, formal_entries
from pipeline.gazetteers.layers import Layer
from pipeline.gazetteers.scanning import Gazetteers

COUNTRIES, ORGANISATIONS, PROGRAMMES = "countries.toml", "organisations", "programmes"
"""A file, and two folders of files."""


def load_gazetteers(folder: Path) -> Gazetteers:
    """Read countries.toml and the files of organisations/ and programmes/ in a folder.

    Raises:
        DeclarationError: A file is missing or an entry is wrong; both are named.
    """
    countries = read(folder / COUNTRIES, Countries)
    organisations: dict[str, Body] = {}
    for path in _files(folder / ORGANISATIONS):
        _add(organisations, path, read(path, Organisations).organisation)
    programmes: dict[str, Body] = {}
    for path in _files(folder / PROGRAMMES):
        _add(programmes, path, read(path, Programmes).programme)
    _check(folder / COUNTRIES, countries)
    places = list(country_entries(countries))
    shared = {rule.name: (rule, _choices(rule, places)) for rule in countries.ambiguous}
    entries = [
        *body_entries("organisation", organisations),
        *body_entries("programme", programmes),
        *(Entry(name, "country", "", name) for name in shared if not _known(name, places)),
        *places,
        *formal_entries(places),
    ]
    names: dict[str, str] = {}
    for entry in entries:
        names.setdefault(entry.entity_id, entry.name)
    names.pop("", None)
    authority = Authority(
        names,
        countries.country,
        {code: state.successor for code, state in countries.historical.items()},
        _bodies(organisations, programmes),
        _labels(countries, places),
    )
    return Gazetteers([Layer(entries)], authority, shared, _digest(folder))


def _bodies(organisations: dict[str, Body], programmes: dict[str, Body]) -> dict[str, Body]:
    return {
        **{f"organisation:{key}": body for key, body in organisations.items()},
        **{f"programme:{key}": body for key, body in programmes.items()},
    }


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise DeclarationError(f"{folder}: no gazetteer file; restore the folder")
    return found


def _add(bodies: dict[str, Body], path: Path, more: dict[str, Body]) -> None:
    for key, body in more.items():
        if key in bodies:
            raise DeclarationError(f"{path}: {key}: declared in another file, too; keep one")
        bodies[key] = body


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
    """Return the SHA-256 of all files and of babel's version, whose names they build on."""
    sha = hashlib.sha256(babel.__version__.encode())
    for path in sorted(folder.rglob("*.toml")):
        sha.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()
