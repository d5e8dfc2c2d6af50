"""Let editors be simulated on a target, to learn how much their decisions help."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluation.report import NamedCurve
from pipeline.evaluation.tagging import LEAST_FAMILIES, Draw, Editor, learning_curve, simulate
from pipeline.steps.evaluating.judging import Judge
from pipeline.steps.runs import Progress

DRAWS = 9
"""Editors simulated: each document is held out by three and may be decided on by six. On 99
documents two sets of nine gave nDCG@5 within 0.01 of each other at every point."""
WAYS = (("accepts, rejects, adds", False), ("also says when a document is done", True))
"""What the editors do, and whether they say that a document is complete."""


def simulated(judge: Judge, n_draws: int, progress: Progress) -> tuple[tuple[NamedCurve, ...], str]:
    """Return a learning curve for each way of deciding, or why there are none."""
    why = _why_not(judge, n_draws)
    if why:
        return (), why
    every = _Counted(progress, n_draws * len(WAYS))
    truth, seed = judge.target.truth, judge.seed
    curves = []
    for name, completes in WAYS:
        editor = Editor(truth, judge.learner, completes)
        draws = list(every.told(simulate(editor, seed, number) for number in range(n_draws)))
        curves.append(NamedCurve(name, learning_curve(truth, draws, seed)))
    return tuple(curves), ""


def _why_not(judge: Judge, n_draws: int) -> str:
    truth = judge.target.truth
    if not n_draws:
        return "Left out: no editor was to be simulated (--draws 0)."
    if len(set(truth.families)) < LEAST_FAMILIES:
        return f"Left out: it needs {LEAST_FAMILIES} different documents or more."
    if not truth.is_ranked.any():
        return "Left out: of no document it is known what is wrong."
    return ""


class _Counted:
    """Tells how many editors are done, over all ways."""

    def __init__(self, progress: Progress, n_all: int) -> None:
        self.progress, self.n_all, self.n_done = progress, n_all, 0
        progress("simulate", 0, n_all)

    def told(self, draws: Iterator[Draw]) -> Iterator[Draw]:
        for draw in draws:
            self.n_done += 1
            self.progress("simulate", self.n_done, self.n_all)
            yield draw
