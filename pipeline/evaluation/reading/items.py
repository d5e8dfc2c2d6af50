"""Texts whose right tags are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import DeclarationError
from pipeline.evaluation.reading.line import RefusedError, read_line
from pipeline.evaluation.reading.names import Resolver
from pipeline.evaluation.reading.rows import Row, read_rows
from pipeline.records import Rejected
from pipeline.text import normalise
from pipeline.vocabulary import Vocabulary

TAGS = "tags"
"""Key of the right tags where a file does not call them by the scheme."""


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One text with its right tags."""

    id: str
    title: str
    text: str = field(repr=False)
    """As `Document.text`."""
    language: str
    """As stated, ISO 639-1 or und; empty where it is to be told from the text."""
    gains: Mapping[str, float]
    """Concept id to gain: 2 where the text is substantially about it, 1 where it is present.
    Every other concept is wrong, but for..."""
    optional: frozenset[str]
    """...those that count for nothing."""
    n_retired: int = 0
    """Tags left out since their concept is no longer in use."""


@dataclass(frozen=True, slots=True)
class GoldFile:
    """What a gold file holds."""

    items: tuple[GoldItem, ...]
    """In order of line."""
    refused: tuple[Rejected, ...]
    """Lines that cannot be used, and why."""
    key: str
    """Under which the right tags stood."""


def read_items(path: Path, vocabulary: Vocabulary) -> GoldFile:
    """Read texts and their right tags: JSON lines, or CSV (.csv, .tsv).

    A line holds `text`, the right tags under the scheme's name or `tags` (concept to gain, or a
    list; in CSV separated by ";"), and may hold `id`, `title`, `language`, and under the same
    name with `_optional` tags that count for nothing. Concepts go by id, URI or label.

    Raises:
        DeclarationError: The file cannot be read, or no line names tags.
    """
    rows = read_rows(path)
    key = _key(path, vocabulary.scheme_id, rows)
    resolver = Resolver(vocabulary)
    items: dict[str, GoldItem] = {}
    refused: list[Rejected] = []
    for row in rows:
        try:
            item = _item(row, key, resolver)
            if item.id in items:
                what = f"id '{item.id}' has appeared before; give each text its own"
                raise RefusedError("duplicate_id", what)
            items[item.id] = item
        except RefusedError as error:
            where = f"{path.name}, line {row[0]}"
            refused.append(Rejected("evaluate", path.name, where, error.reason, error.detail))
    return GoldFile(tuple(items.values()), tuple(refused), key)


def _key(path: Path, scheme: str, rows: Iterable[Row]) -> str:
    there = {name for _, row in rows if not isinstance(row, str) for name in row}
    for key in (scheme, TAGS):
        if key in there:
            return key
    raise DeclarationError(
        f"{path}: no line has '{scheme}' or '{TAGS}'; give each text its right concepts there, "
        "or name another vocabulary with --scheme"
    )


def _item(row: Row, key: str, resolver: Resolver) -> GoldItem:
    number, values = row
    if isinstance(values, str):
        raise RefusedError("broken_record", values)
    return _checked(number, values, key, resolver)


def _checked(number: int, values: Mapping[str, Any], key: str, resolver: Resolver) -> GoldItem:
    line = read_line(values, key)
    text = normalise(line.text)
    if not text:
        raise RefusedError("empty", "the text is empty; give one or remove the line")
    right, spared = resolver.resolve(line.gains), resolver.resolve(line.optional)
    return GoldItem(
        id=line.id.strip() or f"line-{number}",
        title=" ".join((line.title or "").split()),
        text=text,
        language=line.language or "",
        gains={concept_id: line.gains[name] for concept_id, name in right.names.items()},
        optional=frozenset(spared.names) - frozenset(right.names),
        n_retired=right.n_retired + spared.n_retired,
    )
