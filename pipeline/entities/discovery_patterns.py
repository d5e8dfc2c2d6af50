"""Sentences that present a name as a programme's."""

from __future__ import annotations

import re
from collections.abc import Iterator

NOUN = (
    r"(?:programme|program|project|initiative|campaign|festival|prize|award|scheme|fellowship|"
    r"scholarship|competition|residency|biennale|grant scheme|mobility fund|"
    r"funding scheme|exchange|contest|conference series|summer school|capacity-building|"
    r"accelerator|incubator|call for projects)"
)
_OTHER = (
    r"(?:for|of|to|that|which|in|on|by|with|from|at|run|funded|launched|led|organi[sz]ed|aimed|"
    r"designed|dedicated|supported|created|set|initiated|between|under|where|whose|who|and|is|was|"
    r"has|will|developed|established|founded|held|offering|bringing|connecting|supporting|"
    r"promoting|aiming|started|financed|co-\w+|implemented|managed|coordinated|taking)"
)
_AFTER = rf"(?=[.,;:)\u2014\u2013]|$| {_OTHER}\b)"
"""What may follow the noun: it is no "programme director"."""

_WORD = r"(?:[a-z]{0,2}[A-Z][\w'\u2019&+-]*[\w+!]|[A-Z]\b|\d[\w-]*)"
_NAME = rf"({_WORD}(?: (?:(?:of|for|and|the|in|to|on|&|de|du|la|des|by) )?{_WORD}){{0,6}}!?)"
_ACRONYM = r"(?: \([A-Z]\w{1,10}\))?"
_BETWEEN = (
    r"(?: (?!(?:of|to|in|on|from|that|which|by|for|with|is|was|are|were)\b)[\w'\u2019-]+){0,7}?"
)
_CUT = re.compile(
    r"(?:(?<!part )\b(?:of|in|at|by|from|In|At|By|From)(?: the)?|\b[A-Z][\w'\u2019-]*) $"
)
"""Before what is a part of a longer name, or where something is: "In |Haiti, a pilot project"."""

_DEFINED = re.compile(
    rf"(?<![\w-]){_NAME}{_ACRONYM} (?:is|was|are|has been|became) (?:an?|the|one of(?: the)?|our)"
    rf"{_BETWEEN} {NOUN}s?{_AFTER}"
)
_APPOSED = re.compile(
    rf"(?<![\w-]){_NAME}{_ACRONYM}(?:,| ?[\u2013\u2014]| -) ?(?:an?|the|its|our){_BETWEEN} {NOUN}"
    rf"{_AFTER}(?! (?:is|was|has|will)\b)"
)
_LISTED = re.compile(
    rf"\b(?:{NOUN}s,? (?:such as|like|including)|{NOUN}s?,? (?:called|named|titled|known as))"
    rf"(?: the)? ({_NAME}(?:,(?: and)?(?: the)? {_NAME})*(?: (?:and|or)(?: the)? {_NAME})?)"
)
_TITLED = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]|[Ii]ts|[Oo]ur|new|funded)|['\u2019]s) {NOUN} {_NAME}(?! [a-z]+ ?\w*er\b)"
)
_PARTED = re.compile(r",(?: and)?(?: the)? | (?:and|or)(?: the)? ")

Presented = tuple[str, int, int]
"""How a name is presented (definition, example, name), and its range in the sentence."""


def presented(sentence: str) -> Iterator[Presented]:
    """Yield names that a sentence defines, lists or titles as a programme, in no given order."""
    for pattern in (_DEFINED, _APPOSED):
        for found in pattern.finditer(sentence):
            if not _CUT.search(sentence[: found.start(1)]):
                yield ("definition", *found.span(1))
    for found in _LISTED.finditer(sentence):
        yield from _parts(found.group(1), found.start(1))
    for found in _TITLED.finditer(sentence):
        if " " in found.group(1) or not found.group(1).istitle():
            yield ("name", *found.span(1))


def _parts(listed: str, offset: int) -> Iterator[Presented]:
    at = 0
    for mark in [*_PARTED.finditer(listed), None]:
        end = mark.start() if mark else len(listed)
        yield "example", offset + at, offset + end
        at = mark.end() if mark else end
