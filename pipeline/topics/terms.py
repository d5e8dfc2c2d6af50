"""The words of topics, weighed by BERTopic."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.topics.telling import Candidates, choose_terms
from pipeline.topics.words import Words

if TYPE_CHECKING:
    from bertopic import BERTopic

Terms = tuple[tuple[str, float], ...]

N_TERMS = 20
LEAST_TERMS = 4
N_CANDIDATES = 50
"""Words of each topic, best by class tf-idf, among which its terms are chosen: with 30 the figures
of `make bench-topics` were a little lower."""


def topic_terms(words: Words, groups: np.ndarray) -> list[Terms]:
    """Return the words that describe each topic best.

    BERTopic weighs the words of each topic by class tf-idf, over the number of passages that hold
    a word: of a word said forty times in one passage little follows for the others. Of the best,
    those are chosen that occur together.

    Args:
        words: Of the passages.
        groups: Topic of each passage, int (n_texts), 0 the first.

    Returns:
        For each topic up to N_TERMS (word, weight), best first.
    """
    held = words.counts.copy()
    held.data[:] = 1.0
    rows = csr_matrix((np.ones(len(groups)), (groups, np.arange(len(groups)))))
    counts = (rows @ held).tocsr()
    candidates = weigh(counts, words.names, has_bm25=True)
    if min(map(len, candidates)) < LEAST_TERMS:
        # In a small corpus BM25 may find every word of a topic too common to count.
        candidates = weigh(counts, words.names, has_bm25=False)
    chosen = choose_terms(candidates, held, N_TERMS)
    return [tuple((words.names[at], weight) for at, weight in topic) for topic in chosen]


def weigh(counts: csr_matrix, names: Sequence[str], *, has_bm25: bool) -> list[Candidates]:
    """Return the N_CANDIDATES best words of each topic as (column, weight), best first.

    Args:
        counts: Passages with each word by topic: (n_topics, n_words).
        names: The words.
        has_bm25: Weigh words by BM25 idf, which sinks those that are everywhere.
    """
    numbers = [str(topic) for topic in range(counts.shape[0])]
    model = _bertopic(_Counted(counts, names), has_bm25)
    # One "document" a topic: its number, by which its words are looked up. The topics are given,
    # so the vectors are not looked at.
    given = np.arange(len(numbers))
    found = model.fit_transform(numbers, np.zeros((len(numbers), 1)), y=given)[0]
    column = {name: at for at, name in enumerate(names)}
    return [_ordered(model.get_topic(int(topic)), column) for topic in found]


class _Counted:
    """Stands where BERTopic expects a vectoriser: the words are counted already."""

    def __init__(self, counts: csr_matrix, names: Sequence[str]) -> None:
        self.counts = counts
        self.names = np.array(names, dtype=object)

    def fit_transform(self, documents: Iterable[str]) -> csr_matrix:
        """Return the counts of topics that are given by number."""
        return self.transform(documents)

    def transform(self, documents: Iterable[str]) -> csr_matrix:
        """Return the counts of topics that are given by number."""
        return self.counts[[int(document) for document in documents]]

    def get_feature_names_out(self) -> np.ndarray:
        """Return the words."""
        return self.names


def _bertopic(counted: _Counted, has_bm25: bool) -> BERTopic:
    """BERTopic over topics that are known: it weighs their words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its parts miss optional packages aloud
        from bertopic import BERTopic  # late: takes three seconds
        from bertopic.cluster import BaseCluster
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
    return BERTopic(
        language="multilingual",  # "english" would take accented letters out of words
        top_n_words=N_CANDIDATES,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=counted,
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=has_bm25),
    )


def _ordered(terms: Iterable[tuple[str, float]], column: dict[str, int]) -> Candidates:
    """Best first, equals in alphabetical order; without what BERTopic fills up with."""
    found = sorted((-float(weight), str(term)) for term, weight in terms if term and weight > 0)
    return [(column[term], -weight) for weight, term in found]
