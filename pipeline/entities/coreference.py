"""Shorter forms of a name in the same document: "Advisory Council" after its full name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.entities.acronyms import SMALL
from pipeline.entities.names import slug
from pipeline.entities.spans import Span

GUESSED = ("rule", "model")
"""Only spans found in these ways are given to another entity; known names stay what they are."""

MIN_WORDS = 2
MIN_INITIALS = 3


def with_full_names(spans: list[Span]) -> list[Span]:
    """Give short forms the entity of the one longer name of the document that they shorten.

    A short form begins or ends the longer name, or is an acronym of its initials. Where
    several longer names fit, it stays an entity of its own.
    """
    forms: dict[tuple[str, str], Span] = {}
    for one in spans:
        forms.setdefault((one.type, slug(one.name)), one)
    full = {key: _full_name(key, forms) for key in forms if forms[key].via in GUESSED}
    return [_renamed(one, full.get((one.type, slug(one.name)))) for one in spans]


def _renamed(one: Span, full: Span | None) -> Span:
    if full is None or one.via not in GUESSED:
        return one
    return replace(one, name=full.name, entity_id=full.entity_id)


def _full_name(key: tuple[str, str], forms: dict[tuple[str, str], Span]) -> Span | None:
    kind, short = key
    fitting = [
        span
        for (other_kind, name), span in forms.items()
        if other_kind == kind and name != short and _shortens(short, name)
    ]
    if not fitting:
        return None
    longest = max(fitting, key=lambda span: (len(span.name), span.name))
    name = slug(longest.name)
    chain = all(slug(span.name) == name or _shortens(slug(span.name), name) for span in fitting)
    return longest if chain else None


def _shortens(short: str, name: str) -> bool:
    words, others = short.split("-"), name.split("-")
    if len(words) == 1:
        return len(short) >= MIN_INITIALS and short == _initials(others)
    if not MIN_WORDS <= len(words) < len(others):
        return False
    return others[: len(words)] == words or others[-len(words) :] == words


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words if word not in SMALL)
