"""How often chance is called a finding, and what becomes of real movements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.trends.changes import change_points
from pipeline.trends.estimating import estimate
from pipeline.trends.movers import movers
from pipeline.trends.slopes import compute_slopes
from pipeline.trends.stratified import poststratified
from tests.benchmarks.honesty import making
from tests.benchmarks.honesty.corpora import Corpus, count, trend_frame
from tests.benchmarks.honesty.covering import N_SERIES, steady_sources
from tests.benchmarks.honesty.making import Rng

MAX_Q = 0.05
YEARS = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, slots=True)
class Found:
    """Parts of the series, 0 to 1, that were called findings."""

    slopes: float
    changes: float
    movers: float
    any_slope: float
    """Part of the corpora with at least one slope called."""


def called_slopes(trends: pd.DataFrame) -> pd.DataFrame:
    """Return the slopes that a report would call a rise or a fall."""
    slopes = compute_slopes(trends)
    apart = (slopes["slope_low"] > 0) | (slopes["slope_high"] < 0)
    return slopes[(slopes["q"] <= MAX_Q) & apart]


def frame(corpus: Corpus, *, poststratify: bool = False) -> pd.DataFrame:
    """Return the trends of a corpus."""
    if poststratify:
        return trend_frame(corpus, poststratified(count(corpus, by_source=True)))
    return trend_frame(corpus, estimate(count(corpus), count(corpus, whole=True)))


def flat(n_periods: int, sizes: tuple[int, int] = (20, 300), granularity: str = "year",
         swing: float = 0.0) -> Callable[[Rng], Corpus]:  # fmt: skip
    """Return a maker of prevalence that only swings with the year, if at all."""

    def make(rng: Rng) -> Corpus:
        level = making.levels(N_SERIES, 0.01, 0.4)
        truth = making.seasonal(level, n_periods, YEARS[granularity], swing)
        return making.sample(rng, truth, making.sizes(rng, n_periods, *sizes), granularity)

    return make


def bursting(n_periods: int, r: float = 0.5, granularity: str = "year") -> Callable[[Rng], Corpus]:
    """Return a maker of prevalence that comes in bursts."""

    def make(rng: Rng) -> Corpus:
        truth = making.bursts(rng, making.levels(N_SERIES, 0.01, 0.4), n_periods, r)
        return making.sample(rng, truth, making.sizes(rng, n_periods, 20, 300), granularity)

    return make


def growing(rng: Rng) -> Corpus:
    """Return a corpus of few documents a year for long, and of many of late."""
    n = np.r_[making.sizes(rng, 40, 3, 20), making.sizes(rng, 20, 100, 400)]
    return making.sample(rng, making.constant(making.levels(N_SERIES, 0.01, 0.4), 60), n)


def suggested(rng: Rng) -> Corpus:
    """Return suggestions of series that do not move, off by something else every year."""
    return making.doubted(rng, flat(40)(rng))


def panel(rng: Rng) -> Corpus:
    """Return sources of unlike, steady levels that come and go, counted on the panel."""
    return steady_sources(rng, rise=0.0)[0]


def reposted(rng: Rng) -> Corpus:
    """Return what does not move, a third of it re-posted up to eight times."""
    return making.reposted(rng, flat(40)(rng))


NULLS: Mapping[str, Callable[[Rng], Corpus]] = {
    "constant, 12 years": flat(12),
    "constant, 40 years": flat(40),
    "constant, 80 years": flat(80),
    "constant, small periods": flat(40, (10, 30)),
    "constant, large periods": flat(40, (300, 1500)),
    "growing corpus, 60 years": growing,
    "bursts, 12 years": bursting(12),
    "bursts, 40 years": bursting(40),
    "bursts, 80 years": bursting(80),
    "long bursts, 40 years": bursting(40, 0.8),
    "seasonal, 60 months": flat(60, granularity="month", swing=0.5),
    "seasonal, 48 quarters": flat(48, granularity="quarter", swing=0.5),
    "bursts, 60 months": bursting(60, granularity="month"),
    "changing sources, panel": panel,
    "re-posts, 40 years": reposted,
    "suggestions, 40 years": suggested,
}


def false_findings(name: str, n_corpora: int, seed: int = 0) -> Found:
    """Simulate corpora in which nothing moves.

    Args:
        name: Key of NULLS.
        n_corpora: How many, of N_SERIES series each.
        seed: Of all chance.
    """
    rng = np.random.default_rng([seed, *name.encode()])
    called = []
    for _ in range(n_corpora):
        trends = frame(NULLS[name](rng))
        slopes = called_slopes(trends)["id"].nunique()
        changed = change_points(trends)["id"].nunique()
        called.append((slopes, changed, movers(trends)["id"].nunique(), N_SERIES * bool(slopes)))
    return Found(*(float(part) for part in np.mean(called, axis=0) / N_SERIES))


def mixed_findings(n_corpora: int, seed: int = 0) -> tuple[float, float]:
    """Simulate corpora in which a fifth of the series rise or jump by half of their level.

    Returns:
        Part of the slopes called that are of series that do not move, and part of the series that
        rise which are called.
    """
    rng = np.random.default_rng([seed, 1])
    shares = []
    n_moving = N_SERIES // 5
    for _ in range(n_corpora):
        level = rng.permutation(making.levels(N_SERIES, 0.01, 0.4))
        truth = making.bursts(rng, level, 40)
        truth[:n_moving] = making.linear(level[:n_moving], 40)
        corpus = making.sample(rng, truth, making.sizes(rng, 40, 20, 300))
        at = called_slopes(frame(corpus))["id"].str[1:].astype(int)
        shares.append(((at >= n_moving).sum() / max(len(at), 1), (at < n_moving).sum() / n_moving))
    wrong, power = np.mean(shares, axis=0)
    return float(wrong), float(power)
