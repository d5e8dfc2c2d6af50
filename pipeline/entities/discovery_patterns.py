"""Sentences that present a name as a programme's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entities.programmes_quoted import QUOTED, is_name

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
    r"(?: (?!(?:of|to|in|on|from|that|which|by|for|with|is|was|are|were|has|have|been|will)\b)"
    r"[\w'\u2019-]+){0,7}?"
)
"""Words between "is a" and the noun; a verb or preposition begins something else."""
_CUT = re.compile(
    r"(?:(?<!part )\b(?:[Oo]f|[Ii]n|[Aa]t|[Bb]y|[Ff]rom|[Ff]or|[Aa]fter|[Bb]efore|[Tt]o|[Ww]ith|"
    r"[Bb]etween|near|on|into|until|since)(?: the)?|\b[A-Z][\w'\u2019-]*) $"
)
"""Before what is a part of a longer name, or where something is: "In |Haiti, a pilot project"."""

_DEFINED = re.compile(
    rf"(?<![\w-]){_NAME}{_ACRONYM} (?:is|was|has been|became) "
    rf"(?:(?:an?|the|our){_BETWEEN} {NOUN}|one of(?: the| our)?{_BETWEEN} {NOUN}s){_AFTER}"
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
_NO_TITLE = re.compile(r"\d|(?:Is|Are|Was|Were|Has|Have|Had|Will|Dr|Mr|Mrs|Ms)\b")
_QUOTED = re.compile(
    r"\b(?:launch\w*(?: of)?|initiat\w+|sets? up|creat\w+|establish\w+|started|through|under|"
    r"part of)"
    rf"(?: the| its| a| our)? {QUOTED.pattern}"
)
_NAMING = re.compile(r"\b(?:called|named|titled|known as) ")
_PARTED = re.compile(r",(?: and)?(?: the)? | (?:and|or)(?: the)? ")

Presented = tuple[str, int, int]
"""How a name is presented (see `discovery.KINDS`), and its range in the sentence."""


def presented(sentence: str) -> Iterator[Presented]:
    """Yield names that a sentence defines, lists or titles as a programme, in no given order."""
    for pattern in (_DEFINED, _APPOSED):
        for found in pattern.finditer(sentence):
            if not _CUT.search(sentence[: found.start(1)]):
                yield ("definition", *found.span(1))
    for start, end in _examples(sentence):
        yield "example", start, end
    for found in _TITLED.finditer(sentence):
        if is_telling(found.group(1)) and not _NO_TITLE.match(found.group(1)):
            yield ("name", *found.span(1))
    for found in _QUOTED.finditer(sentence):
        if is_name(found.group(1)):
            yield ("quotation", *found.span(1))


def _examples(sentence: str) -> Iterator[tuple[int, int]]:
    for found in _LISTED.finditer(sentence):
        is_named = bool(_NAMING.search(found.group()))
        for start, end in _parts(found.group(1), found.start(1)):
            if is_named or is_telling(sentence[start:end]):
                yield start, end


def is_telling(name: str) -> bool:
    """Tell whether a name cannot be taken for a place: two words, or signs within one."""
    return " " in name or not name.istitle()


def _parts(listed: str, offset: int) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in [*_PARTED.finditer(listed), None]:
        end = mark.start() if mark else len(listed)
        yield offset + at, offset + end
        at = mark.end() if mark else end
