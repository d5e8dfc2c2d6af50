"""Exact segmentation of a series of shares into stretches of constant share."""

from __future__ import annotations

import numpy as np
from scipy.special import xlogy

from pipeline.trends.intervals import Floats

MAX_PIECES = 200
"""Longer series are cut into so many pieces of neighbouring periods; changes are looked for only
between pieces."""


def segment(share: Floats, n: Floats, penalty: float, shortest: int) -> list[int]:
    """Return where segments after the first begin, so that binomial deviance + penalty is least.

    Optimal partitioning by dynamic programming: B. Jackson et al., "An algorithm for optimal
    partitioning of data on an interval", IEEE Signal Processing Letters 12 (2005), 105-108.

    Args:
        share: 0 to 1, in order of time, shape (n_periods,).
        n: Sample sizes above 0, of the same shape.
        penalty: Deviance that one more segment must save.
        shortest: Fewest periods a segment has.
    """
    edges = _edges(len(share))
    hits = np.concatenate([[0.0], np.cumsum(share * n)])[edges]
    sizes = np.concatenate([[0.0], np.cumsum(n)])[edges]
    best = np.full(len(edges), np.inf)
    best[0] = -penalty
    before = np.zeros(len(edges), dtype=np.int64)
    for end in range(1, len(edges)):
        starts = np.flatnonzero(edges[end] - edges[:end] >= shortest)
        if len(starts) == 0:
            continue
        cost = deviance(hits[end] - hits[starts], sizes[end] - sizes[starts])
        total = best[starts] + cost + penalty
        at = int(total.argmin())
        best[end], before[end] = total[at], starts[at]
    return _trace(edges, before)


def deviance(hits: Floats, sizes: Floats) -> Floats:
    """Return -2 log likelihood of each stretch at its own share."""
    misses = np.maximum(sizes - hits, 0.0)
    return np.asarray(
        2 * (xlogy(sizes, sizes) - xlogy(hits, hits) - xlogy(misses, misses)), np.float64
    )


def _edges(n_periods: int) -> np.ndarray:
    n_pieces = min(n_periods, MAX_PIECES)
    return np.unique(np.round(np.linspace(0, n_periods, n_pieces + 1)).astype(np.int64))


def _trace(edges: np.ndarray, before: np.ndarray) -> list[int]:
    found, at = [], len(edges) - 1
    while before[at] > 0:
        at = int(before[at])
        found.append(int(edges[at]))
    return found[::-1]
