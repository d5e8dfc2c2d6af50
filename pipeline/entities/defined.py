"""What the acronyms that a document defines stand for, wherever it uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.entities.acronyms import definitions, initials
from pipeline.entities.heads import FOREIGN_HEADS, HEADS, NO_BODIES, SEEN_HEADS, WEAK_HEADS
from pipeline.entities.names import lower_words, slug, trimmed
from pipeline.entities.pairs import body_by_pair
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.spelling import normal_words
from pipeline.gazetteers import Gazetteers, fold

_BODY = re.compile(rf"(?:^|[ -])(?:{HEADS}|{SEEN_HEADS}|{WEAK_HEADS})$")
_FOREIGN_BODY = re.compile(rf"\b(?:{FOREIGN_HEADS})\b|^(?:{HEADS}|{SEEN_HEADS}) (?!to )")
_NO_BODY = re.compile(rf"\b(?:{NO_BODIES})\W*$", re.I)
_GOES_ON = re.compile(r",? (?:of|for|on|to|in|with|from|against|and|under|within|at)\b")

_POSSESSIVE = re.compile(r"['\u2019]s? ")
_BEHIND = re.compile(r" \((?:, )?([A-Z\u00c0-\u00de](?:[A-Z\u00c0-\u00de]|[a-z](?=[A-Z])){2,9})\)")
STATES = frozenset({"ACT", "NSW", "QLD", "TAS", "USA", "USSR", "VIC"})
"""Places that stand behind a body's name as acronyms do."""
GUESSED = ("rule", "model")
"""Ways in which names were found that are not known."""
SAME = 0.6
"""Share of two names' words that both have, from which on they are one name beside its acronym."""
LONG, ALIKE = 15, 90
"""Code points of a form, and percent of them that a name has alike, that make it the same."""
ARTICLE = 5
"""Code points by which a known name may start after its long form: "the "."""


def with_acronyms(
    text: str,
    bodies: list[Span],
    found: Iterable[ModelSpan],
    lands: Row[Span],
    gazetteers: Gazetteers,
) -> list[Span]:
    """Give acronyms that the document defines the entity of their long form, wherever they are.

    A long form that nothing else found is an organisation's name if it has a head noun, or if the
    model sees an organisation in it, its last word is none of `NO_BODIES`, and the document does
    not use the same words in small letters. One that is a known body's name in other words, before
    that body's acronym, is that body.

    Args:
        text: The document's.
        bodies: Organisations and programmes, none overlapping another.
        found: Of the model.
        lands: Countries that the text names, none overlapping another.
        gazetteers: For known bodies.
    """
    known = {text[one.start : one.end]: one for one in bodies if one.via == "acronym"}
    given = _Given(
        text, Row(bodies), Row(_apart(found)), lands, lower_words(text), known, gazetteers
    )
    meant: dict[str, Span] = {}
    new: list[Span] = []
    for acronym, (start, end) in definitions(text).items():
        one, is_new = _meant(given, acronym, start, end)
        if one is not None:
            meant[acronym] = one
            new += [one] if is_new else []
    for acronym, one in _foreign(text, bodies):
        if acronym not in known:
            meant.setdefault(acronym, one)
    kept = [one for one in bodies if not any(_touch(one, other) for other in new)]
    return _spread(text, kept + new, meant, lands) if meant else bodies


@dataclass(frozen=True, slots=True)
class _Given:
    text: str
    bodies: Row[Span]
    seen: Row[ModelSpan]
    """What the model calls organisations."""
    lands: Row[Span]
    words: frozenset[str]
    known: Mapping[str, Span]
    """What the gazetteers found, by acronym as written."""
    gazetteers: Gazetteers


def _meant(given: _Given, acronym: str, start: int, end: int) -> tuple[Span | None, bool]:
    """Return what the long form of an acronym names, and whether nothing else found it so."""
    one = _named(given.bodies, start, end)
    if one is not None and one.via not in GUESSED:
        return one, False
    form = given.text[start:end]
    if told := _known(form, acronym, given.known.get(acronym), given.gazetteers):
        around = given.bodies.around(start, end)
        if around is not None and around.entity_id == told:
            return around, False
        name = given.gazetteers.name_of(told)
        return Span(start, end, "organisation", name, told, "alias"), True
    if one is not None and one.start > start and _says_more(form, given.text, one, acronym):
        kind = f"{one.type}:{slug(form)}"
        return replace(one, start=start, name=form, entity_id=kind, via="rule"), True
    if one is not None or given.bodies.touching(start, end):
        return one, False
    return _form(given, start, end), True


def _says_more(form: str, text: str, one: Span, acronym: str) -> bool:
    """Tell whether a long form has more of the acronym than the guess in it: "Status of Forces".

    What was found of "Status of |Forces Agreement| (SOFA)" is then the whole.
    """
    is_open = "." not in one.entity_id and not _POSSESSIVE.search(form)
    return is_open and initials(form, acronym) > initials(text[one.start : one.end], acronym)


def _foreign(text: str, bodies: list[Span]) -> Iterator[tuple[str, Span]]:
    """Yield acronyms of another language right behind a body: "Indonesian Youth Party (PPI)"."""
    for one in bodies:
        found = _BEHIND.match(text, one.end)
        guessed = one.type == "organisation" and one.via in GUESSED
        if found and guessed and found.group(1) not in STATES:
            yield found.group(1), one


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _known(form: str, acronym: str, hit: Span | None, gazetteers: Gazetteers) -> str:
    """Return the id of a known body that a form before its acronym names, else "".

    The two are a pair that one body alone goes by, or the acronym is known and the form says the
    body's name in about the same words.
    """
    body = gazetteers.body(hit.entity_id) if hit is not None else None
    if body is None or hit is None or hit.type != "organisation":
        return body_by_pair(gazetteers, acronym, form)
    words = set(normal_words(form))
    for name in (body.name, *body.aliases, *body.at_home):
        others = set(normal_words(name))
        if len(words & others) >= SAME * len(words | others) or _is_damaged(form, name):
            return hit.entity_id
    return ""


def _is_damaged(form: str, name: str) -> bool:
    """Tell whether a form is a name with the damage of a scan, or the beginning of it."""
    return len(form) >= LONG and fuzz.partial_ratio(fold(form), fold(name)) >= ALIKE


def _apart(found: Iterable[ModelSpan]) -> list[ModelSpan]:
    """Return the organisations in order, without those that overlap one before them."""
    kept: list[ModelSpan] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if one.label == "ORG" and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _named(row: Row[Span], start: int, end: int) -> Span | None:
    """Return the name found where a long form is: it ends there, and begins near there."""
    for one in reversed(row.touching(start, end)):
        near = end - start if one.via in GUESSED else ARTICLE
        if one.end == end and abs(one.start - start) < near:
            return one
        if (one.start, one.via) == (start, "name"):
            return one
    return None


def _form(given: _Given, start: int, end: int) -> Span | None:
    start, end = trimmed(given.text, start, end)
    name = given.text[start:end]
    land = given.lands.around(start, end)
    is_land = land is not None and (land.start, land.end) == (start, end)
    if is_land or not _is_body(name, given, bool(given.seen.touching(start, end))):
        return None
    return Span(start, end, "organisation", name, f"organisation:{slug(name)}", "rule")


def _is_body(name: str, given: _Given, is_seen: bool) -> bool:
    """Tell whether a long form can be a body's name, by the noun that it is about."""
    usual = name.title() if name.isupper() else name
    about = next((usual[: one.start()] for one in _GOES_ON.finditer(usual)), usual)
    if _NO_BODY.search(about):
        return False
    heads = (usual[: one.start()] for one in _GOES_ON.finditer(usual))
    if any(map(_BODY.search, (usual, *heads))) or _FOREIGN_BODY.search(usual):
        return True
    if _NO_BODY.search(usual) or not is_seen:
        return False
    return not given.words.issuperset(re.findall(r"[a-z][a-z-]+", name.lower()))


def _spread(text: str, bodies: list[Span], meant: dict[str, Span], lands: Row[Span]) -> list[Span]:
    """Add the acronyms wherever they stand alone; there they mean nothing else."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(meant)))})(?!\w)")
    short = [
        replace(meant[one.group()], start=one.start(), end=one.end(), via="acronym", edition="")
        for one in pattern.finditer(text)
        if not lands.around(one.start(), one.end())
    ]
    at = {(one.start, one.end) for one in short}
    kept = [one for one in bodies if (one.start, one.end) not in at]
    row = Row(kept)
    inner = [one for one in short if not row.touching(one.start, one.end)]
    return sorted(kept + inner, key=lambda one: one.start)
