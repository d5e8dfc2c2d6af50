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
MOST_CELLS = 20_000_000
"""Of the table of terms by concepts, 80 MB: with more concepts fewer terms are kept."""


@dataclass(frozen=True, slots=True)
class Heads:
    """One linear model a concept."""

    columns: np.ndarray
    """int64 (n_heads): places of the concepts in the vocabulary, ascending."""
    terms: TermSpace
    by_words: np.ndarray = field(repr=False)
    """float32 (n_terms, n_heads)."""
    centre: np.ndarray = field(repr=False)
    """float64 (n_dimensions): mean direction of the documents learnt from."""
    by_meaning: np.ndarray = field(repr=False)
    """float64 (n_dimensions, n_heads)."""
    usual: np.ndarray = field(repr=False)
    """float64 (n_heads): log-odds that every document gets."""

    def of_words(self, texts: Sequence[np.ndarray], heads: np.ndarray) -> np.ndarray:
        """Return the log-odds that hashed words add: float64 (n_texts, n_heads asked for)."""
        added = np.zeros((len(texts), len(heads)))
        for at, text in enumerate(texts):
            places, values = self.terms.row(text)
            # einsum, not @: the sums must not depend on how many cores there are.
            added[at] = np.einsum("i,ij->j", values, self.by_words[np.ix_(places, heads)])
        return added

    def of_meaning(self, directions: np.ndarray, heads: np.ndarray) -> np.ndarray:
        """Return the log-odds that unit vectors add: float64 (n_texts, n_heads asked for)."""
        centred = directions - self.centre
        added: np.ndarray = np.einsum("ij,jk->ik", centred, self.by_meaning[:, heads])
        return added


@dataclass(frozen=True, slots=True)
class Space:
    """The documents learnt from, and how like they are to each other."""

    terms: TermSpace
    words: csr_matrix = field(repr=False)
    """float64 (n_documents, n_terms), rows of unit length."""
    centre: np.ndarray = field(repr=False)
    meaning: np.ndarray = field(repr=False)
    """float64 (n_documents, n_dimensions), centred."""

    def likeness(self) -> dict[str, np.ndarray]:
        """Tell how far a verdict on one document carries over to another.

        Returns:
            (n_documents, n_documents) for each name of LEARNT: covariance of log-odds.
        """
        shared = (self.words @ self.words.T).toarray()
        return {
            "words": WORDS * shared,
            "meaning": MEANING * (self.meaning @ self.meaning.T),
            "usual": np.full(shared.shape, USUAL),
        }

    def heads(self, columns: np.ndarray, votes: np.ndarray) -> Heads:
        """Turn how much each document speaks for each concept into linear models.

        Args:
            columns: int64 (n_heads).
            votes: (n_documents, n_heads).
        """
        return Heads(
            columns=columns,
            terms=self.terms,
            by_words=(WORDS * (self.words.T @ votes)).astype(np.float32),
            centre=self.centre,
            by_meaning=MEANING * (self.meaning.T @ votes),
            usual=USUAL * votes.sum(axis=0),
        )


def make_space(words: Sequence[np.ndarray], meaning: np.ndarray, n_heads: int) -> Space:
    """Make the space of some documents.

    Args:
        words: Hashed words of each document.
        meaning: float64 (n_documents, n_dimensions), unit rows.
        n_heads: How many concepts are to be learnt.
    """
    terms = term_space(words, MOST_CELLS // n_heads)
    centre = meaning.mean(axis=0)
    return Space(terms, terms.rows(words), centre, meaning - centre)
