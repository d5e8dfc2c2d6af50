"""The three methods: ours, BERTopic as it comes (UMAP and HDBSCAN), NMF on tf-idf."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from pipeline.topics import Fitting, fit_topics
from pipeline.topics.words import words_of
from tests.benchmarks.topic_quality.nouns import Corpus, Outcome, agreement

OURS, BERTOPIC, FACTORS = "this program", "BERTopic, UMAP + HDBSCAN", "NMF on tf-idf"
TOP = 20


def ours(corpus: Corpus, n_topics: int, seeds: Sequence[int]) -> Outcome:
    """Fit our topics; 0: as many as the program chooses. Timed is the first seed."""
    known = frozenset(corpus.words.names)
    fits, seconds = [], 0.0
    for seed in seeds:
        start = time.process_time()
        fits.append(fit_topics(corpus.passages, corpus.vectors, Fitting(seed, n_topics)))
        seconds = seconds or time.process_time() - start
    topics = [[word for word, _ in topic.terms if word in known] for topic in fits[0].topics]
    groups = []
    for fit in fits:
        place = {topic.id: at for at, topic in enumerate(fit.topics)}
        groups.append(np.array([place.get(each.topic_id, -1) for each in fit.passages]))
    return Outcome(OURS, topics, groups[0], seconds, agreement(groups))


class Bertopic:
    """BERTopic with its defaults on our vectors; UMAP once for all numbers of topics.

    Its words are ours, so that it is not measured on words without sense. A seed makes UMAP
    repeatable; without one it would take both cores.
    """

    def __init__(self, corpus: Corpus, seeds: Sequence[int]) -> None:
        from umap import UMAP  # late: takes seconds to import

        self.corpus = corpus
        self.reduced, self.seconds = [], []
        for seed in seeds:
            start = time.process_time()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                umap = UMAP(15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
                self.reduced.append(umap.fit_transform(corpus.vectors))
            self.seconds.append(time.process_time() - start)

    def topics(self, n_topics: int) -> Outcome:
        """Cluster and describe; 0: as many as HDBSCAN finds."""
        start = time.process_time()
        fits = [_described(self.corpus, reduced, n_topics) for reduced in self.reduced]
        seconds = self.seconds[0] + (time.process_time() - start) / len(fits)
        words, groups = fits[0]
        same = agreement([each for _, each in fits])
        return Outcome(BERTOPIC, words, groups, seconds, same)


def _described(
    corpus: Corpus, reduced: np.ndarray, n_topics: int
) -> tuple[list[list[str]], np.ndarray]:
    from bertopic import BERTopic
    from bertopic.dimensionality import BaseDimensionalityReduction

    words = CountVectorizer(vocabulary=corpus.words.names, tokenizer=words_of, lowercase=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = BERTopic(
            language="multilingual",
            top_n_words=TOP,
            nr_topics=n_topics or None,
            umap_model=BaseDimensionalityReduction(),
            vectorizer_model=words,
        )
        groups = np.array(model.fit_transform(corpus.texts, reduced)[0])
    found = sorted(topic for topic in model.get_topics() if topic >= 0)
    return [[word for word, _ in model.get_topic(topic) if word] for topic in found], groups


def factors(corpus: Corpus, n_topics: int, seeds: Sequence[int]) -> Outcome:
    """Factorise tf-idf weights; the topic of a passage is its greatest factor."""
    runs = list(_factorise(corpus, n_topics, seeds))
    start = np.argsort(-runs[0][0], axis=1, kind="stable")[:, :TOP]
    topics = [[corpus.words.names[at] for at in row] for row in start]
    groups = [each[1] for each in runs]
    return Outcome(FACTORS, topics, groups[0], runs[0][2], agreement(groups))


def _factorise(
    corpus: Corpus, n_topics: int, seeds: Sequence[int]
) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    for seed in seeds:
        start = time.process_time()
        weights = TfidfTransformer().fit_transform(corpus.words.counts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = NMF(n_topics, init="nndsvda", random_state=seed)
            parts = model.fit_transform(weights)
        yield model.components_, parts.argmax(axis=1), time.process_time() - start
