"""Organisations: names around a head noun, by the model and by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.entities.names import is_plain, is_spaced_out, trimmed, without_role
from pipeline.entities.spans import ModelSpan, Span

HEADS = (
    "Foundation|Institute|Institution|Council|Ministry|Department|University|College|Academy|"
    "Museum|Gallery|Library|Theatre|Theater|Orchestra|Philharmonic|Symphony|Society|Association|"
    "Federation|Confederation|Division|Commission|Subcommission|Committee|Subcommittee|Agency|Authority|"
    "Bureau|Board|Organisation|Organization|Corporation|Company|Bank|Secretariat|Parliament|"
    "Assembly|Union|League|Party|Centre|Center|Trust|Embassy|School|Court|Congress|Office|Service|"
    "Administration|Press|Ensemble|Choir|Opera|Ballet|Club|Consortium|Archives|Tribunal|Alliance|"
    "Chamber|Senate|Hospital|Police|Corps|Command|Forces|Task Force|Guard|Network|Group|Movement|"
    "Broadcasting|"
    "Limited|Ltd|Inc|PLC|GmbH|Studios|Publishers|Laboratory|Observatory|Memorial|Diocese|Cabinet|"
    "General Conference|House of Representatives|Chiefs of Staff"
)
"""A name that ends in one of these, or goes on after it with "of ...", is an organisation's."""

PRESS_HEADS = "Radio|Television|Journal|Times|Herald|Tribune|Gazette|Courier|Magazine|News"
"""Heads that count only where the model agrees ("Modern Times") and that no "of" follows."""

FOREIGN_HEADS = (
    "Musée|Museo|Museu|Teatro|Théâtre|Centro|Instituto|Institut|Istituto|Galerie|Galleria|"
    "Fundación|Fundação|Fondation|Fondazione|Université|Universidad|Universität|Università|"
    "Bibliothèque|Biblioteca|Cinémathèque|Cineteca|Ministère|Ministerio|Académie|Accademia|"
    "Conseil|Consejo|Comité|Association|École|Ecole|Société|Maison|Casa|Haus|Stiftung|"
    "Gesellschaft|Friends of|Amis"
)
"""Words that a name begins with."""

_ENDS_IN_HEAD = re.compile(rf"(?:\b|-)(?:{HEADS})$")
_HAS_HEAD = re.compile(
    rf"\b(?:{PRESS_HEADS})$|\b(?:{HEADS})(?:$| (?:of|for|on|against|in|to) |, )"
    rf"|^(?:{FOREIGN_HEADS})\b"
)
_HEAD = re.compile(rf"\b(?:{HEADS})\b(?![-])")

_WORD = r"(?:(?:[A-Z]\.)+(?:[A-Z]\b)?|[A-Z][\w\u2019'&-]*\w)"
_TAIL = re.compile(
    rf"(?: (?:of|for|on|against)(?: the)?)(?: {_WORD})+"
    rf"(?:,(?: {_WORD}){{1,2}}(?=,| and [A-Z]))*"
    rf"(?:(?: (?:of|for|on))?(?: the)?(?:,? and(?: the)?| &)?(?: {_WORD})+)*"
)
_BEFORE = re.compile(rf"(?:{_WORD} (?:(?:and|&|of|for) (?=[A-Z]))?)+$")
_OTHER_BODY = re.compile(rf",? and (?=the )|,? and (?=(?:{_WORD} )*(?:{HEADS})\b)")
"""Where "A and B" goes on to another body."""

LOOK_BACK = 80
"""Code points before a head noun in which its capitalised modifiers are looked for."""
LOOK_AHEAD = 200
"""Code points after it that may belong to the name."""

LABELS = ("ORG", "LOC", "GPE", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW")
"""Labels whose spans are organisations when they have a head noun."""

_ARTICLE_BEFORE = re.compile(r"\b[Tt]he $")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,7}")


def organisation_spans(text: str, found: Iterable[ModelSpan], words: frozenset[str]) -> list[Span]:
    """Return spans of organisations by model and head noun; overlaps are not resolved.

    A span of the model counts only if it has a head noun, or is an acronym with an article:
    without either it was right in 39 of 272 cases (99 documents of culture and diplomacy).

    Args:
        text: The document's.
        found: All spans of the model.
        words: The document's lower-case words, see `is_plain`.
    """
    ranges: dict[tuple[int, int], str] = {}
    for start, end in _by_head(text):
        ranges[(start, end)] = "rule"
    for start, end in _by_model(text, found):
        ranges[(start, end)] = "model"
    return [
        Span(start, end, "organisation", text[start:end], via=via)
        for (start, end), via in ranges.items()
        if not is_plain(text[start:end], words) and not is_spaced_out(text[start:end])
    ]


def _by_model(text: str, found: Iterable[ModelSpan]) -> Iterator[tuple[int, int]]:
    for one in found:
        start, end = without_role(text, *trimmed(text, one.start, one.end))
        name = text[start:end]
        if one.label == "ORG" and _ACRONYM.fullmatch(name):
            if _ARTICLE_BEFORE.search(text[max(0, start - 4) : start]):
                yield start, end
        elif one.label in LABELS and " " in name and _HAS_HEAD.search(name):
            other = _OTHER_BODY.search(name)
            if other is None:
                yield start, _with_tail(text, start, end)
            elif _HAS_HEAD.search(name[: other.start()]):
                yield start, start + other.start()


def _by_head(text: str) -> Iterator[tuple[int, int]]:
    for head in _HEAD.finditer(text):
        start = _left_edge(text, head.start())
        end = _with_tail(text, start, head.end())
        if start < head.start() or end > head.end():
            start, end = without_role(text, *trimmed(text, start, end))
            if _HAS_HEAD.search(text[start:end]):
                yield start, end


def _with_tail(text: str, start: int, end: int) -> int:
    """Extend a name that ends in a head noun over "of ..." that follows."""
    if not _ENDS_IN_HEAD.search(text[start:end]):
        return end
    tail = _TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None:
        return end
    other = _OTHER_BODY.search(tail.group())
    return trimmed(text, start, end + other.start() if other else tail.end())[1]


def _left_edge(text: str, start: int) -> int:
    low = max(0, start - LOOK_BACK)
    found = _BEFORE.search(text[low:start])
    if found is None:
        return start
    other, joined, _ = found.group().rpartition(" and ")
    if joined and (other.removeprefix("The ").count(" ") > 1 or _HEAD.search(other)):
        return low + found.start() + len(other) + len(joined)
    return low + found.start()
