"""Boosted decision trees as plain arrays: small on disk, the same answer on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CHUNK = 4096  # rows scored at a time; bounds the memory of a book
PRECISION = 2.0**-24  # leaf values are multiples of it, so that sums do not depend on their order

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of one ensemble, their nodes one after the other."""

    roots: NDArray[np.int32]
    """Node at which each tree begins."""
    feature: NDArray[np.int16]
    """Column that a node asks for; -1 for a leaf."""
    threshold: Floats
    """Go left where the column's value is not larger."""
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    """Of leaves: what they add to the score."""
    base: float
    depth: int

    def score(self, rows: Floats) -> NDArray[np.float64]:
        """Return one score a row; above 0 means more likely yes than no."""
        chunks = [self._score(rows[at : at + CHUNK]) for at in range(0, len(rows), CHUNK)]
        return np.concatenate(chunks) if chunks else np.zeros(0)

    def _score(self, rows: Floats) -> NDArray[np.float64]:
        number = np.arange(len(rows))[:, None]
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            feature = self.feature[node]
            goes_left = rows[number, feature] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        total: NDArray[np.float64] = self.base + self.value[node].sum(axis=1)
        return total

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Return what `numpy.savez` shall write."""
        stated: dict[str, NDArray[np.generic]] = {
            "roots": self.roots,
            "feature": self.feature,
            "threshold": self.threshold,
            "left": self.left,
            "right": self.right,
            "value": np.rint(self.value / PRECISION).astype(np.int32),
            "base": np.array([self.base]),
            "depth": np.array([self.depth]),
        }
        return {f"{prefix}_{name}": array for name, array in stated.items()}


def read_trees(arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
    """Read what `Trees.arrays` gave."""
    return Trees(
        roots=arrays[f"{prefix}_roots"].astype(np.int32),
        feature=arrays[f"{prefix}_feature"].astype(np.int16),
        threshold=arrays[f"{prefix}_threshold"].astype(np.float32),
        left=arrays[f"{prefix}_left"].astype(np.int32),
        right=arrays[f"{prefix}_right"].astype(np.int32),
        value=arrays[f"{prefix}_value"].astype(np.float64) * PRECISION,
        base=float(arrays[f"{prefix}_base"].item()),
        depth=int(arrays[f"{prefix}_depth"].item()),
    )


def squashed(scores: NDArray[np.float64]) -> Floats:
    """Bring scores into 0 to 1 by operations that every machine rounds alike."""
    return (0.5 + 0.5 * scores / (1.0 + np.abs(scores))).astype(np.float32)
