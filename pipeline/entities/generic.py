"""Names that bodies of many countries share: "Ministry of Culture", "National Museum".

Such a name alone says nothing of who is meant. With its country, said in the name or beside it,
it is one body; without, its id says so, and is never taken for a body of some country.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.entities.heads import HEADS
from pipeline.entities.names import slug
from pipeline.entities.spans import Row, Span
from pipeline.gazetteers.folding import fold_name

UNSTATED = "unstated"
"""After the dot of an id where the country is not said; no other id has this after a dot."""

_FIELDS = (
    "affairs agriculture antiquities art arts broadcasting civil commerce communication "
    "communications cooperation co-operation cultural culture cults defence defense development "
    "economic economics economy education educational energy environment external film finance "
    "fine fisheries folk folklore foreign forestry geological health heritage higher historic "
    "historical history home housing human immigration industry information interior internal "
    "justice labour labor land literature media medicine monuments music natural nature naval "
    "navy performing planning post press propaganda protection radio railways relations religion "
    "religious rights rural science sciences scientific security social sport sports statistics "
    "telecommunications television theatre theater tourism trade transport transportation "
    "treasury urban visual war welfare women writers youth"
)
_STANDING = (
    "central chief city combined communist conservative constitutional democratic executive "
    "federal general green high joint labour legislative liberal lower municipal nation national "
    "peoples people popular presidential public republican royal senior socialist state supreme "
    "technical upper workers christian"
)
_BODIES = (
    "academy administration agency army archive archives assembly association authority ballet "
    "bank board bureau cabinet centre center chamber choir church club college commission "
    "committee company congress conservatory corporation council court delegation department "
    "directorate division embassy federation force forces foundation fund gallery government "
    "guard house institute institution laboratory league legislature library ministry mission "
    "movement museum office opera orchestra organisation organization parliament party police "
    "prison representatives school secretariat senate service services society staff theatre "
    "theater tribunal trust union university"
)
_GENERIC = f"{_FIELDS} {_STANDING} {_BODIES}"
GENERIC = frozenset(_GENERIC.split())
"""Words of which a generic name is made; a single other one makes it a name of its own."""
LINKS = frozenset({"of", "for", "on", "and", "the", "in", "to"})
INTERNATIONAL = frozenset(
    {"security council", "human rights council", "commission on human rights"}
)
"""Bodies of the world that have no country, though their names would fit one."""
PARTS = frozenset(
    {"scottish", "scotland", "welsh", "wales", "english", "england", "northern ireland", "flemish"}
)
"""Parts of a country with bodies of their own: the Scottish Parliament is not Britain's."""
ALONE = frozenset(
    {"parliament", "senate", "cabinet", "embassy", "legislature", "congress", "legation"}
)
"""Bodies that a country alone makes a name: "the French Senate"."""

_HEAD = re.compile(rf"\b(?:{HEADS})\b")
_MINISTRY = re.compile(r"^([\w &,-]+?) (Ministry|ministry)$")
_MINISTRY_FOR = re.compile(r"^(Ministry|Department) (?:for|of)(?: the)? ")
_PART = re.compile(r"^(?:\W*(?:of|in)?(?: the)?\W*)$")
"""What may stand between a generic name and its country, where both are in one name."""
_LINK_AT_END = re.compile(r"\W*\b(?:of(?: the)?|in)?\W*$")
_OF_AFTER = re.compile(r",? of (?:the )?| \(|, (?=[^,.;)\n]{1,30}[,.;)\n])")
MOST_WORDS = 10
"""Of a ministry's name: "Ministry of Education, Culture, Sports, Science and Technology"."""
_OWNER = re.compile(r"['\u2019]s? ")
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


def is_generic(name: str) -> bool:
    """Tell whether bodies of many countries may go by a name.

    Every word is one of `GENERIC`, and one is a head noun; "Ministry of" makes any field generic.
    """
    if fold_name(name) in INTERNATIONAL:
        return False
    if _MINISTRY_FOR.match(name):
        return len(name.split()) <= MOST_WORDS and not _OWNER.search(name)
    words = re.findall(r"[^\W_]+", name.replace("'", "").replace("\u2019", "").lower())
    told = [word for word in words if word not in LINKS]
    return len(told) > 1 and GENERIC.issuperset(told) and bool(_HEAD.search(name))


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
    code = meant.country.partition(":")[2].lower() or UNSTATED
    entity_id = f"{span.type}:{slug(name)}.{code}"
    if meant.is_within and not _MINISTRY_FOR.match(name):
        return replace(span, entity_id=entity_id)
    told = name_of(meant.country) if meant.country else "country not stated"
    return replace(span, name=f"{name} ({told})", entity_id=entity_id)


def standard(name: str) -> str:
    """Return one form of a generic name: "foreign ministry" is "Ministry of Foreign Affairs"."""
    if found := _MINISTRY.match(name):
        field = found.group(1).title().replace(" And ", " and ")
        return f"Ministry of {'Foreign Affairs' if field == 'Foreign' else field}"
    return _MINISTRY_FOR.sub(r"\1 of ", name)
