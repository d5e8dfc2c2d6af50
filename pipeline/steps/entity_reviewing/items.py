"""What there is to look at, and how much a look at it mends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.steps.entity_evidence import Example

Kind = Literal["proposed", "double", "acronym", "link", "unknown"]
KINDS: tuple[Kind, ...] = ("double", "acronym", "proposed", "link", "unknown")
"""In the order in which they take turns: a double splits a series, an unknown name only lacks what
a gazetteer would add."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    kind: Kind
    ids: tuple[str, ...]
    """One entity, or two that may be one: the one that is asked about, then what it may be."""
    names: tuple[str, ...]
    """As many."""
    n_documents: int
    """That a decision would concern."""
    why: str
    commands: tuple[str, ...]
    """What to call for one decision or the other, without the program's name."""
    examples: tuple[Example, ...] = ()
    sureness: float = 1.0
    """0 to 1: how sure it is that a decision is due."""

    @property
    def score(self) -> float:
        """Grows with what a look mends, among items of one kind."""
        return self.sureness * self.n_documents


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Things to look at, and how many there are of each kind."""

    items: tuple[Item, ...]
    counts: dict[Kind, int]
    """At most `MOST_OF_A_KIND` each are looked for."""


def in_turn(found: list[list[Item]]) -> list[Item]:
    """Return the best of each kind, then the second best, and so on.

    What several kinds ask about is left to the first of them.
    """
    asked: set[str] = set()
    queues = []
    for items in found:
        ranked = sorted(items, key=lambda item: (-item.score, item.ids))
        firsts = {item.ids[0]: item for item in reversed(ranked) if item.ids[0] not in asked}
        asked.update(firsts)
        queues.append(list(reversed(firsts.values())))
    longest = max(map(len, queues), default=0)
    return [queue[at] for at in range(longest) for queue in queues if at < len(queue)]
