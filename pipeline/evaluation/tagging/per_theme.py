"""Figures of each concept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.tagging.calibration import wilson
from pipeline.evaluation.tagging.deciding import THRESHOLD, take
from pipeline.evaluation.tagging.truth import Judged, Truth


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """How well one concept is told; figures 0 to 1, None where there is nothing to measure."""

    concept_id: str
    n_known: int
    """Documents of which it is known whether the concept applies."""
    n: int
    """Documents to which it applies."""
    n_taken: int
    """Documents that were given THRESHOLD or more."""
    n_hits: int
    precision: float | None
    precision_low: float
    """95 % interval (Wilson)."""
    precision_high: float
    recall: float | None
    recall_low: float
    recall_high: float
    f1: float | None
    mean_probability: float | None
    brier: float | None
    """Mean squared distance of the probability from 1 where it applies, from 0 elsewhere."""


def per_theme(truth: Truth, judged: Judged) -> tuple[ThemeRow, ...]:
    """Measure each concept at THRESHOLD, in order of id."""
    counts = take(truth, judged, THRESHOLD)
    known = truth.is_known & truth.is_judged[:, None]
    squares = np.where(known, (judged.probabilities - truth.is_right) ** 2, 0.0).sum(axis=0)
    promised = np.where(known, judged.probabilities, 0.0).sum(axis=0)
    sums = [part.sum(axis=0) for part in (known, counts.right, counts.taken, counts.hits)]
    return tuple(
        _row(concept, tuple(round(float(part[at])) for part in sums), promised[at], squares[at])
        for at, concept in enumerate(truth.concepts)
    )


def _row(concept: str, counts: tuple[int, ...], promised: float, squares: float) -> ThemeRow:
    n_known, n, n_taken, n_hits = counts
    precision_low, precision_high = wilson(n_hits, n_taken)
    recall_low, recall_high = wilson(n_hits, n)
    return ThemeRow(
        concept_id=concept,
        n_known=n_known,
        n=n,
        n_taken=n_taken,
        n_hits=n_hits,
        precision=n_hits / n_taken if n_taken else None,
        precision_low=precision_low,
        precision_high=precision_high,
        recall=n_hits / n if n else None,
        recall_low=recall_low,
        recall_high=recall_high,
        f1=2 * n_hits / (n_taken + n) if n else None,
        mean_probability=float(promised / n_known) if n_known else None,
        brier=float(squares / n_known) if n_known else None,
    )
