"""Spans of a text on their way to becoming mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from pipeline.records import EntityType


@dataclass(frozen=True, slots=True)
class ModelSpan:
    """What the NER model found: a half-open range of code points and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points that names an entity."""

    start: int
    end: int
    type: EntityType
    name: str
    entity_id: str = ""
    """Empty until the name has been resolved."""
    via: str = "name"
    inside: str | None = None
    edition: str = ""
    """Year or number that is no part of a programme's name."""
    evidence: str = ""
    """Of a proposed programme: what makes it look like one."""


class _Range(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Ranged = TypeVar("Ranged", bound=_Range)


class Row(Generic[Ranged]):
    """Spans of which none overlaps another, looked up by place in logarithmic time."""

    def __init__(self, spans: Iterable[Ranged]) -> None:
        """Put spans in order of start."""
        self._spans = sorted(spans, key=lambda one: one.start)
        self._starts = [one.start for one in self._spans]

    def touching(self, start: int, end: int) -> list[Ranged]:
        """Return the spans that share a code point with a range, in order."""
        first = bisect_right(self._starts, start)
        if first and self._spans[first - 1].end > start:
            first -= 1
        last = first
        while last < len(self._starts) and self._starts[last] < end:
            last += 1
        return self._spans[first:last]

    def around(self, start: int, end: int) -> Ranged | None:
        """Return the span that a range lies within, if any."""
        for one in self.touching(start, end):
            if one.start <= start and end <= one.end:
                return one
        return None


def without_overlaps(ranked: Iterable[Span]) -> list[Span]:
    """Keep spans that touch none kept before them; returned in order of start."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in ranked:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def mark_inside(spans: Iterable[Span], longer: Row[Span]) -> list[Span]:
    """Flag spans that are part of a longer name with that name's type."""
    marked = []
    for span in spans:
        around = longer.around(span.start, span.end)
        marked.append(replace(span, inside=around.type) if around else span)
    return marked
