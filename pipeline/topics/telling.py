"""Which words tell a topic: heavy ones that occur together and are no other topic's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

Candidates = list[tuple[int, float]]
"""Column and weight of words, best first."""

TOGETHER = 0.6
"""0 to 1: how much it counts that words occur together, beside their weight. From 0.5 to 0.7
coherence and diversity were higher than by weight alone on every corpus of `make bench-topics`,
and hardly differed."""
MANY = 1_000
"""Passages from which that counts in full: in how few of them words meet says little by itself."""
SHARED = 0.6
"""By what the weight of a word is multiplied in all topics but the one where it weighs most."""
LEAST_COHERENCE = 0.01
"""Keeps the logarithm of words that never occur with others."""
DECIMALS = 6


def choose_terms(topics: Sequence[Candidates], held: csr_matrix, most: int) -> list[Candidates]:
    """Choose and order the words of each topic.

    One word after the other is taken: the one with the highest product of its weight (relative to
    the topic's best, less where another topic has more of it) and its coherence, the mean NPMI
    with the topic's candidates and with the words taken so far, over passages. The exponents are
    1 - TOGETHER and TOGETHER, which is less in a corpus of less than MANY passages.

    Args:
        topics: Candidates of each.
        held: Which passage holds which word: 0 or 1 (n_passages, n_words).
        most: Words to choose a topic.

    Returns:
        Columns with that product, best first, never rising.
    """
    columns = sorted({column for topic in topics for column, _ in topic})
    npmi = _npmi(held, columns)
    place = {column: at for at, column in enumerate(columns)}
    owner = _owners(topics)
    together = TOGETHER * min(1.0, held.shape[0] / MANY)
    chosen = []
    for number, topic in enumerate(topics):
        own = np.array([1.0 if owner[column] == number else SHARED for column, _ in topic])
        weights = np.array([weight for _, weight in topic])
        places = [place[column] for column, _ in topic]
        picked = _pick(weights * own, npmi[np.ix_(places, places)], together, most)
        chosen.append([(topic[at][0], round(worth, DECIMALS)) for at, worth in picked])
    return chosen


def _npmi(held: csr_matrix, columns: Sequence[int]) -> np.ndarray:
    """NPMI of words over passages, -1 to 1: float64 (n_columns, n_columns), 0 with itself."""
    part = held[:, list(columns)]
    together = (part.T @ part).toarray()
    alone = np.maximum(np.diag(together), 1.0)
    n_texts = held.shape[0]
    some = np.maximum(together, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(some * n_texts / np.outer(alone, alone)) / np.log(n_texts / some)
    npmi = np.nan_to_num(npmi, nan=1.0, posinf=1.0)  # both in every passage
    npmi[together == 0] = -1.0
    np.fill_diagonal(npmi, 0.0)
    clipped: np.ndarray = npmi.clip(-1.0, 1.0)
    return clipped


def _owners(topics: Sequence[Candidates]) -> dict[int, int]:
    """Topic in which each word weighs most; of equals the first."""
    best: dict[int, tuple[float, int]] = {}
    for number, topic in enumerate(topics):
        for column, weight in topic:
            if column not in best or weight > best[column][0]:
                best[column] = (weight, number)
    return {column: number for column, (_, number) in best.items()}


def _pick(
    weights: np.ndarray, npmi: np.ndarray, together: float, most: int
) -> list[tuple[int, float]]:
    if not len(weights):
        return []
    parts = weights / weights.sum()
    with_all = (npmi @ parts) / np.maximum(1 - parts, DECIMALS)
    heavy = (1 - together) * np.log(weights / weights.max())
    picked: list[tuple[int, float]] = []
    is_free = np.ones(len(weights), dtype=bool)
    least = np.inf
    while is_free.any() and len(picked) < most:
        taken = [at for at, _ in picked]
        near = (with_all + npmi[:, taken].mean(axis=1)) / 2 if taken else with_all
        worth = heavy + together * np.log(near.clip(LEAST_COHERENCE, 1.0))
        at = int(np.where(is_free, worth, -np.inf).argmax())
        least = min(least, float(np.exp(worth[at])))
        picked.append((at, least))
        is_free[at] = False
    return picked
