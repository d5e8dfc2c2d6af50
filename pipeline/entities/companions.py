"""Names without a head noun that stand in a list of organisations: "Oxfam, X and the Red Cross"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.entities.generic_words import GENERIC, LINKS
from pipeline.entities.heads import NO_BODIES
from pipeline.entities.names import ORDINARY, is_plain, is_spaced_out, trimmed
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.entities.things import is_thing

_JOINED = re.compile(r"(?:,| and| or|,? and| &| /)(?: and| or)?(?: also)?(?: the)? ?")
_COMMA = re.compile(r",(?: also)?(?: the)? ?")
_GOES_ON = re.compile(r"(?:,| and|, and)(?: the)? [A-Z]\w+ [A-Z]")
_ACRONYM = re.compile(r"[A-Z]{3,9}")
_BARE = re.compile(r",(?: the)? ?")
"""What joins the last of a list to nothing: "Jane Roe, |Unesco|" may as well say who she is of."""
_NO_BODY = re.compile(rf"\b(?:{NO_BODIES})$")
_TITLED = re.compile(r"(?:M|Mr|Mrs|Ms|Mme|Dr|Prof|Sir|St)\.? ")
_APPOSITION = re.compile(r"^[A-Z][a-z]+, (?!the?|and?|or?)[a-z]")
"""A single name that goes on like a person's: "Randall, adviser to ..."."""
Range = tuple[int, int]
REACH = 12
"""Code points that may join two names of a list: ", and also the "."""


def companions(
    text: str,
    found: Iterable[ModelSpan],
    bodies: list[Span],
    taken: Row[Span],
    words: frozenset[str],
) -> list[Span]:
    """Return what the model calls organisations beside organisations that are surely such.

    Args:
        text: The document's.
        found: Of the model.
        bodies: Organisations found before.
        taken: All that was found before; nothing overlaps it.
        words: The document's lower-case words, see `is_plain`.
    """
    ranges = {trimmed(text, one.start, one.end) for one in found if one.label == "ORG"}
    left = [
        (start, end)
        for start, end in sorted(ranges)
        if not taken.touching(start, end)
        and not is_plain(text[start:end], words)
        and not is_spaced_out(text[start:end])
        and not is_thing(text[start:end])
        and not _TITLED.match(text, start, end)
        and not _is_common(text[start:end])
        and not _APPOSITION.search(text[start : end + len(", adv")])
    ]
    return [
        Span(start, end, "organisation", text[start:end], via="model")
        for start, end in sorted(_listed(text, left, bodies))
    ]


def _listed(text: str, left: list[Range], bodies: list[Span]) -> set[Range]:
    """Return those ranges that a list joins to organisations; lists are read onward, then back.

    A comma alone joins acronyms, and names with others on both sides: what stands before or after
    one may as well be a person, an office or an address ("Jane Roe, |Reed Society|, Paris").
    """
    ends = {one.end for one in bodies if one.type == "organisation"}
    starts = {one.start for one in bodies if one.type == "organisation"}
    kept = _onward(text, left, set(ends), starts | {start for start, _ in left})
    return kept | _back(text, left, kept, (starts, ends | {end for _, end in left}))


def _onward(text: str, left: list[Range], ends: set[int], starts: set[int]) -> set[Range]:
    kept = set()
    for start, end in left:
        joint = _joint_before(text, start, ends)
        is_listed = _GOES_ON.match(text, end) and " " in text[start:end]
        is_firm = _is_firm(joint, text[start:end]) or bool(is_listed)
        if joint and (is_firm or _joint_after(text, end, starts)):
            kept.add((start, end))
            ends.add(end)
    return kept


def _back(
    text: str, left: list[Range], kept: set[Range], known: tuple[set[int], set[int]]
) -> set[Range]:
    """Return what is joined to what comes next; a comma does where that is of this list, too."""
    starts, ends = known
    vouched = {start for start, _ in kept}
    more = set()
    for start, end in reversed(left):
        joint = _joint_after(text, end, starts) or _joint_after(text, end, vouched)
        is_firm = _is_firm(joint, text[start:end]) or bool(_joint_after(text, end, vouched))
        if joint and (is_firm or _joint_before(text, start, ends)):
            more.add((start, end))
            vouched.add(start)
    return more


def _is_firm(joint: str, name: str) -> bool:
    return not _COMMA.fullmatch(joint) or bool(_ACRONYM.fullmatch(name))


def _is_common(name: str) -> bool:
    """Tell whether a name is made of words of many names, or is that of a plan or system."""
    words = frozenset(re.findall(r"[^\W_]+", name.lower()))
    return words <= GENERIC | LINKS | ORDINARY or bool(_NO_BODY.search(name))


def _joint_before(text: str, start: int, ends: set[int]) -> str:
    """Return what joins a name to one of those that end just before it, if anything."""
    for at in range(max(0, start - REACH), start):
        if at in ends and _JOINED.fullmatch(text, at, start):
            return text[at:start]
    return ""


def _joint_after(text: str, end: int, starts: set[int]) -> str:
    """Return what joins a name to one of those that start just after it, if anything."""
    joined = _JOINED.match(text, end, end + REACH)
    return joined.group() if joined and joined.end() in starts else ""
