"""Nouns that name a programme, and what must stand around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRONG = (
    "Programme Program Fellowship Scholarship Scheme Initiative Festival Prize Award Medal "
    "Biennale Biennial Triennale Triennial Residency Residencie Grant Fund Project Campaign Decade "
    "Challenge Competition Exposition Games Olympics Strategy Round Process Accord Bursary "
    "Bursarie Traineeship Internship Mentorship Hackathon Marathon Cup Tournament Championship "
    "Expo Carnival Contest"
)
_TITLES = ("Capital of Culture", "Capitals of Culture", "City of Culture", "Book Capital")
STRONG = frozenset((*_STRONG.split(), *_TITLES))
"""Heads that one capitalised word before or a tail after makes a programme's name. Plurals are
read by their s: "Residencie" is Residencies."""

_WEAK = (
    "Forum Conference Congress Seminar Symposium Summit Week Year Day Plan Agenda Series Policy "
    "Outcomes Talks Register List Workshop Exhibition Fair Proclamation Lab Season "
    "Showcase Dialogue Roundtable Grant Colloquium Framework Compact Roadmap"
)
WEAK = frozenset(_WEAK.split())
"""Heads that need more: two capitalised words before, or a tail of capitals."""

SHORT = frozenset({"Conference", "Summit", "Plan", "Week"})
"""Weak heads that often have one word before them: "Bandung Conference", "Colombo Plan"."""
_NO_PLACE = re.compile(
    r"(?:[A-Z.]+|Ministers?'?|Memorandum(?: of)?|Unesco|News|Video|Review|Gene-?ral|Action|Master|"
    r"Operations|Strategic|Business|Working|Five-Year|Marketing|Management|Implementation)$"
)
"""Last words before such a head that tell nothing: the "FAO Conference" is its assembly."""

_INSTRUMENTS = (
    "Convention Declaration Recommendation Covenant Charter Protocol Treaty Agreement Constitution "
    "Pact"
)
INSTRUMENTS = frozenset(_INSTRUMENTS.split())
"""Heads of legal texts, whose titles run on in lower case."""

NEVER_FIRST = frozenset(
    {"Challenge", "Process", "Round", "Policy", "Talks", "Day", "Award", "Cup", "Lab",
     "Season", "Dialogue", "Fair", "Accord", "Marathon", "Series", "Framework"}
)  # fmt: skip
"""Heads that begin no name: "Challenge to the American People"."""

DATED = INSTRUMENTS | {"Accord"}
"""Heads whose year tells names apart that have no title: the Hague Convention of 1899 and 1954."""
_HELD = (
    "Prize Award Medal Festival Biennale Biennial Triennale Conference Congress Summit Seminar "
    "Symposium Games Olympics Expo Exposition Cup"
)
HELD = frozenset(_HELD.split())
"""Heads of what is held or given anew: in "the Prize in 1979", the year is its edition."""
AIMS = frozenset({"Agenda", "Strategy", "Plan", "Roadmap"})
"""Heads whose year is in the name, before it or behind: "2030 Agenda", "Strategy 2025"."""

_LOWER = (
    "programme|program|prize|festival|scheme|initiative|campaign|scholarship|fellowship|award|"
    "project|conference|biennale|residency|residencie"
)
_OTHER_NOUN = (
    "Committee|Subcommittee|Centre|Center|Hall|House|Theatre|Theater|Office|Secretariat|Board|"
    "Council|Commission|Foundation|Society|Association|Trust|Orchestra|Group|Team|Company|Unit|"
    "Department|Division|Branch|Building|Organi[sz]ation|Bureau|Bill|Act|Ministry|Agency|Authority|Corporation|"
    "Room|Village|Tables?|Managers?|Directors?|Officers?|Coordinators?|Specialists?|Analysts?|"
    "Administrators?|Leaders?|Leads?|Assistants?|Advis[eo]rs?|Executives?|Chiefs?"
)
HEADS = "|".join(sorted(STRONG | WEAK | INSTRUMENTS))
_HEAD = re.compile(rf"({HEADS})s?\b(?![-\u2019'])(?! (?:{_OTHER_NOUN})\b(?! (?:of|for)\b))")
"""A head noun; in "Festival Hall" or "Fund Committee" it is the name of a place or body. It starts
with no condition, since that made the search half as fast."""
_NO_HEAD_AFTER = re.compile(r"(?:\w|\bGeneral )$")
LOWER_HEAD = re.compile(rf"(?<=\w )({_LOWER})s?\b")
ENDS_IN_HEAD = re.compile(rf"\b(?:{HEADS})s?$")
ENDS_IN_INSTRUMENT = re.compile(rf"\b(?:{'|'.join(sorted(INSTRUMENTS))})$")
CAPITAL = re.compile(r"\b(?:[a-z]{1,2}(?=[A-Z]))?[A-Z][\w\u2019'&+-]*")

_GENERIC = (
    "national international annual special main major general pilot new old first second third "
    "final draft joint common public government federal state regional local world human art arts "
    "economic social five-year three-year soviet american british french information exchange "
    "trade united nations service work youth technical security cultural educational development "
    "training research media present said under foreign defense defence u s us states usa "
    "year world's nation's country's government's ministry's press staff party annual ministerial "
    "plenary grand best top key great big large small whole total overall long-term medium-term "
    "scientific cooperation co-operation assistance aid military biennial budget field study "
    "teaching communist capitalist how current projected existing proposed recent future various "
    "similar later earlier suggested recommended possible necessary other both each such "
    "statement acting deputy senior assistant associate interim your our my their what's "
    "what\u2019s incentive test web solar sidereal lunar "
    "statement fy phase year's holy christmas easter unesco's action next last two "
    "three four five ten twenty fifty hundred"
)
GENERIC = frozenset(_GENERIC.split())
"""Modifiers that alone make no proper name: "National Programme", "Exchange Program"."""

_ARTS = (
    "film films book books music dance drama poetry theatre theater opera literary literature "
    "science folklore folk jazz photo photography painting puppet culture film-making"
)
ARTS = GENERIC | frozenset(_ARTS.split())
"""Modifiers that alone make no proper name of an event: "International Film Festival"."""
_EVENTS = "Festival Competition Project Contest Award Workshop Week Seminar"
EVENTS = frozenset(_EVENTS.split())

_OF_BODY = re.compile(
    rf"\b(?:{_OTHER_NOUN}|Directors?|Session|Ministers?|Organi[sz]ation|Kingdom|Minutes|Outlook|"
    r"Basis|Rationale|Meeting|Adviser|Advisor|Officer|Professor|Institute|University|College) "
    r"(?:of|for) "
)
"""What a body or a person does: "Division of Cultural Policies and Intercultural Dialogue"."""

_DATED_AIM = re.compile(r"[12]\d{3} ")
NAMELESS = frozenset(
    (
        "programme of action", "program of action", "plan of action", "declaration of principles",
        "optional protocol", "additional protocol", "final protocol", "peace treaty",
        "peace agreement", "constitution of the republic", "constitution of the organization",
        "constitution of the organisation", "conference of the parties", "medium-term plan",
        "conference of ministers", "content strategy", "action plan", "aid program",
        "unesco convention", "un convention", "un conference", "country program",
    )
)  # fmt: skip
"""What many different texts and plans are called, in small letters."""
_WORLDWIDE = re.compile(r"\b(?:World|Universal|International|Annual|European|Pan-\w+)\b")
"""A congress so called is a meeting, others are parliaments or parties; an exhibition, an expo."""


def singular(noun: str) -> str:
    """Return a head noun as the lists above have it."""
    return noun.removesuffix("s") if noun not in STRONG | WEAK | INSTRUMENTS else noun


def heads(text: str) -> Iterator[re.Match[str]]:
    """Yield the head nouns of a text; group 1 is the noun without its plural s."""
    for found in _HEAD.finditer(text):
        if not _NO_HEAD_AFTER.search(text[max(0, found.start() - 9) : found.start()]):
            yield found


def n_telling(before: str, noun: str) -> int:
    """Count the capitalised words that tell one programme from another."""
    plain = ARTS if noun in EVENTS else GENERIC
    return sum(
        word.lower() not in plain and not ENDS_IN_HEAD.fullmatch(word)
        for word in CAPITAL.findall(before)
    )


def is_proper(before: str, noun: str, *, tail: bool) -> bool:
    """Tell whether the words before a head noun, or a tail after it, make it a proper name.

    Args:
        before: Modifiers, trimmed.
        noun: The head noun without its plural s.
        tail: Whether "of ..." or the like follows.
    """
    if _OF_BODY.search(before):
        return False
    if noun in ("Congress", "Exhibition"):
        return bool(_WORLDWIDE.search(before))
    if not before and noun in NEVER_FIRST:
        return False
    telling = n_telling(before, noun)
    if noun == "Policy":
        n_words = len(CAPITAL.findall(before))
        return (telling >= 1 and n_words >= 2) or (tail and "National" in before)
    if noun in SHORT and telling and not _NO_PLACE.search(before.rstrip()):
        return True
    if noun in WEAK and not (noun in AIMS and _DATED_AIM.match(before)):
        return tail or telling >= 2 or (telling >= 1 and len(CAPITAL.findall(before)) >= 2)
    return tail or telling >= 1
