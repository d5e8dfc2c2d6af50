"""Choose the documents from whose review most would be learnt."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

SHARPNESS = 3
"""Power of the cosine that tells how far one document stands for another: of 2, 3 and 5 the best
on the posts below."""
ALIKE = 0.5
"""Cosine from which on a document counts as like another where it is told; far more than chance."""
LEAST_CHANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Choice:
    """A document that is worth a review."""

    at: int
    """Its place among the candidates."""
    n_like: int
    """Candidates that it stands for better than any document reviewed or chosen before."""
    nearest: float
    """Cosine of the most similar document that was reviewed already; 0 where there is none."""
    unsure: tuple[int, ...] = field(default=())
    """Columns of the concepts that the model is least sure of, the least sure first."""


def choose(
    meanings: np.ndarray, probabilities: np.ndarray, reviewed: np.ndarray, n: int
) -> list[Choice]:
    """Choose documents that together stand for the rest, most of all for what is in doubt.

    Greedy facility location: each choice is the one by which the others, weighted by how unsure
    the model is of them, come nearest to a document that was reviewed or chosen. Near-duplicates
    of either gain nothing, and an outlier stands for itself alone.

    Args:
        meanings: Unit vectors of the candidates, (n_candidates, n_dimensions).
        probabilities: By the model in use, (n_candidates, n_concepts).
        reviewed: Unit vectors of the documents reviewed already, (n_reviewed, n_dimensions).
        n: How many to choose.

    Returns:
        The best first; at most as many as there are candidates.
    """
    doubts = entropy(probabilities)
    weights = doubts.sum(axis=1)
    weights = weights / max(float(weights.mean()), LEAST_CHANCE)
    like = np.maximum(meanings @ meanings.T, 0.0)
    gains = like**SHARPNESS
    nearest = np.maximum(meanings @ reviewed.T, 0.0).max(axis=1, initial=0.0)
    covered = nearest**SHARPNESS
    free = np.ones(len(meanings), dtype=bool)
    chosen = []
    for _ in range(min(n, len(meanings))):
        gain = np.maximum(gains - covered[:, None], 0.0).T @ weights
        at = int(np.argmax(np.where(free, gain.round(9), -1.0)))
        n_like = int(((gains[at] > covered) & (like[at] >= ALIKE)).sum()) - 1
        unsure = np.argsort(-doubts[at], kind="stable")[:2]
        chosen.append(Choice(at, max(n_like, 0), float(nearest[at]), tuple(unsure.tolist())))
        covered = np.maximum(covered, gains[at])
        free[at] = False
    return chosen


def entropy(probabilities: np.ndarray) -> np.ndarray:
    """Return how unsure each probability is: 0 at 0 and 1, 0.69 at one half."""
    p = np.clip(probabilities, LEAST_CHANCE, 1 - LEAST_CHANCE)
    unsure: np.ndarray = -(p * np.log(p) + (1 - p) * np.log(1 - p))
    return unsure
