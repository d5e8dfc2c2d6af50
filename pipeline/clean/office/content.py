"""What every format of office programs is brought to before it becomes a document's parts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clean.parts import Problem
from pipeline.records import DateKind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, row of a table or heading."""

    text: str
    level: int = 0
    """1 to 6 for a heading, 0 for anything else."""
    shown: bool = True
    """False for a heading that only the table of contents has: it is no part of the text."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as the file states it about itself."""

    stated: str
    confidence: float
    """0 to 1."""
    read_from: str
    kind: DateKind = "published"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds."""

    blocks: tuple[Block, ...]
    title: str = ""
    """As its properties state it; office programs fill in nonsense."""
    shown_title: str = ""
    """As the text itself shows it, marked as the title: goes before the other."""
    authors: tuple[str, ...] = ()
    language: str = ""
    dates: tuple[Stated, ...] = ()
    keywords: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    """What it holds besides, and nobody read."""


class UnreadableError(ValueError):
    """Stops the reading of one file inside the child, where it becomes a `Problem`."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keep why, for the answer of the child."""
        super().__init__(detail)
        self.problem = Problem(reason, detail)
