"""The log of analysts' decisions on entities: rows are added and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline import entity_log
from pipeline.records import EntityDecision
from pipeline.store.entity_schema import entity_decisions


def append(connection: Connection, new: Sequence[EntityDecision]) -> list[EntityDecision]:
    """Add decisions in their order; one whose id is there already is left as it is.

    Args:
        connection: Of `Store.write`: the numbers are given while it keeps other writers away.
        new: In the order in which they were taken; their numbers are not looked at.

    Returns:
        Each as it now stands in the log.
    """
    known = {one.id: one for one in load_decisions(connection)}
    number = max((one.number for one in known.values()), default=0)
    fresh = []
    for one in new:
        if one.id not in known:
            number += 1
            known[one.id] = replace(one, number=number)
            fresh.append(_values(known[one.id]))
    if fresh:
        connection.execute(entity_decisions.insert(), fresh)
    return [known[one.id] for one in new]


def load_decisions(connection: Connection) -> list[EntityDecision]:
    """Return the whole log, in order of number."""
    query = sa.select(entity_decisions).order_by(entity_decisions.c.number)
    return [_decision(row) for row in connection.execute(query)]


def last_number(connection: Connection) -> int:
    """Return the number of the last decision; 0 before the first."""
    return connection.scalar(sa.select(sa.func.max(entity_decisions.c.number))) or 0


def own_names(connection: Connection) -> list[tuple[str, str]]:
    """Return the written forms that analysts gave entities, with the entity's id, in order.

    They are looked for in every text, like names of the gazetteers.
    """
    return entity_log.own_names(load_decisions(connection))


def _values(one: EntityDecision) -> dict[str, Any]:
    values = asdict(one)
    return values | {"decision_id": values.pop("id"), "decided_at": one.decided_at.isoformat()}


def _decision(row: Row[Any]) -> EntityDecision:
    values = dict(row._mapping)
    at = dt.datetime.fromisoformat(values.pop("decided_at"))
    return EntityDecision(id=values.pop("decision_id"), decided_at=at, **values)
