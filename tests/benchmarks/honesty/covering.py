"""How often 95 % intervals of shares hold the truth, scenario by scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pipeline.trends.estimating import estimate
from pipeline.trends.stratified import panel_sources, poststratified
from tests.benchmarks.honesty import making
from tests.benchmarks.honesty.corpora import Corpus, count
from tests.benchmarks.honesty.making import Rng

N_SERIES = 100
SMALL, LARGE = (15, 40), (300, 1500)
Truth = tuple[Corpus, np.ndarray]
"""A corpus and, by series and period, the prevalence in the population its documents are from."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What became of one scenario."""

    n_intervals: int
    part: float
    """Of the intervals, how many hold the truth."""
    width: float
    """Mean width of the intervals."""
    error: float
    """Mean of share - truth."""


def plain(
    path: Callable[..., np.ndarray],
    sizes: tuple[int, int] = (20, 300),
    least: float = 0.02,
    most: float = 0.4,
    n_periods: int = 30,
) -> Callable[[Rng], Truth]:
    """Return a maker of documents with labels that are sure."""

    def make(rng: Rng) -> Truth:
        truth = path(making.levels(N_SERIES, least, most), n_periods)
        return making.sample(rng, truth, making.sizes(rng, n_periods, *sizes)), truth

    return make


def seasonal(granularity: str, n_periods: int) -> Callable[[Rng], Truth]:
    """Return a maker of months or quarters that swing with the year."""

    def make(rng: Rng) -> Truth:
        a_year = {"month": 12, "quarter": 4}[granularity]
        truth = making.seasonal(making.levels(N_SERIES, 0.02, 0.4), n_periods, a_year)
        n = making.sizes(rng, n_periods, 20, 300)
        return making.sample(rng, truth, n, granularity), truth

    return make


def after(
    make: Callable[[Rng], Truth], change: Callable[[Rng, Corpus], Corpus]
) -> Callable[[Rng], Truth]:
    """Return a maker whose corpus is changed afterwards; the truth stays."""

    def changed(rng: Rng) -> Truth:
        corpus, truth = make(rng)
        return change(rng, corpus), truth

    return changed


def sourced(rng: Rng, rise: float = 0.5) -> tuple[Corpus, np.ndarray, np.ndarray]:
    """Return a corpus of four sources that come and go, the prevalence by source, and sizes.

    Two are there throughout; one ends half-way, one begins then.
    """
    n_periods, level = 30, making.levels(N_SERIES, 0.02, 0.3)
    by_source = np.stack(
        [making.linear(level * factor, n_periods, rise) for factor in (0.6, 1, 1.5, 2)]
    )
    by_source = np.minimum(by_source, 0.9)
    n = np.stack([making.sizes(rng, n_periods, 15, 120) for _ in range(4)])
    n[2, n_periods // 2 :] = 0
    n[3, : n_periods // 2] = 0
    parts = [making.sample(rng, by_source[at], n[at]) for at in range(4)]
    corpus = Corpus(
        n_periods,
        np.concatenate([part.period for part in parts]),
        np.concatenate([part.probability for part in parts]),
        source=np.repeat(np.arange(4), n.sum(axis=1)),
    )
    return corpus, by_source, n


def all_sources(rng: Rng) -> Truth:
    """Return the changing sources; the truth is of the sources as they are there."""
    corpus, by_source, n = sourced(rng)
    return corpus, np.einsum("skt,st->kt", by_source, n / n.sum(axis=0))


def steady_sources(rng: Rng, rise: float = 0.5) -> Truth:
    """Return the panel of the changing sources."""
    corpus, by_source, n = sourced(rng, rise)
    panel = panel_sources(count(corpus, by_source=True))
    kept = tuple(sorted(int(name.removeprefix("src")) for name in panel))
    weights = n[list(kept)] / n[list(kept)].sum(axis=0)
    return replace(corpus, sources=kept), np.einsum("skt,st->kt", by_source[list(kept)], weights)


def stratified_sources(rng: Rng) -> Truth:
    """Return the changing sources; in truth each has its part of the whole corpus throughout."""
    corpus, by_source, n = sourced(rng)
    return corpus, np.einsum("skt,s->kt", by_source, n.sum(axis=1) / n.sum())


def shift(rng: Rng, sizes: tuple[int, int] = (20, 300), drift: float = making.DRIFT) -> Truth:
    """Return suggestions' probabilities while prevalence rises: label shift."""
    corpus, truth = plain(making.linear, sizes)(rng)
    return making.doubted(rng, corpus, drift=drift), truth


def sorts(rng: Rng, sizes: tuple[int, int] = (20, 300), drift: float = making.DRIFT) -> Truth:
    """Return suggestions' probabilities while sorts of documents come and go."""
    truth = making.linear(making.levels(N_SERIES, 0.02, 0.3), 30)
    return making.mixed(rng, truth, making.sizes(rng, 30, *sizes), drift), truth


SCENARIOS: Mapping[str, Callable[[Rng], Truth]] = {
    "constant": plain(making.constant),
    "linear": plain(making.linear),
    "step": plain(making.step),
    "seasonal, months": seasonal("month", 60),
    "seasonal, quarters": seasonal("quarter", 48),
    "bursts": lambda rng: plain(lambda level, n: making.bursts(rng, level, n))(rng),
    "small periods": plain(making.linear, SMALL),
    "large periods": plain(making.linear, LARGE),
    "rare series": plain(making.linear, (20, 300), 0.003, 0.02),
    "common series": plain(making.linear, (20, 300), 0.3, 0.65),
    "re-posts": after(plain(making.linear), making.reposted),
    "wrong and missing dates": after(plain(making.linear), making.misdated),
    "wrong dates, constant": after(plain(making.constant), making.misdated),
    "changing sources": all_sources,
    "changing sources, panel": steady_sources,
    "changing sources, post-stratified": stratified_sources,
    "suggestions, label shift": shift,
    "suggestions, label shift, small periods": lambda rng: shift(rng, SMALL),
    "suggestions, label shift, large periods": lambda rng: shift(rng, LARGE),
    "suggestions, other sorts of documents": sorts,
    "suggestions, other sorts, large periods": lambda rng: sorts(rng, LARGE),
    "suggestions without drift, label shift": lambda rng: shift(rng, drift=0.0),
    "suggestions without drift, other sorts": lambda rng: sorts(rng, drift=0.0),
    "suggestions, re-posts, wrong dates": after(after(shift, making.reposted), making.misdated),
}

TOO_WIDE = ("suggestions without drift, label shift", "suggestions without drift, other sorts")
"""Scenarios in which intervals are wider than need be: they leave room for a drift that is not
there. Real suggestions have it (pipeline/trends/uncertainty.py)."""


def cover(name: str, n_corpora: int, seed: int = 0) -> Covered:
    """Simulate a scenario.

    Args:
        name: Key of SCENARIOS.
        n_corpora: How many corpora of N_SERIES series.
        seed: Of all chance.
    """
    rng = np.random.default_rng([seed, *name.encode()])
    held, widths, errors = [], [], []
    for _ in range(n_corpora):
        corpus, truth = SCENARIOS[name](rng)
        corpora = count(corpus, whole=True)
        if name.endswith("post-stratified"):
            found = poststratified(count(corpus, by_source=True), corpora)
        else:
            found = estimate(count(corpus), corpora)
        shape = (truth.shape[0], -1)
        share, low, high = (
            found[key].to_numpy().reshape(shape) for key in ("share", "share_low", "share_high")
        )
        held.append(((low <= truth) & (truth <= high))[~np.isnan(share)])
        widths.append((high - low)[~np.isnan(share)])
        errors.append((share - truth)[~np.isnan(share)])
    every = np.concatenate(held)
    return Covered(
        len(every), every.mean(), np.concatenate(widths).mean(), np.concatenate(errors).mean()
    )
