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
_TITLE = (
    rf"(?: the| a| an)?(?: {WORD})+(?:,?(?: {_INNER})* {WORD}| \([A-Z]?[a-z]{{4,}}\)(?= and ))*"
)
_TITLE_TAIL = re.compile(rf" (?:of|for|on|against|concerning|relating to){_TITLE}")
_SECOND_TAIL = re.compile(rf" to{_TITLE}")
_LEGAL_TAIL = re.compile(
    r" (?:concerning|on|against|relating to|for|regarding)"
    r"(?! the (?:\w+ (?:day|session)|date|basis|part|occasion|grounds|one|other|same)\b)(?: the)? "
    r"[a-zA-Z][^.;:()\n\u201c\u201d\"]{5,200}?"
    r"(?=[.;:()\n\u201c\u201d\"]|, (?:which|adopted|the|and the|as|in|to|signed|a|of \d|\d)|"
    r" (?:was|were|is|are|has|have|had|which|that|adopted|shall|should|will|as|signed|by the [A-Z]|"
    r"in \d{4})\b|$)"
)
_DATE = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_NO_PART = re.compile(
    r",? (?:[Aa]dopted|[Ss]igned|[Hh]eld|[Oo]pened|[Ll]aunched)$|, (?:in|at) [A-Z][\w\u2019' ,-]*$"
    r"|(?: of)? (?:1[6-9]|20)\d\d$|,? Articles?$|,? (?:The|This|It|He|She|In) .*$"
    rf"|,? (?:The|In|in|for|of|on|to|and|the)$|,?(?: on| in)? (?:{_DATE})$"
    r"|,(?! [^,]*(?: and | & ))(?: [A-Z][\w\u2019'-]*){1,3}$"
)
"""When and where it was; the year is read apart."""
_TO = frozenset({"Convention", "Protocol", "Declaration", "Treaty", "Campaign", "Programme"})
"""Heads that "to" may follow: "Protocol to the Convention", "Campaign to Save the Temples"."""
_SOLEMN = frozenset({"Convention", "Covenant", "Charter", "Treaty", "Declaration"})
"""Heads whose title may be short and in small letters: "Convention against torture"."""
_TAILLESS = frozenset({"Cup", "Round", "Season", "Tournament", "Championship"})
_PRIZE_TAIL = re.compile(r" (?:for|in) (?!the\b|his\b|her\b|their\b|a\b)[a-z]+")
_FEWEST_WORDS = 4
"""Of another title all in small letters: "Agreement on terms" is none."""
_NEXT_TITLE = re.compile(
    rf"(?:,| and| in|(?<! of)(?<! for)(?<! on)(?<! concerning)(?<! against)(?<! to)) the "
    rf"(?=(?:[A-Z]\w+ ){{0,6}}(?:{HEADS})\b)|,? and (?=the )"
)
"""Where an enumeration goes on to the next title."""


def right_edge(text: str, end: int, noun: str) -> int:
    """Return where the name that a head noun begins or ends stops, a year not counted."""
    found = _tail(text, end, noun)
    if enumerated := _NEXT_TITLE.search(found):
        found = found[: enumerated.start()]
    while (cut := _NO_PART.sub("", found)) != found:
        found = cut
    return end + len(found)


def _tail(text: str, end: int, noun: str) -> str:
    """Return what may belong to the name after its head noun; empty: nothing."""
    limit = end + LOOK_AHEAD
    if noun in _TAILLESS:
        return ""
    if found := _TITLE_TAIL.match(text, end, limit):
        return found.group()
    if noun in _TO and (found := _SECOND_TAIL.match(text, end, limit)):
        return found.group()
    if noun in INSTRUMENTS and (found := _LEGAL_TAIL.match(text, end, limit)):
        title = found.group()
        is_title = noun in _SOLEMN or title.count(" ") >= _FEWEST_WORDS or title != title.lower()
        return title if is_title else ""
    prize = _PRIZE_TAIL.match(text, end, limit) if noun == "Prize" else None
    return prize.group() if prize else ""
