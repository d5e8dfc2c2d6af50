"""A simulated editor, who knows the right tags and acts on suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.evaluation.tagging.ranking import TOP
from pipeline.evaluation.tagging.truth import Floats

WHOLE = -1
"""Column of an act on the whole document."""


@dataclass(frozen=True, slots=True)
class Act:
    """One decision."""

    row: int
    """Of the document."""
    column: int
    """Of the concept, or WHOLE."""
    kind: Literal["accept", "reject", "add", "complete"]


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
    best = np.argsort(-probabilities, kind="stable")[:n_shown]
    shown = [int(at) for at in best if probabilities[at] > 0]
    acts = [
        Act(row, at, "accept" if gains[at] > 0 else "reject")
        for at in shown
        if not np.isnan(gains[at])
    ]
    right = [int(at) for at in np.argsort(-np.nan_to_num(gains), kind="stable") if gains[at] > 0]
    return acts + [Act(row, at, "add") for at in right if at not in shown]


def verdicts_of(acts: Iterable[Act], n_concepts: int) -> dict[int, dict[int, bool]]:
    """Return what decisions say, by document and concept; whatever they do not say is missing.

    That a document is complete says no of every concept that was neither accepted nor added.
    """
    found: dict[int, dict[int, bool]] = {}
    for act in acts:
        of_row = found.setdefault(act.row, {})
        if act.kind == "complete":
            found[act.row] = dict.fromkeys(range(n_concepts), False) | of_row
        else:
            of_row[act.column] = act.kind != "reject"
    return found
