"""Names without a head noun that stand in a list of organisations: "Oxfam, X and the Red Cross"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.entities.generic_words import GENERIC, LINKS
from pipeline.entities.heads import NO_BODIES
from pipeline.entities.names import ORDINARY, is_plain, is_spaced_out, trimmed
from pipeline.entities.spans import ModelSpan, Row, Span

_JOINED = re.compile(r"(?:,|;| and| or|,? and| &| /)(?: and| or)?(?: also)?(?: the)? ?")
_NO_BODY = re.compile(rf"\b(?:{NO_BODIES})$")
_APPOSITION = re.compile(r"^[A-Z][a-z]+, (?!the?|and?|or?)[a-z]")
"""A single name that goes on like a person's: "Randall, adviser to ..."."""
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
        and not _is_common(text[start:end])
        and not _APPOSITION.search(text[start : end + len(", adv")])
    ]
    ends = {one.end for one in bodies if one.type == "organisation"}
    starts = {one.start for one in bodies if one.type == "organisation"}
    kept: set[tuple[int, int]] = set()
    for start, end in left:  # lists are read onward, then back
        if _ends_before(text, start) & ends:
            kept.add((start, end))
            ends.add(end)
    for start, end in reversed(left):
        if (start, end) in kept or _begins_after(text, end) in starts:
            kept.add((start, end))
            starts.add(start)
    return [
        Span(start, end, "organisation", text[start:end], via="model")
        for start, end in sorted(kept)
    ]


def _is_common(name: str) -> bool:
    """Tell whether a name is made of words of many names, or is that of a plan or system."""
    words = frozenset(re.findall(r"[^\W_]+", name.lower()))
    return words <= GENERIC | LINKS | ORDINARY or bool(_NO_BODY.search(name))


def _ends_before(text: str, start: int) -> set[int]:
    """Return where a name that a list joins to the one that starts here could end."""
    low = max(0, start - REACH)
    return {at for at in range(low, start) if _JOINED.fullmatch(text, at, start)}


def _begins_after(text: str, end: int) -> int:
    joined = _JOINED.match(text, end, end + REACH)
    return joined.end() if joined else -1
