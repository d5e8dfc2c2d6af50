"""What is learnt of single concepts: their words, their meaning and how usual they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.themes.tagger.words import TermSpace, term_space

WORDS, MEANING, USUAL = 1 / 0.15, 1 / 0.6, 1 / 2
"""Variance in log-odds that each is expected to explain. Tried on news posts of one publisher,
learnt from before 2015 and judged in 2015, learnt from before 2016 and judged 2016-2019: within
a factor of 2 nothing moves nDCG@5 by more than 0.01. Votes of the nearest documents added less
than 0.002 to these three."""
LEARNT = ("words", "meaning", "usual")


@dataclass(frozen=True, slots=True)
class Space:
    """The documents learnt from, as places to compare others with."""

    terms: TermSpace
    words: csr_matrix = field(repr=False)
    """float64 (n_terms, n_documents), columns of unit length."""
    centre: np.ndarray = field(repr=False)
    """float64 (n_dimensions): mean of their directions."""
    meaning: np.ndarray = field(repr=False)
    """float64 (n_documents, n_dimensions), centred."""

    def likeness(self, words: Sequence[np.ndarray], meaning: np.ndarray) -> dict[str, np.ndarray]:
        """Tell how far verdicts on the documents learnt from carry over to others.

        Args:
            words: Hashed words of each of the others.
            meaning: float64 (n_others, n_dimensions), unit rows.

        Returns:
            (n_others, n_documents) for each name of LEARNT: covariance of log-odds.
        """
        shared = (self.terms.rows(words) @ self.words).toarray()
        near = np.einsum("ij,kj->ik", meaning - self.centre, self.meaning)
        return {
            "words": WORDS * shared,
            "meaning": MEANING * near,
            "usual": np.full(shared.shape, USUAL),
        }


def make_space(words: Sequence[np.ndarray], meaning: np.ndarray) -> Space:
    """Make the space of some documents, from the same as `Space.likeness` takes."""
    terms = term_space(words)
    centre = meaning.mean(axis=0)
    return Space(terms, terms.rows(words).T.tocsr(), centre, meaning - centre)


@dataclass(frozen=True, slots=True)
class Heads:
    """For each concept how much each document learnt from speaks for it."""

    columns: np.ndarray
    """int64 (n_heads): places of the concepts in the vocabulary, ascending."""
    space: Space
    votes: np.ndarray = field(repr=False)
    """float64 (n_documents, n_heads)."""

    def signals(self, words: Sequence[np.ndarray], meaning: np.ndarray) -> dict[str, np.ndarray]:
        """Return log-odds to add, (n_texts, n_heads), for each name of LEARNT."""
        likeness = self.space.likeness(words, meaning)
        # einsum, not @: the sums must not depend on how many texts or cores there are.
        return {name: np.einsum("ij,jk->ik", each, self.votes) for name, each in likeness.items()}
