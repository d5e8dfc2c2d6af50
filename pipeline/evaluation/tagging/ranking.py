"""How good the first suggestions of each document are."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.truth import Floats, Judged, Truth

TOP = 5
"""Suggestions an editor sees first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Figures of each document, 0 to 1; NaN where one cannot be told."""

    ndcg: Floats = field(repr=False)
    """Gain of the first suggestions, later places counting less, over the best order there is."""
    f1: Floats = field(repr=False)
    """Harmonic mean of the next two."""
    precision: Floats = field(repr=False)
    """Share of the first suggestions that is right."""
    recall: Floats = field(repr=False)
    """Share of the right tags that is among the first suggestions."""


def rank(truth: Truth, judged: Judged, top: int = TOP) -> Ranked:
    """Measure the first suggestions of each document.

    Tags of which nothing is known are passed over as if they had not been suggested, and equal
    probabilities stand in order of id. Where all that is known is right, `recall` alone is told,
    and every suggestion takes its place.
    """
    probabilities = judged.probabilities
    is_listed = (truth.is_known | ~truth.is_judged[:, None]) & (probabilities > 0)
    first = np.argsort(np.where(is_listed, -probabilities, 1.0), axis=1, kind="stable")[:, :top]
    shown = np.take_along_axis(is_listed, first, axis=1)
    gains = np.nan_to_num(truth.gains)
    gained = np.where(shown, np.take_along_axis(gains, first, axis=1), 0.0)
    discount = 1.0 / np.log2(np.arange(2, first.shape[1] + 2))
    best = -np.sort(-gains, axis=1)[:, : first.shape[1]]
    n_hits, n_shown = (gained > 0).sum(axis=1), shown.sum(axis=1)
    n_right = truth.is_right.sum(axis=1)
    told = np.where(truth.is_ranked, 1.0, np.nan)
    return Ranked(
        ndcg=told * ratio((gained * discount).sum(axis=1), (best * discount).sum(axis=1)),
        f1=told * ratio(2.0 * n_hits, n_shown + n_right),
        precision=told * ratio(n_hits, n_shown),
        recall=ratio(n_hits, n_right),
    )
