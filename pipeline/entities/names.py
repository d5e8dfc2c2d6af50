"""Names as they stand in texts: trimmed, normalised, slugged, and told from plain words."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.entities.heads import HEADS
from pipeline.entities.spelling import normal_words

_LEADING = re.compile(
    r"^(?:[\W_]+|(?:the|a|an|this|that|our|his|her|its|their|see|cf|re|in|at|by|from|with|as|and|but|when|while|another|each|every|both|several)\s+)+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:['\u2019]s?|[\s\-\u2013\u2014,;:.*|/\\\"\u201c\u201d\u2018\u00ab\u00bb\u00ac\u2022#\[{(]+)$"
)

_ROLE = re.compile(
    r"^(?:(?:Vice|Deputy|Acting|Former|Executive|Assistant|Under) ?-?)*"
    r"(?:Chair|Chairman|Chairperson|Director|Director-General|President|Secretary|"
    r"Secretary-General|Member|Members|Head|Governor|Professor|Dean|Rector|Editor|Curator|"
    r"Founder|Minister|Ambassador|Representative|Commander|Captain|Patron|Fellow)s?"
    r"(?: of|,| at| for)(?: the)? "
    r"|^Photos?:? (?:\u00a9 ?)?(?=[A-Z])"
    r"|^(?:Statutes?|Rules|Headquarters|Minutes|Meetings?|Resolutions?|Staff|"
    r"Implementation|Establishment|Creation|Formation) of (?:the )?(?=[A-Z])"
)
_WORD = re.compile(r"[\w'\u2019][\w'\u2019-]*")
_LOWER_WORD = re.compile(r"[a-z][a-z-]+")
_OUTSIDE = re.compile(r"(?:(?:[a-z]+|Former|Late|Appointed|Awarded|Represented|Under) )+(?=[A-Z])")
_BODY = re.compile(rf"\b(?:{HEADS})$")
_PERSON_BEFORE = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:[A-Z]\.[ -]?)+(?!(?:{HEADS})\b)[A-Z]\w+ "
    r"(?:of|at|from) (?:the )?"
)
_PERSON_AFTER = re.compile(
    r"(?:['\u2019]s?)? (?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Miss)\b|(?<=['\u2019]s )[A-Z]\w+ [A-Z]\w+$|"
    r"(?:this|that|in|by|to|with|has|is|was) ).*$"
)

_HONORIFICS = (
    "mr mrs ms miss dr sir madam madame mme m prof professor his her excellency honourable hon "
    "majesty highness president minister ambassador senator secretary king queen prince princess "
    "prime pope saint st chairman director general"
)
HONORIFICS = frozenset(_HONORIFICS.split())

_ORDINARY = (
    "commandant commander chief judge appeal defense defence commerce state states governments "
    "culture cultures digital government congress parliament house senate court press radio "
    "television internet web church party union army navy police board committee commission "
    "council department ministry office bureau agency institute institution university college "
    "school academy museum gallery library foundation society association club league federation "
    "organisation organization company corporation bank secretariat division section service "
    "services programme program project fund conference convention assembly delegation embassy "
    "mission cabinet administration authority centre center group network team staff constitution "
    "charter declaration treaty act law article annex chapter part table figure page editor "
    "director chairman president minister secretary member members nation nations world country "
    "countries region education science sciences art arts music literature history democracy "
    "peace war covid covid-19 aids hiv ict icts gdp gnp dna tv uhf vhf cd dvd it pc ngo east west "
    "north south earth moon sun gulf jr fig ngos usa bc ad am pm km kg ii iii iv vi vii viii ix "
    "xi xii xx"
)
ORDINARY = frozenset(_ORDINARY.split())
"""Words that alone name no body, whatever their capitals: headings, offices, shorthand, fields."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without a leading article, trailing 's and punctuation or scan dirt."""
    lead = _LEADING.match(text[start:end])
    if lead and lead.end() < end - start:
        start += lead.end()
    while not _ends_well(text, start, end):
        tail = _TRAILING.search(text[start:end])
        if tail is None or tail.start() == 0:
            break
        end = start + tail.start()
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    return start, end


def _ends_well(text: str, start: int, end: int) -> bool:
    """Tell whether a range ends in a letter or digit that is no possessive's: most do."""
    last = text[max(start, end - 2) : end]
    return last[-1:].isalnum() and last[:1] not in ("'", "\u2019")


def without_role(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of a body's name without a person's office before or name after it.

    "Chair of the |Centre for Youth|", "|Harvard University|'s Jane Doe", "|Arts Council| Ms Doe".
    """
    if role := _ROLE.match(text[start:end]):
        start += role.end()
    if person := _PERSON_BEFORE.match(text[start:end]):
        start += person.end()
    if before := _OUTSIDE.match(text[start:end]):
        start += before.end()
    person = _PERSON_AFTER.search(text[start:end])
    if person and not _BODY.search(text[start:end]):
        end = start + person.start()
    return start, end


@lru_cache(maxsize=1)
def lower_words(text: str) -> frozenset[str]:
    """Return the words that a text writes in small letters."""
    found = map(_LOWER_WORD.match, set(_WORD.findall(text)))
    return frozenset(one.group() for one in found if one is not None)


def is_spaced_out(name: str) -> bool:
    """Tell whether most words are single letters, as in badly scanned headings."""
    parts = name.split()
    return sum(len(part) == 1 for part in parts) * 2 > len(parts)


SLUGS_KEPT = 20_000
"""Names of which the slug is remembered: most come again soon."""
LONGEST_SLUG = 200
"""Characters; a longer "name" is scan dirt, and databases index no text of any length."""


@lru_cache(maxsize=SLUGS_KEPT)
def slug(name: str) -> str:
    """Return the part of an entity id that a name gives: its words in one spelling, hyphenated."""
    return "-".join(normal_words(name))[:LONGEST_SLUG].rstrip("-")


def is_plain(name: str, words: frozenset[str]) -> bool:
    """Tell whether a would-be name is no proper name.

    Args:
        name: Trimmed.
        words: All lower-case words of the document: a single word that the document also
            uses in lower case is none either ("State", "state").
    """
    parts = name.split()
    if not parts or len(name) < 2 or not any(part[0].isupper() for part in parts):
        return True
    if all(part.strip(".,").lower() in ORDINARY | HONORIFICS for part in parts):
        return True
    if parts[0].strip(".").lower() in HONORIFICS and len(parts) < 4:
        return True
    return len(parts) == 1 and (name.lower() in words or not re.search(r"[^\W\d_]{2}", name))
