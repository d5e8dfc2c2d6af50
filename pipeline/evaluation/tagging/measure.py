"""All figures of one model on one set of documents."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.evaluation.tagging import bootstrap, calibration, deciding
from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.evaluation.tagging.calibration import Bin
from pipeline.evaluation.tagging.effort import Effort, efforts
from pipeline.evaluation.tagging.per_theme import ThemeRow, per_theme
from pipeline.evaluation.tagging.ranking import rank
from pipeline.evaluation.tagging.selective import Selective, selective
from pipeline.evaluation.tagging.truth import Floats, Judged, Truth


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """What one threshold takes."""

    threshold: float
    precision: Estimate
    recall: Estimate
    f1: Estimate
    macro_f1: Estimate
    """Mean of the concepts with two right documents or more."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How good, and how honest, one model's probabilities are; shares 0 to 1."""

    ndcg_at_5: Estimate
    f1_at_5: Estimate
    precision_at_5: Estimate
    recall_at_5: Estimate
    at_half: AtThreshold
    at_best: AtThreshold
    """At the threshold of the highest micro F1, chosen on these very documents."""
    calibration_error: Estimate
    brier: Estimate
    bins: tuple[Bin, ...] = field(repr=False)
    selective: Selective = field(repr=False)
    themes: tuple[ThemeRow, ...] = field(repr=False)
    efforts: tuple[Effort, ...] = field(repr=False)


def measure(truth: Truth, judged: Judged, seed: int = 0) -> Figures:
    """Measure what a model says against what is known.

    Args:
        truth: Of n_documents.
        judged: Of the same documents and concepts.
        seed: Of the draws for the intervals.
    """
    weights = bootstrap.draws(truth.families, seed)
    ranked = rank(truth, judged)
    sums = calibration.bin_sums(truth, judged)

    def averaged(values: Floats) -> Estimate:
        return bootstrap.estimate(lambda drawn: bootstrap.mean(values, drawn), weights)

    return Figures(
        ndcg_at_5=averaged(ranked.ndcg),
        f1_at_5=averaged(ranked.f1),
        precision_at_5=averaged(ranked.precision),
        recall_at_5=averaged(ranked.recall),
        at_half=_at(truth, judged, deciding.THRESHOLD, weights),
        at_best=_at(truth, judged, deciding.best_threshold(truth, judged), weights),
        calibration_error=bootstrap.estimate(
            lambda drawn: calibration.calibration_error(sums, drawn), weights
        ),
        brier=_brier(truth, judged, weights),
        bins=calibration.reliability(sums),
        selective=selective(truth, judged),
        themes=per_theme(truth, judged),
        efforts=efforts(truth, judged),
    )


def _at(truth: Truth, judged: Judged, threshold: float, weights: Floats) -> AtThreshold:
    counts = deciding.take(truth, judged, threshold)
    if not truth.is_judged.any():
        none = Estimate(None)
        return AtThreshold(threshold, none, none, none, none)

    def column(number: int) -> Estimate:
        return bootstrap.estimate(lambda drawn: deciding.micro(counts, drawn)[:, number], weights)

    overall = bootstrap.estimate(lambda drawn: deciding.macro(counts, drawn), weights)
    return AtThreshold(threshold, column(0), column(1), column(2), overall)


def _brier(truth: Truth, judged: Judged, weights: Floats) -> Estimate:
    known = truth.is_known & truth.is_judged[:, None]
    squares = np.where(known, (judged.probabilities - truth.is_right) ** 2, 0.0).sum(axis=1)
    n = known.sum(axis=1).astype(float)
    return bootstrap.estimate(lambda drawn: ratio(drawn @ squares, drawn @ n), weights)
