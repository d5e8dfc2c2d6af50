"""What became of topics from one fit to the next, in words that a reader understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pipeline.records import TopicEvent, TopicEventKind
from pipeline.topics.matching import Overlap

MOST = 0.5
"""A topic comes out of another, or goes into it, with at least half of its passages."""


def events_of(
    lain: Overlap, partner: Mapping[int, int], ids: Sequence[str], old: Sequence[str], *, fit: int
) -> tuple[TopicEvent, ...]:
    """Tell where every topic comes from and what became of every topic of the last fit.

    Every topic has one of `continued` (its id was kept), `split` (new; half of its passages or
    more were in one topic), `born` (new, of new passages or of many topics), or is new and
    `merged` from two topics or more that are gone; a topic that continues has `merged` as well
    for every topic that is gone into it. Every topic that is gone has `retired`.

    Args:
        lain: The topics laid over the old ones.
        partner: Column of each row that was recognised.
        ids: Of the rows.
        old: Ids of the columns.
        fit: Number of the fit.

    Returns:
        In order of topic id, then kind, then the other's id.
    """
    told = [
        *_continued(lain, partner, ids, fit),
        *_gone(lain, partner, ids, old, fit),
    ]
    merged = {event.topic_id for event in told if event.kind == "merged"}
    told += _new(lain, partner, ids, old, fit, merged)
    return tuple(sorted(told, key=lambda e: (int(e.topic_id[1:]), e.kind, e.other_id)))


def _continued(
    lain: Overlap, partner: Mapping[int, int], ids: Sequence[str], fit: int
) -> Iterator[TopicEvent]:
    for row, column in partner.items():
        yield _event(lain, (row, column), "continued", ids[row], "", fit)


def _gone(
    lain: Overlap, partner: Mapping[int, int], ids: Sequence[str], old: Sequence[str], fit: int
) -> Iterator[TopicEvent]:
    """Yield `retired` for each old topic that is gone, and `merged` for what it is gone into."""
    kept = set(partner.values())
    for column, old_id in enumerate(old):
        if column in kept:
            continue
        row = int(lain.of_old[:, column].argmax()) if len(ids) else -1
        if row < 0 or not lain.of_old[row, column]:
            yield TopicEvent(fit, "retired", old_id)
            continue
        of_old, of_new = float(lain.of_old[row, column]), float(lain.of_new[row, column])
        yield TopicEvent(fit, "retired", old_id, ids[row], of_old, of_new)
        # A new topic that is little else than this one's passages came out of it.
        if of_old >= MOST and (row in partner or of_new < MOST):
            yield _event(lain, (row, column), "merged", ids[row], old_id, fit)


def _new(
    lain: Overlap,
    partner: Mapping[int, int],
    ids: Sequence[str],
    old: Sequence[str],
    fit: int,
    merged: set[str],
) -> Iterator[TopicEvent]:
    """Yield `split` or `born` for each topic whose id is new."""
    for row, topic_id in enumerate(ids):
        if row in partner:
            continue
        column = int(lain.of_new[row].argmax()) if len(old) else -1
        if column >= 0 and lain.of_new[row, column] >= MOST:
            yield _event(lain, (row, column), "split", topic_id, old[column], fit)
        elif topic_id not in merged:
            yield TopicEvent(fit, "born", topic_id)


def _event(
    lain: Overlap, at: tuple[int, int], kind: TopicEventKind, id_: str, other: str, fit: int
) -> TopicEvent:
    shares: list[np.ndarray] = [lain.of_new, lain.of_old]
    of_topic, of_other = (float(share[at]) for share in shares)
    likeness = float(lain.likeness[at]) if kind == "continued" else 0.0
    return TopicEvent(fit, kind, id_, other, of_topic, of_other, likeness)
