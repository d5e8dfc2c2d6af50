"""The log of analysts' decisions on entities, as it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from pipeline.entity_log import states
from pipeline.records import EntityDecision
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.entity_deciding.wanted import told
from pipeline.steps.entity_finding import ID, find_entity
from pipeline.store import Store, entity_decisions, entity_reading

Row = dict[str, Any]


def history(workspace: Workspace, store: Store, wanted: str = "") -> list[Row]:
    """Return decisions in order, each with its state: counts, replaced or undone.

    Args:
        workspace: With the gazetteers.
        store: Of the workspace.
        wanted: Only what was decided on the entity of this id or name; empty: everything.

    Raises:
        MissingError: There is no such entity, and nothing was ever decided on it.
        UsageError: More than one is meant.
    """
    with store.read() as connection:
        log = entity_decisions.load_decisions(connection)
        if not wanted:
            return _rows(log, log)
        on_id = decisions_on(connection, {wanted}) if ID.fullmatch(wanted) else []
        if on_id:  # also of what was rejected since, and stands for nothing
            return on_id
        entity_id = find_entity(connection, declared.gazetteers(workspace), wanted)
        ids = entity_reading.local_ids(connection, entity_id)
        return decisions_on(connection, {entity_id, *(one.local_id for one in ids)})


def decisions_on(connection: Connection, ids: Collection[str]) -> list[Row]:
    """Return what was decided on any of the given ids, undos among it, in order."""
    log = entity_decisions.load_decisions(connection)
    found = {one.id for one in log if {one.subject, one.target} & set(ids)}
    for one in log:
        if one.undoes in found:
            found.add(one.id)
    return _rows([one for one in log if one.id in found], log)


def _rows(shown: Iterable[EntityDecision], log: Sequence[EntityDecision]) -> list[Row]:
    known = states(log)
    numbers = {one.id: one.number for one in log}
    return [
        decision_row(one, numbers.get(one.undoes, 0)) | {"state": known[one.id]} for one in shown
    ]


def decision_row(one: EntityDecision, undone: int = 0) -> Row:
    """Return a decision as plain values, and in words; with the number of what it takes back."""
    return {
        "number": one.number,
        "id": one.id,
        "kind": one.kind,
        "subject": one.subject,
        "target": one.target,
        "name": one.name,
        "editor": one.editor,
        "decided_at": one.decided_at.isoformat(),
        "note": one.note,
        "undoes": one.undoes,
        "told": told(one, undone),
    }
