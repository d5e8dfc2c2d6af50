"""What there is to look at, and how much a look at it mends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pipeline.steps.entity_evidence import Example

Kind = Literal["proposed", "double", "acronym", "link", "unknown"]
KINDS: tuple[Kind, ...] = ("proposed", "double", "acronym", "link", "unknown")

GAIN: Mapping[Kind, float] = MappingProxyType(
    {"double": 1.0, "acronym": 0.8, "proposed": 0.7, "link": 0.4, "unknown": 0.1}
)
"""How much of its documents looking at an item of a kind mends, as a rough order between kinds: a
double splits a series, an unknown name only lacks what a gazetteer would add."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    kind: Kind
    ids: tuple[str, ...]
    """One entity, or two that may be one."""
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
        """Grows with what a look mends."""
        return GAIN[self.kind] * self.sureness * self.n_documents
