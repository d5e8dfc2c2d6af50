"""Whether probabilities keep what they promise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.truth import Floats, Judged, Truth

N_BINS = 10
"""Equal bins of probability, as in `evaluation.themes`."""
Z = 1.959964
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of document and concept that were given about the same probability."""

    low: float
    high: float
    n: int
    n_right: int
    mean: float | None
    """Of the probabilities; None where there are no pairs."""
    share: float | None
    """Of the pairs that are right."""
    share_low: float | None
    """95 % interval of the share (Wilson)."""
    share_high: float | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Of each document and bin, (n_documents, N_BINS)."""

    n: Floats
    promised: Floats
    """Summed probabilities."""
    right: Floats


def bin_sums(truth: Truth, judged: Judged) -> Sums:
    """Sort what is known into bins of probability."""
    counts = truth.is_known & truth.is_judged[:, None]
    rows, columns = np.nonzero(counts)
    probabilities = judged.probabilities[rows, columns]
    edges = np.array([k / N_BINS for k in range(N_BINS)])
    bins = np.clip(np.searchsorted(edges, probabilities, side="right") - 1, 0, N_BINS - 1)
    shape = (len(truth.ids), N_BINS)
    where = np.ravel_multi_index((rows, bins), shape)
    right = truth.is_right[rows, columns].astype(float)
    summed = [
        np.bincount(where, weights=each, minlength=math.prod(shape)).astype(float).reshape(shape)
        for each in (np.ones(len(where)), probabilities, right)
    ]
    return Sums(*summed)


def calibration_error(sums: Sums, weights: Floats) -> Floats:
    """Return the expected calibration error: (n_draws), NaN without pairs.

    Args:
        sums: Of n_documents.
        weights: (n_draws, n_documents).
    """
    gaps = np.abs(weights @ (sums.promised - sums.right)).sum(axis=1)
    n = (weights @ sums.n).sum(axis=1)
    return ratio(gaps, n)


def reliability(sums: Sums) -> tuple[Bin, ...]:
    """Return what was promised and what was kept, bin by bin."""
    totals = zip(*(part.sum(axis=0) for part in (sums.n, sums.promised, sums.right)), strict=True)
    return tuple(
        _bin(k, round(n), promised, round(right)) for k, (n, promised, right) in enumerate(totals)
    )


def _bin(k: int, n: int, promised: float, right: int) -> Bin:
    edges = (k / N_BINS, (k + 1) / N_BINS)
    if not n:
        return Bin(*edges, 0, 0, None, None, None, None)
    return Bin(*edges, n, right, promised / n, right / n, *wilson(right, n))


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; 0 to 1 where nothing was counted."""
    if not n:
        return 0.0, 1.0
    share, square = n_right / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
