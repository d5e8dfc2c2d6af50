"""Acronyms of which a document does not say what they mean: perhaps the corpus knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.entities.names import ORDINARY, slug
from pipeline.entities.spans import ModelSpan, Row, Span

_UNDEFINED = re.compile(
    r"(?<![\w.&/'\u2019-])[A-Z](?:[A-Z&]|\.(?=[A-Z]\b)){1,7}s?(?![\w&/]|-[a-z])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_CAPITALS_BESIDE = re.compile(r"[A-Z]{3,}[^\w\n]{1,3}$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}[A-Z]{3,}")

UNDEFINED = "undefined"
"""After the dot of an acronym's id that would else be a known body's."""
SHORT = 2
"""Letters of an acronym that counts as one only where the model sees an organisation."""
BESIDE = 20
"""Code points on both sides in which words in capitals are looked for."""


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
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    return bool(_CAPITALS_BESIDE.search(before) or _CAPITALS_AFTER.match(after))
