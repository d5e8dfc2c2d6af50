"""Give topics to passages, and to documents as shares of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from pipeline.records import Passage
from pipeline.topics.cluster import nearest_centres
from pipeline.topics.space import ROWS, join, project
from pipeline.topics.values import DocumentTopic, PassageTopic, TopicFit, TopicModel

DECIMALS = 4


def assign_passages(
    model: TopicModel, passages: Sequence[Passage], vectors: np.ndarray
) -> list[PassageTopic]:
    """Give each passage its nearest topic, or none where it is too far from it.

    Args:
        model: Of a fit.
        passages: In any order.
        vectors: Their unit vectors, float32 (n_passages, n_dimensions).

    Returns:
        One a passage, in order of passage id.
    """
    nearest, scores = nearest_topics(model, [passage.text for passage in passages], vectors)
    found = [
        PassageTopic(
            passage.id, model.topic_ids[topic] if score >= model.least_score else "", float(score)
        )
        for passage, topic, score in zip(passages, nearest, scores, strict=True)
    ]
    return sorted(found, key=lambda passage: passage.passage_id)


def extend_fit(fit: TopicFit, passages: Sequence[Passage], vectors: np.ndarray) -> TopicFit:
    """Give topics to further passages without learning from them, as of badly scanned texts.

    Args:
        fit: Of other passages.
        passages: In any order.
        vectors: Their unit vectors, float32 (n_passages, n_dimensions).
    """
    if not passages:
        return fit
    if fit.model is None:
        placed = [PassageTopic(passage.id, "", 0.0) for passage in passages]
    else:
        placed = assign_passages(fit.model, passages, vectors)
    more = Counter(passage.topic_id for passage in placed)
    both = sorted((*fit.passages, *placed), key=lambda passage: passage.passage_id)
    topics = [replace(topic, n_passages=topic.n_passages + more[topic.id]) for topic in fit.topics]
    return replace(fit, topics=tuple(topics), passages=tuple(both))


def nearest_topics(
    model: TopicModel, texts: Sequence[str], vectors: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return index of the nearest topic, int (n_texts), and score, float64 (n_texts) 0 to 1."""
    nearest = np.zeros(len(texts), dtype=np.int64)
    scores = np.zeros(len(texts))
    for at in range(0, len(texts), ROWS):
        rows = slice(at, at + ROWS)
        nearest[rows], scores[rows] = place(model, join(model.space, texts[rows], vectors[rows]))
    return nearest, scores


def place(model: TopicModel, joined: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Do as `nearest_topics` does with texts that are joined vectors already."""
    nearest = nearest_centres(project(model.space, joined), model.centres)
    return nearest, cosines(joined, model.directions[nearest])


def cosines(joined: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """Return 0 to 1, DECIMALS places, for each row of vectors and the unit vector beside it."""
    # A passage without words has half a vector only: that its length is less counts against it.
    products: np.ndarray = np.einsum("ij,ij->i", joined, directions)
    return products.clip(0.0, 1.0).round(DECIMALS)


def document_topics(
    passages: Iterable[Passage], assigned: Iterable[PassageTopic]
) -> list[DocumentTopic]:
    """Return the topics of each document as shares of its words.

    Words of passages without a topic count in the whole, so shares may add up to less than 1.

    Args:
        passages: All passages of the documents.
        assigned: Their topics; passages that are missing here have none.

    Returns:
        In order of document, then share (greatest first), then topic.
    """
    topic_of = {passage.passage_id: passage.topic_id for passage in assigned}
    totals: dict[str, int] = {}
    words: dict[tuple[str, str], int] = {}
    for passage in passages:
        document, topic = passage.document_id, topic_of.get(passage.id, "")
        totals[document] = totals.get(document, 0) + passage.n_words
        if topic:
            words[document, topic] = words.get((document, topic), 0) + passage.n_words
    shares = [
        DocumentTopic(document, topic, round(count / totals[document], DECIMALS))
        for (document, topic), count in words.items()
        if count
    ]
    return sorted(shares, key=lambda each: (each.document_id, -each.share, each.topic_id))
