"""Records of OAI-PMH in Dublin Core, simple or qualified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.sources.moments import Span, span
from pipeline.sources.safe_xml import child_text, local_name, text_of

TEXTS = ("description", "abstract")
DATES = ("issued", "date", "created", "available")
AUTHORS = ("creator", "author")
LINKS = ("identifier", "relation", "source", "format", "haspart", "hasformat")

Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """A record; whatever it does not say is empty."""

    identifier: str
    datestamp: str
    """When it was last changed."""
    is_deleted: bool
    values: Values
    """By local name, in small letters; in order."""

    def all(self, *names: str) -> list[str]:
        """Return the values of some names, in order of the names."""
        return [value for name in names for value in self.values.get(name, ())]

    def title(self) -> str:
        """Return its first title."""
        return next(iter(self.all("title")), "")

    def published(self) -> str:
        """Return when it was issued: the earliest date, and of that the finest statement.

        Repositories put the dates of issue, of deposit and of a release beside each other; only
        what comes first can be the first, and what states a time was made by a machine.
        """
        dated = [(found, stated) for stated in self.all(*DATES) if (found := span(stated))]
        if not dated:
            return next(iter(self.all(*DATES)), "")
        first, stated = min(dated, key=lambda one: one[0])
        return min(_finer(dated, first), default=(0, stated))[1]


def _finer(dated: Sequence[tuple[Span, str]], first: Span) -> Iterator[tuple[float, str]]:
    """Yield length and wording of dates without time that lie within a first one."""
    for (start, end), stated in dated:
        if first[0] <= start and end <= first[1] and ":" not in stated:
            yield (end - start).total_seconds(), stated


def read_record(element: Any) -> Record:
    """Read a <record>."""
    headers = [child for child in element if local_name(child) == "header"]
    return Record(
        child_text(element, "header", "identifier"),
        child_text(element, "header", "datestamp"),
        any(header.get("status", "").strip().lower() == "deleted" for header in headers),
        _values(element),
    )


def _values(element: Any) -> Values:
    values: Values = {}
    metadata = next((child for child in element if local_name(child) == "metadata"), ())
    for holder in metadata:
        for child in holder:
            name, text = local_name(child), text_of(child)
            if name and text:
                values.setdefault(name, []).append(text)
    return values
