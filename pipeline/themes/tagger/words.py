"""Texts as weighted words and pairs of words, told apart by hash: no word is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from string import ascii_lowercase
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.languages import route, stop_words
from pipeline.vocabulary import LANGUAGE

LAST_DIGIT = ord("9")
PAIR = np.uint64(0x9E3779B97F4A7C15)
"""Odd number that makes a pair's hash from those of its words (Fibonacci hashing)."""
FEW_DOCUMENTS = 30
"""Up to so many every word counts; of more documents only what two of them share."""
_STOP_WORDS = route(LANGUAGE).stop_words
MOST_TERMS = 50_000
"""Of more terms those that most documents have: bounds a model to some megabytes."""


def terms(folded: str) -> np.ndarray:
    """Return hashes of the words and of the pairs of neighbouring words of a text.

    Args:
        folded: What `names.fold` returned.

    Returns:
        uint64 (n_terms), doubles kept. Stop words, single letters and what begins with a digit
        (years would be learnt as themes) are passed over.
    """
    passed_over = _passed_over()
    words = [
        word for word in folded.encode().split() if word[0] > LAST_DIGIT and word not in passed_over
    ]
    single = np.fromiter(map(crc32, words), dtype=np.uint64, count=len(words))
    return np.concatenate([single, single[:-1] * PAIR + single[1:]])


@cache
def _passed_over() -> frozenset[bytes]:
    return frozenset(word.encode() for word in (*ascii_lowercase, *stop_words(_STOP_WORDS)))


@dataclass(frozen=True, slots=True)
class TermSpace:
    """The terms that count, and how much each weighs."""

    hashes: np.ndarray = field(repr=False)
    """uint64 (n_terms), ascending."""
    rarity: np.ndarray = field(repr=False)
    """float64 (n_terms): log((1 + documents) / (1 + documents with the term)) + 1."""

    def rows(self, texts: Sequence[np.ndarray]) -> csr_matrix:
        """Return (n_texts, n_terms): (1 + log(times)) * rarity, rows of unit length."""
        found = [self.row(text) for text in texts]
        starts = np.cumsum([0, *(len(places) for places, _ in found)])
        places = np.concatenate([places for places, _ in found] or [np.zeros(0, np.int64)])
        values = np.concatenate([values for _, values in found] or [np.zeros(0)])
        return csr_matrix((values, places, starts), shape=(len(texts), len(self.hashes)))

    def row(self, text: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the places of a text's terms, ascending, and their values."""
        if not len(text) or not len(self.hashes):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        distinct, times = np.unique(text, return_counts=True)
        places = np.minimum(np.searchsorted(self.hashes, distinct), len(self.hashes) - 1)
        known = self.hashes[places] == distinct
        places = places[known]
        values = (1.0 + np.log(times[known])) * self.rarity[places]
        return places, values / max(float(np.sqrt((values**2).sum())), 1e-12)


def term_space(texts: Sequence[np.ndarray], most: int) -> TermSpace:
    """Choose the terms of a set of documents, at most so many."""
    most = min(most, MOST_TERMS)
    every = np.concatenate([np.unique(text) for text in texts] or [np.zeros(0, np.uint64)])
    hashes, n_documents = np.unique(every, return_counts=True)
    kept = n_documents >= (2 if len(texts) > FEW_DOCUMENTS else 1)
    if kept.sum() > most:
        kept &= n_documents > np.sort(n_documents)[-most - 1]
    rarity = np.log((1 + len(texts)) / (1 + n_documents[kept])) + 1.0
    return TermSpace(hashes[kept], rarity)
