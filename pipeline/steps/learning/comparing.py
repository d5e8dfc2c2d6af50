"""Compare two models on the same documents, neither of which they have learnt from."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline.themes import Suggestion
    from pipeline.themes.tagger import Labelled

HELD_OUT_OF = 5
"""One family in so many is never learnt from by what is compared; which ones, its id alone says."""
TOP = 5
LEAST_KNOWN = 2 * TOP
"""Concepts (or all of a smaller vocabulary) whose verdict must be known for a ranking to count."""
N_DRAWS = 1_000
SURELY = 1e-4
"""Probabilities are kept so far from 0 and 1: one sure error must not outweigh everything."""
DECIMALS = 4
NDCG_TOLERANCE = 0.01
LOSS_TOLERANCE = 0.02
RULE = (
    f"promoted where nDCG@{TOP} is at most {NDCG_TOLERANCE} lower and the log loss at most "
    f"{LOSS_TOLERANCE:.0%} higher than that of the model in use, on the same documents; what "
    "cannot be measured does not count, and where neither can, nothing is promoted"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of both models, on the same documents."""

    name: str
    candidate: float
    in_use: float
    difference: float
    """Candidate less in use."""
    low: float
    """95 % interval of the difference: families drawn anew N_DRAWS times, in pairs."""
    high: float
    n: int
    """Documents that it rests on."""


MEASURES = {
    f"nDCG@{TOP}": ("ndcg", "is_ranked"),
    f"F1@{TOP}": ("f1", "is_ranked"),
    "log loss": ("loss", "n_pairs"),
    "Brier": ("brier", "n_pairs"),
}
"""Name to what of a score is summed, and what the sum is divided by."""


@dataclass(frozen=True, slots=True)
class _Score:
    """How one model does on one document."""

    is_ranked: float
    """1 or 0."""
    ndcg: float
    """0 where it is not ranked; so is..."""
    f1: float
    n_pairs: float
    loss: float
    """Sum over the pairs; so is..."""
    brier: float


def is_held_out(family_id: str) -> bool:
    """Tell whether a family is in the fifth by which models are compared, for ever."""
    return int(hashlib.sha256(family_id.encode()).hexdigest()[:8], 16) % HELD_OUT_OF == 0


def is_measurable(one: Labelled) -> bool:
    """Tell whether something can be measured: tags that only say yes favour whoever says yes."""
    return one.is_decided or 0.0 in one.verdicts.values()


def figures(
    documents: Sequence[Labelled],
    candidate: Sequence[Sequence[Suggestion]],
    in_use: Sequence[Sequence[Suggestion]],
    n_concepts: int,
) -> list[Figure]:
    """Measure both models.

    Args:
        documents: Measurable ones, neither of which either model has learnt from.
        candidate: Its suggestions of all concepts for each document, in the same order.
        in_use: Those of the other.
        n_concepts: Of the vocabulary.

    Returns:
        nDCG@5 and F1@5 where rankings can be measured; log loss and Brier score of known pairs.
    """
    if not documents:
        return []
    one, other = (
        [
            _score(each.verdicts, found, n_concepts)
            for each, found in zip(documents, by, strict=True)
        ]
        for by in (candidate, in_use)
    )
    draws = _draws([each.family_id for each in documents])
    told = []
    for name, (summed, divided_by) in MEASURES.items():
        a, b = (np.array([getattr(score, summed) for score in of]) for of in (one, other))
        weights = np.array([getattr(score, divided_by) for score in one])
        if weights.any():
            told.append(_figure(name, a, b, weights, draws))
    return told


def _figure(
    name: str, a: np.ndarray, b: np.ndarray, weights: np.ndarray, draws: np.ndarray
) -> Figure:
    total = float(weights.sum())
    one, other = float(a.sum()) / total, float(b.sum()) / total
    drawn = draws @ (a - b) / np.maximum(draws @ weights, 1e-9)
    low, high = (float(edge) for edge in np.quantile(drawn, (0.025, 0.975)))
    return Figure(
        name=name,
        candidate=round(one, DECIMALS),
        in_use=round(other, DECIMALS),
        difference=round(one - other, DECIMALS),
        low=round(low, DECIMALS),
        high=round(high, DECIMALS),
        n=int((weights > 0).sum()),
    )


def _draws(families: Sequence[str]) -> np.ndarray:
    """Return how often each document is drawn, float64 (N_DRAWS, n): whole families, seeded."""
    distinct = {family: at for at, family in enumerate(sorted(set(families)))}
    chance = np.random.default_rng(0)
    counts = chance.multinomial(len(distinct), [1 / len(distinct)] * len(distinct), size=N_DRAWS)
    of_each: np.ndarray = counts[:, [distinct[family] for family in families]].astype(np.float64)
    return of_each


def _is_ranked(verdicts: Mapping[str, float], n_concepts: int) -> bool:
    n_known = len(verdicts)
    return 1.0 in verdicts.values() and n_known >= min(LEAST_KNOWN, n_concepts)


def _score(verdicts: Mapping[str, float], found: Sequence[Suggestion], n_concepts: int) -> _Score:
    """Score one document; concepts whose verdict is not known are passed over."""
    ranked = [verdicts[one.concept_id] for one in found if one.concept_id in verdicts][:TOP]
    n_right = sum(verdict == 1.0 for verdict in verdicts.values())
    is_ranked = _is_ranked(verdicts, n_concepts)
    ideal = _discounted([1.0] * min(n_right, TOP))
    loss, brier = _losses(verdicts, {one.concept_id: one.score for one in found})
    return _Score(
        is_ranked=float(is_ranked),
        ndcg=_discounted(ranked) / ideal if is_ranked else 0.0,
        f1=2 * sum(ranked) / (len(ranked) + n_right) if is_ranked else 0.0,
        n_pairs=float(len(verdicts)),
        loss=loss,
        brier=brier,
    )


def _losses(verdicts: Mapping[str, float], probability: Mapping[str, float]) -> tuple[float, float]:
    loss = brier = 0.0
    for concept_id, verdict in verdicts.items():
        p = min(max(probability.get(concept_id, 0.0), SURELY), 1 - SURELY)
        loss -= math.log(p if verdict else 1 - p)
        brier += (p - verdict) ** 2
    return loss, brier


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def is_not_worse(measured: Sequence[Figure]) -> bool:
    """Tell whether a candidate may be promoted, by RULE."""
    by_name = {figure.name: figure for figure in measured}
    ndcg, loss = by_name.get(f"nDCG@{TOP}"), by_name.get("log loss")
    if ndcg and ndcg.difference < -NDCG_TOLERANCE:
        return False
    if loss and loss.candidate > loss.in_use * (1 + LOSS_TOLERANCE):
        return False
    return bool(ndcg or loss)
