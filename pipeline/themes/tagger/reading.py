"""What is read in a document before anything is judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.records import Passage
from pipeline.themes.names import fold
from pipeline.themes.scoring import (
    BEST_SHARE,
    DECIMALS,
    LEAST_BEST,
    MIDPOINT,
    NAME_WEIGHT,
    SPREAD,
)
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.words import terms

TITLE = 1.5
"""Log-odds that a concept gains where the title names it."""
TITLE_TIMES = 2
"""A word of the title counts as often."""
WINDOW = 8
"""Passages that are judged together, about 1,500 words: a long article. Longer texts are judged
stretch by stretch, so that a chapter's theme is not lost among those of a whole report."""
USUAL_SIZE = 60
"""Concepts of a vocabulary up to which the constant of the cold judgement is as measured, on
vocabularies of 36 and 51. Documents get hardly more tags from larger ones..."""
LARGER = 0.5
"""...so that each becomes rarer: if they got no more at all, this were 1. Not measured; between the
two, a thesaurus of 4,420 concepts gives an article 6 suggestions above one half, without it 37."""


def cold_constant(n_concepts: int) -> float:
    """Return the log-odds of a concept of which a document says no more than of any other."""
    return -MIDPOINT / SPREAD - LARGER * math.log(max(1.0, n_concepts / USUAL_SIZE))


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as numbers; passages in order."""

    ids: tuple[str, ...]
    """Of the passages."""
    described: np.ndarray = field(repr=False)
    """float64 (n_passages, n_concepts), log-odds: cosine with the concept above the usual."""
    named: np.ndarray = field(repr=False)
    """float64 (n_passages, n_concepts), log-odds: for naming the concept."""
    in_title: np.ndarray = field(repr=False)
    """float64 (n_concepts), log-odds: for naming it in the title."""
    vectors: np.ndarray = field(repr=False)
    """float64 (n_passages, n_dimensions)."""
    folded: tuple[str, ...] = field(repr=False)
    """Title, then texts."""
    _terms: list[np.ndarray] = field(default_factory=list, repr=False)

    def windows(self) -> list[slice]:
        """Return the stretches that are judged together, of equal length but for one passage."""
        n_windows = math.ceil(len(self.ids) / WINDOW)
        edges = np.linspace(0, len(self.ids), n_windows + 1).round().astype(int).tolist()
        return [slice(start, end) for start, end in pairwise(edges)]

    def of_vocabulary(self, window: slice) -> tuple[np.ndarray, np.ndarray]:
        """Return log-odds for description and for names, each (n_concepts).

        A stretch is about a concept as far as the best of its passages are.
        """
        described, named = self.described[window], self.named[window]
        n_best = max(LEAST_BEST, math.ceil(len(described) * BEST_SHARE))
        strengths = (described + named).round(DECIMALS)
        best = np.argsort(-strengths, axis=0, kind="stable")[:n_best]
        description = np.take_along_axis(described, best, axis=0).mean(axis=0)
        names = np.take_along_axis(named, best, axis=0).mean(axis=0)
        return description, names + self.in_title

    def meaning(self, window: slice) -> np.ndarray:
        """Return the direction of a stretch: float64 (n_dimensions), of unit length."""
        mean = self.vectors[window].mean(axis=0)
        direction: np.ndarray = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return direction

    def terms(self) -> list[np.ndarray]:
        """Return the hashed words of the title and of each passage."""
        if not self._terms:
            self._terms.extend(map(terms, self.folded))
        return self._terms

    def words(self, window: slice) -> np.ndarray:
        """Return the hashed words of a stretch and of the title."""
        title, *texts = self.terms()
        return np.concatenate([*[title] * TITLE_TIMES, *texts[window]])


def read(
    title: str, passages: Sequence[Passage], vectors: np.ndarray, suggester: Suggester
) -> Reading:
    """Compare a document with a vocabulary.

    Args:
        title: May be empty.
        passages: At least one, in any order.
        vectors: Their unit vectors, (n_passages, n_dimensions), in the same order.
        suggester: The vocabulary, embedded with the same encoder.
    """
    order = sorted(range(len(passages)), key=lambda index: passages[index].ordinal)
    rows = vectors[order].astype(np.float64)
    # einsum, not @: a row's sums must not depend on how many rows or cores there are.
    above = np.einsum("ij,kj->ik", rows, suggester.vectors) - suggester.usual
    folded = [fold(text) for text in (title, *(passages[index].text for index in order))]
    times = suggester.names.count_folded(folded)
    return Reading(
        ids=tuple(passages[index].id for index in order),
        described=above / SPREAD,
        named=NAME_WEIGHT * np.log1p(times[1:]) / SPREAD,
        in_title=TITLE * (times[0] > 0),
        vectors=rows,
        folded=tuple(folded),
    )
