"""Which parts of a text the model and the rules read: those in languages that have a recogniser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.entities.spans import Row
from pipeline.gazetteers import Gazetteers, Hit
from pipeline.gazetteers.entries import ENGLISH
from pipeline.languages import route
from pipeline.records import UNDETERMINED, Document, Passage

_SIGN = re.compile(r"[^\n]")


def readable_text(document: Document, passages: Sequence[Passage]) -> str:
    """Return the document's text with blanks for all that is in a language without recogniser.

    Offsets stay true. An English summary in a French report is read, a French quotation in an
    English article is not. Empty where nothing is read.

    Args:
        document: Any.
        passages: Its passages; none: its language holds for all of it.
    """
    text = document.text
    is_read = route(document.language).recogniser
    others = [one for one in passages if route(_spoken(one, document)).recogniser != is_read]
    if not others:
        return text if is_read else ""
    blank = _SIGN.sub(" ", text)
    whole, part = (text, blank) if is_read else (blank, text)
    pieces, at = [], 0
    for one in sorted(others, key=lambda one: one.start):
        pieces += [whole[at : one.start], part[one.start : one.end]]
        at = one.end
    return "".join([*pieces, whole[at:]])


def known_names(
    document: Document, passages: Sequence[Passage], gazetteers: Gazetteers
) -> list[Hit]:
    """Return what the gazetteers find, in order of start, longer ones first.

    Every passage is read in its own language: in an English one no foreign forms are looked for
    ("Niederlande"), in a French one no English adjectives.
    """
    home = document.language
    hits = gazetteers.scan(document.text, home)
    others = [one for one in passages if _code(_spoken(one, document)) != _code(home)]
    if not others:
        return hits
    inside = Row(others)
    kept = [
        hit for hit in hits if not hit.entry.language or inside.around(hit.start, hit.end) is None
    ]
    taken = Row(_outermost(kept))
    more = [
        hit
        for one in others
        for hit in _spoken_hits(one, _spoken(one, document), document.text, gazetteers)
        if not taken.touching(hit.start, hit.end)
    ]
    return sorted([*kept, *more], key=lambda hit: (hit.start, -hit.end))


def _spoken_hits(
    passage: Passage, language: str, text: str, gazetteers: Gazetteers
) -> Iterator[Hit]:
    """Yield the names of a passage that are those of its language alone."""
    start = passage.start
    for hit in gazetteers.scan(text[start : passage.end], language):
        if hit.entry.language:
            yield Hit(start + hit.start, start + hit.end, hit.entry)


def _outermost(hits: Iterable[Hit]) -> Iterator[Hit]:
    end = 0
    for hit in hits:
        if hit.end > end:
            end = hit.end
            yield hit


def _code(language: str) -> str:
    return ENGLISH if language == UNDETERMINED else language


def _spoken(passage: Passage, document: Document) -> str:
    return document.language if passage.language == UNDETERMINED else passage.language
