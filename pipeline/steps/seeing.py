"""Findings that somebody knows of: what a card has to say of them, and put on the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.completeness import History, find_findings, fitting, mark_of, stale_marks, written
from pipeline.declarations import Seen, Source
from pipeline.records import Finding
from pipeline.settings import Workspace
from pipeline.steps import completeness
from pipeline.steps.card_editing import edit_card, with_seen
from pipeline.store import Store

MOST_ROUNDS = 10
"""Findings of one kind that keep each other from being told: never so many."""


@dataclass(frozen=True, slots=True)
class Known:
    """A finding, and what a card says of it, or would have to say."""

    finding: Finding
    mark: str
    """Entry under `seen` of [expect]."""
    is_seen: bool


def marks_of(workspace: Workspace, source: Source) -> list[Known]:
    """Return the findings on a source, those that are seen last.

    What another finding of its kind keeps from being told until that is seen is among them.
    """
    past = _past(workspace, source)
    seen = [Known(one, written(mark), True) for one, mark in _seen(source, past)]
    return [*_fresh(source, past), *seen]


def stale_lines(workspace: Workspace, source: Source) -> list[str]:
    """Return one line for each entry on a card that fits no finding any more."""
    if not source.expect.seen:
        return []
    marks = stale_marks(source, _past(workspace, source))
    return [
        f"'{written(mark)}' under [expect] seen fits no finding any more; take it out of "
        f"corpus/sources/{source.id}.toml"
        for mark in marks
    ]


def put_on_card(workspace: Workspace, source: Source, marks: Sequence[str]) -> Source:
    """Put entries on a source's card, and return the card as it is now.

    Raises:
        UsageError: The card is written in a way that only a person can change.
        WorkspaceError: The card cannot be read or written.
    """
    return edit_card(workspace, source, lambda text: with_seen(text, marks))


def _past(workspace: Workspace, source: Source) -> History:
    with Store(workspace.database_url) as store, store.read() as connection:
        return completeness.histories(connection, {source.id: source})[source.id]


def _seen(source: Source, past: History) -> Iterator[tuple[Finding, Seen]]:
    for finding in find_findings(source, past):
        mark = fitting(source, past, finding)
        if mark is not None:
            yield finding, mark


def _fresh(source: Source, past: History) -> list[Known]:
    told: list[Known] = []
    for _ in range(MOST_ROUNDS):
        found = find_findings(source, past)
        fresh = [finding for finding in found if not fitting(source, past, finding)]
        if not fresh:
            break
        told += [Known(one, written(mark_of(one)), False) for one in fresh]
        marks = (*source.expect.seen, *map(mark_of, fresh))
        expect = source.expect.model_copy(update={"seen": marks})
        source = source.model_copy(update={"expect": expect})
    return told
