"""Names of bodies within names: an owner and what it owns, a part and the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entities.generic import is_generic
from pipeline.entities.heads import HAS_HEAD, HEADS
from pipeline.entities.spans import Row, Span

BODIES = ("organisation", "programme")

_PART_OF = re.compile(
    rf" of (?:the (?=(?:[A-Z]\w+ ){{1,5}}(?:{HEADS})\b|(?:{HEADS}) (?:of|for)\b)"
    r"|(?=(?:[A-Z]\w+ ){1,3}(?:University|College)\b))"
)
"""Between a part of a body and the whole."""
_OWNER = re.compile(r"['\u2019]s? (?=[A-Z])")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,7}")


def divided(text: str, start: int, end: int, known: Row[Span]) -> Iterator[tuple[int, int]]:
    """Yield the names in "China's |State Songs Board|", "|Reed College|'s |Lake Institute|".

    An owner that is no country or body is part of the name: "Women's Council". Of "Lake
    Songs Bureau of the Reed Society" both are names; an "Executive Committee of the Reed Society"
    is none without it.
    """
    whole = _PART_OF.search(text, start, end)
    if whole and _is_own_name(text[start : whole.start()]):
        yield start, whole.start()
        yield whole.end(), end
        return
    owner = _OWNER.search(text, start, end)
    if owner is None or not HAS_HEAD.search(text[owner.end() : end]):
        yield start, end
        return
    name = text[start : owner.start()]
    if HAS_HEAD.search(name):
        yield start, owner.start()
        yield owner.end(), end
    elif _is_known(known, owner.end(), end) or _kind(known, owner) in ("country", "region"):
        yield owner.end(), end
    else:
        yield start, end


def _is_known(known: Row[Span], start: int, end: int) -> bool:
    return any((one.start, one.end) == (start, end) for one in known.touching(start, end))


def _kind(known: Row[Span], owner: re.Match[str]) -> str:
    """Return the type of the known name that a possessive ends, if any."""
    return next((one.type for one in known.touching(owner.start() - 1, owner.start())), "")


def name_of(text: str, start: int, end: int, known: Row[Span]) -> str:
    """Return a name as it stands, but without the possessive of a body: "UNESCO's Song Board"."""
    owner = _OWNER.search(text, start, end)
    name = text[start:end]
    if owner is None:
        return name
    is_body = _ACRONYM.fullmatch(text, start, owner.start()) or _kind(known, owner) in BODIES
    return f"{text[start : owner.start()]} {text[owner.end() : end]}" if is_body else name


def _is_own_name(name: str) -> bool:
    return bool(HAS_HEAD.search(name)) and not is_generic(name) and not name.startswith("Group ")
