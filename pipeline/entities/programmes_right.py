"""Where a programme's name stops, after its head noun."""

from __future__ import annotations

import re

from pipeline.entities.programmes_heads import HEADS, INSTRUMENTS
from pipeline.entities.programmes_words import WORD

LOOK_AHEAD = 300
"""Code points after a head noun that may belong to the name."""

_INNER = (
    r"(?:of|for|on|and|against|concerning|relating|to|in|the|a|an|from|between|among|with|by|"
    r"their|its|all|&|as|de|or)"
)
_TITLE_TAIL = re.compile(
    rf" (?:of|for|on|against|concerning|relating to|to)(?: the| a| an)?(?: {WORD})+"
    rf"(?:,?(?: {_INNER})* {WORD})*"
)
_LEGAL_TAIL = re.compile(
    r" (?:concerning|on|against|relating to|for|regarding)(?! the \w+ (?:day|session))(?: the)? "
    r"[a-zA-Z][^.;:()\n\u201c\u201d\"]{5,200}?"
    r"(?=[.;:()\n\u201c\u201d\"]|, (?:which|adopted|the|and the|as|in|to|signed|a|of \d)|"
    r" (?:was|were|is|are|has|have|had|which|that|adopted|shall|should|will|as|signed|by the [A-Z]|"
    r"in \d{4})\b|$)"
)
_NO_PART = re.compile(
    r",? (?:[Aa]dopted|[Ss]igned|[Hh]eld|[Oo]pened|[Ll]aunched)$|, (?:in|at) [A-Z][\w\u2019' ,-]*$"
    r"|(?: of)? (?:1[6-9]|20)\d\d$|,? Articles?$|,? (?:The|This|It|He|She|In) .*$"
    r"|,? (?:The|In|[Ff]or|[Oo]f|[Oo]n)$"
)
"""When and where it was; the year is read apart."""
_TAILLESS = frozenset({"Cup", "Round", "Season", "Tournament", "Championship"})
_PRIZE_TAIL = re.compile(r" (?:for|in) [a-z]+")
_NEXT_TITLE = re.compile(
    rf"(?:,| and| in|(?<! of)(?<! for)(?<! on)(?<! concerning)(?<! against)(?<! to)) the "
    rf"(?=(?:[A-Z]\w+ ){{0,6}}(?:{HEADS})\b)|,? and (?=the )"
)
"""Where an enumeration goes on to the next title."""


def right_edge(text: str, end: int, noun: str) -> int:
    """Return where the name that a head noun begins or ends stops, a year not counted."""
    tail = None if noun in _TAILLESS else _TITLE_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None and noun in INSTRUMENTS:
        tail = _LEGAL_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None and noun == "Prize":
        tail = _PRIZE_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None:
        return end
    found = tail.group()
    if enumerated := _NEXT_TITLE.search(found):
        found = found[: enumerated.start()]
    return end + len(_NO_PART.sub("", found))
