"""Counts of what was found and what there was to find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Found:
    """How many were right, predicted, wanted; sums over documents."""

    n_right: int = 0
    n_predicted: int = 0
    n_wanted: int = 0

    def add(self, n_right: int, n_predicted: int, n_wanted: int) -> None:
        """Count one document more."""
        self.n_right += n_right
        self.n_predicted += n_predicted
        self.n_wanted += n_wanted

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right, 0 to 1."""
        return self.n_right / self.n_predicted if self.n_predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found, 0 to 1."""
        return self.n_right / self.n_wanted if self.n_wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.n_predicted + self.n_wanted
        return 2 * self.n_right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a data set: ours beside the peer's."""

    data: str
    what: str
    ours: Found
    peer: Found | None = None
