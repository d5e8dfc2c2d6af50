"""Spans of a text on their way to becoming mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies within this one (or is equal)."""
        return self.start <= other.start and other.end <= self.end


def without_overlaps(ranked: Iterable[Span]) -> list[Span]:
    """Keep spans that touch none kept before them; returned in order of start."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in ranked:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def mark_inside(spans: Iterable[Span], longer: list[Span]) -> list[Span]:
    """Flag spans that are part of a longer name with that name's type."""
    marked = []
    for span in spans:
        around = next((one for one in longer if one.covers(span) and one != span), None)
        marked.append(replace(span, inside=around.type) if around else span)
    return marked
