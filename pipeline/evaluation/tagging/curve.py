"""How much a number of decisions helps, measured on documents that were held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.tagging import bootstrap, calibration, deciding
from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.evaluation.tagging.ranking import Ranked, rank
from pipeline.evaluation.tagging.simulation import DECISIONS, END, Draw, Reached
from pipeline.evaluation.tagging.truth import Floats, Truth

LEAST_FAMILIES = 9
"""Fewer families of documents leave too few on either side."""


@dataclass(frozen=True, slots=True)
class Point:
    """The model after a number of decisions; counts are means over the draws."""

    n_decisions: float
    is_end: bool
    """All that the documents could give, rather than a number that was set."""
    n_draws: int
    """That had so many decisions to give."""
    n_documents: float
    """On which those decisions were taken."""
    n_accepts: float
    n_rejects: float
    n_adds: float
    n_completes: float
    """Documents said to be done."""
    ndcg_at_5: Estimate
    f1_at_5: Estimate
    micro_f1: Estimate
    """At one half."""
    calibration_error: Estimate
    gain: Estimate
    """In nDCG@5 over the model that has learnt nothing, on the same documents."""
    gain_micro_f1: Estimate


@dataclass(frozen=True, slots=True)
class Curve:
    """A learning curve; counts are means over the draws."""

    points: tuple[Point, ...]
    n_draws: int
    n_pool: float
    """Documents that the editor could decide on."""
    n_held_out: float


def learning_curve(truth: Truth, draws: Sequence[Draw], seed: int) -> Curve:
    """Measure what each number of decisions led to.

    Args:
        truth: Of all documents.
        draws: At least one.
        seed: Of the draws for the intervals.
    """
    whole = all(END in draw.reached for draw in draws)
    wanted = [*DECISIONS, *([END] if whole else [])]
    points = [_point(truth, draws, n, seed) for n in wanted if any(n in d.reached for d in draws)]
    return Curve(
        points=tuple(points),
        n_draws=len(draws),
        n_pool=_mean([draw.n_pool for draw in draws]),
        n_held_out=_mean([len(draw.held_out) for draw in draws]),
    )


def _point(truth: Truth, draws: Sequence[Draw], n: int, seed: int) -> Point:
    there = [draw for draw in draws if n in draw.reached]
    reached = [draw.reached[n] for draw in there]
    kinds = [Counter(act.kind for act in one.acts) for one in reached]
    ranked, before = (_ranked(truth, there, number) for number in (n, 0))
    grid = _Grid(truth, [draw.held_out for draw in there], seed)
    micro, micro_before = (_micro(grid, truth, there, number) for number in (n, 0))
    return Point(
        n_decisions=_mean([len(one.acts) for one in reached]),
        is_end=n == END,
        n_draws=len(there),
        n_documents=_mean([len({act.row for act in one.acts}) for one in reached]),
        n_accepts=_mean([kind["accept"] for kind in kinds]),
        n_rejects=_mean([kind["reject"] for kind in kinds]),
        n_adds=_mean([kind["add"] for kind in kinds]),
        n_completes=_mean([kind["complete"] for kind in kinds]),
        ndcg_at_5=grid.mean([one.ndcg for one in ranked]),
        f1_at_5=grid.mean([one.f1 for one in ranked]),
        micro_f1=_estimate(micro),
        calibration_error=_calibration(grid, truth, there, reached),
        gain=grid.mean([a.ndcg - b.ndcg for a, b in zip(ranked, before, strict=True)]),
        gain_micro_f1=_estimate(micro - micro_before),
    )


def _ranked(truth: Truth, draws: Sequence[Draw], n: int) -> list[Ranked]:
    return [rank(truth.part(draw.held_out), draw.reached[n].judged) for draw in draws]


def _micro(grid: _Grid, truth: Truth, draws: Sequence[Draw], n: int) -> Floats:
    counts = [deciding.take(truth.part(d.held_out), d.reached[n].judged) for d in draws]
    hits = grid.sums([one.hits.sum(axis=1) for one in counts])
    return ratio(2 * hits, grid.sums([(one.taken + one.right).sum(axis=1) for one in counts]))


def _calibration(
    grid: _Grid, truth: Truth, draws: Sequence[Draw], reached: Sequence[Reached]
) -> Estimate:
    """Return the calibration error of all draws' judgements taken together."""
    sums = [
        calibration.bin_sums(truth.part(draw.held_out), one.judged)
        for draw, one in zip(draws, reached, strict=True)
    ]
    gaps = [
        np.abs(grid.sums([(each.promised - each.right)[:, k] for each in sums]))
        for k in range(calibration.N_BINS)
    ]
    n = grid.sums([each.n.sum(axis=1) for each in sums])
    return _estimate(ratio(np.sum(gaps, axis=0), n))


class _Grid:
    """Draws by documents, drawn anew both ways (the pigeonhole bootstrap, Owen 2007).

    A figure moves with the documents it was measured on and with those that were learnt from;
    drawing both again keeps both in the interval.
    """

    def __init__(self, truth: Truth, rows: Sequence[Sequence[int]], seed: int) -> None:
        self.rows = rows
        drawn = bootstrap.draws(truth.families, seed)
        ways = bootstrap.draws([f"{at:06d}" for at in range(len(rows))], seed + 1)
        self.documents = np.vstack([np.ones((1, drawn.shape[1])), drawn])
        self.ways = np.vstack([np.ones((1, len(rows))), ways])

    def sums(self, cells: Sequence[Floats]) -> Floats:
        """Sum values of held-out documents: first as they are, then as drawn (1 + N_DRAWS)."""
        each = [self.documents[:, list(r)] @ c for r, c in zip(self.rows, cells, strict=True)]
        return np.asarray((self.ways * np.column_stack(each)).sum(axis=1))

    def mean(self, cells: Sequence[Floats]) -> Estimate:
        """Return the mean of what is told."""
        told = [~np.isnan(cell) for cell in cells]
        above = self.sums([np.nan_to_num(cell) for cell in cells])
        return _estimate(ratio(above, self.sums([each.astype(float) for each in told])))


def _estimate(drawn: Floats) -> Estimate:
    """Return the first figure, with an interval from the others."""
    if np.isnan(drawn[0]):
        return Estimate(None)
    return bootstrap.interval(float(drawn[0]), drawn[1:])


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
