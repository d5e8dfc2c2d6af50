"""A simulated editor's way through documents: what is decided, and what is learnt on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pipeline.evaluation.tagging.editor import Act, acts_on, verdicts_of
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


def simulate(truth: Truth, learner: Learner, seed: int, number: int) -> Draw:
    """Let an editor decide on some documents, and judge the others on the way.

    A third of the families is held out. The editor takes the other documents in an order of
    chance, is shown the first suggestions of the model as it then is, accepts, rejects and adds.
    At each of DECISIONS the model is trained anew on all decisions so far and nothing else.

    Args:
        truth: Of all documents.
        learner: Of the model.
        seed: Of all draws.
        number: Of this draw.
    """
    pool, held_out = _split(truth, seed, number)
    return Draw(len(pool), tuple(held_out), dict(_way(truth, learner, pool, held_out)))


def _split(truth: Truth, seed: int, number: int) -> tuple[list[int], list[int]]:
    """Return the rows that the editor decides on, in order, and those held out."""
    dice = np.random.default_rng([seed, number])
    names = sorted(set(truth.families))
    out = {names[at] for at in dice.permutation(len(names))[: len(names) // HELD_OUT]}
    by_id = sorted(range(len(truth.ids)), key=lambda row: truth.ids[row])
    pool = [row for row in by_id if truth.families[row] not in out]
    order = [pool[at] for at in dice.permutation(len(pool))]
    return order, [row for row in by_id if truth.families[row] in out]


def _way(
    truth: Truth, learner: Learner, pool: Sequence[int], held_out: Sequence[int]
) -> Iterator[tuple[int, Reached]]:
    acts: list[Act] = []
    wanted = list(DECISIONS[1:])
    model = learner({})
    yield 0, Reached((), model(held_out))
    for row in pool:
        (probabilities,) = model([row]).probabilities
        acts += acts_on(row, truth.gains[row], probabilities)
        while wanted and len(acts) >= wanted[0]:
            so_far = tuple(acts[: wanted[0]])
            model = learner(verdicts_of(so_far))
            yield wanted.pop(0), Reached(so_far, model(held_out))
        if not wanted:
            return
    yield END, Reached(tuple(acts), learner(verdicts_of(acts))(held_out))
