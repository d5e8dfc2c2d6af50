"""Exact segmentation of a series of shares into stretches of constant share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from scipy.special import xlogy

from pipeline.trends.intervals import Floats
from pipeline.trends.kendall import Ints

MAX_PIECES = 200
"""Longer series are cut into so many pieces of neighbouring periods; changes are looked for only
between pieces."""


def segmentations(share: Floats, n: Floats, shortest: int, most: int) -> Iterator[list[int]]:
    """Yield where the second and later segments begin, for 1, 2, ... changes in turn.

    Each is the segmentation of greatest binomial likelihood with that many changes, by dynamic
    programming (R. Bellman and R. Roth, "Curve fitting by segmented straight lines", Journal of
    the American Statistical Association 64, 1969, 1079-1084).

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        shortest: Fewest periods of a segment.
        most: Largest number of changes; fewer where the series is too short for it.
    """
    edges = _edges(len(share))
    cost = _costs(share, n, edges, shortest)
    best, before = cost[0], []
    for _ in range(most):
        total = best[:, None] + cost
        before.append(total.argmin(axis=0))
        best = total.min(axis=0)
        if not np.isfinite(best[-1]):
            return
        yield _trace(edges, before)


def deviance(hits: Floats, sizes: Floats) -> Floats:
    """Return -2 log likelihood of stretches at their own share."""
    misses = np.maximum(sizes - hits, 0.0)
    logs = xlogy(sizes, sizes) - xlogy(hits, hits) - xlogy(misses, misses)
    return np.asarray(2 * logs, np.float64)


def _edges(n_periods: int) -> Ints:
    n_pieces = min(n_periods, MAX_PIECES)
    return np.unique(np.round(np.linspace(0, n_periods, n_pieces + 1)).astype(np.int64))


def _costs(share: Floats, n: Floats, edges: Ints, shortest: int) -> Floats:
    """Return the deviance of every segment by edge where it begins and edge where it ends."""
    hits = np.concatenate([[0.0], np.cumsum(share * n)])[edges]
    sizes = np.concatenate([[0.0], np.cumsum(n)])[edges]
    first, last = _all_pairs(len(edges))
    cost = np.full((len(edges), len(edges)), np.inf)
    cost[first, last] = deviance(
        np.maximum(hits[last] - hits[first], 0.0), sizes[last] - sizes[first]
    )
    cost[edges[None, :] - edges[:, None] < shortest] = np.inf
    return cost


@lru_cache(maxsize=16)
def _all_pairs(n: int) -> tuple[Ints, Ints]:
    first, last = np.triu_indices(n, 1)
    return first, last


def _trace(edges: Ints, before: list[Ints]) -> list[int]:
    found, at = [], len(edges) - 1
    for step in reversed(before):
        at = int(step[at])
        found.append(int(edges[at]))
    return found[::-1]
