"""Find the topics of a corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from pipeline.records import Passage, Topic
from pipeline.topics.assign import DECIMALS, cosines, nearest_centres, nearest_topics
from pipeline.topics.cluster import LEAST_PASSAGES, cluster_points, known_centres
from pipeline.topics.registry import FoundTopic, register
from pipeline.topics.space import learn_space, project
from pipeline.topics.terms import Terms, candidate_terms, has_terms, label_of, topic_terms
from pipeline.topics.values import Guide, PassageTopic, Registry, Space, TopicFit, TopicModel

MOST_FITTED = 40_000
"""Passages a fit looks at; a larger corpus is fitted on as many drawn by the hash of their ids,
and the rest is assigned."""
FENCE = 1.5
"""Tukey's: a score lower than the lower quartile by so many interquartile ranges is an outlier.
On 3,500 scanned magazine passages these are 13, all of them damaged beyond reading or cut
from their context."""


def fit_topics(
    passages: Sequence[Passage],
    vectors: np.ndarray,
    *,
    n_topics: int = 0,
    seed: int,
    previous: Registry | None = None,
    guides: Sequence[Guide] = (),
) -> TopicFit:
    """Find topics, describe them, and give every passage one or none.

    Neither the order of the passages nor the number of cores has an influence.

    Args:
        passages: With unique ids.
        vectors: Their unit vectors, float32 (n_passages, n_dimensions).
        n_topics: How many to find; 0: chosen from the number of passages. Fewer are found where
            there are not so many different passages.
        seed: Of everything that draws lots.
        previous: What the last fit left. The fit starts from its topics, and those that are
            found again keep their ids.
        guides: Themes that get a topic of their own where the corpus has enough on them, and that
            each topic is compared with; in any order, with unique ids.
    """
    order = sorted(range(len(passages)), key=lambda index: passages[index].id)
    passages = [passages[index] for index in order]
    with threadpool_limits(1):
        found = _find(passages, vectors[order], n_topics, seed, previous)
        if found is None:
            return _without_topics(passages, previous)
        model, terms = found
        nearest, scores = nearest_topics(model, [each.text for each in passages], vectors[order])
    return _named(model, terms, [each.id for each in passages], (nearest, scores), previous)


def _find(
    passages: Sequence[Passage],
    vectors: np.ndarray,
    n_topics: int,
    seed: int,
    previous: Registry | None,
) -> tuple[TopicModel, list[Terms]] | None:
    """Return a model without ids and the terms of its topics, largest first; None: no topic."""
    rows = _sample(passages)
    candidates = candidate_terms([passages[row].text for row in rows])
    if candidates:
        telling = has_terms([passages[row].text for row in rows], candidates)
        rows = [row for row, tells in zip(rows, telling, strict=True) if tells]
    if not candidates or len(rows) < LEAST_PASSAGES:
        return None
    texts = [passages[row].text for row in rows]
    space, joined = learn_space(texts, vectors[rows], seed)
    points = project(space, joined)
    start = known_centres(points, [passages[row].id for row in rows], previous)
    groups = cluster_points(points, n_topics, seed, start)
    terms = topic_terms(texts, groups, candidates)
    return _model(space, joined, points, groups), [terms[group] for group in sorted(terms)]


def _sample(passages: Sequence[Passage]) -> list[int]:
    """Rows to fit on, in order."""
    if len(passages) <= MOST_FITTED:
        return list(range(len(passages)))
    drawn = sorted(
        range(len(passages)), key=lambda row: hashlib.sha256(passages[row].id.encode()).digest()
    )
    return sorted(drawn[:MOST_FITTED])


def _model(space: Space, joined: np.ndarray, points: np.ndarray, groups: np.ndarray) -> TopicModel:
    members = [np.flatnonzero(groups == group) for group in range(int(groups.max()) + 1)]
    centres = np.stack([points[rows].mean(axis=0) for rows in members])
    directions = np.stack([joined[rows].mean(axis=0, dtype=np.float64) for rows in members])
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    scores = cosines(joined, directions[nearest_centres(points, centres)])
    low, high = np.percentile(scores, [25, 75])
    return TopicModel(
        space=space,
        topic_ids=("",) * len(members),
        centres=centres,
        directions=directions,
        least_score=max(round(float(low - FENCE * (high - low)), DECIMALS), 10**-DECIMALS),
    )


def _named(
    model: TopicModel,
    terms: Sequence[Terms],
    passage_ids: Sequence[str],
    placed: tuple[np.ndarray, np.ndarray],
    previous: Registry | None,
) -> TopicFit:
    """Give permanent ids. A topic that no passage is near enough to is none."""
    nearest, scores = placed
    is_near = scores >= model.least_score
    sizes = np.bincount(nearest[is_near], minlength=len(terms))
    kept = [int(group) for group in np.flatnonzero(sizes)]
    found = _described(terms, passage_ids, nearest, kept)
    known = register(found, passage_ids, previous)
    ids = known.ids
    names = dict(zip(kept, ids, strict=True))
    topic_ids = tuple(names.get(group, "") for group in range(len(terms)))
    topics = [
        Topic(topic_ids[group], topic.label, topic.terms, int(sizes[group]))
        for group, topic in zip(kept, found, strict=True)
    ]
    passages = [
        PassageTopic(passage_id, topic_ids[group] if near else "", float(score))
        for passage_id, group, near, score in zip(
            passage_ids, nearest, is_near, scores, strict=True
        )
    ]
    return TopicFit(
        topics=tuple(sorted(topics, key=lambda topic: int(topic.id[1:]))),
        passages=tuple(passages),
        registry=known.registry,
        model=replace(model, topic_ids=topic_ids),
        events=known.events,
    )


def _described(
    terms: Sequence[Terms], passage_ids: Sequence[str], nearest: np.ndarray, kept: Sequence[int]
) -> list[FoundTopic]:
    members: list[list[str]] = [[] for _ in terms]
    for passage_id, group in zip(passage_ids, nearest, strict=True):
        members[group].append(passage_id)
    return [
        FoundTopic(label_of(terms[group]), terms[group], tuple(members[group])) for group in kept
    ]


def _without_topics(passages: Sequence[Passage], previous: Registry | None) -> TopicFit:
    ids = [passage.id for passage in passages]
    known = register([], ids, previous)
    unassigned = tuple(PassageTopic(passage_id, "", 0.0) for passage_id in ids)
    return TopicFit((), unassigned, known.registry, model=None, events=known.events)
