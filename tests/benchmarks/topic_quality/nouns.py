"""What is measured: passages with their vectors and words, and the topics of one method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from sklearn.metrics import adjusted_rand_score

from pipeline.records import Passage
from pipeline.topics.words import Words, learn_words


@dataclass(frozen=True)
class Corpus:
    """Passages in order of id."""

    name: str
    passages: Sequence[Passage] = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    """float32 (n_passages, n_dimensions), unit length."""
    labels: Sequence[str] = field(default=(), repr=False)
    """Of each passage, where people gave them."""

    @cached_property
    def texts(self) -> list[str]:
        """Text of each passage."""
        return [passage.text for passage in self.passages]

    @cached_property
    def words(self) -> Words:
        """The words that every method may name, and on which all are measured."""
        return learn_words(self.texts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Topics that one method found."""

    method: str
    topics: Sequence[Sequence[str]]
    """Single words of each, best first."""
    groups: np.ndarray = field(repr=False)
    """Topic of each passage, -1 for none."""
    seconds: float
    """Processor time after embedding: other work on the machine does not count."""
    agreement: float | None = None
    """Mean adjusted Rand index over pairs of seeds; None: one seed only."""


def agreement(groups: Sequence[np.ndarray]) -> float | None:
    """Return the mean adjusted Rand index of all pairs of groupings; None of a single one."""
    pairs = [
        adjusted_rand_score(one, other)
        for at, one in enumerate(groups)
        for other in groups[at + 1 :]
    ]
    return float(np.mean(pairs)) if pairs else None
