"""What became of topics from one fit to the next, in words that a reader understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import TopicEvent, TopicEventKind
from pipeline.topics.matching import Overlap

MOST = 0.5
"""A topic comes out of another, or goes into it, with at least half of its passages."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A fit laid over the last one, with what was recognised."""

    lain: Overlap
    partner: Mapping[int, int]
    """Column (old topic) of each row (new topic) that was recognised."""
    ids: Sequence[str]
    """Of the rows."""
    old: Sequence[str]
    """Ids of the columns."""
    fit: int
    """Number of the fit."""

    def event(self, row: int, column: int, kind: TopicEventKind) -> TopicEvent:
        """Tell of a new topic and what it has of an old one."""
        is_same = kind == "continued"
        return TopicEvent(
            fit=self.fit,
            kind=kind,
            topic_id=self.ids[row],
            other_id="" if is_same else self.old[column],
            of_topic=float(self.lain.of_new[row, column]),
            of_other=float(self.lain.of_old[row, column]),
            likeness=float(self.lain.likeness[row, column]) if is_same else 0.0,
        )


def events_of(found: Recognised) -> tuple[TopicEvent, ...]:
    """Tell where every topic comes from and what became of every topic of the last fit.

    Every topic has one of `continued` (its id was kept), `split` (new; half of its passages or
    more were in one topic), `born` (new, of new passages or of many topics), or is new and
    `merged` from topics that are gone; a topic that continues has `merged` as well for every
    topic that is gone into it. Every topic that is gone has `retired`.

    Returns:
        In order of topic id, then kind, then the other's id.
    """
    told = [found.event(row, column, "continued") for row, column in found.partner.items()]
    told += _gone(found)
    told += _new(found, {event.topic_id for event in told if event.kind == "merged"})
    return tuple(sorted(told, key=lambda e: (int(e.topic_id[1:]), e.kind, e.other_id)))


def _gone(found: Recognised) -> Iterator[TopicEvent]:
    """Yield `retired` for each old topic that is gone, and `merged` for what it is gone into."""
    kept = set(found.partner.values())
    for column, old_id in enumerate(found.old):
        if column in kept:
            continue
        of_old = found.lain.of_old[:, column]
        row = int(of_old.argmax()) if len(of_old) else -1
        if row < 0 or not of_old[row]:
            yield TopicEvent(found.fit, "retired", old_id)
            continue
        of_new = float(found.lain.of_new[row, column])
        # Seen from the topic that is gone: what it gave, and what that is of the other.
        went = float(of_old[row])
        yield TopicEvent(found.fit, "retired", old_id, found.ids[row], went, of_new)
        # A new topic that consists of this one's passages came out of it: that is a split.
        if went >= MOST and (row in found.partner or of_new < MOST):
            yield found.event(row, column, "merged")


def _new(found: Recognised, merged: set[str]) -> Iterator[TopicEvent]:
    """Yield `split` or `born` for each topic whose id is new."""
    for row, topic_id in enumerate(found.ids):
        if row in found.partner:
            continue
        of_new = found.lain.of_new[row]
        column = int(of_new.argmax()) if len(of_new) else -1
        if column >= 0 and of_new[column] >= MOST:
            yield found.event(row, column, "split")
        elif topic_id not in merged:
            yield TopicEvent(found.fit, "born", topic_id)
