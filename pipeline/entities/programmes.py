"""Programmes by the grammar of their names: a head noun and the capitals around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entities.names import trimmed, without_possessor
from pipeline.entities.spans import Span

_STRONG = (
    "Programme Program Fellowship Scholarship Scheme Initiative Festival Prize Award Medal "
    "Biennale Biennial Triennale Residency Grant Fund Project Campaign Decade Challenge "
    "Competition Exposition Games Olympics Strategy Round Process"
)
STRONG = frozenset(_STRONG.split())
"""Heads that one capitalised word before or a tail after makes a programme's name."""

_WEAK = (
    "Forum Conference Congress Seminar Symposium Summit Week Year Day Plan Agenda Series Policy "
    "Outcomes Accord Accords Talks Register List Workshop Exhibition"
)
WEAK = frozenset(_WEAK.split())
"""Heads that need more: two capitalised words before, or a tail of capitals."""

_INSTRUMENTS = (
    "Convention Declaration Recommendation Covenant Charter Protocol Treaty Agreement Constitution "
    "Pact"
)
INSTRUMENTS = frozenset(_INSTRUMENTS.split())
"""Heads of legal texts, whose titles run on in lower case."""

NEVER_FIRST = frozenset({"Challenge", "Process", "Round", "Policy", "Talks", "Day", "Award"})
"""Heads that begin no name: "Challenge to the American People"."""

_HEADS = "|".join(sorted(STRONG | WEAK | INSTRUMENTS))
_HEAD = re.compile(rf"(?<!General )\b({_HEADS})(?:s?)\b(?![-\u2019'])")
_LOWER_HEAD = re.compile(
    r"(?<=\w )(programme|program|prize|festival|scheme|initiative|campaign|scholarship|fellowship|"
    r"award|project|conference)\b"
)
_NAMED_PROJECT = re.compile(r"\bProject [A-Z][a-z]+\b")

_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][\w\u2019'&+-]*|[12]\d{3})"
_LINK = (
    r"(?:of|for|on|and|against|concerning|relating|to|in|the|a|an|from|between|among|with|by|"
    r"their|its|all|&|as|de|or)"
)
_TITLE_TAIL = re.compile(
    rf" (?:of|for|on|against|concerning|relating to|to)(?: the| a| an)?(?: {_WORD})+"
    rf"(?:,?(?: {_LINK})* {_WORD})*"
)
_LEGAL_TAIL = re.compile(
    r" (?:concerning|on|against|relating to|for|regarding)(?! the \w+ (?:day|session))(?: the)? "
    r"[a-zA-Z][^.;:()\n\u201c\u201d\"]{5,200}?"
    r"(?=[.;:()\n\u201c\u201d\"]|, (?:which|adopted|the|and the|as|in|to|signed|a|of \d)|"
    r" (?:was|were|is|are|has|have|had|which|that|adopted|shall|should|will|as|signed|by the [A-Z]|"
    r"in \d{4})\b|$)"
)
_PRIZE_TAIL = re.compile(r" (?:for|in) [a-z]+")
_NEXT_TITLE = re.compile(
    rf",? (?:and |in )?the (?=(?:[A-Z]\w+ ){{0,6}}(?:{_HEADS})\b)|,? and (?=the )"
)
"""Where an enumeration goes on to the next title."""

_BEFORE = re.compile(
    rf"(?:(?:{_WORD}|\d+(?:st|nd|rd|th)|\([A-Z]{{2,8}}\)|of|for|and|the|&|de|du|des|la) )+$"
)
_BREAK = re.compile(r".*(?:(?<!of)(?<!for)(?<!on) (?:the|THE) )", re.S)
"""An article that no preposition governs starts a new name: "Vietnam the |Geneva Accords"."""

_LEAD = re.compile(
    r"^(?:(?:\d+(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|Annual|The|A|An|This|In|At|For|Under|"
    r"On|By|From|See|Cf|Volume|And|of|for|and|the|With|As|To|Our|His|Its|Their|That|But|When|While|Since|"
    r"After|Before|During|Through|[Ee]dition|Participants|(?:Articles?|Implementation|Chapter|Preamble|"
    r"Ratification|Adoption|Signing|Parties|Article [IVXLC\d]+) (?:of|to)|\d{4}) )+"
)
_YEAR_AFTER = re.compile(r" (?:19|20)\d\d\b")
_CAPITAL = re.compile(r"\b[A-Z][\w\u2019'&+-]*")

_WORLDWIDE = re.compile(r"\b(?:World|International|Annual|European|Pan-\w+)\b")
"""A congress so called is a meeting; others are parliaments or parties."""

LOOK_BACK = 110
"""Code points before a head noun in which the rest of the name is looked for."""
LOOK_AHEAD = 300
"""Code points after it that may belong to the name."""

_GENERIC = (
    "national international annual special main major general pilot new old first second third "
    "final draft joint common public government federal state regional local world human art arts "
    "economic social five-year three-year soviet american british french information exchange "
    "trade united nations service work youth technical security cultural educational development "
    "training research media present said under foreign defense defence u s us states usa"
)
GENERIC = frozenset(_GENERIC.split())
"""Modifiers that alone make no proper name: "National Programme", "Exchange Program"."""


def programme_spans(text: str) -> list[Span]:
    """Return spans of programmes found by the grammar; overlaps are not resolved."""
    ranges = (*_by_head(text), *_by_lower_head(text), *_by_project(text))
    return [
        Span(start, end, "programme", text[start:end], via="rule")
        for start, end in dict.fromkeys(ranges)
    ]


def _by_head(text: str) -> Iterator[tuple[int, int]]:
    for head in _HEAD.finditer(text):
        noun = head.group(1)
        start = _left_edge(text, head.start())
        end = _right_edge(text, head.end(), noun)
        if _is_proper(text[start : head.start()], noun, tail=end > head.end()):
            year = _YEAR_AFTER.match(text, end)
            yield trimmed(text, start, year.end() if year else end)


def _is_proper(before: str, noun: str, *, tail: bool) -> bool:
    capitals = _CAPITAL.findall(before)
    n_telling = sum(word.lower() not in GENERIC for word in capitals)
    if noun == "Congress":
        return bool(_WORLDWIDE.search(before))
    if not before and noun in NEVER_FIRST:
        return False
    if noun in WEAK:
        return tail or n_telling >= 2 or (n_telling >= 1 and len(capitals) >= 2)
    return tail or n_telling >= 1


def _by_lower_head(text: str) -> Iterator[tuple[int, int]]:
    for head in _LOWER_HEAD.finditer(text):
        start = _left_edge(text, head.start())
        capitals = _CAPITAL.findall(text[start : head.start()])
        n_telling = sum(word.lower() not in GENERIC for word in capitals)
        if n_telling >= (1 if head.group(1) == "prize" else 2):
            yield trimmed(text, start, head.end())


def _by_project(text: str) -> Iterator[tuple[int, int]]:
    for named in _NAMED_PROJECT.finditer(text):
        if not _BEFORE.search(text[max(0, named.start() - LOOK_BACK) : named.start()]):
            yield named.span()


def _left_edge(text: str, head: int) -> int:
    low = max(0, head - LOOK_BACK)
    found = _BEFORE.search(text[low:head])
    if not found:
        return head
    start = low + found.start()
    if parted := _BREAK.match(text[start:head]):
        start += parted.end()
    start = without_possessor(text, start, head + 1)
    lead = _LEAD.match(text[start:head])
    return start + lead.end() if lead else start


def _right_edge(text: str, end: int, noun: str) -> int:
    tail = _TITLE_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None and noun in INSTRUMENTS:
        tail = _LEGAL_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None and noun == "Prize":
        tail = _PRIZE_TAIL.match(text, end, end + LOOK_AHEAD)
    if tail is None:
        return end
    enumerated = _NEXT_TITLE.search(tail.group())
    return end + enumerated.start() if enumerated else tail.end()
