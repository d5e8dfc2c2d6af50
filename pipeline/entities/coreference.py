"""Shorter forms of a name in the same document: "Advisory Council" after its full name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.entities.acronyms import SMALL
from pipeline.entities.generic import UNSTATED
from pipeline.entities.generic_words import STATELY
from pipeline.entities.names import slug
from pipeline.entities.spans import Span

GUESSED = ("rule", "model")
"""Only spans found in these ways are given to another entity; known names stay what they are."""

MIN_WORDS = 2
MIN_INITIALS = 3
_COUNTED = "one two three four five six seven eight nine ten great"
COUNTED = frozenset(_COUNTED.split())
"""Words that begin no fuller form: "Five Reed Societies"."""

Form = tuple[str, str]
"""Entity type and slug."""


def with_full_names(spans: list[Span]) -> list[Span]:
    """Give short forms the entity of the one longer name of the document that they shorten.

    A short form begins or ends the longer name, or is an acronym of its initials. Where
    several longer names fit and the longest does not hold the others, it stays itself.
    """
    forms: dict[Form, Span] = {}
    for one in spans:
        forms.setdefault(_form(one), one)
    longer: dict[Form, list[Form]] = {}
    for kind, name in forms:
        for short in _short_forms(name):
            longer.setdefault((kind, short), []).append((kind, name))
    full = {form: _longest(found) for form, found in longer.items() if form in forms}
    return [_renamed(one, full, forms) for one in spans]


def _form(one: Span) -> Form:
    """Return what a name is compared by; what tells that its country is not stated is no part."""
    if one.entity_id.endswith(f".{UNSTATED}"):
        return one.type, one.entity_id.partition(":")[2].removesuffix(f".{UNSTATED}")
    return one.type, slug(one.name)


def _may_shorten(one: Span, short: str, longer: Span) -> bool:
    """Tell whether a name that says no country may stand for a longer one.

    "Public Library" for "Delhi Public Library", "Royal Commission" for "Royal Commission on Song",
    but no ministry or court, and no "Supreme Court" for "Supreme Court Bar Association".
    """
    if not one.entity_id.endswith(f".{UNSTATED}"):
        return True
    if longer.entity_id.startswith(f"{one.type}:{short}."):
        return True
    full = slug(longer.name)
    goes_on = full.removeprefix(f"{short}-").split("-")[0] in SMALL
    return (full.endswith(short) or goes_on) and STATELY.isdisjoint(short.split("-"))


def _renamed(one: Span, full: dict[Form, Form | None], forms: dict[Form, Span]) -> Span:
    form = _form(one)
    meant = full.get(form)
    if meant is None or one.via not in GUESSED or not _may_shorten(one, form[1], forms[meant]):
        return one
    return replace(one, name=forms[meant].name, entity_id=forms[meant].entity_id)


def _longest(found: list[Form]) -> Form | None:
    best = max(found, key=lambda form: (len(form[1]), form[1]))
    held = set(_short_forms(best[1])) | {best[1]}
    return best if all(name in held for _, name in found) else None


def _short_forms(name: str) -> Iterator[str]:
    words = name.split("-")
    if words[0] in COUNTED:
        return
    for n_words in range(MIN_WORDS, len(words)):
        yield "-".join(words[:n_words])
        yield "-".join(words[-n_words:])
    initials = "".join(word[0] for word in words if word and word not in SMALL)
    if len(initials) >= MIN_INITIALS:
        yield initials
