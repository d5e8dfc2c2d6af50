"""The space in which topics are found: meaning (MiniLM) beside words (LSA)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from pipeline.topics.values import Space

WORD = re.compile(r"\b(?:[^\W\d_]{3,}|[A-Z]{2})\b")
"""Three letters or more, or two capitals as in "EU"; other pairs of letters are mostly what is
left of scanned words. No digits, so years and page numbers do not count."""
STOP_WORDS = "english"
LSA_DIMENSIONS = 200
"""As measured: together with MiniLM best on BBC news and 20 Newsgroups; fewer in a small corpus."""
LSA_WORDS = 20_000
"""The commonest; keeps the model at 32 MB."""
AXES = 50
"""Principal components kept, as measured."""
ROWS = 2_000
"""Passages projected at a time: bounds memory, has no influence on results."""


def counter(**options: Any) -> CountVectorizer:
    """Return a counter of words by the rules that all of this stage keeps."""
    return CountVectorizer(
        tokenizer=words_of, token_pattern=None, lowercase=False, stop_words=STOP_WORDS, **options
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text that count here, in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def learn_space(texts: Sequence[str], vectors: np.ndarray, seed: int) -> tuple[Space, np.ndarray]:
    """Learn word weights and principal components.

    Args:
        texts: At least two, in order of passage id.
        vectors: Their unit vectors, float32 (n_texts, n_dimensions).
        seed: Of the randomised decompositions.

    Returns:
        The space, and the texts' joined vectors as by `join` in float32: a whole corpus of them
        is what takes memory here.
    """
    words, idf, components = _learn_words(texts, seed)
    space = Space(words, idf, components, mean=np.zeros(0), axes=np.zeros((0, 0)))
    starts = range(0, len(texts), ROWS)
    parts = (join(space, texts[at : at + ROWS], vectors[at : at + ROWS]) for at in starts)
    joined = np.concatenate([part.astype(np.float32) for part in parts])
    with np.errstate(invalid="ignore"):  # no variance at all: every text the same
        pca = PCA(min(AXES, *joined.shape), random_state=seed).fit(joined)
    mean, axes = pca.mean_.astype(np.float64), pca.components_.astype(np.float64)
    return replace(space, mean=mean, axes=axes), joined


def join(space: Space, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """Return both vectors of each text side by side, each of unit length, over the root of two.

    Returns:
        float64 (n_texts, n_dimensions), rows of unit length (less where one half is empty).
    """
    halves = [vectors.astype(np.float64)]
    if space.words:
        counts = counter(vocabulary=space.words).transform(texts)
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


def _learn_words(texts: Sequence[str], seed: int) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Words, idf and components; none where there are too few words or texts for them."""
    nothing = ((), np.zeros(0), np.zeros((0, 0)))
    vectorizer = counter(min_df=2, max_features=LSA_WORDS)
    try:
        counts = _damped(vectorizer.fit_transform(texts))
    except ValueError:  # no word occurs in two texts
        return nothing
    n_components = min(LSA_DIMENSIONS, len(texts) - 1, counts.shape[1] - 1)
    if n_components < 1:
        return nothing
    idf = np.log((1 + len(texts)) / (1 + counts.getnnz(axis=0))) + 1
    weights = normalize(counts.multiply(idf).tocsr())
    with np.errstate(invalid="ignore"):  # no variance at all: every text the same
        components = TruncatedSVD(n_components, random_state=seed).fit(weights).components_
    return tuple(vectorizer.get_feature_names_out()), idf, components
