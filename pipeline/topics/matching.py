"""Which topic of a new fit is which of the last one: shared passages and shared terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.topics.terms import Terms
from pipeline.topics.values import RegisteredTopic

LEAST_LIKENESS = 0.4
"""From here on two topics are one. When 1,300 magazine passages grew by 73 % and 2,200 by 31 %, the
pairs of 60 topics that were recognised had 0.41 to 1 (median 0.74 and 0.80); of the 7,000 other
pairs the likest had 0.38, 0.36 and 0.29."""
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic of a new fit, not yet named."""

    label: str
    terms: Terms
    members: tuple[str, ...]
    """Ids of the passages nearest to it, in order, those too far from it included."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the topics of a new fit (rows) lie over those of the last one (columns)."""

    of_new: np.ndarray
    """float64 (n_new, n_old), 0 to 1: share of the new topic's passages that the old one had; of
    those passages that both fits saw."""
    of_old: np.ndarray
    """float64 (n_new, n_old), 0 to 1: share of the old one's passages that the new one has."""
    likeness: np.ndarray
    """float64 (n_new, n_old), 0 to 1: mean of shared passages (Jaccard) and shared terms; where a
    pair has no passage that both fits saw, the terms alone."""


def overlap(
    found: Sequence[FoundTopic], old: Sequence[RegisteredTopic], universe: Iterable[str]
) -> Overlap:
    """Lay the topics of a new fit over those of the last one.

    Args:
        found: Topics of the new fit.
        old: Living topics of the last fit.
        universe: Ids of all passages that the new fit saw.
    """
    shared, of_new, of_old = _counts(found, old, frozenset(universe))
    either = of_new[:, None] + of_old[None, :] - shared
    terms = np.array([[_cosine(new.terms, one.terms) for one in old] for new in found])
    terms = terms.reshape(len(found), len(old))
    likeness = np.where(either > 0, (_part(shared, either) + terms) / 2, terms)
    return Overlap(
        of_new=_part(shared, of_new[:, None]),
        of_old=_part(shared, of_old[None, :]),
        likeness=likeness.round(DECIMALS),
    )


def pair(lain: Overlap) -> dict[int, int]:
    """Return the column of each row that is recognised, so that the sum of likenesses is greatest.

    A pair that is not alike enough can neither be chosen nor stand in the way of others.
    """
    if not lain.likeness.size:
        return {}
    eligible = np.where(lain.likeness >= LEAST_LIKENESS, lain.likeness, 0.0)
    rows, columns = linear_sum_assignment(eligible, maximize=True)
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if eligible[row, column] > 0
    }


def _counts(
    found: Sequence[FoundTopic], old: Sequence[RegisteredTopic], now: frozenset[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Passages that both fits saw: of each pair, of each new topic, of each old one."""
    column_of = {
        member: column
        for column, topic in enumerate(old)
        for member in topic.members
        if member in now
    }
    shared = np.zeros((len(found), len(old)))
    for row, topic in enumerate(found):
        columns = [column_of[member] for member in topic.members if member in column_of]
        shared[row] = np.bincount(np.array(columns, dtype=np.int64), minlength=len(old))
    of_old = np.bincount(
        np.array(list(column_of.values()), dtype=np.int64), minlength=len(old)
    ).astype(np.float64)
    return shared, shared.sum(axis=1), of_old


def _part(shared: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return shared over whole, 0 where there is no whole."""
    part: np.ndarray = (shared / np.maximum(whole, 1)).round(DECIMALS)
    return part


def _cosine(one: Terms, other: Terms) -> float:
    """Cosine of two term weightings."""
    weights: Mapping[str, float] = dict(other)
    shared = sum(weight * weights[term] for term, weight in one if term in weights)
    lengths = [sum(weight**2 for _, weight in each) ** 0.5 for each in (one, other)]
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0
