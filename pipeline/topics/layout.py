"""A map of topics: near topics lie near each other."""

from __future__ import annotations

import numpy as np

ROUNDS = 300
"""Of stress majorisation; on maps of 60 topics nothing moves by 0.001 any more."""
DECIMALS = 4
SAME = 1e-9


def place_topics(directions: np.ndarray) -> np.ndarray:
    """Return a place for each topic.

    Classical scaling of the cosine distances gives a start, stress majorisation (SMACOF) brings
    distances on the map as near to them as two dimensions allow. The axes are those along which
    the topics differ most, each turned so that the topic farthest from the middle is on the
    positive side: nothing is drawn by lot.

    Args:
        directions: float64 (n_topics, n_dimensions), unit length.

    Returns:
        float64 (n_topics, 2), the greatest absolute value 1; zeros for fewer than two topics.
    """
    n_topics = len(directions)
    if n_topics < 2:
        return np.zeros((n_topics, 2))
    distances = np.sqrt((2 - 2 * directions @ directions.T).clip(0.0))
    np.fill_diagonal(distances, 0.0)
    places = _turned(_majorised(_scaled(distances), distances))
    greatest = np.abs(places).max()
    return (places / greatest if greatest > SAME else places).round(DECIMALS) + 0.0


def _scaled(distances: np.ndarray) -> np.ndarray:
    """Classical scaling to two dimensions."""
    n = len(distances)
    centring = np.eye(n) - 1.0 / n
    values, axes = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    places: np.ndarray = axes[:, :-3:-1] * np.sqrt(values[:-3:-1].clip(0.0))
    return places


def _majorised(places: np.ndarray, distances: np.ndarray) -> np.ndarray:
    for _ in range(ROUNDS):
        between = np.linalg.norm(places[:, None] - places[None, :], axis=2)
        ratio = np.where(between > SAME, distances / np.maximum(between, SAME), 0.0)
        pull = -ratio
        np.fill_diagonal(pull, ratio.sum(axis=1))
        places = pull @ places / len(places)
    return places


def _turned(places: np.ndarray) -> np.ndarray:
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    farthest = np.abs(turned.round(DECIMALS)).argmax(axis=0)
    signs = np.where(turned[farthest, np.arange(turned.shape[1])] < 0, -1.0, 1.0)
    placed: np.ndarray = turned * signs
    return placed
