"""What is read in a document before anything is judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Passage
from pipeline.themes.scoring import BEST_SHARE, DECIMALS, LEAST_BEST, NAME_WEIGHT
from pipeline.themes.suggester import Suggester


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as numbers."""

    ids: tuple[str, ...]
    """Of the passages, in order."""
    strengths: np.ndarray
    """float64 (n_passages, n_concepts): cosine above the usual, and what names add."""
    description: np.ndarray
    """float64 (n_concepts): cosine above the usual, in the best passages of each concept."""
    names: np.ndarray
    """float64 (n_concepts): what names add in the same passages."""
    meaning: np.ndarray
    """float64 (n_dimensions): mean of the passages' vectors, of unit length."""


def read(passages: Sequence[Passage], vectors: np.ndarray, suggester: Suggester) -> Reading:
    """Compare a document with a vocabulary.

    Args:
        passages: At least one, in any order.
        vectors: Their unit vectors, (n_passages, n_dimensions), in the same order.
        suggester: The vocabulary, embedded with the same encoder.
    """
    order = sorted(range(len(passages)), key=lambda index: passages[index].ordinal)
    rows = vectors[order].astype(np.float64)
    # einsum, not @: a row's sums must not depend on how many rows or cores there are.
    described = np.einsum("ij,kj->ik", rows, suggester.vectors) - suggester.usual
    texts = [passages[index].text for index in order]
    named = NAME_WEIGHT * np.log1p(suggester.names.count(texts))
    strengths = (described + named).round(DECIMALS)
    best = np.argsort(-strengths, axis=0, kind="stable")[: n_best(len(passages))]
    mean = rows.mean(axis=0)
    return Reading(
        ids=tuple(passages[index].id for index in order),
        strengths=strengths,
        description=np.take_along_axis(described, best, axis=0).mean(axis=0),
        names=np.take_along_axis(named, best, axis=0).mean(axis=0),
        meaning=mean / max(float(np.linalg.norm(mean)), 1e-9),
    )


def n_best(n_passages: int) -> int:
    """Return how many passages a judgement rests on."""
    return max(LEAST_BEST, math.ceil(n_passages * BEST_SHARE))
