"""What the files of a gazetteer folder declare."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import babel

from pipeline.errors import DeclarationError
from pipeline.gazetteers.declared import Body, Countries, Languages, Organisations, Programmes, read

COUNTRIES, LANGUAGES = "countries.toml", "languages.toml"
ORGANISATIONS, PROGRAMMES = "organisations", "programmes"
"""Folders of files."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A folder that was read."""

    countries: Countries
    languages: Languages
    organisations: dict[str, Body]
    programmes: dict[str, Body]
    digest: str
    """SHA-256 of all files and of babel's version, whose names they build on."""


def read_folder(folder: Path) -> Declared:
    """Read countries.toml, languages.toml and the files of organisations/ and programmes/.

    Raises:
        DeclarationError: A file is missing or an entry is wrong; both are named.
    """
    countries = read(folder / COUNTRIES, Countries)
    languages = read(folder / LANGUAGES, Languages)
    organisations: dict[str, Body] = {}
    for path in _files(folder / ORGANISATIONS):
        _add(organisations, path, read(path, Organisations).organisation)
    programmes: dict[str, Body] = {}
    for path in _files(folder / PROGRAMMES):
        _add(programmes, path, read(path, Programmes).programme)
    _check_countries(folder / COUNTRIES, countries)
    _check_choices(folder / COUNTRIES, _choices(countries), countries)
    _check_choices(folder / LANGUAGES, _aliased(languages), countries)
    return Declared(countries, languages, organisations, programmes, _digest(folder))


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


def _check_countries(path: Path, countries: Countries) -> None:
    territories = babel.Locale("en").territories
    for code, country in countries.country.items():
        if country.alpha2 not in territories:
            raise DeclarationError(f"{path}: country.{code}: unknown alpha2 {country.alpha2}")
    for code, state in countries.historical.items():
        if state.successor not in countries.country:
            raise DeclarationError(
                f"{path}: historical.{code}: no country {state.successor}; declare it or mend it"
            )


def _choices(countries: Countries) -> Iterator[tuple[str, str]]:
    for rule in countries.ambiguous:
        for choice in (*rule.choices, *rule.clues, *rule.near):
            yield f"ambiguous.{rule.names[0]}", "" if choice == "none" else choice


def _aliased(languages: Languages) -> Iterator[tuple[str, str]]:
    for code, language in languages.language.items():
        yield from ((f"language.{code}.aliases", key) for key in language.aliases)


def _check_choices(path: Path, meant: Iterator[tuple[str, str]], countries: Countries) -> None:
    known = {"", *countries.country, *countries.historical}
    known |= {f"region:{key}" for key in countries.region}
    for where, choice in meant:
        if choice not in known:
            raise DeclarationError(
                f"{path}: {where}: no country or region {choice}; declare it or mend it"
            )


def _digest(folder: Path) -> str:
    sha = hashlib.sha256(babel.__version__.encode())
    for path in sorted(folder.rglob("*.toml")):
        sha.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()
