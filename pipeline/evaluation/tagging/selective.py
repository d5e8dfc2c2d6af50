"""What share of the judgements is sure, and how right those are."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.evaluation.tagging.calibration import wilson
from pipeline.evaluation.tagging.deciding import THRESHOLD
from pipeline.evaluation.tagging.truth import Flags, Judged, Truth


@dataclass(frozen=True, slots=True)
class Group:
    """Judgements of one sort."""

    n: int
    n_correct: int
    """Where the judgement was yes and the tag right, or no and the tag wrong."""
    share: float
    """Of all judgements, 0 to 1."""
    accuracy: float | None
    """0 to 1; None where there are none."""
    low: float
    """95 % interval of the accuracy (Wilson)."""
    high: float


@dataclass(frozen=True, slots=True)
class Selective:
    """Yes is a probability of THRESHOLD or more."""

    sure_yes: Group
    sure_no: Group
    unsure_yes: Group
    unsure_no: Group


def selective(truth: Truth, judged: Judged) -> Selective:
    """Count judgements by what was said and by whether the model was sure."""
    counts = truth.is_known & truth.is_judged[:, None]
    n_all = int(counts.sum())
    yes, sure = judged.probabilities >= THRESHOLD, judged.is_sure
    right = truth.is_right

    def group(said: Flags, correct: Flags) -> Group:
        n, n_correct = int((counts & said).sum()), int((counts & said & correct).sum())
        share = n / n_all if n_all else 0.0
        return Group(n, n_correct, share, n_correct / n if n else None, *wilson(n_correct, n))

    return Selective(
        sure_yes=group(yes & sure, right),
        sure_no=group(~yes & sure, ~right),
        unsure_yes=group(yes & ~sure, right),
        unsure_no=group(~yes & ~sure, ~right),
    )
