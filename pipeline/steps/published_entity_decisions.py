"""Analysts' decisions on entities as snapshots publish them: without names or notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy.engine import Connection

from pipeline.entity_log import states
from pipeline.records import EntityDecision
from pipeline.steps.published_texts import Row
from pipeline.store.entity_decisions import load_decisions


def entity_decision_rows(connection: Connection, types: Collection[str]) -> Iterator[Row]:
    """Yield the rows of `entity_decisions`: of those on entities of published types."""
    log = load_decisions(connection)
    state, editors = states(log), pseudonyms(log)
    by_id = {one.id: one for one in log}
    for one in log:
        if _types(one, by_id) <= set(types):
            yield {
                "number": one.number,
                "kind": one.kind,
                "state": state[one.id],
                "subject": one.subject or None,
                "target": one.target or None,
                "name": one.name or None,
                "editor": editors[one.editor],
                "decided_at": one.decided_at.isoformat(),
                "decision_id": one.id,
                "undoes": one.undoes or None,
            }


def pseudonyms(log: Sequence[EntityDecision]) -> dict[str, str]:
    """Return the pseudonym by name: a1 decided first.

    They are counted apart from those of `decisions`: a log of its own only grows at its end, and
    so the same person keeps the same pseudonym in every snapshot.
    """
    names = dict.fromkeys(one.editor for one in log)
    return {name: f"a{number}" for number, name in enumerate(names, 1)}


def _types(one: EntityDecision, by_id: dict[str, EntityDecision]) -> set[str]:
    """Return the types of all entities that a decision speaks of, itself or by undoing."""
    while one.undoes in by_id:
        one = by_id[one.undoes]
    return {id_.partition(":")[0] for id_ in (one.subject, one.target) if id_}
