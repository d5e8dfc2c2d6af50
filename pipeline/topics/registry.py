"""Permanent topic ids: recognise the topics of the last fit in a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.topics.terms import Terms
from pipeline.topics.values import RegisteredTopic, Registry

LEAST_LIKENESS = 0.4
"""From here on two topics are one. When 3,500 magazine passages grew by 5, 25 and 100 %, topics
that a reader would call the same had 0.43 to 0.97; of all other pairs one had more than 0.31."""


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic of a new fit, not yet named."""

    label: str
    terms: Terms
    members: tuple[str, ...]
    """Ids of the passages nearest to it, in order, those too far from it included."""


def register(
    found: Sequence[FoundTopic], universe: Sequence[str], previous: Registry | None
) -> tuple[list[str], Registry]:
    """Give every topic of a fit its permanent id.

    Topics are paired with those of the last fit so that the sum of likenesses is greatest, and
    a pair that is alike enough keeps the id. All others get numbers never used before, the
    largest topic first; old topics without a partner are retired.

    Args:
        found: The topics, largest first.
        universe: Ids of all passages of this fit.
        previous: What the last fit left, or None.

    Returns:
        An id for each topic found, and the registry to keep.
    """
    previous = previous or Registry()
    kept = _pair(found, universe, previous.living)
    ids, number = [], previous.next_number
    for index in range(len(found)):
        if index in kept:
            ids.append(kept[index])
        else:
            ids.append(f"t{number:04d}")
            number += 1
    return ids, _updated(previous, dict(zip(ids, found, strict=True)))


def _updated(previous: Registry, found: Mapping[str, FoundTopic]) -> Registry:
    retired = {
        topic.id: replace(topic, members=(), is_retired=True)
        for topic in previous.topics
        if topic.id not in found
    }
    living = {
        topic_id: RegisteredTopic(topic_id, topic.label, topic.terms, topic.members)
        for topic_id, topic in found.items()
    }
    both = {**retired, **living}
    return Registry(tuple(both[topic_id] for topic_id in sorted(both, key=_number)))


def _number(topic_id: str) -> int:
    return int(topic_id[1:])


def _pair(
    found: Sequence[FoundTopic], universe: Sequence[str], old: Sequence[RegisteredTopic]
) -> dict[int, str]:
    """Return old ids by the index of the topic that keeps them."""
    if not found or not old:
        return {}
    now = frozenset(universe)
    then = frozenset(member for topic in old for member in topic.members)
    new_members = [then.intersection(topic.members) for topic in found]
    old_members = [now.intersection(topic.members) for topic in old]
    likeness = np.array(
        [
            [
                _likeness(new_members[row], old_members[column], topic.terms, other.terms)
                for column, other in enumerate(old)
            ]
            for row, topic in enumerate(found)
        ]
    )
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return {
        int(row): old[column].id
        for row, column in zip(rows, columns, strict=True)
        if likeness[row, column] >= LEAST_LIKENESS
    }


def _likeness(
    new_members: frozenset[str], old_members: frozenset[str], new_terms: Terms, old_terms: Terms
) -> float:
    """0 to 1: mean of shared passages (Jaccard, of what both fits have seen) and shared terms.

    Where the two fits have no passage in common, the terms alone decide.
    """
    terms = _cosine(dict(new_terms), dict(old_terms))
    either = len(new_members | old_members)
    if not either:
        return terms
    return (len(new_members & old_members) / either + terms) / 2


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two term weightings."""
    shared = sum(weight * other[term] for term, weight in one.items() if term in other)
    lengths = [sum(weight**2 for weight in each.values()) ** 0.5 for each in (one, other)]
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0
