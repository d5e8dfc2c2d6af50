"""Known names found in a text, and which of two that overlap stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.gazetteers.entries import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text, as a half-open range of code points."""

    start: int
    end: int
    entry: Entry


def leftmost_longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the leftmost and longest of hits that overlap, of equals the first given; in order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def not_hidden(bodies: Iterable[Hit], places: list[Hit]) -> list[Hit]:
    """Leave out bodies within a longer blocking name ("Erasmus of Rotterdam").

    Args:
        bodies: Any.
        places: In order, none overlapping another; blocking names among them.
    """
    blocks = [one for one in places if one.entry.type == "block"]
    if not blocks:
        return list(bodies)
    return [
        body for body in bodies if not any(_is_longer(one, body) for one in _touching(body, blocks))
    ]


def _is_longer(one: Hit, other: Hit) -> bool:
    is_around = one.start <= other.start and other.end <= one.end
    return is_around and one.end - one.start > other.end - other.start


def together(places: list[Hit], bodies: list[Hit]) -> list[Hit]:
    """Put places and bodies together, in order of start, longer ones first.

    A place in a body's name stays beside it, unless it is a capital. Of two that cross the
    earlier stays, and a place whose name holds a body's is the place alone.

    Args:
        places: In order, none overlapping another.
        bodies: The same.
    """
    kept = [body for body in bodies if not _gives_way(body, _touching(body, places))]
    inner = [place for place in places if _stays(place, _touching(place, kept))]
    return sorted([*kept, *inner], key=lambda hit: (hit.start, -hit.end, hit.entry.is_place))


def _gives_way(body: Hit, places: list[Hit]) -> bool:
    if not places:
        return False
    first, last = places[0], places[-1]
    return first.start < body.start or (first.start == body.start and last.end > body.end)


def _stays(place: Hit, bodies: list[Hit]) -> bool:
    """Tell whether a place stays beside the bodies that it touches."""
    return all(
        body.start <= place.start and place.end <= body.end and place.entry.via != "capital"
        for body in bodies
    )


def _touching(one: Hit, row: list[Hit]) -> list[Hit]:
    first = bisect_left(row, one.start, key=lambda hit: hit.start)
    if first and row[first - 1].end > one.start:
        first -= 1
    last = first
    while last < len(row) and row[last].start < one.end:
        last += 1
    return row[first:last]
