"""Acronyms of a document: those it defines, and those that only the corpus may know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.entities.acronyms import definitions
from pipeline.entities.heads import FOREIGN_HEADS, HEADS, NO_BODIES, SEEN_HEADS
from pipeline.entities.names import ORDINARY, slug, trimmed
from pipeline.entities.pairs import body_by_pair
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.spelling import normal_words
from pipeline.gazetteers import Gazetteers

_BODY = re.compile(rf"\b(?:{HEADS}|{SEEN_HEADS}|{FOREIGN_HEADS})\b", re.I)
_NO_BODY = re.compile(rf"\b(?:{NO_BODIES})\W*$", re.I)

_UNDEFINED = re.compile(
    r"(?<![\w.&/'\u2019-])[A-Z](?:[A-Z&]|\.(?=[A-Z]\b)){1,7}s?(?![\w&/]|-[a-z])"
)
_BEHIND = re.compile(r" \((?:, )?([A-Z\u00c0-\u00de](?:[A-Z\u00c0-\u00de]|[a-z](?=[A-Z])){2,9})\)")
STATES = frozenset({"ACT", "NSW", "QLD", "TAS", "USA", "USSR", "VIC"})
"""Places that stand behind a body's name as acronyms do."""
_ROMAN = re.compile(r"[IVXLCDM]+")
_CAPITALS_BESIDE = re.compile(r"[A-Z]{3,}[^\w\n]{1,3}$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}[A-Z]{3,}")
UNDEFINED = "undefined"
"""After the dot of an acronym's id that would else be a known body's."""
GUESSED = ("rule", "model")
"""Ways in which names were found that are not known."""
SAME = 0.6
"""Share of two names' words that both have, from which on they are one name beside its acronym."""
ARTICLE = 5
"""Code points by which a known name may start after its long form: "the "."""
SHORT = 2
"""Letters of an acronym that counts as one only where the model sees an organisation."""


def with_acronyms(
    text: str,
    bodies: list[Span],
    found: Iterable[ModelSpan],
    lands: Row[Span],
    gazetteers: Gazetteers,
) -> list[Span]:
    """Give acronyms that the document defines the entity of their long form, wherever they are.

    A long form that nothing else found is an organisation's name if it has a head noun, or the
    model sees an organisation in it, and its last word is none of `NO_BODIES`. One that is a
    known body's name in other words, before that body's acronym, is that body.
    """
    row = Row(bodies)
    seen = Row(_apart(one for one in found if one.label == "ORG"))
    known = {text[one.start : one.end]: one for one in bodies if one.via == "acronym"}
    meant: dict[str, Span] = {}
    new: list[Span] = []
    for acronym, (start, end) in definitions(text).items():
        one = _named(row, start, end)
        if one is None or one.via in GUESSED:
            told = _known(text[start:end], acronym, known.get(acronym), gazetteers)
            if told:
                name = gazetteers.name_of(told)
                one = Span(start, end, "organisation", name, told, "alias")
                new.append(one)
            elif one is None and not row.touching(start, end):
                one = _form(text, start, end, seen, lands)
                new += [one] if one is not None else []
        if one is not None:
            meant[acronym] = one
    for acronym, one in _foreign(text, bodies):
        if acronym not in known:
            meant.setdefault(acronym, one)
    kept = [one for one in bodies if not any(_touch(one, other) for other in new)]
    return _spread(text, kept + new, meant, lands) if meant else bodies


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
        if len(words & others) >= SAME * len(words | others):
            return hit.entity_id
    return ""


def _apart(found: Iterable[ModelSpan]) -> list[ModelSpan]:
    """Return spans in order, without those that overlap one before them."""
    kept: list[ModelSpan] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if not kept or one.start >= kept[-1].end:
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


def _form(text: str, start: int, end: int, seen: Row[ModelSpan], lands: Row[Span]) -> Span | None:
    start, end = trimmed(text, start, end)
    name = text[start:end]
    land = lands.around(start, end)
    is_land = land is not None and (land.start, land.end) == (start, end)
    if is_land or _NO_BODY.search(name):
        return None
    if not _BODY.search(name) and not seen.touching(start, end):
        return None
    return Span(start, end, "organisation", name, f"organisation:{slug(name)}", "rule")


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


def undefined_acronyms(
    text: str,
    found: Iterable[ModelSpan],
    taken: Row[Span],
    words: frozenset[str],
    name_of: Callable[[str], str],
) -> list[Span]:
    """Return acronyms of which the document does not say what they mean.

    They are tentative: only where other documents agree on a meaning do they count.

    Args:
        text: What is read of the document.
        found: Of the model.
        taken: All that was found before; nothing overlaps it.
        words: The document's lower-case words.
        name_of: Gives the name of a known body by id, "" of others; no known body's id is given
            to an acronym that may mean another.
    """
    bodies = {(one.start, one.end) for one in found if one.label == "ORG"}
    spans = []
    for one in _UNDEFINED.finditer(text):
        end = one.end() - one.group().endswith("s")
        name = text[one.start() : end].replace(".", "")
        if _ROMAN.fullmatch(name) or name.lower() in ORDINARY or name.lower() in words:
            continue
        if len(name) <= SHORT and (one.start(), end) not in bodies:
            continue
        if taken.touching(one.start(), end) or _is_shouted(text, one.start(), end):
            continue
        id_ = f"organisation:{slug(name)}"
        id_ += f".{UNDEFINED}" if name_of(id_) else ""
        spans.append(Span(one.start(), end, "organisation", name, id_, "undefined"))
    return spans


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Tell whether a word beside is in capitals: a heading, or scan dirt."""
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return bool(_CAPITALS_BESIDE.search(before) or _CAPITALS_AFTER.match(after))
