"""Names of countries and regions as texts of other languages write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from babel import Locale, UnknownLocaleError

from pipeline.gazetteers.declared import Countries, Language
from pipeline.gazetteers.entries import Entry

SHORTEST = 3
"""Code points of the shortest name that is looked for where accents do not count; two are an
abbreviation that languages share with others."""

ARTICLE = "\u0627\u0644"
"""The Arabic article, whose first letter is lost after "for"."""
FOR = "\u0644"

_BRACKETS = re.compile(r"\s*[(\uff08][^)\uff09]*[)\uff09]")


def foreign_entries(
    code: str, declared: Countries, language: Language, names: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield the entries of one language.

    Args:
        code: ISO 639-1.
        declared: Countries and regions.
        language: What is declared of the language.
        names: Canonical name by entity id.
    """
    seen = set(language.blocked)
    personal = frozenset(declared.personal)
    for written, entity_id in _written(code, declared, language):
        for lead, form in _forms(written, language):
            if form in seen or (len(written) < SHORTEST and _is_risky(written, language)):
                continue
            seen.add(form)
            exact = language.exact or (form.isupper() and form == written)
            yield Entry(
                form, _kind(entity_id), entity_id, names[entity_id], "alias", exact, code,
                personal=written in personal, lead=lead,
            )  # fmt: skip
    for written in language.blocking:
        yield Entry(written, "block", "", written, language=code)


def _kind(entity_id: str) -> Literal["country", "region"]:
    return "region" if entity_id.startswith("region:") else "country"


def _is_risky(written: str, language: Language) -> bool:
    """Tell whether a short name of a script with capitals is not set apart by all of them."""
    return not language.exact and written.lower() != written.upper() and not written.isupper()


def _written(code: str, declared: Countries, language: Language) -> Iterator[tuple[str, str]]:
    """Yield written form and entity id, what is declared before what babel has."""
    for key, names in language.aliases.items():
        entity_id = key if ":" in key else f"country:{key}"
        yield from ((unicodedata.normalize("NFC", name), entity_id) for name in names)
    of_babel = {one.alpha2: f"country:{key}" for key, one in declared.country.items()}
    of_babel |= {one.m49: f"region:{key}" for key, one in declared.region.items() if one.m49}
    for territories in _territories(language.locales or (code,)):
        for territory, entity_id in of_babel.items():
            name = unicodedata.normalize("NFC", territories.get(territory, ""))
            short = _BRACKETS.sub("", name)
            yield from ((one, entity_id) for one in dict.fromkeys((name, short)) if one)


def _territories(locales: Iterable[str]) -> Iterator[Mapping[str, str]]:
    for name in locales:
        try:
            yield Locale.parse(name).territories
        except (UnknownLocaleError, ValueError):
            continue


def _forms(written: str, language: Language) -> Iterator[tuple[int, str]]:
    """Yield a name, its other cases, and both with what may stand before them."""
    for form in (written, *_inflected(written, language.endings)):
        yield 0, form
        for before in language.before:
            lost = before.endswith(FOR) and form.startswith(ARTICLE)
            yield len(before), before + form[lost:]


def _inflected(written: str, endings: Mapping[str, tuple[str, ...]]) -> list[str]:
    if written.isupper():
        return []
    for ending in sorted(endings, key=len, reverse=True):
        if written.endswith(ending):
            stem = written[: len(written) - len(ending)]
            return [stem + other for other in endings[ending]]
    return []
