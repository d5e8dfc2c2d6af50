"""Themes that the corpus has enough on get a topic of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Passage
from pipeline.topics.cluster import centres_of, cluster_points
from pipeline.topics.themes import likely, nearness, passages_about
from pipeline.topics.values import Guide

LEAST_PASSAGES = 10
LEAST_PART = 0.002
"""A theme is enough where so many passages, and this part of all, are surely about it ..."""
LEAST_DOCUMENTS = 5
"""... and stand in so many documents."""
HELD = 0.4
"""Part of those passages that its topic must hold; a topic that cannot is given up."""
MOST_ROUNDS = 3
"""Of trying. In each, themes that found no place before are tried again beside those that did."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What topics are looked for in: passages, each with its vector and its point."""

    passages: Sequence[Passage]
    vectors: np.ndarray
    """float32 (n_passages, n_dimensions), unit length."""
    points: np.ndarray
    """float64 (n_passages, n_axes)."""


def guide_groups(
    groups: np.ndarray, ground: Ground, guides: Sequence[Guide], seed: int
) -> np.ndarray:
    """Add a group for each theme that has enough passages and no group yet.

    A theme has a group where the one with most of the passages surely about it is nearer to it
    than to all other themes. For each theme without, k-means goes on with one more centre, the
    mean of those passages. The theme keeps the group that forms there if it holds HELD of them
    and is nearest to that theme; else the corpus does not have it as a subject of its own, and
    the centre is taken back. So nothing is forced: every passage stays with its nearest centre.

    Args:
        groups: Of each passage, int (n_passages).
        ground: The passages.
        guides: The themes, in any order.
        seed: Of k-means.

    Returns:
        Group of each passage, 0 the largest.
    """
    about = _enough(guides, ground)
    for _ in range(MOST_ROUNDS if about else 0):
        had = _having(about, groups, ground, guides)
        lacking = {id_: rows for id_, rows in about.items() if id_ not in had}
        if not lacking:
            break
        tried = _try(groups, list(lacking.values()), ground, seed)
        held = _having(lacking, tried, ground, guides)
        if not held:
            break
        groups = _try(groups, [lacking[id_] for id_ in held], ground, seed)
    return groups


def _enough(guides: Sequence[Guide], ground: Ground) -> dict[str, np.ndarray]:
    """Passages of the themes that the corpus has enough on, by id of the theme."""
    ordered = likely(guides, ground.vectors)
    found = passages_about(ordered, ground.passages, ground.vectors) if ordered else []
    least = max(LEAST_PASSAGES, LEAST_PART * len(ground.passages))
    return {
        guide.id: rows
        for guide, rows in zip(ordered, found, strict=True)
        if len(rows) >= least
        and len({ground.passages[row].document_id for row in rows}) >= LEAST_DOCUMENTS
    }


def _having(
    about: Mapping[str, np.ndarray], groups: np.ndarray, ground: Ground, guides: Sequence[Guide]
) -> list[str]:
    """Return the themes of which one group holds enough passages and is nearest to them."""
    ordered = sorted(guides, key=lambda guide: guide.id)
    nearest = nearness(ground.vectors, groups, ordered).argmax(axis=1)
    having = []
    for id_, rows in about.items():
        counts = np.bincount(groups[rows])
        group = int(counts.argmax())
        if ordered[nearest[group]].id == id_ and counts[group] >= HELD * len(rows):
            having.append(id_)
    return having


def _try(groups: np.ndarray, added: Sequence[np.ndarray], ground: Ground, seed: int) -> np.ndarray:
    """Go on from the groups there are and one more for each set of passages."""
    centres = centres_of(ground.points, groups)
    start = np.vstack([centres, *(ground.points[rows].mean(axis=0) for rows in added)])
    return cluster_points(ground.points, len(start), seed, start)
