"""Countries as a vocabulary: their codes, and their names in other languages."""

from __future__ import annotations

from functools import cache

from pipeline.settings import Workspace
from pipeline.steps import declared

COUNTRIES = "countries"
"""Scheme whose concepts are ISO 3166-1 alpha-3 codes."""


def country_codes(workspace: Workspace) -> list[str]:
    """Return the codes of all countries that can be suggested, in order."""
    places = declared.gazetteers(workspace)
    return sorted({places.country_of(label) for label in places.country_labels()} - {""})


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language; empty where babel knows none.

    Args:
        code: ISO 3166-1 alpha-3.
        language: ISO 639-1.
    """
    from babel import Locale, UnknownLocaleError  # late: loads its data

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return ""
    return str(territories.get(_alpha2().get(code, ""), ""))


@cache
def _alpha2() -> dict[str, str]:
    """Alpha-2 by alpha-3: CLDR calls the longer codes aliases of the shorter ones."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {
        code: meant[0]
        for code, meant in aliases.items()
        if len(code) == 3 and code.isalpha() and len(meant) == 1
    }
