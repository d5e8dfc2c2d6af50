"""The second pass's columns: what the first pass thought of a line and of those around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.lines.marks import NAMES
from pipeline.clean.lines.windows import Matrix, run_columns, shifted, since, until, window_mean

NEAR = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
WIDTHS = (2, 5, 12)
LIKELY = 0.5
SURE = 0.75
GAP = 4  # unlikely lines that a run of likely ones may hold inside
N_LAST = 14  # of the first pass's columns: runs and repeats


def second_features(first: Matrix, chance: Matrix) -> Matrix:
    """Return the rows of the second pass.

    Args:
        first: Rows of the first pass.
        chance: What the first pass made of them, 0 to 1.
    """
    characters = first[:, NAMES.index("characters")].astype(np.float64)
    weight = characters * chance
    parts = (
        _around(chance, characters, weight),
        _place(chance, weight),
        run_columns(chance > LIKELY, weight, GAP),
        first[:, : len(NAMES)],
        first[:, -N_LAST:],
    )
    return np.hstack(parts).astype(np.float32)


def _around(chance: Matrix, characters: NDArray[np.float64], weight: NDArray[np.float64]) -> Matrix:
    stated: list[NDArray[np.floating]] = [
        chance,
        *(shifted(chance, by) for by in NEAR),
        shifted(characters, -1),
        shifted(characters, 1),
        *(window_mean(chance, width) for width in WIDTHS),
    ]
    for width in WIDTHS:
        length = np.maximum(1.0, window_mean(characters, width))
        stated.append(window_mean(weight, width) / length)
    return np.stack(stated, axis=1).astype(np.float32)


def _place(chance: Matrix, weight: NDArray[np.float64]) -> Matrix:
    n = len(chance)
    total = max(1.0, float(weight.sum()))
    above = np.cumsum(weight) - weight
    best_above = np.maximum.accumulate(np.concatenate([[0.0], chance[:-1]]))[:n]
    best_below = np.maximum.accumulate(np.concatenate([[0.0], chance[:0:-1]]))[:n][::-1]
    stated: list[NDArray[np.floating]] = [
        above / total,
        (total - above - weight) / total,
        *(part(chance > level) for level in (LIKELY, SURE) for part in (since, until)),
        best_above,
        best_below,
        np.full(n, total),
        np.full(n, chance.sum(dtype=np.float64) / max(1, n)),
    ]
    return np.stack(stated, axis=1).astype(np.float32)
