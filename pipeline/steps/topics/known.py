"""Every topic there ever was, with its past: what list, show, history and diff are told from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.errors import MissingError
from pipeline.records import Topic, TopicEvent
from pipeline.store import Store, topic_names
from pipeline.store import topics as topic_store
from pipeline.store.topic_names import NameGiven
from pipeline.store.topics import Fit

ID = re.compile(r"[tT]?0*(\d+)")


@dataclass(frozen=True, slots=True)
class Known:
    """Fits, events, names and standing topics of one moment."""

    fits: Sequence[Fit]
    events: Sequence[TopicEvent]
    given: Sequence[NameGiven]
    topics: dict[str, Topic] = field(repr=False)
    """Standing ones by id."""

    @property
    def names(self) -> dict[str, NameGiven]:
        """The name that counts of each topic that has one."""
        last = {one.topic_id: one for one in self.given}
        return {id_: one for id_, one in last.items() if one.name}

    def label(self, topic_id: str, fit: int | None = None) -> str:
        """Return what a topic was labelled at a fit, or last; names do not count."""
        fits = [one for one in self.fits if fit is None or one.number <= fit]
        for one in reversed(fits):
            found = one.measured.get("labels", {}).get(topic_id)
            if found:
                return str(found)
        return self.topics[topic_id].label if topic_id in self.topics else ""

    def shown(self, topic_id: str) -> str:
        """Return what to call a topic: its name, or its label."""
        given = self.names.get(topic_id)
        return given.name if given else self.label(topic_id)

    def share(self, topic_id: str, fit: int) -> float | None:
        """Return a topic's part of the passages at a fit, 0 to 1; None: not known any more."""
        kept = self.fit(fit)
        sizes = kept.measured.get("sizes") if kept else None
        return sizes.get(topic_id, 0) / max(sum(sizes.values()), 1) if sizes else None

    def fit(self, number: int) -> Fit | None:
        """Return a fit by its number; stores of earlier versions did not keep every one."""
        return next((one for one in self.fits if one.number == number), None)

    def _n_names(self, fit: int) -> int:
        kept = self.fit(fit)
        return int(kept.measured.get("n_names", 0)) if kept else 0

    def past(self, topic_id: str) -> list[TopicEvent]:
        """Return what became of a topic, fit by fit, and what came out of it."""
        return [
            event
            for event in self.events
            if event.topic_id == topic_id or (event.other_id == topic_id and event.kind == "split")
        ]

    def looks_needed(self, topic_id: str, since: int = 0) -> list[TopicEvent]:
        """Return what has happened to a topic since it got its name: the name may no longer fit.

        Args:
            topic_id: Of a topic.
            since: Leave out what happened at this fit and earlier.
        """
        given = self.names.get(topic_id)
        if given is None:
            return []
        return [
            event
            for event in self.past(topic_id)
            if event.kind != "continued"
            and event.fit > since
            and self._n_names(event.fit) >= given.number
        ]


def load(store: Store) -> Known:
    """Return what is known of topics."""
    with store.read() as connection:
        return Known(
            topic_store.load_fits(connection),
            topic_store.load_events(connection),
            topic_names.load_given(connection),
            {topic.id: topic for topic in topic_store.load_topics(connection)},
        )


def find(known: Known, topic_id: str) -> str:
    """Return the id of a topic that stands or has stood; "t12" and "12" will do for "t0012".

    Raises:
        MissingError: There never was such a topic.
    """
    match = ID.fullmatch(topic_id.strip())
    found = f"t{int(match[1]):04d}" if match else topic_id
    if found in known.topics or any(event.topic_id == found for event in known.events):
        return found
    raise MissingError(
        f"no topic '{topic_id}'; 'culturescope topics list' lists those there are"
        if known.topics
        else f"no topic '{topic_id}': there are none yet; 'culturescope topics' finds them"
    )
