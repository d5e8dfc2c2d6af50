"""Precision, recall and F1 from counts, rounded as they are reported."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = 3


@dataclass(slots=True)
class Counts:
    """Running totals of true positives, predictions and gold items."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add one document's counts."""
        self.right += right
        self.predicted += predicted
        self.gold += gold


def precision_recall_f1(counts: Counts) -> dict[str, float]:
    """Return the three figures, 0 to 1; what would divide by zero is 0."""
    precision = counts.right / counts.predicted if counts.predicted else 0.0
    recall = counts.right / counts.gold if counts.gold else 0.0
    both = precision + recall
    return {
        "precision": round(precision, DIGITS),
        "recall": round(recall, DIGITS),
        "f1": round(2 * precision * recall / both, DIGITS) if both else 0.0,
    }


def mean(values: list[float]) -> float | None:
    """Return the rounded mean; None where there is nothing to average."""
    return round(sum(values) / len(values), DIGITS) if values else None
