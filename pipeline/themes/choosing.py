"""Choose the documents from whose review most would be learnt."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

SHARPNESS = 3
"""Power of the cosine that tells how far one document stands for another."""
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
    """Choose documents that together stand for the rest.

    Greedy facility location: each choice is the one by which all others come nearest to a
    document that was reviewed or chosen. Near-duplicates of either gain nothing, and an outlier
    stands for itself alone.

    Measured by a simulated editor on 1,435 posts of one publisher under 51 topics, judged on 361
    others, mean of 6 draws: nDCG@5 after 25, 50 and 100 reviews 0.676, 0.735, 0.761, chosen by
    lot 0.689, 0.729, 0.752; macro F1 0.388, 0.419, 0.444 against 0.390, 0.411, 0.436 (standard
    errors 0.002 to 0.006). What the model is least sure of, or what may hold the rarest concepts,
    did worse than the lot (nDCG@5 after 100: 0.736 and 0.724 when that had 0.747), and so did
    weighing the others by how unsure it is of them (0.742 against 0.752); doubt therefore
    says why a document is worth a look, and does not choose it. All of this is of one collection,
    and the rule was picked by these very figures: on others it may gain less, or nothing.

    Args:
        meanings: Unit vectors of the candidates, (n_candidates, n_dimensions).
        probabilities: By the model in use, (n_candidates, n_concepts).
        reviewed: Unit vectors of the documents reviewed already, (n_reviewed, n_dimensions).
        n: How many to choose.

    Returns:
        The best first; at most as many as there are candidates.
    """
    doubts = entropy(probabilities)
    like = np.maximum(meanings @ meanings.T, 0.0)
    gains = like**SHARPNESS
    nearest = np.maximum(meanings @ reviewed.T, 0.0).max(axis=1, initial=0.0)
    covered = nearest**SHARPNESS
    free = np.ones(len(meanings), dtype=bool)
    chosen = []
    for _ in range(min(n, len(meanings))):
        gain = np.maximum(gains - covered[:, None], 0.0).sum(axis=0)
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
