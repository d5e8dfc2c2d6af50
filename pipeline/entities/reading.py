"""Which parts of a text the model and the rules read: those in languages that have a recogniser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.entities.spans import Row
from pipeline.gazetteers import Gazetteers, Hit
from pipeline.gazetteers.scanning import ENGLISH
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
    """Return what the gazetteers find, in order.

    In an English text no foreign forms are looked for ("Niederlande"), except where a passage is
    not English.
    """
    hits = gazetteers.scan(document.text, document.language)
    foreign = [one for one in passages if _spoken(one, document) not in ENGLISH]
    if document.language not in ENGLISH or not foreign:
        return hits
    inside, taken = Row(foreign), Row(hits)
    more = [
        hit
        for hit in gazetteers.scan(document.text, _spoken(foreign[0], document))
        if hit.entry.language
        and inside.around(hit.start, hit.end)
        and not taken.touching(hit.start, hit.end)
    ]
    return sorted([*hits, *more], key=lambda hit: hit.start)


def _spoken(passage: Passage, document: Document) -> str:
    return document.language if passage.language == UNDETERMINED else passage.language
