"""What a query is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Column = str
"""`title`, `text`, or empty: either."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word, phrase, prefix or NEAR, as FTS5 reads it: every word of the user's in quotes."""

    expression: str
    column: Column = ""


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts, at least."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All the parts, and none of those left out."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node = Leaf | Either | Both


def wanted(node: Node) -> Iterator[Leaf]:
    """Yield what a hit is ranked by and marked with: all leaves but those left out."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from wanted(part)
