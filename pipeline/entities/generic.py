"""Names that bodies of many countries share: "Ministry of Culture", "National Museum".

Such a name alone says nothing of who is meant. With its country, said in the name or beside it,
it is one body; without, its id says so, and is never taken for a body of some country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.entities.generic_words import (
    ALONE,
    FIELDS,
    GENERIC,
    INTERNATIONAL,
    LINKS,
    PARTS,
    SHARED,
    STATELY,
)
from pipeline.entities.heads import HEADS
from pipeline.entities.names import slug
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.gazetteers.folding import fold_name

UNSTATED = "unstated"
"""After the dot of an id where the country is not said; no other id has this after a dot."""

_HEAD = re.compile(rf"\b(?:{HEADS})\b")
_MINISTRY_FOR = re.compile(r"^([Mm]inistry|Department) (?:for|of)(?: the)? ")
_FIELD = f"(?:{'|'.join(FIELDS.split())})"
_MINISTRY = re.compile(rf"({_FIELD}(?:,? (?:(?:and|&) )?{_FIELD})*) ministry", re.I)
_LOWER_MINISTRY = re.compile(
    rf"(?<![\w-])(?:ministry of {_FIELD}(?: affairs)?(?:,? and {_FIELD})?|"
    rf"{_FIELD}(?: affairs)?(?: and {_FIELD})? ministry)(?![\w-])"
)
_PART = re.compile(r"^(?:\W*(?:of|in)?(?: the)?\W*)$")
"""What may stand between a generic name and its country, where both are in one name."""
_LINK_AT_END = re.compile(r"\W*\b(?:of(?: the)?|in)?\W*$")
_OF_AFTER = re.compile(r",? of (?:the )?| \(|, (?=[^,.;)\n]{1,30}[,.;)\n])")
_TOWN_AFTER = re.compile(r" (?:in|at) |, ")
_PEOPLE = re.compile(r"(?:ans|ians|is|ese|ards|ks|ns)$")
"""Of the Indians: a people's name in the plural is no owner."""
MOST_WORDS = 10
"""Of a ministry's name: "Ministry of Education, Culture, Sports, Science and Technology"."""
_OWNER = re.compile(r"['\u2019]s? ")
MINISTRY_BEFORE, MINISTRY_AFTER = 60, 80
"""Code points around the word in which a ministry in lower case has the rest of its name."""
LOOK_AHEAD = 14
"""Code points after a name in which its country may begin: " of the Republic"."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A generic name, and the entity id of its country if that is said."""

    name: str
    country: str = ""
    """Empty: it is not said."""
    is_within: bool = False
    """Whether the country is part of the name as it stands."""
    place: str = ""
    """Town that it is said to be in, where the country is not."""


def is_generic(name: str) -> bool:
    """Tell whether bodies of many countries may go by a name.

    Every word is one of `GENERIC`, and one is a head noun; "Ministry of" makes any field generic.
    """
    name = standard(name)
    if fold_name(name) in INTERNATIONAL:
        return False
    if fold_name(name) in SHARED:
        return True
    if _MINISTRY_FOR.match(name):
        return len(name.split()) <= MOST_WORDS and not _OWNER.search(name)
    words = re.findall(r"[^\W_]+", name.replace("'", "").replace("\u2019", "").lower())
    told = [word for word in words if word not in LINKS]
    return len(told) > 1 and GENERIC.issuperset(told) and bool(_HEAD.search(name))


def ministries(text: str, lands: Row[Span]) -> list[Span]:
    """Return ministries in lower case whose country is said: "the |French foreign ministry|"."""
    spans = []
    for start, end in _lower_ministries(text):
        for land in lands.touching(max(0, start - 2), start):
            if text[land.end : start] == " ":
                start = land.start
        span = Span(start, end, "organisation", text[start:end], via="rule")
        said = owned(text, span, lands)
        if said is not None and said.country:
            spans.append(span)
    return spans


def _lower_ministries(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of ministries in lower case; only where the word stands it is looked closer."""
    end = 0
    while (at := text.find("ministry", end)) >= 0:
        low, end = max(end, at - MINISTRY_BEFORE), at + len("ministry")
        found = _LOWER_MINISTRY.search(text, low, end + MINISTRY_AFTER)
        if found is not None and found.start() <= at < found.end():
            yield found.span()
            end = found.end()


def owned(text: str, span: Span, lands: Row[Span]) -> Owned | None:
    """Return what a generic name and its country are; None: the name is one body's own.

    Args:
        text: The document's.
        span: Of an organisation.
        lands: Countries that the text names, none overlapping another.
    """
    within = lands.touching(span.start, span.end)
    if not within:
        name = text[span.start : span.end]
        return Owned(name, _beside(text, span, lands)) if is_generic(name) else None
    land = within[0]
    if len(within) > 1 or fold_name(text[land.start : land.end]) in PARTS:
        return None
    before, after = text[span.start : land.start].strip(), text[land.end : span.end].strip()
    if _PEOPLE.search(text[land.start : land.end]) and not after and before.endswith(" the"):
        return None
    name = after if before in ("", "the") else _LINK_AT_END.sub("", before)
    if (before and after and not _PART.match(after)) or not name:
        return None
    if is_generic(name) or name.lower() in ALONE:
        return Owned(name, land.entity_id, is_within=True)
    return None


def _beside(text: str, span: Span, lands: Row[Span]) -> str:
    """Return the country just before ("France's |Ministry|") or after ("|Ministry| of France")."""
    for one in lands.touching(span.end, span.end + LOOK_AHEAD):
        joined = _OF_AFTER.match(text, span.end)
        if joined and joined.end() == one.start:
            return one.entity_id
    for one in lands.touching(max(0, span.start - 4), span.start):
        if fold_name(text[one.start : one.end]) in PARTS:
            return ""
        if text[one.end : span.start] in (" ", "'s ", "\u2019s ", "' ", "\u2019 "):
            return one.entity_id
    return ""


def in_town(text: str, span: Span, meant: Owned, towns: Row[ModelSpan]) -> Owned:
    """Return a generic name with the town behind it: "Academy of Fine Arts in Krakow".

    Ministries and the like, of which a country has one, take none.
    """
    joined = _TOWN_AFTER.match(text, span.end)
    if meant.country or joined is None or STATELY.intersection(meant.name.lower().split()):
        return meant
    for town in towns.touching(joined.end(), joined.end() + 1):
        if town.start == joined.end():
            return replace(meant, place=text[town.start : town.end])
    return meant


def qualified(span: Span, meant: Owned, name_of: Callable[[str], str], known: Span | None) -> Span:
    """Return a span of a generic name with an id and a name that say whose it is.

    Args:
        span: As found.
        meant: What `owned` says of it.
        name_of: Gives a country's name by entity id.
        known: A known body of that country by the same name; taken if there is one.
    """
    if known is not None:
        return replace(span, name=known.name, entity_id=known.entity_id, via="alias")
    name = standard(meant.name)
    code = meant.country.partition(":")[2].lower() or slug(meant.place) or UNSTATED
    entity_id = f"{span.type}:{slug(name)}.{code}"
    if meant.is_within and not _MINISTRY_FOR.match(name):
        return replace(span, entity_id=entity_id)
    told = name_of(meant.country) if meant.country else meant.place or "country not stated"
    return replace(span, name=f"{name} ({told})", entity_id=entity_id)


def standard(name: str) -> str:
    """Return one form of a generic name: "foreign ministry" is "Ministry of Foreign Affairs"."""
    if found := _MINISTRY.fullmatch(name):
        field = found.group(1).title().replace(" And ", " and ")
        return f"Ministry of {'Foreign Affairs' if field == 'Foreign' else field}"
    if name.startswith("ministry "):
        name = name.title().replace(" Of ", " of ").replace(" And ", " and ")
    return _MINISTRY_FOR.sub(r"\1 of ", name)
