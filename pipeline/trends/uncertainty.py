"""What probabilities leave open about the shares made from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from pipeline.trends.cells import Cells
from pipeline.trends.intervals import Z_95, Floats

DRIFT = 0.15
"""By how much (log-odds, standard deviation) probabilities are off in one period but not in
others: with it, intervals held the truth in 93 to 97 of 100 cases on news posts by year and label
(see `estimating.estimate`), half or 300 of which had been learnt from; without, in 91 to 96."""
MIN_R2 = 0.05
"""Probabilities that tell less than this apart say next to nothing about single periods; the
interval is then as wide as with this."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the whole corpus says about the probabilities of each series."""

    r2: Floats
    """Variance of the probabilities over that of sure labels of the same mean, MIN_R2 to 1; shape
    (n_series,)."""
    centre: Floats
    """What the share of each group would be if prevalence were the corpus'; shape (n_series,
    n_groups)."""


def judged(found: Cells, corpus: Cells) -> Judged:
    """Judge the probabilities of each series by their distribution over the corpus.

    Documents that could not be assessed have no probability: they are left out of the judgement,
    and a group's centre is the lower for them.

    Args:
        found: Whose groups are asked about.
        corpus: Of all documents; a series it does not have is judged by what was found.
    """
    places = {key: at for at, key in enumerate(_keys(corpus))}
    r2, centre = np.ones(found.mass.shape[0]), np.zeros(found.mass.shape)
    assessable = _assessable(found)
    for series, key in enumerate(_keys(found)):
        whole, at = (corpus, places[key]) if key in places else (found, series)
        mean, r2[series] = _moments(whole, at)
        centre[series] = mean * (assessable[series] if at in whole.unsure else 1.0)
    return Judged(r2, centre)


def shifted(found: Cells, known: Judged, total: Floats) -> tuple[Floats, Floats]:
    """Return by how much shares fall and rise when probabilities are off by DRIFT.

    Args:
        found: What the shares are of.
        known: As `judged` gives it.
        total: Weight of each group, shape (n_groups,).

    Returns:
        Half-widths of a 95 % interval, each of shape (n_series, n_groups); 0 where all is sure.
    """
    down, up = np.zeros_like(known.centre), np.zeros_like(known.centre)
    for series, (weight, mass) in found.unsure.items():
        own = np.divide(
            mass.sum(0), weight.sum(0), out=np.zeros(weight.shape[1]), where=mass.sum(0) > 0
        )
        odds = logit(np.clip(own, 1e-9, 1 - 1e-9))
        down[series] = weight @ (own - expit(odds - Z_95 * DRIFT)) / total
        up[series] = weight @ (expit(odds + Z_95 * DRIFT) - own) / total
    return down, up


def _keys(found: Cells) -> list[tuple[str, str]]:
    return list(zip(found.names["kind"], found.names["id"], strict=True))


def _assessable(found: Cells) -> Floats:
    """Return the part of each group's weight that could be assessed, (n_series, n_groups)."""
    weight = found.groups["weight_all"].to_numpy(np.float64)
    part = 1 - found.weight_unassessed / np.where(weight > 0, weight, np.nan)
    return np.asarray(np.clip(part, 0.0, 1.0), np.float64)


def _moments(whole: Cells, at: int) -> tuple[float, float]:
    """Return mean and r2 of the probabilities of one series over all groups."""
    weight = float(whole.groups["weight_all"].sum())
    if at not in whole.unsure:
        return (float(whole.mass[at].sum()) / weight if weight else 0.0), 1.0
    weights, masses = (part.sum(0) for part in whole.unsure[at])
    weight = max(weight - float(whole.weight_unassessed[at].sum()), float(masses.sum()), 1e-9)
    mean = min(float(whole.mass[at].sum()) / weight, 1.0)
    square = float(whole.sure[at].sum()) + float((masses**2 / np.maximum(weights, 1e-9)).sum())
    spread = mean * (1 - mean)
    r2 = (square / weight - mean**2) / spread if spread > 0 else 1.0
    return mean, min(max(r2, MIN_R2), 1.0)
