"""95 % intervals by drawing documents again (Efron and Tibshirani 1993)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.evaluation.tagging.arithmetic import ratio
from pipeline.evaluation.tagging.truth import Floats

N_DRAWS = 1000
LEAST = 2
"""Families below which nothing can be said of chance."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float | None
    """None where it cannot be told."""
    low: float | None = None
    """None with fewer than two families of documents."""
    high: float | None = None


def draws(families: Sequence[str], seed: int) -> Floats:
    """Return how often each draw holds each document: float64 (N_DRAWS, n_documents).

    As many families as there are, drawn with replacement: documents of one family come together.
    """
    names = sorted(set(families))
    column = {name: place for place, name in enumerate(names)}
    if not names:
        return np.zeros((N_DRAWS, 0))
    dice = np.random.default_rng(seed)
    times = dice.multinomial(len(names), np.full(len(names), 1 / len(names)), size=N_DRAWS)
    return times[:, [column[name] for name in families]].astype(float)


def mean(values: Floats, weights: Floats) -> Floats:
    """Return weighted means of what is told: (n_draws); NaN where nothing is."""
    told = ~np.isnan(values)
    return ratio(weights @ np.where(told, values, 0.0), weights @ told.astype(float))


def estimate(figure: Callable[[Floats], Floats], weights: Floats) -> Estimate:
    """Return a figure over all documents, and the middle 95 % of it over the draws.

    Args:
        figure: From weights (n_draws, n_documents) to (n_draws).
        weights: As `draws` gives them.
    """
    n_documents = weights.shape[1]
    if not n_documents:
        return Estimate(None)
    (value,) = figure(np.ones((1, n_documents)))
    if np.isnan(value):
        return Estimate(None)
    if n_documents < LEAST or not np.ptp(weights, axis=0).any():
        return Estimate(float(value))
    return interval(float(value), figure(weights))


def interval(value: float, drawn: Floats) -> Estimate:
    """Return a value with the middle 95 % of what was drawn."""
    told = drawn[~np.isnan(drawn)]
    if not len(told):
        return Estimate(value)
    low, high = np.quantile(told, [0.025, 0.975])
    return Estimate(value, float(low), float(high))
