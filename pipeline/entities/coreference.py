"""Shorter forms of a name in the same document: "Advisory Council" after its full name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.entities.acronyms import SMALL
from pipeline.entities.names import slug
from pipeline.entities.spans import Span

GUESSED = ("rule", "model")
"""Only spans found in these ways are given to another entity; known names stay what they are."""

MIN_WORDS = 2
MIN_INITIALS = 3

Form = tuple[str, str]
"""Entity type and slug."""


def with_full_names(spans: list[Span]) -> list[Span]:
    """Give short forms the entity of the one longer name of the document that they shorten.

    A short form begins or ends the longer name, or is an acronym of its initials. Where
    several longer names fit and the longest does not hold the others, it stays itself.
    """
    forms: dict[Form, Span] = {}
    for one in spans:
        forms.setdefault((one.type, slug(one.name)), one)
    longer: dict[Form, list[Form]] = {}
    for kind, name in forms:
        for short in _short_forms(name):
            longer.setdefault((kind, short), []).append((kind, name))
    full = {form: _longest(found) for form, found in longer.items() if form in forms}
    return [_renamed(one, full, forms) for one in spans]


def _renamed(one: Span, full: dict[Form, Form | None], forms: dict[Form, Span]) -> Span:
    meant = full.get((one.type, slug(one.name)))
    if meant is None or one.via not in GUESSED:
        return one
    return replace(one, name=forms[meant].name, entity_id=forms[meant].entity_id)


def _longest(found: list[Form]) -> Form | None:
    best = max(found, key=lambda form: (len(form[1]), form[1]))
    held = set(_short_forms(best[1])) | {best[1]}
    return best if all(name in held for _, name in found) else None


def _short_forms(name: str) -> Iterator[str]:
    words = name.split("-")
    for n_words in range(MIN_WORDS, len(words)):
        yield "-".join(words[:n_words])
        yield "-".join(words[-n_words:])
    initials = "".join(word[0] for word in words if word and word not in SMALL)
    if len(initials) >= MIN_INITIALS:
        yield initials
