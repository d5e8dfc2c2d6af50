"""What a share and its interval are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.trends.cells import Cells
from pipeline.trends.facts import ALL
from pipeline.trends.intervals import Floats, wilson
from pipeline.trends.uncertainty import judged, shifted

MAX_MISDATED = 0.9
"""Part of a period's weight that may have wrong dates, at the most: beyond it nothing is known."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Arrays of shape (n_series, n_groups)."""

    share: Floats
    """Mean of the probabilities, null where there are no documents."""
    n: Floats
    """Sample size that gives the share its variance."""
    down: Floats
    up: Floats
    """By how much drift may move it, half-widths of 95 % intervals; 0 where all is sure."""
    centre: Floats
    """Where shares are drawn towards."""
    seen: Floats
    """How much of a distance from the centre is seen, at the least: above 0, to 1."""


def make_parts(found: Cells, granularity: str, corpus: Cells) -> Parts:
    """Return the parts of every share.

    Args:
        found: Of the documents in question.
        granularity: Of their periods; with ALL, wrong dates do not matter.
        corpus: Of all documents they are from.
    """
    total = weights(found)
    known = judged(found, corpus)
    down, up = shifted(found, known, total)
    misdated = found.groups["weight_misdated"].to_numpy(np.float64) / total
    sure_dates = 1 - np.minimum(misdated * (granularity != ALL), MAX_MISDATED)
    return Parts(
        share=np.clip(found.mass / total, 0.0, 1.0),
        n=kish(found) / known.r2[:, None],
        down=down,
        up=up,
        centre=known.centre,
        seen=known.r2[:, None] * sure_dates,
    )


def ends(parts: Parts) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % interval for sampling, drift and shift (see `estimate`)."""
    low, high = wilson(parts.share, parts.n)
    low = parts.share - np.hypot(parts.share - low, parts.down)
    high = parts.share + np.hypot(high - parts.share, parts.up)
    far = [parts.centre + (end - parts.centre) / parts.seen for end in (low, high)]
    return np.clip(np.minimum(low, far[0]), 0.0, 1.0), np.clip(np.maximum(high, far[1]), 0.0, 1.0)


def weights(found: Cells) -> Floats:
    """Return the weight of each group, null where it is 0, shape (n_groups,)."""
    weight = found.groups["weight_all"].to_numpy(np.float64)
    return np.where(weight > 0, weight, np.nan)


def kish(found: Cells) -> Floats:
    """Return the effective sample size of each group, shape (n_groups,).

    Kish's, (sum w)^2 / sum w^2 (L. Kish, "Survey Sampling", 1965), with w the summed weight of a
    *family* in the group: copies of one text are one observation, however many there are.
    """
    return np.asarray(weights(found) ** 2 / found.groups["squares"].to_numpy(np.float64))
