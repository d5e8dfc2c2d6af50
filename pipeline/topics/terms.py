"""The words of topics: which describe each best, and a label that can be read."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.topics.space import counter

if TYPE_CHECKING:
    from bertopic import BERTopic

Terms = tuple[tuple[str, float], ...]

NGRAMS = (1, 2)
N_TERMS = 20
N_LABEL_TERMS = 4
UNCHANGED = frozenset({"series", "species"})
"""Words that are their own plural."""
MAX_TERMS = 30_000
"""Candidate words and word pairs, the commonest."""
PASSAGES_A_TERM = 5_000
"""A term must occur in one passage for every so many, and in two at least: 75,000 passages have
millions of word pairs that occur a few times. From SMALL passages on; below, once will do."""
SMALL = 20
DECIMALS = 6


def candidate_terms(texts: Sequence[str]) -> list[str]:
    """Return the words and word pairs that may describe a topic, in alphabetical order.

    BERTopic itself sees one long text a topic, so it cannot tell in how many passages a term is.
    """
    least = 1 if len(texts) < SMALL else max(2, len(texts) // PASSAGES_A_TERM)
    vectorizer = counter(ngram_range=NGRAMS, min_df=least, max_features=MAX_TERMS)
    try:
        vectorizer.fit(texts)
    except ValueError:  # nothing but stop words, or nothing that occurs often enough
        return []
    return [str(term) for term in vectorizer.get_feature_names_out()]


def has_terms(texts: Sequence[str], candidates: Sequence[str]) -> np.ndarray:
    """Tell which texts hold any candidate: bool (n_texts)."""
    words = [term for term in candidates if " " not in term]  # pairs are of such words
    counts = counter(vocabulary=words).transform(texts)
    found: np.ndarray = counts.getnnz(axis=1) > 0
    return found


def topic_terms(
    texts: Sequence[str], clusters: np.ndarray, candidates: Sequence[str]
) -> dict[int, Terms]:
    """Weigh the terms of each cluster by class tf-idf, with BM25 weighting where it can.

    Args:
        texts: The passages.
        clusters: Cluster of each, int (n_texts).
        candidates: From `candidate_terms`.

    Returns:
        For each cluster up to N_TERMS (term, weight), best first.
    """
    terms = _weigh(texts, clusters, candidates, has_bm25=True)
    if min(map(len, terms.values())) < N_LABEL_TERMS:
        # In a small corpus BM25 may find every word of a topic too common to count.
        terms = _weigh(texts, clusters, candidates, has_bm25=False)
    return terms


def _weigh(
    texts: Sequence[str], clusters: np.ndarray, candidates: Sequence[str], *, has_bm25: bool
) -> dict[int, Terms]:
    model = _bertopic(candidates, has_bm25)
    # The clusters are given, so the vectors are not looked at.
    found = np.asarray(model.fit_transform(texts, np.zeros((len(texts), 1)), y=clusters)[0])
    return {
        int(cluster): _ordered(model.get_topic(int(found[clusters == cluster][0])))
        for cluster in np.unique(clusters)
    }


def label_of(terms: Terms) -> str:
    """Return the best terms that say something different, joined by commas.

    Left out are a term whose words are all in one taken before or the other way round
    ("heritage" beside "cultural heritage") and plurals of such.
    """
    taken: list[str] = []
    for term, _ in terms:
        words = _folded(term)
        others = [_folded(other) for other in taken]
        if not any(words <= other or other <= words for other in others):
            taken.append(term)
        if len(taken) == N_LABEL_TERMS:
            break
    return ", ".join(taken)


def _folded(term: str) -> frozenset[str]:
    """Words of a term, roughly in the singular."""
    return frozenset(_singular(word) for word in term.split())


def _singular(word: str) -> str:
    if word in UNCHANGED:
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas"):
        return word[:-1]
    return word


def _bertopic(candidates: Sequence[str], has_bm25: bool) -> BERTopic:
    """BERTopic over clusters that are known: it weighs words and orders topics."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its parts miss optional packages aloud
        from bertopic import BERTopic  # late: takes three seconds
        from bertopic.cluster import BaseCluster
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
    return BERTopic(
        language="multilingual",  # "english" would take accented letters out of words
        top_n_words=N_TERMS,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=counter(ngram_range=NGRAMS, vocabulary=candidates),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=has_bm25, reduce_frequent_words=True),
    )


def _ordered(terms: Iterable[tuple[str, float]]) -> Terms:
    """Best first, equals in alphabetical order; without what BERTopic fills up with."""
    rounded = ((str(term), round(float(weight), DECIMALS)) for term, weight in terms if term)
    return tuple(sorted(rounded, key=lambda pair: (-pair[1], pair[0])))
