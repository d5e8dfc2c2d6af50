"""What the files of a gazetteer folder say of one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import babel

from pipeline.errors import DeclarationError
from pipeline.gazetteers.declared import Body, Countries, Languages

Bodies = dict[str, tuple[Path, Body]]
"""By key, with the file that declares it."""


def check_countries(path: Path, countries: Countries) -> None:
    """Refuse countries that nothing else knows.

    Raises:
        DeclarationError: Names file, entry and what is not there.
    """
    territories = babel.Locale("en").territories
    for code, country in countries.country.items():
        if country.alpha2 not in territories:
            raise DeclarationError(f"{path}: country.{code}: unknown alpha2 {country.alpha2}")
    for code, state in countries.historical.items():
        if state.successor not in countries.country:
            raise DeclarationError(
                f"{path}: historical.{code}: no country {state.successor}; declare it or mend it"
            )
    _check_choices(path, _choices(countries), countries)


def check_languages(path: Path, languages: Languages, countries: Countries) -> None:
    """Refuse names of countries and regions that are not declared.

    Raises:
        DeclarationError: As above.
    """
    _check_choices(path, _aliased(languages), countries)


def check_bodies(bodies: Bodies, organisations: Mapping[str, object], countries: Countries) -> None:
    """Refuse countries, successors and owners that are not declared, and years that go back.

    Args:
        bodies: Organisations or programmes.
        organisations: By key: who may own programmes.
        countries: And historical states.

    Raises:
        DeclarationError: As above.
    """
    lands = {*countries.country, *countries.historical}
    for key, (path, body) in bodies.items():
        for what, meant, known in (
            ("country", body.country, lands),
            ("successor", body.successor, bodies),
            ("owner", body.owner, organisations),
        ):
            if meant and meant not in known:
                raise DeclarationError(
                    f"{path}: {key}: no {what} {meant}; declare it or mend the entry"
                )
        if body.start and body.end and body.start > body.end:
            raise DeclarationError(f"{path}: {key}: ends before it starts; mend the years")


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
