"""Group points: where to start, which point belongs to which group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.cluster import KMeans

from pipeline.topics.values import Registry

LEAST_PASSAGES = 3
"""With fewer there is no topic."""
N_STARTS = 3
"""Cold starts, of which the tightest counts; as measured."""
MOST_ROUNDS = 1_000
"""Never reached in practice: k-means ends when no point changes its group any more, so that a
second fit of the same passages, started from the first, changes nothing."""
SETTLED = 0.02
"""From a warm start k-means ends when a round would move no more than this part of the points:
the hundred rounds that may follow gain little tightness and carry topics far from where they
were. The same passages fitted again after a cold start do not move at all."""
DECIMALS = 6
"""Points that agree so far are one point."""


def count_distinct(points: np.ndarray) -> int:
    """Return how many different points there are."""
    return len(np.unique(points.round(DECIMALS), axis=0))


def cluster_points(
    points: np.ndarray, n_groups: int, seed: int, start: np.ndarray | None = None
) -> np.ndarray:
    """Group points by k-means.

    Args:
        points: float64 (n_points, n_axes), in order of passage id.
        n_groups: How many groups, at most as many as there are different points.
        seed: Of the draws.
        start: Centres to start from, the most important first, or None for a cold start.

    Returns:
        Group of each point, int (n_points); 0 is the largest.
    """
    if start is None or not len(start):
        means = KMeans(n_groups, n_init=N_STARTS, random_state=seed, tol=0, max_iter=MOST_ROUNDS)
        return largest_first(means.fit_predict(points))
    return largest_first(_settled(points, _extended(start[:n_groups], points, n_groups, seed)))


def _settled(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return groups after as many rounds of k-means as move more than SETTLED of the points."""
    groups = nearest_centres(points, centres)
    for _ in range(MOST_ROUNDS):
        present = np.unique(groups, return_inverse=True)[1]
        following = nearest_centres(points, centres_of(points, present))
        n_moved = int((following != present).sum())
        if n_moved <= SETTLED * len(points):
            return present
        groups = following
    return groups


def centres_of(points: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the mean of each group: float64 (n_groups, n_axes)."""
    members = [points[groups == group] for group in range(int(groups.max()) + 1)]
    return np.stack([rows.mean(axis=0, dtype=np.float64) for rows in members])


def nearest_centres(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the index of the nearest centre of each point: int (n_points)."""
    # |p - c|^2 without |p|^2, which is the same for every centre of one point.
    distances = (centres**2).sum(axis=1) - 2 * points @ centres.T
    nearest: np.ndarray = distances.argmin(axis=1)
    return nearest


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


def largest_first(groups: np.ndarray) -> np.ndarray:
    """Number groups by size; of equal size, the one that holds the first passage goes first."""
    _, first, sizes = np.unique(groups, return_index=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    ranked: np.ndarray = rank[np.unique(groups, return_inverse=True)[1]]
    return ranked


def _extended(centres: np.ndarray, points: np.ndarray, n_groups: int, seed: int) -> np.ndarray:
    """Add centres as k-means++ does: points drawn by squared distance to those there are."""
    random = np.random.default_rng(seed)
    distances = np.min([((points - centre) ** 2).sum(axis=1) for centre in centres], axis=0)
    while len(centres) < n_groups:
        drawn = points[random.choice(len(points), p=distances / distances.sum())]
        centres = np.vstack([centres, drawn])
        distances = np.minimum(distances, ((points - drawn) ** 2).sum(axis=1))
    return centres
