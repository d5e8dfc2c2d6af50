"""Figures of topics: coherence (NPMI) and diversity of their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.topics.words import RUN, counts_here
from tests.benchmarks.topic_quality.nouns import Corpus

WINDOW = 10
TOP = 10
"""Words a topic that are looked at."""
SMALL = 1e-12


def diversity(topics: Sequence[Sequence[str]]) -> float:
    """Return which part of the words of all topics is different: 0 to 1."""
    words = [word for topic in topics for word in topic[:TOP]]
    return len(set(words)) / max(len(words), 1)


def coherence(topics: Sequence[Sequence[str]], corpus: Corpus) -> float:
    """Return c_npmi, -1 to 1: mean NPMI of all pairs of a topic's words, mean over topics.

    Words occur together where they stand in one window of WINDOW words of a passage, of which
    only those of the corpus's vocabulary count (so do the public corpora on which others measure).
    Windows without a word of these topics are left out, as gensim does.
    """
    shown = sorted({word for topic in topics for word in topic[:TOP]})
    held = _windows(corpus, {word: at for at, word in enumerate(shown)})
    together = (held.T @ held).toarray()
    n_windows = int((held.getnnz(axis=1) > 0).sum())
    place = {word: at for at, word in enumerate(shown)}
    means = [
        _mean_npmi(together, [place[word] for word in topic[:TOP]], n_windows)
        for topic in topics
        if len(topic) > 1
    ]
    return float(np.mean(means)) if means else 0.0


def _mean_npmi(together: np.ndarray, places: Sequence[int], n_windows: int) -> float:
    both = together[np.ix_(places, places)] / n_windows + SMALL
    alone = np.diag(together)[places] / n_windows
    npmi = np.log(both / np.outer(alone, alone)) / -np.log(both)
    return float(npmi[np.triu_indices(len(places), 1)].mean())


def _windows(corpus: Corpus, column: dict[str, int]) -> csr_matrix:
    """Which window holds which of the words: 0 or 1 (n_windows, n_words)."""
    known = frozenset(corpus.words.names)
    windows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    n_windows = 0
    for text in corpus.texts:
        words = [run.lower() for run in RUN.findall(text) if counts_here(run)]
        places = [column.get(word, -1) for word in words if word in known]
        n_here = max(1, len(places) - WINDOW + 1)
        for at, place in enumerate(places):
            if place >= 0:
                held = np.arange(max(0, at - WINDOW + 1), min(at, n_here - 1) + 1)
                windows.append(held + n_windows)
                columns.append(np.full(len(held), place))
        n_windows += n_here
    rows = np.concatenate(windows) if windows else np.zeros(0, dtype=np.int64)
    cells = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
    found = csr_matrix((np.ones(len(rows)), (rows, cells)), shape=(n_windows, max(len(column), 1)))
    found.data[:] = 1.0
    return found
