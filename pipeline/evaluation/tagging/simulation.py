"""A simulated editor's way through documents: what is decided, and what is learnt on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pipeline.evaluation.tagging.editor import WHOLE, Act, acts_on, verdicts_of
from pipeline.evaluation.tagging.truth import Judged, Truth

DECISIONS = (0, 20, 50, 100, 200, 500)
"""After which the model is trained anew."""
END = -1
"""Stands for all decisions that the documents give, where they are fewer than the last of these."""
HELD_OUT = 3
"""One family in so many is held out, and never seen by the editor."""

Verdicts = Mapping[int, Mapping[int, bool]]
"""By row of the document and column of the concept."""


class Model(Protocol):
    """What was learnt from some verdicts."""

    def __call__(self, rows: Sequence[int]) -> Judged:
        """Judge the documents of these rows, in their order."""


Learner = Callable[[Verdicts], Model]
"""Learns from these verdicts only; from none it returns the model that has learnt nothing."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a number of decisions led to."""

    acts: tuple[Act, ...] = field(repr=False)
    judged: Judged = field(repr=False)
    """Of the documents held out."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One editor's way."""

    n_pool: int
    """Documents that could be decided on."""
    held_out: tuple[int, ...]
    """Rows of the documents that were not, in order of id."""
    reached: Mapping[int, Reached] = field(repr=False)
    """By number of decisions (DECISIONS, END)."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Who decides, and what learns from it."""

    truth: Truth = field(repr=False)
    """What the editor knows, of all documents."""
    learner: Learner = field(repr=False)
    completes: bool
    """Says of each document when it is done, which is one more decision; otherwise nothing is
    known of what was neither suggested nor added."""

    def acts(self, row: int, judged: Judged) -> list[Act]:
        """Decide on one document, of which this was suggested."""
        (probabilities,) = judged.probabilities
        done = [Act(row, WHOLE, "complete")] if self.completes else []
        return acts_on(row, self.truth.gains[row], probabilities) + done

    def learn(self, acts: Sequence[Act]) -> Model:
        """Learn from these decisions and nothing else."""
        return self.learner(verdicts_of(acts, len(self.truth.concepts)))


def simulate(editor: Editor, seed: int, number: int) -> Draw:
    """Let an editor decide on some documents, and judge the others on the way.

    A third of the families is held out. The editor takes the other documents in an order of
    chance, is shown the first suggestions of the model as it then is, accepts, rejects and adds.
    At each of DECISIONS the model is trained anew on all decisions so far and nothing else.

    Args:
        editor: Who decides.
        seed: Of all draws.
        number: Of this draw; the same documents are held out whoever the editor is.
    """
    pool, held_out = _split(editor.truth, seed, number)
    return Draw(len(pool), tuple(held_out), dict(_way(editor, pool, held_out)))


def _split(truth: Truth, seed: int, number: int) -> tuple[list[int], list[int]]:
    """Return the rows that the editor decides on, in order, and those held out.

    Of every HELD_OUT draws in a row each family is held out in one, so that figures of different
    draws are of the same documents.
    """
    turn, place = divmod(number, HELD_OUT)
    names = sorted(set(truth.families))
    mixed = np.random.default_rng([seed, turn]).permutation(len(names))
    out = {names[at] for at in mixed[place::HELD_OUT]}
    dice = np.random.default_rng([seed, turn, place])
    by_id = sorted(range(len(truth.ids)), key=lambda row: truth.ids[row])
    pool = [row for row in by_id if truth.families[row] not in out]
    order = [pool[at] for at in dice.permutation(len(pool))]
    return order, [row for row in by_id if truth.families[row] in out]


def _way(
    editor: Editor, pool: Sequence[int], held_out: Sequence[int]
) -> Iterator[tuple[int, Reached]]:
    acts: list[Act] = []
    wanted = list(DECISIONS[1:])
    model = editor.learner({})
    yield 0, Reached((), model(held_out))
    for row in pool:
        acts += editor.acts(row, model([row]))
        while wanted and len(acts) >= wanted[0]:
            so_far = tuple(acts[: wanted[0]])
            model = editor.learn(so_far)
            yield wanted.pop(0), Reached(so_far, model(held_out))
        if not wanted:
            return
    yield END, Reached(tuple(acts), editor.learn(acts)(held_out))
