"""Makers of simulated corpora: paths of prevalence, and what stands between them and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm

from tests.benchmarks.honesty.corpora import Corpus

Rng = np.random.Generator
DRIFT = 0.2
"""Standard deviation (log-odds) by which suggestions are off in single periods, as measured on
news posts (pipeline/trends/uncertainty.py)."""


def levels(n_series: int, least: float, most: float) -> np.ndarray:
    """Return prevalences evenly spread on the scale of logarithms."""
    return np.geomspace(least, most, n_series)


def constant(level: np.ndarray, n_periods: int) -> np.ndarray:
    """Return prevalence by series and period that does not move."""
    return np.repeat(level[:, None], n_periods, axis=1)


def linear(level: np.ndarray, n_periods: int, rise: float = 0.5) -> np.ndarray:
    """Return prevalence rising from (1 - rise) to (1 + rise) times the level."""
    return level[:, None] * np.linspace(1 - rise, 1 + rise, n_periods)


def step(level: np.ndarray, n_periods: int, jump: float = 0.5) -> np.ndarray:
    """Return prevalence that jumps half-way."""
    late = np.arange(n_periods) >= n_periods // 2
    return level[:, None] * np.where(late, 1 + jump, 1 - jump)


def seasonal(
    level: np.ndarray, n_periods: int, a_year: int, swing: float = 0.5, rise: float = 0.0
) -> np.ndarray:
    """Return prevalence that swings with the year, and may rise besides."""
    at = np.arange(n_periods)
    wave = 1 + swing * np.sin(2 * np.pi * at / a_year)
    return level[:, None] * wave * np.linspace(1 - rise, 1 + rise, n_periods)


def bursts(
    rng: Rng, level: np.ndarray, n_periods: int, r: float = 0.5, spread: float = 0.4
) -> np.ndarray:
    """Return prevalence that wanders about its level: first-order autoregression of log-odds."""
    noise = rng.normal(0, spread, (len(level), n_periods))
    found = np.empty_like(noise)
    found[:, 0] = noise[:, 0]
    for at in range(1, n_periods):
        found[:, at] = r * found[:, at - 1] + np.sqrt(1 - r**2) * noise[:, at]
    return np.asarray(expit(logit(level)[:, None] + found))


def sizes(rng: Rng, n_periods: int, least: int, most: int) -> np.ndarray:
    """Return uneven numbers of documents by period."""
    return np.exp(rng.uniform(np.log(least), np.log(most), n_periods)).astype(int)


def sample(rng: Rng, prevalence: np.ndarray, n: np.ndarray, granularity: str = "year") -> Corpus:
    """Return documents that have each series with the prevalence of their period."""
    period = np.repeat(np.arange(len(n)), n)
    has = rng.random((len(period), len(prevalence))) < prevalence[:, period].T
    return Corpus(len(n), period, has.astype(float), granularity)


def reposted(rng: Rng, corpus: Corpus, part: float = 0.3, most: int = 8) -> Corpus:
    """Return the corpus with part of its documents copied up to `most` times, a third of the
    copies into the next period."""
    n = len(corpus.period)
    copies = np.where(rng.random(n) < part, rng.integers(1, most + 1, n), 0)
    origin = np.repeat(np.arange(n), copies)
    later = corpus.period[origin] + (rng.random(len(origin)) < 1 / 3)
    return replace(
        corpus,
        period=np.r_[corpus.period, np.minimum(later, corpus.n_periods - 1)],
        probability=np.r_[corpus.probability, corpus.probability[origin]],
        family=np.r_[np.arange(n), origin],
    )


def misdated(rng: Rng, corpus: Corpus, missing: float = 0.1) -> Corpus:
    """Return the corpus with dates as sure as they say they are, and some missing.

    Wrong dates fall anywhere.
    """
    n = len(corpus.period)
    confidence = rng.choice([0.95, 0.8, 0.6], n, p=[0.7, 0.2, 0.1])
    wrong = rng.random(n) > confidence
    period = np.where(wrong, rng.integers(0, corpus.n_periods, n), corpus.period)
    period = np.where(rng.random(n) < missing, -1, period)
    return replace(corpus, period=period, confidence=confidence)


def doubted(rng: Rng, corpus: Corpus, apart: float = 2.2, drift: float = DRIFT) -> Corpus:
    """Return the corpus with probabilities where it had labels: label shift.

    A classifier's score is normal with unit variance, `apart` between those that have a series
    and those that have not, in every period alike; probabilities are right over the corpus.
    """
    has = corpus.probability
    score = rng.normal(0, 1, has.shape) + apart * has
    prior = np.clip(has.mean(axis=0), 1e-4, 1 - 1e-4)
    odds = norm.logpdf(score, apart) - norm.logpdf(score) + logit(prior)
    return replace(corpus, probability=_drifted(rng, corpus, odds, drift))


def mixed(
    rng: Rng, prevalence: np.ndarray, n: np.ndarray, drift: float = DRIFT, strong: float = 0.6
) -> Corpus:
    """Return documents of two sorts, whose parts make the prevalence: covariate shift.

    Of one sort `strong` have the series, of the other hardly any; a document's probability is
    right in every period (but for drift), since the sorts stay what they are.
    """
    period = np.repeat(np.arange(len(n)), n)
    weak = prevalence.min(axis=1) / 3
    part = (prevalence - weak[:, None]) / (strong - weak[:, None])
    is_strong = rng.random((len(period), len(prevalence))) < part[:, period].T
    mean = np.where(is_strong, strong, weak)
    p = rng.beta(4 * mean, 4 * (1 - mean))
    corpus = Corpus(len(n), period, p)
    return replace(
        corpus, probability=_drifted(rng, corpus, logit(np.clip(p, 1e-9, 1 - 1e-9)), drift)
    )


def _drifted(rng: Rng, corpus: Corpus, odds: np.ndarray, drift: float) -> np.ndarray:
    off = rng.normal(0, drift, (corpus.n_periods, odds.shape[1]))
    return np.minimum(expit(odds + off[corpus.period]), 0.9999)


Maker = Callable[[Rng], tuple[Corpus, np.ndarray]]
"""Makes a corpus and the truth, (n_series, n_periods)."""
