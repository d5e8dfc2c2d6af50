"""Events of topics as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import TopicEvent
from pipeline.steps.topics.known import Known


def sentence(known: Known, event: TopicEvent) -> str:
    """Say what happened to a topic at a fit."""
    other = called(known, event.other_id) if event.other_id else ""
    if event.kind == "continued":
        return (
            f"continued: {percent(event.of_other)} of its passages stayed, "
            f"{percent(1 - event.of_topic)} of it is from elsewhere"
        )
    if event.kind == "split":
        return f"split from {other}: took {percent(event.of_other)} of its passages"
    if event.kind == "merged":
        return took_in(known, [event])
    if event.kind == "retired":
        gone = f"; {percent(event.of_topic)} of its passages went to {other}" if other else ""
        return f"retired{gone}"
    return "born"


def took_in(known: Known, events: Sequence[TopicEvent]) -> str:
    """Say which topics one took in at a fit, those that gave most of themselves first."""
    ordered = sorted(events, key=lambda event: (-event.of_other, event.other_id))
    said = [
        f"{called(known, one.other_id)} ({percent(one.of_other)} of its passages)"
        for one in ordered
    ]
    return f"took in {'; '.join(said)}"


def told_of(known: Known, topic_id: str, event: TopicEvent) -> str:
    """Say what an event means for a topic, which may be the other one of it."""
    if event.topic_id == topic_id:
        return sentence(known, event)
    taken = called(known, event.topic_id)
    return f"{taken} split from it with {percent(event.of_other)} of its passages"


def last_change(known: Known, topic_id: str) -> str:
    """Say what last happened to a topic besides going on, in a few words."""
    changes = [event for event in known.past(topic_id) if event.kind != "continued"]
    if not changes:
        return "there before events were kept"
    event = changes[-1]
    if event.topic_id != topic_id:
        return f"{event.topic_id} split from it (fit {event.fit})"
    words = {"split": "split from", "merged": "took in", "retired": "retired", "born": "born"}
    other = f" {event.other_id}" if event.kind in ("split", "merged") else ""
    return f"{words[event.kind]}{other} (fit {event.fit})"


def look_at_name(known: Known, topic_id: str, events: Sequence[TopicEvent]) -> str:
    """Say that a name needs a look, and why; empty: it does not."""
    if not events:
        return ""
    said = "; ".join(f"fit {event.fit}: {told_of(known, topic_id, event)}" for event in events)
    return f'the name "{known.names[topic_id].name}" needs a look ({said})'


def called(known: Known, topic_id: str) -> str:
    """Return a topic's id with what it is called; of those gone before fits kept labels the id."""
    shown = known.shown(topic_id)
    return f'{topic_id} "{shown}"' if shown else topic_id


def percent(part: float) -> str:
    """Return 0 to 1 as whole percent."""
    return f"{100 * part:.0f} %"
