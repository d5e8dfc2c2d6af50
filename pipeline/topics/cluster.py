"""Group points: how many groups, where to start, which point belongs to which."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from sklearn.cluster import KMeans

from pipeline.topics.values import Registry

LEAST_PASSAGES = 3
"""With fewer there is no topic."""
PASSAGES_A_TOPIC = 5
"""A number of topics that is chosen leaves each at least so many passages on average."""
GROWTH = 2.2
MOST_TOPICS = 60
"""More cannot be surveyed, and BM25 weighting was measured to lose coherence from 50 on."""
N_STARTS = 3
"""Cold starts, of which the tightest counts; as measured."""
MOST_ROUNDS = 1_000
"""Never reached in practice: k-means ends when no point changes its group any more, so that a
second fit of the same passages, started from the first, changes nothing."""
DECIMALS = 6
"""Points that agree so far are one point."""


def choose_n_topics(n_passages: int) -> int:
    """Return how many topics suit a number of passages.

    2.2 times the cube root: 4 for 24 passages (one for each five at most), 10 for 100, 22 for
    1,000, 47 for 10,000, 60 from 20,300 on. The cube root grows as slowly as readers can follow
    and keeps topics large enough for their shares by quarter to say something.
    """
    if n_passages < LEAST_PASSAGES:
        return 0
    wanted = round(GROWTH * math.cbrt(n_passages))
    return max(1, min(wanted, n_passages // PASSAGES_A_TOPIC, MOST_TOPICS))


def cluster_points(
    points: np.ndarray, n_topics: int, seed: int, start: np.ndarray | None = None
) -> np.ndarray:
    """Group points by k-means.

    Args:
        points: float64 (n_points, n_axes), in order of passage id.
        n_topics: How many groups; 0: chosen. Never more than there are different points.
        seed: Of the draws.
        start: Centres to start from, the most important first, or None for a cold start.

    Returns:
        Group of each point, int (n_points); 0 is the largest.
    """
    n_distinct = len(np.unique(points.round(DECIMALS), axis=0))
    n_groups = min(n_topics or choose_n_topics(len(points)), n_distinct)
    if start is None or not len(start):
        means = KMeans(n_groups, n_init=N_STARTS, random_state=seed, tol=0, max_iter=MOST_ROUNDS)
    else:
        centres = _extended(start[:n_groups], points, n_groups, seed)
        means = KMeans(n_groups, init=centres, n_init=1, tol=0, max_iter=MOST_ROUNDS)
    return _largest_first(means.fit_predict(points))


def known_centres(
    points: np.ndarray, passage_ids: Sequence[str], previous: Registry | None
) -> np.ndarray:
    """Return where the last fit's topics lie among these points, the largest first.

    A fit that starts there finds the same topics again wherever they still are there; a cold
    start would cut the same corpus differently after every few documents.
    """
    row_of = {passage_id: row for row, passage_id in enumerate(passage_ids)}
    members = [
        [row_of[member] for member in topic.members if member in row_of]
        for topic in (previous or Registry()).living
    ]
    members.sort(key=len, reverse=True)
    centres = [points[rows].mean(axis=0) for rows in members if rows]
    return np.stack(centres) if centres else np.zeros((0, points.shape[1]))


def _extended(centres: np.ndarray, points: np.ndarray, n_groups: int, seed: int) -> np.ndarray:
    """Add centres as k-means++ does: points drawn by squared distance to those there are."""
    random = np.random.default_rng(seed)
    distances = np.min([((points - centre) ** 2).sum(axis=1) for centre in centres], axis=0)
    while len(centres) < n_groups:
        drawn = points[random.choice(len(points), p=distances / distances.sum())]
        centres = np.vstack([centres, drawn])
        distances = np.minimum(distances, ((points - drawn) ** 2).sum(axis=1))
    return centres


def _largest_first(groups: np.ndarray) -> np.ndarray:
    """Number groups by size; of equal size, the one that holds the first passage goes first."""
    _, first, sizes = np.unique(groups, return_index=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    ranked: np.ndarray = rank[np.unique(groups, return_inverse=True)[1]]
    return ranked
