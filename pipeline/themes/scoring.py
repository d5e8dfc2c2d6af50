"""Suggest concepts for a document from its passages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.records import Passage
from pipeline.themes.suggester import Suggester

NAME_WEIGHT = 0.1
"""What a passage gains where it names a concept: 0.1 * log(1 + times). Of 0, 0.05, 0.1 and 0.2 the
best on 99 documents that are not part of this repository: nDCG@5 0.83, 0.86, 0.86 and 0.84."""
BEST_SHARE = 0.25
"""A document is about a concept as far as the best quarter of its passages is..."""
LEAST_BEST = 2
"""...or the two best, where that is more: one passage alone is chance, all would hide a
secondary theme. (Those documents: the best one 0.855, two 0.864, half 0.867, all 0.836.)"""
MIDPOINT = 0.2
"""Strength that becomes score 0.5, and..."""
SPREAD = 0.05
"""...how much more makes it 0.73. Round numbers: from 0.5 up three of four suggestions were right
there, and half of all themes found. Monotone, and not a probability."""
N_EVIDENCE = 2
DECIMALS = 6


class Suggestion(NamedTuple):
    """A concept proposed for a document."""

    concept_id: str
    score: float
    """0 to 1: the probability that an editor would give it, where `is_calibrated`."""
    evidence: tuple[str, ...]
    """Ids of the passages that speak most for it, best first."""
    low: float = 0.0
    """95 % interval of the probability, from how much the calibration rests on."""
    high: float = 1.0
    is_sure: bool = True
    """False where the model abstains: it has seen too little to tell whether it applies."""
    is_calibrated: bool = False
    signals: Mapping[str, float] = {}
    """What speaks for it, in log-odds by word: "description", "names", "words", "meaning",
    "neighbours", "usual"."""


def suggest(
    passages: Sequence[Passage], vectors: np.ndarray, suggester: Suggester
) -> list[Suggestion]:
    """Rank all concepts of a vocabulary for one document.

    Args:
        passages: All passages of the document, in any order.
        vectors: Their unit vectors, float32 (n_passages, n_dimensions), in the same order.
        suggester: The vocabulary, embedded with the same encoder.

    Returns:
        One suggestion a concept, best first; equal scores in order of id. Score 0 and no
        evidence where there are no passages.
    """
    concepts = suggester.vocabulary.concepts
    if not passages:
        return [Suggestion(concept.id, 0.0, ()) for concept in concepts]
    order = sorted(range(len(passages)), key=lambda index: passages[index].id)
    ids = [passages[index].id for index in order]
    texts = [passages[index].text for index in order]
    strengths = _strengths(texts, vectors[order], suggester)
    found = (
        Suggestion(concept.id, *_judge(strengths[:, column], ids))
        for column, concept in enumerate(concepts)
    )
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.concept_id))


def _strengths(texts: Sequence[str], vectors: np.ndarray, suggester: Suggester) -> np.ndarray:
    """How much each passage speaks for each concept: float64 (n_passages, n_concepts)."""
    # einsum, not @: a row's sums must not depend on how many rows or cores there are.
    cosines = np.einsum("ij,kj->ik", vectors.astype(np.float64), suggester.vectors)
    named = np.log1p(suggester.names.count(texts))
    strengths: np.ndarray = cosines - suggester.usual + NAME_WEIGHT * named
    return strengths.round(DECIMALS)


def _judge(strengths: np.ndarray, ids: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """Score and evidence of one concept, from the strengths of its passages."""
    best = np.argsort(-strengths, kind="stable")
    n_best = max(LEAST_BEST, math.ceil(len(ids) * BEST_SHARE))
    strength = float(strengths[best[:n_best]].mean())
    score = 1.0 / (1.0 + math.exp(-(strength - MIDPOINT) / SPREAD))
    return round(score, DECIMALS), tuple(ids[index] for index in best[:N_EVIDENCE])
