"""Organisations: names around a head noun, by the model and by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.entities.heads import ENDS_IN_HEAD, HAS_HEAD, HEADS, SEEN_HEADS
from pipeline.entities.names import is_plain, is_spaced_out, trimmed, without_role
from pipeline.entities.parts import divided, name_of
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.things import is_thing

_SEEN_HEAD = re.compile(rf"\b(?:{SEEN_HEADS})(?:$| (?:of|for|against) )")
_GOES_ON = (
    "Provider|Representative|Agent|Level|Dashboard|Toolkit|Week|Desk|Standard|Agreement|Convention"
)
_HEAD = re.compile(rf"(?:{HEADS})\b(?!-)(?! (?:{_GOES_ON})s?\b)")
"""Starts with no condition, since that made the search half as fast; see `_by_head`."""

OFFICES = r"(?:Vice |Deputy )?(?:President|Director|Professor|Chair|Member|Secretary|Head)\b"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORD = r"(?:(?:[A-Z]\.)+(?:[A-Z]\b)?|[A-Z][\w\u2019'&-]*\w)"
_TAIL = re.compile(
    rf"(?: (?:of|for|on|against)(?: the)?(?: former)?)(?: {_WORD})+"
    rf"(?:,(?: {_WORD}){{1,2}}(?=,| and [A-Z]))*"
    rf"(?:(?: (?:of|for|on))?(?: the)?(?:,? and(?: the)?| &)?(?: {_WORD})+)*"
)
_BEFORE = re.compile(rf"(?:{_WORD} (?:(?:and|&|of|for) (?=[A-Z]))?)+$")
_INNER_HEAD = re.compile(rf"\b(?:{HEADS})\b(?!-)")
_OTHER_BODY = re.compile(
    rf",? and (?=the )|,? and (?=(?:{_WORD} )*(?:{HEADS})\b)|"
    rf",? and (?=[A-Z]{{3,}}\b|{OFFICES})| on (?={MONTHS})"
)
"""Where "A and B" goes on to another body, or to a person's office or a date."""

LOOK_BACK = 80
"""Code points before a head noun in which its capitalised modifiers are looked for."""
LOOK_AHEAD = 200
"""Code points after it that may belong to the name."""

LABELS = ("ORG", "LOC", "GPE", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW")
"""Labels whose spans are organisations when they have a head noun."""

SEEN_LABELS = ("ORG", "NORP")
"""Labels that make an organisation of a name with one of SEEN_HEADS."""

_BRACKET = re.compile(r" ?\([^()]*\)?$")
_OFFICE = re.compile(r"(?:Prime )?Minister\b")
_LOOSE_END = re.compile(r"(?: (?:of|for|on|in|to|and|the|&))+$")


def organisation_spans(
    text: str, found: Iterable[ModelSpan], words: frozenset[str], known: Row[Span]
) -> list[Span]:
    """Return spans of organisations by model and head noun; overlaps are not resolved.

    A span of the model counts only if it has a head noun: without, it was right in 39 of 272
    cases, and acronyms with an article in 4 of 15 (99 documents of culture and diplomacy).

    Args:
        text: The document's.
        found: All spans of the model.
        words: The document's lower-case words, see `is_plain`.
        known: Countries, regions and known bodies that the text names, as far as none overlaps
            another.
    """
    ranges: dict[tuple[int, int], str] = {}
    for start, end in _by_head(text):
        ranges[(start, end)] = "rule"
    for start, end in _by_model(text, found):
        ranges[(start, end)] = "model"
    return [
        Span(start, end, "organisation", name_of(text, start, end, known), via=via)
        for (whole_start, whole_end), via in ranges.items()
        for start, end in divided(text, whole_start, _whole(text, whole_start, whole_end), known)
        if not is_plain(text[start:end], words)
        and not is_spaced_out(text[start:end])
        and not is_thing(text[start:end])
        and not _OFFICE.match(text, start, end)
        and not _are_several(text, start, end, known)
    ]


def _are_several(text: str, start: int, end: int, known: Row[Span]) -> bool:
    """Tell whether a name is those of two known bodies: "IMF and World Bank"."""
    inner = [one for one in known.touching(start, end) if one.type == "organisation"]
    if len(inner) != 2 or (inner[0].start, inner[1].end) != (start, end):
        return False
    return text[inner[0].end : inner[1].start] in (" and ", " and the ", " & ", "/", ", ", " or ")


def _by_model(text: str, found: Iterable[ModelSpan]) -> Iterator[tuple[int, int]]:
    for one in found:
        start, end = without_role(text, *trimmed(text, one.start, one.end))
        if bracket := _BRACKET.search(text, start, end):
            end = bracket.start()
        name = text[start:end]
        if one.label in SEEN_LABELS and " " in name and _SEEN_HEAD.search(name):
            yield start, end
        elif one.label in LABELS and " " in name and HAS_HEAD.search(name):
            other = _OTHER_BODY.search(name)
            if other is None:
                yield start, _with_tail(text, start, end)
            elif HAS_HEAD.search(name[: other.start()]):
                yield start, start + other.start()


def _by_head(text: str) -> Iterator[tuple[int, int]]:
    for head in _HEAD.finditer(text):
        if _is_word(text[head.start() - 1 : head.start()]):
            continue
        start = _left_edge(text, head.start())
        end = _with_tail(text, start, head.end())
        if start < head.start() or end > head.end():
            start, end = without_role(text, *trimmed(text, start, end))
            if HAS_HEAD.search(text[start:end]):
                yield start, end


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _with_tail(text: str, start: int, end: int) -> int:
    """Extend a name that ends in a head noun over "of ..." that follows."""
    if not ENDS_IN_HEAD.search(text[start:end]):
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
    if (article := found.group().rfind(" The ")) >= 0:  # a heading ran into the sentence
        return low + found.start() + article + len(" The ")
    other, joined, _ = found.group().rpartition(" and ")
    if joined and (other.removeprefix("The ").count(" ") > 1 or _INNER_HEAD.search(other)):
        return low + found.start() + len(other) + len(joined)
    return low + found.start()


def _whole(text: str, start: int, end: int) -> int:
    """Return the end of a name without what would only go on: "Department of the"."""
    loose = _LOOSE_END.search(text, start, end)
    return loose.start() if loose else end
