"""Find the topics of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from pipeline.records import UNDETERMINED, Passage, Topic
from pipeline.topics.assign import DECIMALS, cosines, nearest_topics, place
from pipeline.topics.choosing import choose_n_topics
from pipeline.topics.cluster import (
    LEAST_PASSAGES,
    centres_of,
    cluster_points,
    count_distinct,
    known_centres,
    nearest_centres,
)
from pipeline.topics.describing import Learnt, describe_topics
from pipeline.topics.guiding import Ground, guide_groups
from pipeline.topics.registry import FoundTopic, register
from pipeline.topics.sampling import draw_passages
from pipeline.topics.space import learn_space, project
from pipeline.topics.values import Fitting, PassageTopic, Space, TopicFit, TopicModel
from pipeline.topics.words import Words, learn_words

FENCE = 1.5
"""Tukey's: a score lower than the lower quartile by so many interquartile ranges is an outlier.
On 3,500 scanned magazine passages these are 13, all of them damaged beyond reading or cut
from their context."""
LEAST_SMALL = 0.5
"""A passage is a list, not running text, where its part of stop words is less than this part of
the corpus's median; told of texts in READ only, whose stop words are known. Lists are assigned."""
READ = ("en", UNDETERMINED)


def fit_topics(
    passages: Sequence[Passage],
    vectors: np.ndarray,
    fitting: Fitting,
    strata: Sequence[str] = (),
) -> TopicFit:
    """Find topics, describe them, and give every passage one or none.

    Neither the order of the passages nor the number of cores has an influence.

    Args:
        passages: With unique ids.
        vectors: Their unit vectors, float32 (n_passages, n_dimensions).
        fitting: How.
        strata: Of each passage, as its source; of a large corpus a sample is fitted in which no
            stratum dominates, see `draw_passages`. Empty: all of one.
    """
    order = sorted(range(len(passages)), key=lambda index: passages[index].id)
    passages, vectors = [passages[index] for index in order], vectors[order]
    rows = draw_passages(passages, [strata[index] for index in order] if strata else ())
    with threadpool_limits(1):
        found = _find(passages, vectors, rows, fitting)
        if found is None:
            return _without_topics(passages, fitting)
        placed = _place_all(found, passages, vectors)
    return _named(found, [each.id for each in passages], placed, fitting)


@dataclass(frozen=True, slots=True)
class _Found:
    """Topics without ids, largest first."""

    model: TopicModel
    topics: Sequence[Topic]
    rows: Sequence[int]
    """Passages that were learnt from."""
    groups: np.ndarray
    """Topic nearest to each of them."""
    scores: np.ndarray


def _find(
    passages: Sequence[Passage], vectors: np.ndarray, rows: Sequence[int], fitting: Fitting
) -> _Found | None:
    """Learn topics from some rows; None: there is none."""
    words = learn_words([passages[row].text for row in rows])
    telling = _telling(words, [passages[row].language for row in rows])
    if not words.names or len(telling) < LEAST_PASSAGES:
        return None
    rows = [rows[at] for at in telling]
    words = Words(words.names, words.counts[telling], words.small[telling])
    drawn = [passages[row] for row in rows]
    space, joined = learn_space(words, vectors[rows], fitting.seed)
    ground = Ground(drawn, vectors[rows], project(space, joined))
    model = _model(space, joined, ground.points, _group(ground, fitting))
    model, groups, scores = _placed(model, joined)
    learnt = Learnt(drawn, ground.vectors, words, groups, scores)
    topics = describe_topics(learnt, model.directions, fitting.guides)
    return _Found(model, topics, rows, groups, scores)


def _telling(words: Words, languages: Sequence[str]) -> list[int]:
    """Rows of running text with words that count; topics of lists of names would say nothing."""
    counts = words.counts.getnnz(axis=1) > 0
    least = LEAST_SMALL * float(np.median(words.small[counts])) if counts.any() else 0.0
    is_list = (words.small < least) & np.isin(list(languages), READ)
    return [int(row) for row in np.flatnonzero(counts & ~is_list)]


def _group(ground: Ground, fitting: Fitting) -> np.ndarray:
    """Group of each passage, 0 the largest."""
    start = known_centres(ground.points, [each.id for each in ground.passages], fitting.previous)
    n_groups = fitting.n_topics or choose_n_topics(ground.points, fitting.seed, len(start))
    n_groups = min(n_groups, count_distinct(ground.points))
    groups = cluster_points(ground.points, n_groups, fitting.seed, start)
    return guide_groups(groups, ground, fitting.guides, fitting.seed)


def _model(space: Space, joined: np.ndarray, points: np.ndarray, groups: np.ndarray) -> TopicModel:
    centres = centres_of(points, groups)
    directions = centres_of(joined, groups)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    scores = cosines(joined, directions[nearest_centres(points, centres)])
    low, high = np.percentile(scores, [25, 75])
    return TopicModel(
        space=space,
        topic_ids=("",) * len(centres),
        centres=centres,
        directions=directions,
        least_score=max(round(float(low - FENCE * (high - low)), DECIMALS), 10**-DECIMALS),
    )


def _placed(model: TopicModel, joined: np.ndarray) -> tuple[TopicModel, np.ndarray, np.ndarray]:
    """Place what was learnt from, without topics that nothing is nearest to any more."""
    groups, scores = place(model, joined)
    present = np.unique(groups)
    if len(present) == len(model.centres):
        return model, groups, scores
    smaller = replace(
        model,
        topic_ids=model.topic_ids[: len(present)],
        centres=model.centres[present],
        directions=model.directions[present],
    )
    return smaller, *place(smaller, joined)


def _place_all(
    found: _Found, passages: Sequence[Passage], vectors: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return topic and score of all passages; those not learnt from are placed now."""
    nearest = np.zeros(len(passages), dtype=np.int64)
    scores = np.zeros(len(passages))
    nearest[found.rows], scores[found.rows] = found.groups, found.scores
    rest = sorted({*range(len(passages))} - {*found.rows})
    if rest:
        texts = [passages[row].text for row in rest]
        nearest[rest], scores[rest] = nearest_topics(found.model, texts, vectors[rest])
    return nearest, scores


def _named(
    learnt: _Found,
    passage_ids: Sequence[str],
    placed: tuple[np.ndarray, np.ndarray],
    fitting: Fitting,
) -> TopicFit:
    """Give permanent ids. A topic that no passage is near enough to is none."""
    model, topics = learnt.model, learnt.topics
    nearest, scores = placed
    is_near = scores >= model.least_score
    sizes = np.bincount(nearest[is_near], minlength=len(topics))
    kept = [int(group) for group in np.flatnonzero(sizes)]
    found = _found(topics, passage_ids, nearest, kept)
    known = register(found, passage_ids, fitting.previous, fit=fitting.number)
    names = dict(zip(kept, known.ids, strict=True))
    topic_ids = tuple(names.get(group, "") for group in range(len(topics)))
    named = [
        replace(topics[group], id=topic_ids[group], n_passages=int(sizes[group])) for group in kept
    ]
    given = [
        PassageTopic(passage_id, topic_ids[group] if near else "", float(score))
        for passage_id, group, near, score in zip(
            passage_ids, nearest, is_near, scores, strict=True
        )
    ]
    return TopicFit(
        topics=tuple(sorted(named, key=lambda topic: int(topic.id[1:]))),
        passages=tuple(given),
        registry=known.registry,
        model=replace(model, topic_ids=topic_ids),
        events=known.events,
        n_fitted=len(learnt.rows),
    )


def _found(
    topics: Sequence[Topic], passage_ids: Sequence[str], nearest: np.ndarray, kept: Sequence[int]
) -> list[FoundTopic]:
    members: list[list[str]] = [[] for _ in topics]
    for passage_id, group in zip(passage_ids, nearest, strict=True):
        members[group].append(passage_id)
    return [
        FoundTopic(topics[group].label, topics[group].terms, tuple(members[group]))
        for group in kept
    ]


def _without_topics(passages: Sequence[Passage], fitting: Fitting) -> TopicFit:
    ids = [passage.id for passage in passages]
    known = register([], ids, fitting.previous, fit=fitting.number)
    unassigned = tuple(PassageTopic(passage_id, "", 0.0) for passage_id in ids)
    return TopicFit((), unassigned, known.registry, model=None, events=known.events)
