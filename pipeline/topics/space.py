"""The space in which topics are found: meaning (MiniLM) beside words (LSA)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.preprocessing import normalize

from pipeline.topics.values import Space
from pipeline.topics.words import Words, count_words

LSA_DIMENSIONS = 100
"""As measured on 20 Newsgroups: 100 agree with the editors' groups as well as 200 do (NMI 0.68),
are steadier over seeds (ARI 0.74 to 0.67) and take a quarter of the time."""
LSA_ROUNDS = 3
"""Of the randomised decomposition; more changed nothing that was measured."""
LSA_TEXTS = 10_000
"""At most so many texts, evenly drawn, are decomposed; all are projected."""
AXES = 50
"""Principal components kept, as measured."""
ROWS = 2_000
"""Passages projected at a time: bounds memory, has no influence on results."""


def learn_space(words: Words, vectors: np.ndarray, seed: int) -> tuple[Space, np.ndarray]:
    """Learn word weights and principal components.

    Args:
        words: Of at least two texts, in order of passage id.
        vectors: Their unit vectors, float32 (n_texts, n_dimensions).
        seed: Of the randomised decompositions.

    Returns:
        The space, and the texts' joined vectors as by `join`.
    """
    names, idf, components = _learn_words(words, seed)
    space = Space(names, idf, components, mean=np.zeros(0), axes=np.zeros((0, 0)))
    starts = range(0, len(vectors), ROWS)
    parts = (
        join_counted(space, words.counts[at : at + ROWS], vectors[at : at + ROWS]) for at in starts
    )
    joined = np.concatenate(list(parts))
    with np.errstate(invalid="ignore"):  # no variance at all: every text the same
        pca = PCA(min(AXES, *joined.shape), random_state=seed).fit(joined.astype(np.float32))
    mean, axes = pca.mean_.astype(np.float64), pca.components_.astype(np.float64)
    return replace(space, mean=mean, axes=axes), joined


def join(space: Space, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """Return both vectors of each text side by side, each of unit length, over the root of two.

    Returns:
        float64 (n_texts, n_dimensions), rows of unit length (less where one half is empty).
    """
    return join_counted(space, count_words(texts, space.words), vectors)


def join_counted(space: Space, counts: csr_matrix, vectors: np.ndarray) -> np.ndarray:
    """Do as `join` does with words that are counted already."""
    halves = [vectors.astype(np.float64)]
    if space.words:
        weights = normalize(_damped(counts).multiply(space.idf).tocsr())
        halves.append(normalize(weights @ space.components.T))
    joined: np.ndarray = np.hstack(halves) / np.sqrt(len(halves))
    return joined


def project(space: Space, joined: np.ndarray) -> np.ndarray:
    """Return the joined vectors along the principal components: float64 (n_texts, n_axes)."""
    starts = range(0, len(joined), ROWS)
    parts = [(joined[at : at + ROWS] - space.mean) @ space.axes.T for at in starts]
    return np.concatenate(parts)


def _damped(counts: csr_matrix) -> csr_matrix:
    """Return 1 + log(count): a word that occurs ten times says not ten times as much."""
    damped = counts.astype(np.float64)
    damped.data = 1 + np.log(damped.data)
    return damped


def _learn_words(words: Words, seed: int) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Words, idf and components; none where there are too few words or texts for them."""
    n_texts, n_words = words.counts.shape
    n_components = min(LSA_DIMENSIONS, n_texts - 1, n_words - 1)
    if n_components < 1 or len(words.names) != n_words:
        return (), np.zeros(0), np.zeros((0, 0))
    idf = np.log((1 + n_texts) / (1 + words.counts.getnnz(axis=0))) + 1
    drawn = np.linspace(0, n_texts - 1, min(n_texts, LSA_TEXTS)).astype(np.int64)
    weights = normalize(_damped(words.counts[drawn]).multiply(idf).tocsr())
    learner = TruncatedSVD(n_components, n_iter=LSA_ROUNDS, random_state=seed)
    with np.errstate(invalid="ignore"):  # no variance at all: every text the same
        components = learner.fit(weights).components_
    return words.names, idf, components
