"""Acronyms of which a document does not say what they mean: perhaps the corpus knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from pipeline.entities.names import ORDINARY, slug
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.undefined_words import NO_BODIES

_UNDEFINED = re.compile(r"[A-Z](?:[A-Z&]|\.(?=[A-Z]\b)){1,7}s?(?![\w&/]|-[a-z])")
_PART_BEFORE = re.compile(r"[\w.&/'\u2019-]")
_ROMAN = re.compile(r"[IVXLCDM]+")
_CAPITALS_BESIDE = re.compile(r"[A-Z]{3,}[^\w\n]{1,3}$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}[A-Z]{3,}")
_COUNTED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)? ?$")
_NO_TEXT_BEFORE = re.compile(r"(?:^|\n)[^\w\n]*$")
_SMALL_WORD = re.compile(r"[a-z]{3}")

UNDEFINED = "undefined"
"""After the dot of an acronym's id that would else be a known body's."""
SHORT = 2
"""Letters of an acronym that counts as one only where the model sees an organisation."""
BESIDE = 20
"""Code points on both sides in which words in capitals are looked for."""
LINE = 120
"""Code points on both sides in which a line is looked at."""
OTHERS = frozenset({"PERSON", "DATE", "TIME", "QUANTITY", "MONEY", "LANGUAGE"})
"""Labels of the model in which no acronym of a body stands."""


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known of a text in which acronyms are looked for."""

    found: tuple[ModelSpan, ...]
    """Of the model."""
    taken: Row[Span]
    """All that was found before; nothing overlaps it."""
    words: frozenset[str]
    """The document's lower-case words."""
    defined: Container[str]
    """Acronyms that the document defines: what is left of them stands for no body."""
    name_of: Callable[[str], str]
    """Gives the name of a known body by id, "" of others; no known body's id is given to an
    acronym that may mean another."""


def undefined_acronyms(text: str, around: Around) -> list[Span]:
    """Return acronyms of which the document does not say what they mean.

    They are tentative: only where other documents agree on a meaning do they count. One that only
    begins paragraphs is as likely a word set in capitals ("HERE is", "IHE Kings").

    Args:
        text: What is read of the document.
        around: What else is known of it.
    """
    spans = list(_candidates(text, around))
    sure = {one.name for one in spans if not _begins_paragraph(text, one.start)}
    return [one for one in spans if one.name in sure]


def _candidates(text: str, around: Around) -> Iterator[Span]:
    bodies = {(one.start, one.end) for one in around.found if one.label == "ORG"}
    others = Row(_apart(one for one in around.found if one.label in OTHERS))
    telling: dict[str, bool] = {}
    for one in _UNDEFINED.finditer(text):
        start, end = one.start(), one.end() - one.group().endswith("s")
        if _PART_BEFORE.match(text[start - 1 : start]):
            continue
        name = text[start:end].replace(".", "")
        if name not in telling:
            telling[name] = _is_telling(text, name, around)
        if not telling[name] or (len(name) <= SHORT and (start, end) not in bodies):
            continue
        if around.taken.touching(start, end) or others.touching(start, end):
            continue
        if not _is_shouted(text, start, end):
            id_ = f"organisation:{slug(name)}"
            id_ += f".{UNDEFINED}" if around.name_of(id_) else ""
            yield Span(start, end, "organisation", name, id_, "undefined")


def _is_telling(text: str, name: str, around: Around) -> bool:
    """Tell whether capitals can be a body's: no number, unit or word that is written otherwise."""
    word = name.lower().replace("&", "")
    if _ROMAN.fullmatch(name) or word in NO_BODIES or word in ORDINARY or word in around.words:
        return False
    usual = name.capitalize()
    return name not in around.defined and not (
        usual in text and re.search(rf"\b{re.escape(usual)}\b", text)
    )


def _apart(found: Iterable[ModelSpan]) -> Iterator[ModelSpan]:
    end = 0
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if one.start >= end:
            yield one
            end = one.end


def _begins_paragraph(text: str, start: int) -> bool:
    return bool(_NO_TEXT_BEFORE.search(text[max(0, start - BESIDE) : start]))


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Tell whether a word beside is in capitals: a heading, or scan dirt; or it is counted."""
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    if _CAPITALS_BESIDE.search(before) or _CAPITALS_AFTER.match(after) or _COUNTED.search(before):
        return True
    line = text[max(0, start - LINE) : start].rpartition("\n")[2]
    line += text[end : end + LINE].partition("\n")[0]
    return not _SMALL_WORD.search(line)
