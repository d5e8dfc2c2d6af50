"""How many topics a corpus has: as many as are found again in another half of it."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans

from pipeline.topics.cluster import LEAST_PASSAGES, count_distinct, nearest_centres

MOST_TOPICS = 60
"""More cannot be surveyed."""
GRID = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 48, MOST_TOPICS)
"""Numbers tried, each about a fifth more than the last one."""
PASSAGES_A_TOPIC = 5
"""A number is tried only where each topic would have so many passages of a half on average."""
BY_CHANCE = 1 / 3
"""Jaccard index of two topics of equal size of which half is shared. A topic is found again by
how much more it shares, and one that shares less counts against its number: topics that another
half of the corpus would cut differently are not there."""
MOST_POINTS = 8_000
"""Bounds the cost: some seconds on one core, whatever the size of the corpus."""
N_HALVINGS = 2
N_STARTS = 5
"""Of the grouping whose parts are looked into: two groups taken for one would be found inside."""
ROUNDS = 20
"""Of k-means: what moves later is at the edges; with 30 the same numbers were found."""
A_READER = 2
ENOUGH = 20
"""A reader of a small corpus can use twice the cube root of its passages, up to ENOUGH topics."""
ABOVE_NOISE = 1.12
"""Real corpora of 200 passages and more reach 1.2 to 1.6, artificial groups 0.9 to 1.1."""
MORE_HALVINGS = 12
"""By which that is told: of few points single halvings say little."""
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

    A small corpus falls apart clearly into very few parts only. Where there are fewer than a
    reader can use, it is looked whether there is more within them: if the points, each less the
    centre of its part, fall into that many groups again better than noise that spreads alike,
    that many topics it is.

    Args:
        points: float64 (n_points, n_axes), in order of passage id.
        seed: Of the halvings and of where grouping starts.
        standing: Topics of the last fit; 0: none.
    """
    if len(points) < LEAST_PASSAGES:
        return 0
    random = np.random.default_rng(seed)
    drawn = points[np.sort(random.permutation(len(points))[:MOST_POINTS])]
    readable = min(
        round(A_READER * math.cbrt(len(drawn))), len(drawn) // 2 // PASSAGES_A_TOPIC, ENOUGH
    )
    most = min(MOST_TOPICS, max(len(drawn) // 2 // PASSAGES_A_TOPIC, 1), count_distinct(drawn))
    numbers = sorted(n for n in {*GRID, standing, readable} if 1 <= n <= most)
    shared = {number: _shared(drawn, number, seed) for number in numbers}
    worth = {number: shared[number] - number * BY_CHANCE for number in numbers}
    best = max(numbers, key=lambda number: (worth[number], -number))
    if standing in worth and worth[standing] > worth[best] - MARGIN:
        return standing
    if best >= readable or readable not in shared:
        return best
    parts = KMeans(best, n_init=N_STARTS, random_state=seed).fit(drawn)
    within = drawn - parts.cluster_centers_[parts.labels_]
    noise = random.normal(size=within.shape) * within.std(axis=0)
    least = ABOVE_NOISE * _shared(noise, readable, seed, MORE_HALVINGS)
    return readable if _shared(within, readable, seed, MORE_HALVINGS) >= least else best


def _shared(points: np.ndarray, number: int, seed: int, n_halvings: int = N_HALVINGS) -> float:
    """Sum of Jaccard indices over the paired groups of both halves, mean over the halvings."""
    random = np.random.default_rng(seed)
    sums = []
    for start in range(n_halvings):
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
