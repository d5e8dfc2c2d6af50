"""What became of topics between two fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import MissingError, UsageError
from pipeline.records import TopicEvent, TopicEventKind
from pipeline.steps.topics.known import Known
from pipeline.steps.topics.telling import look_at_name, sentence, took_in
from pipeline.store.topics import Fit

KINDS: tuple[TopicEventKind, ...] = ("born", "split", "merged", "retired", "continued")
"""In the order of a report: what is new first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one topic."""

    kind: TopicEventKind
    fit: int
    """At which it happened; of `continued` the later one of the two."""
    topic_id: str
    label: str
    """Its name, or its label at the later fit."""
    old_label: str
    """Its label at the earlier fit, where that was another one and it has no name."""
    share_before: float | None
    """0 to 1: of all passages at the earlier fit; None: it was not there, or it is not known."""
    share_now: float | None
    told: str
    look: str
    """That the name a person gave needs a look, and why; mostly empty."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of topics from one fit to a later one."""

    before: Fit | None
    """None: there was nothing before the first fit."""
    now: Fit
    changes: list[Change]
    """By kind as in KINDS, then the largest first."""

    def count(self, kind: TopicEventKind) -> int:
        """Return how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


def difference(known: Known, first: int | None = None, second: int | None = None) -> Difference:
    """Compare two fits: the last with the one before it; one with the last; or any two.

    Raises:
        MissingError: There is no such fit.
        UsageError: The first is not before the second.
    """
    if not known.fits:
        raise MissingError("topics were never fitted; 'culturescope topics' does it")
    *before, last = [0, *(fit.number for fit in known.fits)]
    start = before[-1] if first is None else first
    end = last if second is None else second
    before_it, at_end = _kept(known, start), _kept(known, end)
    if at_end is None or start >= end:
        raise UsageError(f"fit {start} is not before fit {end}; name the earlier one first")
    changes = [_change(known, events, start, end) for events in _telling(known, start, end)]
    return Difference(
        before_it,
        at_end,
        sorted(changes, key=lambda one: (KINDS.index(one.kind), -_size(one), one.topic_id)),
    )


def _kept(known: Known, number: int) -> Fit | None:
    """Return a fit, or None for 0: what was before the first."""
    found = known.fit(number)
    if found is None and number:
        first, last = known.fits[0].number, known.fits[-1].number
        raise MissingError(f"no fit {number}; there are {first} to {last}")
    return found


def _telling(known: Known, start: int, end: int) -> list[list[TopicEvent]]:
    """Return the events that tell the difference, of topics that stood at either end.

    All topics that one took in at a fit are one change of it.
    """
    before, now = _standing(known, start), _standing(known, end)
    told: dict[tuple[str, int, str], list[TopicEvent]] = {}
    for event in known.events:
        if not start < event.fit <= end:
            continue
        if event.kind == "continued":
            is_telling = event.fit == end and event.topic_id in before
        else:
            is_telling = event.topic_id in (before if event.kind == "retired" else now)
        if is_telling:
            told.setdefault((event.kind, event.fit, event.topic_id), []).append(event)
    return list(told.values())


def _standing(known: Known, fit: int) -> set[str]:
    """Return the topics that stood after a fit, none before the first."""
    here = [event for event in known.events if event.fit == fit]
    if here or not fit:
        return {event.topic_id for event in here if event.kind != "retired"}
    # A fit of an earlier version of the program, which kept no events.
    after = [event for event in known.events if event.fit == fit + 1]
    return {event.topic_id for event in after if event.kind in ("continued", "retired")}


def _change(known: Known, events: Sequence[TopicEvent], start: int, end: int) -> Change:
    event = events[0]
    id_ = event.topic_id
    was_there = id_ in _standing(known, start)
    is_there = event.kind != "retired"
    then, now = known.label(id_, start) if was_there else "", known.label(id_, end)
    return Change(
        kind=event.kind,
        fit=event.fit,
        topic_id=id_,
        label=known.shown(id_) if id_ in known.names else now,
        old_label=then if then != now and id_ not in known.names else "",
        share_before=known.share(id_, start) if was_there else None,
        share_now=known.share(id_, end) if is_there else None,
        told=took_in(known, events) if event.kind == "merged" else sentence(known, event),
        look=look_at_name(known, id_, [e for e in known.looks_needed(id_, start) if e.fit <= end]),
    )


def _size(change: Change) -> float:
    return change.share_now or change.share_before or 0.0
