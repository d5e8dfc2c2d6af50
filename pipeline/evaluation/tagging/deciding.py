"""How good the tags are that a single threshold takes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.truth import Floats, Judged, Truth

THRESHOLD = 0.5
COMMON = 2
"""Concepts with fewer right documents are left out of the macro average: one document decides
nothing."""
THRESHOLDS = tuple(n / 100 for n in range(1, 100))
"""Among which the best is looked for."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a threshold takes: counts by document and concept, 0 or 1."""

    hits: Floats = field(repr=False)
    """(n_documents, n_concepts): taken, and right."""
    taken: Floats = field(repr=False)
    right: Floats = field(repr=False)


def take(truth: Truth, judged: Judged, threshold: float = THRESHOLD) -> Taken:
    """Return what has a threshold's probability or more, of whatever is known.

    Documents of which nothing is known to be wrong count for nothing.
    """
    counts = truth.is_known & truth.is_judged[:, None]
    taken = counts & (judged.probabilities >= threshold)
    right = counts & truth.is_right
    return Taken((taken & right).astype(float), taken.astype(float), right.astype(float))


def f1(hits: Floats, taken: Floats, right: Floats) -> Floats:
    """Return F1, 0 to 1; 0 where nothing is taken or right."""
    return ratio(2.0 * hits, taken + right, otherwise=0.0)


def micro(counts: Taken, weights: Floats) -> Floats:
    """Return precision, recall and F1 over all pairs: float64 (n_draws, 3).

    Args:
        counts: Of n_documents.
        weights: (n_draws, n_documents): how often a draw holds each document.
    """
    sums = [weights @ part.sum(axis=1) for part in (counts.hits, counts.taken, counts.right)]
    hits, taken, right = sums
    precision, recall = (ratio(hits, below, otherwise=0.0) for below in (taken, right))
    return np.column_stack([precision, recall, f1(*sums)])


def macro(counts: Taken, weights: Floats) -> Floats:
    """Return the mean F1 of the concepts with COMMON right documents or more: (n_draws).

    Which those are is decided once, on all documents; a draw that holds none of a concept's right
    documents says nothing of it. NaN where there is none.
    """
    common = counts.right.sum(axis=0) >= COMMON
    sums = [weights @ part[:, common] for part in (counts.hits, counts.taken, counts.right)]
    told = (sums[2] > 0).astype(float)
    return ratio((f1(*sums) * told).sum(axis=1), told.sum(axis=1))


def best_threshold(truth: Truth, judged: Judged) -> float:
    """Return the threshold of the highest micro F1 on these very documents; the lowest of equals.

    Chosen where it is measured, it flatters a little: no threshold chosen beforehand does better.
    """
    once = np.ones((1, len(truth.ids)))
    found = [micro(take(truth, judged, each), once)[0, 2] for each in THRESHOLDS]
    return THRESHOLDS[int(np.argmax(found))]
