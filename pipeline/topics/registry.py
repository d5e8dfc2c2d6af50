"""Permanent topic ids: recognise the topics of the last fit in a new one, and tell the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.records import TopicEvent
from pipeline.topics.events import Recognised, events_of
from pipeline.topics.matching import FoundTopic, overlap, pair
from pipeline.topics.values import RegisteredTopic, Registry

__all__ = ["FoundTopic", "Registered", "register"]

MOST_REMEMBERED = 100_000
"""Passages by which topics are recognised. Of more, those with the smallest digests of their ids
are remembered, which are the same ones in every fit that sees them."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The topics of a fit with their permanent ids."""

    ids: tuple[str, ...]
    """Of each topic found, in the order given."""
    registry: Registry = field(repr=False)
    """To keep for the next fit."""
    events: tuple[TopicEvent, ...]
    """What became of every topic of the last fit, and where every topic of this one comes from;
    in order of topic."""


def register(
    found: Sequence[FoundTopic],
    universe: Sequence[str],
    previous: Registry | None,
    *,
    fit: int = 1,
) -> Registered:
    """Give every topic of a fit its permanent id.

    Topics are paired with those of the last fit so that the sum of likenesses is greatest, and
    a pair that is alike enough keeps the id. All others get numbers never used before, in the
    order given; old topics without a partner are retired, and stay so for ever: what was written
    about them meant the topic of that time, and a later one that resembles it is born anew.

    Args:
        found: The topics, largest first.
        universe: Ids of all passages that this fit gave to its topics.
        previous: What the last fit left, or None.
        fit: Number of this fit, for its events.
    """
    previous = previous or Registry()
    old = previous.living
    lain = overlap(found, old, universe)
    partner = pair(lain)
    ids, number = [], previous.next_number
    for row in range(len(found)):
        if row in partner:
            ids.append(old[partner[row]].id)
        else:
            ids.append(f"t{number:04d}")
            number += 1
    return Registered(
        ids=tuple(ids),
        registry=_updated(previous, dict(zip(ids, found, strict=True)), universe),
        events=events_of(Recognised(lain, partner, ids, [topic.id for topic in old], fit)),
    )


def _updated(
    previous: Registry, found: Mapping[str, FoundTopic], universe: Sequence[str]
) -> Registry:
    retired = {
        topic.id: replace(topic, members=(), is_retired=True)
        for topic in previous.topics
        if topic.id not in found
    }
    known = _remembered(universe)
    living = {
        topic_id: RegisteredTopic(
            topic_id, topic.label, topic.terms, tuple(m for m in topic.members if m in known)
        )
        for topic_id, topic in found.items()
    }
    both = {**retired, **living}
    return Registry(tuple(both[topic_id] for topic_id in sorted(both, key=number_of)))


def _remembered(universe: Sequence[str]) -> frozenset[str]:
    if len(universe) <= MOST_REMEMBERED:
        return frozenset(universe)
    drawn = sorted(universe, key=lambda id_: hashlib.sha256(id_.encode()).digest())
    return frozenset(drawn[:MOST_REMEMBERED])


def number_of(topic_id: str) -> int:
    """Return the number in a topic's id."""
    return int(topic_id[1:])
