"""Sources that die, comparisons, and intervals of movements: what the panel and contrasts hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.trends.changes import change_points
from pipeline.trends.contrasts import contrast
from pipeline.trends.movers import movers
from pipeline.trends.slopes import compute_slopes
from pipeline.trends.stratified import panel_sources
from tests.benchmarks.honesty import making
from tests.benchmarks.honesty.corpora import Corpus, count
from tests.benchmarks.honesty.covering import N_SERIES
from tests.benchmarks.honesty.discovering import called_slopes, frame
from tests.benchmarks.honesty.making import Rng

N_YEARS = 30
SAYS_MORE = 4
"""How much more of every series the source has that dies."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Of series that rise in every source; parts of the series, 0 to 1."""

    falling_counts: float
    """How many have falling numbers of documents."""
    falling_shares: float
    """How many have falling shares over all sources."""
    rising_panel: float
    rising_strata: float
    wrong_panel: float
    """How many the panel would call a fall: slope below 0 and told from chance."""


def dying(rng: Rng) -> Corpus:
    """Return two sources in which every series rises by half; the one with more of it dies."""
    level = making.levels(N_SERIES, 0.04, 0.15)
    small, large = making.linear(level, N_YEARS), making.linear(level * SAYS_MORE, N_YEARS)
    n_large = np.where(np.arange(N_YEARS) < N_YEARS // 2, 200, 0)
    parts = [
        making.sample(rng, small, np.full(N_YEARS, 100)),
        making.sample(rng, large, n_large),
    ]
    return Corpus(
        N_YEARS,
        np.concatenate([part.period for part in parts]),
        np.concatenate([part.probability for part in parts]),
        source=np.repeat([0, 1], [len(part.period) for part in parts]),
    )


def signs(n_corpora: int, seed: int = 0) -> Signs:
    """Simulate corpora of which a source dies half-way."""
    rng = np.random.default_rng([seed, 2])
    parts = []
    for _ in range(n_corpora):
        corpus = dying(rng)
        panel = panel_sources(count(corpus, by_source=True))
        kept = replace(corpus, sources=tuple(int(name.removeprefix("src")) for name in panel))
        every, steady, strata = frame(corpus), frame(kept), frame(corpus, poststratify=True)
        numbers = every.assign(share=every["n_documents"] / every["n_documents"].max())
        called = called_slopes(steady)
        parts.append(
            (
                (compute_slopes(numbers)["slope"] < 0).mean(),
                (compute_slopes(every)["slope"] < 0).mean(),
                (compute_slopes(steady)["slope"] > 0).mean(),
                (compute_slopes(strata)["slope"] > 0).mean(),
                (called["slope"] < 0).sum() / N_SERIES,
            )
        )
    return Signs(*(float(part) for part in np.mean(parts, axis=0)))


COMPARISONS: Mapping[str, tuple[int, int, int, float]] = {
    "equal, 100 and 100": (100, 100, 0, 1.0),
    "equal, 30 and 300": (30, 300, 0, 1.0),
    "equal, 200 and 200, half in both": (200, 200, 100, 1.0),
    "half as much again, 300 and 300": (300, 300, 0, 1.5),
    "half as much again, a third in both": (300, 300, 100, 1.5),
}
"""Documents in A, in B, in both, and by how much more B has of everything."""


def compared(name: str, n_corpora: int, seed: int = 0) -> tuple[float, float, float]:
    """Simulate comparisons.

    Returns:
        Part of the intervals of the difference that hold the true one, of the ratio likewise, and
        part of the series told from chance (q at most 0.05).
    """
    rng = np.random.default_rng([seed, *name.encode()])
    n_a, n_b, n_both, more = COMPARISONS[name]
    level = making.levels(N_SERIES, 0.02, 0.4)
    factor = np.repeat([1.0, (1 + more) / 2, more], [n_a - n_both, n_both, n_b - n_both])
    prevalence = factor[:, None] * level
    held = []
    for _ in range(n_corpora):
        has = (rng.random(prevalence.shape) < prevalence).astype(float)
        some = [
            count(Corpus(1, np.zeros(len(has[part]), int), has[part]), whole=True)
            for part in (slice(n_a), slice(n_a - n_both, None), slice(n_a - n_both, n_a))
            if len(has[part])
        ]
        rows = contrast(*some)
        true_a, true_b = prevalence[:n_a].mean(0), prevalence[n_a - n_both :].mean(0)
        held.append(
            (
                rows["difference"].notna() & _holds(rows, "difference", true_b - true_a),
                _holds(rows, "ratio", true_b / true_a) | rows["ratio_high"].isna(),
                rows["q"] <= 0.05,
            )
        )
    apart, times, told = np.mean(held, axis=(0, 2))
    return float(apart), float(times), float(told)


def _holds(rows: pd.DataFrame, name: str, truth: np.ndarray) -> pd.Series:
    return (rows[f"{name}_low"] <= truth + 1e-6) & (truth - 1e-6 <= rows[f"{name}_high"])


def powers(n_corpora: int, seed: int = 0) -> dict[str, float]:
    """Return how often real movements by half of the level are found, in 30 years."""
    rng = np.random.default_rng([seed, 3])
    level = making.levels(N_SERIES, 0.02, 0.3)
    late = level[:, None] * np.where(np.arange(N_YEARS) >= N_YEARS - 3, 2.0, 1.0)
    found = []
    for _ in range(n_corpora):
        rising, stepping, new = (
            frame(making.sample(rng, path, making.sizes(rng, N_YEARS, 20, 300)))
            for path in (making.linear(level, N_YEARS), making.step(level, N_YEARS), late)
        )
        changes = change_points(stepping)
        away = [abs(day.year - 1950 - N_YEARS // 2) <= 1 for day in changes["period_start"]]
        slopes = compute_slopes(rising)
        truth = level[slopes["id"].str[1:].astype(int)] * 10 / (N_YEARS - 1)
        found.append(
            {
                "rises called": called_slopes(rising)["id"].nunique() / N_SERIES,
                "intervals of their slopes that hold the truth": _holds(
                    slopes, "slope", truth
                ).mean(),
                "steady rises called a change": change_points(rising)["id"].nunique() / N_SERIES,
                "steps found": changes["id"].nunique() / N_SERIES,
                "of them at the right year or its neighbour": float(np.mean(away)),
                "doublings in the last three years found": len(movers(new)) / N_SERIES,
            }
        )
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}
