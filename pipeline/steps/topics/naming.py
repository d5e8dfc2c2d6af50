"""Names that people give to topics."""

from __future__ import annotations

from pipeline.decisions.wanted import check_note, checked_editor
from pipeline.errors import UsageError
from pipeline.steps.context import utc_now
from pipeline.steps.topics.known import Known, find, load
from pipeline.store import Store, topic_names
from pipeline.store.topic_names import NameGiven

MOST_CHARACTERS = 100
"""A longer name fits no chart and no table."""


def give_name(store: Store, topic_id: str, name: str, *, editor: str, note: str = "") -> NameGiven:
    """Let a topic be shown under a name in place of its label; an empty one takes it back.

    Trends, snapshots and reports made from then on show it. It stays as long as the topic lives,
    over all fits.

    Raises:
        MissingError: There never was such a topic.
        UsageError: The topic is retired; or name, editor or note is too long, or not printable.
    """
    known = load(store)
    found = find(known, topic_id)
    cleaned = " ".join(name.split())
    _check(known, found, cleaned)
    check_note(note)
    given = NameGiven(0, found, cleaned, checked_editor(editor), utc_now().isoformat(), note)
    with store.write() as connection:
        return topic_names.add_name(connection, given)


def namesakes(known: Known, topic_id: str, name: str) -> list[str]:
    """Return the standing topics that are shown under the same words."""
    same = name.casefold()
    return [
        id_
        for id_ in sorted(known.topics)
        if id_ != topic_id and known.shown(id_).casefold() == same
    ]


def _check(known: Known, topic_id: str, name: str) -> None:
    if topic_id not in known.topics:
        gone = [e for e in known.events if e.topic_id == topic_id and e.kind == "retired"]
        went = f"; most of it went to {gone[-1].other_id}" if gone and gone[-1].other_id else ""
        raise UsageError(f"{topic_id} is retired{went}: only standing topics have names")
    if len(name) > MOST_CHARACTERS:
        raise UsageError(
            f"the name has {len(name)} characters; at most {MOST_CHARACTERS} fit into a chart"
        )
    if not name.isprintable():
        raise UsageError("the name holds characters that cannot be shown")
