"""A simulated editor, who knows the right tags and acts on suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.evaluation.tagging.ranking import TOP
from pipeline.evaluation.tagging.truth import Floats


@dataclass(frozen=True, slots=True)
class Act:
    """One decision."""

    row: int
    """Of the document."""
    column: int
    """Of the concept."""
    kind: Literal["accept", "reject", "add"]

    @property
    def is_right(self) -> bool:
        """Whether the tag is right."""
        return self.kind != "reject"


def acts_on(row: int, gains: Floats, probabilities: Floats, n_shown: int = TOP) -> list[Act]:
    """Return what an editor does with one document.

    The editor reads the first suggestions, accepts the right and rejects the wrong; then adds
    from the list of concepts what is missing, the main themes first. What the editor knows
    nothing about is passed over without a decision; it takes a place in the list all the same.

    Args:
        row: Of the document.
        gains: (n_concepts): above 0 right, 0 wrong, NaN not known.
        probabilities: (n_concepts).
        n_shown: Suggestions the editor is shown.
    """
    shown = [int(at) for at in first(probabilities, n_shown)]
    acts = [
        Act(row, at, "accept" if gains[at] > 0 else "reject")
        for at in shown
        if not np.isnan(gains[at])
    ]
    right = [int(at) for at in np.argsort(-np.nan_to_num(gains), kind="stable") if gains[at] > 0]
    return acts + [Act(row, at, "add") for at in right if at not in shown]


def first(probabilities: Floats, n_shown: int) -> Floats:
    """Return the columns of the first suggestions, best first, equal ones in order of id."""
    best = np.argsort(-probabilities, kind="stable")[:n_shown]
    return np.asarray(best[probabilities[best] > 0])


def verdicts_of(acts: Iterable[Act]) -> dict[int, dict[int, bool]]:
    """Return what decisions say, by document and concept; whatever they do not say is missing."""
    found: dict[int, dict[int, bool]] = {}
    for act in acts:
        found.setdefault(act.row, {})[act.column] = act.is_right
    return found
