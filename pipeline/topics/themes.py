"""How near topics are to themes, and which passages are about a theme."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from sklearn.preprocessing import normalize

from pipeline.records import Passage
from pipeline.topics.cluster import centres_of
from pipeline.topics.values import Guide

N_THEMES = 3
LEAST_NEARNESS = 0.05
"""Of themes that a topic tells: below, a reader sees no connection."""
NEAREST = 0.03
"""Part of the passages, the nearest to a theme, among which those about it are looked for."""
LEAST_NEAREST = 30
MOST_GUIDES = 200
"""Themes that may get a topic; bounds the cost, 10 ms each."""
DRAWN = 2_000
"""Passages by which those are chosen among more."""
DECIMALS = 4


def nearness(vectors: np.ndarray, groups: np.ndarray, guides: Sequence[Guide]) -> np.ndarray:
    """Return how much nearer each topic is to each theme than topics are on average.

    Plain cosines would make the most general theme the nearest of most topics.

    Args:
        vectors: Unit vectors of passages, (n_passages, n_dimensions).
        groups: Topic of each, int (n_passages); none is empty.
        guides: The themes.

    Returns:
        Difference of cosines, (n_topics, n_guides); of a single topic the cosines.
    """
    cosines = normalize(centres_of(vectors, groups)) @ _vectors(guides, vectors.shape[1]).T
    if len(cosines) > 1:
        cosines = cosines - cosines.mean(axis=0)
    nearer: np.ndarray = cosines.round(DECIMALS)
    return nearer


def nearest_themes(
    nearer: np.ndarray, guides: Sequence[Guide]
) -> list[tuple[tuple[str, float], ...]]:
    """Return up to N_THEMES themes of each topic, nearest first.

    Args:
        nearer: From `nearness`.
        guides: The themes.
    """
    pairs = [
        sorted((-float(value), guide.id) for value, guide in zip(row, guides, strict=True))
        for row in nearer
    ]
    return [
        tuple((id_, -less) for less, id_ in row[:N_THEMES] if -less >= LEAST_NEARNESS)
        for row in pairs
    ]


def likely(guides: Sequence[Guide], vectors: np.ndarray) -> list[Guide]:
    """Return the MOST_GUIDES themes nearest to some passages, in order of id.

    Args:
        guides: The themes, of a thesaurus thousands.
        vectors: Unit vectors of passages.
    """
    ordered = sorted(guides, key=lambda guide: guide.id)
    if len(ordered) <= MOST_GUIDES:
        return ordered
    drawn = np.linspace(0, len(vectors) - 1, min(len(vectors), DRAWN)).astype(np.int64)
    cosines = np.sort(vectors[drawn] @ _vectors(ordered, vectors.shape[1]).T, axis=0)
    near = cosines[-LEAST_NEAREST:].mean(axis=0).round(DECIMALS)
    best = sorted(range(len(ordered)), key=lambda at: (-near[at], at))[:MOST_GUIDES]
    return [ordered[at] for at in sorted(best)]


def passages_about(
    guides: Sequence[Guide], passages: Sequence[Passage], vectors: np.ndarray
) -> list[np.ndarray]:
    """Return the passages that are surely about each theme.

    These are among the nearest to it and name it: one sign alone errs too often.

    Args:
        guides: The themes.
        passages: In any order.
        vectors: Their unit vectors.

    Returns:
        For each theme places in `passages`, ascending.
    """
    n_near = min(len(passages), max(LEAST_NEAREST, int(NEAREST * len(passages))))
    cosines = (vectors @ _vectors(guides, vectors.shape[1]).T).round(DECIMALS)
    found = []
    for column, guide in enumerate(guides):
        near = np.lexsort((np.arange(len(passages)), -cosines[:, column]))[:n_near]
        named = _naming(guide)
        about = [int(row) for row in near if named.search(passages[row].text)]
        found.append(np.array(sorted(about), dtype=np.int64))
    return found


def _naming(guide: Guide) -> re.Pattern[str]:
    names = sorted({name for name in guide.names if name}, key=lambda name: (-len(name), name))
    alternatives = "|".join(re.escape(name) for name in names) or r"(?!)"
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


def _vectors(guides: Sequence[Guide], n_dimensions: int) -> np.ndarray:
    return np.array([guide.vector for guide in guides], dtype=np.float64).reshape(-1, n_dimensions)
