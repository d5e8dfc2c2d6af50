"""How many topics a corpus has: as many as are found again in another half of it."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans

from pipeline.topics.cluster import LEAST_PASSAGES, count_distinct, nearest_centres

MOST_TOPICS = 60
"""More cannot be surveyed."""
GRID = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 28, 33, 40, 48, MOST_TOPICS)
"""Numbers tried, each about a sixth more than the last one."""
PASSAGES_A_TOPIC = 5
"""A number is tried only where each topic would have so many passages of a half on average."""
BY_CHANCE = 1 / 3
"""Jaccard index of two topics of equal size of which half is shared. A topic is found again by
how much more it shares, and one that shares less counts against its number: topics that another
half of the corpus would cut differently are not there."""
MOST_POINTS = 8_000
"""Bounds the cost: 4 s at most on one core, whatever the size of the corpus."""
N_HALVINGS = 3
ROUNDS = 30
"""Of k-means: what moves later is at the edges."""
CLEAR = 0.6
"""Mean Jaccard index from which a clustering counts as a pattern that is there (Hennig, 2007)."""
ABOVE_NOISE = 1.25
"""Real corpora of 200 passages and more reach 1.4 to 2, artificial ones of one group 0.9 to 1.1."""
MARGIN = 1.0
"""A refit keeps its number of topics unless another finds so many topics more again."""


def choose_n_topics(points: np.ndarray, seed: int, standing: int = 0) -> int:
    """Return how many topics there are.

    The points are halved at random some times. For each number of topics both halves are grouped
    on their own, all points are given to the groups of either half, and the groups of the two are
    paired so that they share most. A number counts the sum of (Jaccard index of a pair - 1/3),
    and the number with the greatest sum (of equals the smallest) is chosen. On artificial corpora
    of 1 to 50 groups it finds their number within two steps of the grid; on real ones it grows
    with the corpus, since finer topics can be told from chance.

    In a small or even corpus no number is found again clearly (mean index of CLEAR). Then there
    are at least as many topics as the cube root of the number of passages, which a reader can
    use, if so many are found again better than in noise that spreads alike; else there are as
    many as were found.

    Args:
        points: float64 (n_points, n_axes), in order of passage id.
        seed: Of the halvings and of where grouping starts.
        standing: Topics of the last fit; 0: none.
    """
    if len(points) < LEAST_PASSAGES:
        return 0
    random = np.random.default_rng(seed)
    drawn = points[np.sort(random.permutation(len(points))[:MOST_POINTS])]
    readable = min(round(math.cbrt(len(drawn))), len(drawn) // PASSAGES_A_TOPIC)
    most = min(MOST_TOPICS, max(len(drawn) // 2 // PASSAGES_A_TOPIC, 1), count_distinct(drawn))
    numbers = sorted(n for n in {*GRID, standing, readable} if 1 <= n <= most)
    shared = {number: _shared(drawn, number, seed) for number in numbers}
    worth = {number: shared[number] - number * BY_CHANCE for number in numbers}
    best = max(numbers, key=lambda number: (worth[number], -number))
    if standing in worth and worth[standing] > worth[best] - MARGIN:
        return standing
    is_clear = best > 1 and shared[best] >= CLEAR * best
    if is_clear or best >= readable or readable not in shared:
        return best
    noise = random.normal(size=drawn.shape) * drawn.std(axis=0)
    return readable if shared[readable] >= ABOVE_NOISE * _shared(noise, readable, seed) else best


def _shared(points: np.ndarray, number: int, seed: int) -> float:
    """Sum of Jaccard indices over the paired groups of both halves, mean over the halvings."""
    random = np.random.default_rng(seed)
    sums = []
    for start in range(N_HALVINGS):
        mixed = random.permutation(len(points))
        one, other = (
            nearest_centres(points, _centres(points[np.sort(mixed[at::2])], number, start))
            for at in range(2)
        )
        both = np.bincount(one * number + other, minlength=number**2).reshape(number, number)
        either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
        jaccard = both / np.maximum(either, 1)
        sums.append(jaccard[linear_sum_assignment(jaccard, maximize=True)].sum())
    return float(np.mean(sums))


def _centres(half: np.ndarray, number: int, seed: int) -> np.ndarray:
    number = min(number, count_distinct(half))
    means = KMeans(number, n_init=1, random_state=seed, max_iter=ROUNDS).fit(half)
    centres: np.ndarray = means.cluster_centers_
    return centres
