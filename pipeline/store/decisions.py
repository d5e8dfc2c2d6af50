"""The log of editors' decisions: rows are added and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Decision
from pipeline.store.schema import decisions, documents
from pipeline.store.upsert import CHUNK, chunks

Numbered = tuple[int, Decision]
"""A decision with its number: counts from 1 in the order of arrival."""

_PLAIN = [field.name for field in fields(Decision) if field.name not in ("id", "decided_at")]
"""What is stored as it is, under its own name."""


def append(connection: Connection, new: Sequence[Decision]) -> list[str]:
    """Add decisions in their order; leave out those whose id is there already.

    Args:
        connection: Of `Store.write`: the numbers are given while it keeps other writers away.
        new: In the order in which they were taken.

    Returns:
        The ids that were new, in order.
    """
    known = set(by_ids(connection, [decision.id for decision in new]))
    fresh: dict[str, Decision] = {}
    for decision in new:
        if decision.id not in known:
            fresh.setdefault(decision.id, decision)
    start = last_number(connection) + 1
    rows = [_row(decision, start + n) for n, decision in enumerate(fresh.values())]
    for chunk in chunks(rows, CHUNK):
        connection.execute(decisions.insert(), list(chunk))
    return list(fresh)


def load(
    connection: Connection,
    *,
    document_ids: Sequence[str] | None = None,
    scheme: str | None = None,
    after: int = 0,
) -> Iterator[Decision]:
    """Yield decisions in order of their number.

    Args:
        connection: Of the store.
        document_ids: Only of these documents or examples; None: of all.
        scheme: Only of this vocabulary (or countries); None: of all.
        after: Only those whose number is greater.
    """
    found = load_numbered(connection, document_ids=document_ids, scheme=scheme, after=after)
    yield from (decision for _, decision in found)


def load_numbered(
    connection: Connection,
    *,
    document_ids: Sequence[str] | None = None,
    scheme: str | None = None,
    after: int = 0,
) -> Iterator[Numbered]:
    """Yield what `load` yields, with the numbers."""
    table = decisions.c
    query = sa.select(decisions).where(table.number > after).order_by(table.number)
    if scheme is not None:
        query = query.where(table.scheme == scheme)
    if document_ids is None:
        yield from map(_numbered, connection.execute(query.execution_options(yield_per=CHUNK)))
        return
    found: list[Numbered] = []
    for chunk in chunks(sorted(set(document_ids)), CHUNK):
        found += map(_numbered, connection.execute(query.where(table.document_id.in_(chunk))))
    yield from sorted(found, key=lambda one: one[0])


def by_ids(connection: Connection, ids: Sequence[str]) -> dict[str, Decision]:
    """Return the decisions of the given ids that there are, by id."""
    found: dict[str, Decision] = {}
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(decisions).where(decisions.c.decision_id.in_(chunk))
        found |= {row.decision_id: _decision(row) for row in connection.execute(query)}
    return found


def of_batch(connection: Connection, batch: str) -> list[Decision]:
    """Return the decisions of one bulk act, in order."""
    query = sa.select(decisions).where(decisions.c.batch == batch).order_by(decisions.c.number)
    return [_decision(row) for row in connection.execute(query)]


def beginning(connection: Connection, digits: str) -> list[Decision]:
    """Return the decisions whose id, or whose batch, begins with the given digits, in order."""
    c = decisions.c
    is_it = c.decision_id.startswith(digits) | c.batch.startswith(digits)
    query = sa.select(decisions).where(is_it).order_by(c.number)
    return [_decision(row) for row in connection.execute(query)]


def last_number(connection: Connection) -> int:
    """Return the number of the last decision; 0 before the first."""
    return connection.scalar(sa.select(sa.func.max(decisions.c.number))) or 0


def count(connection: Connection) -> int:
    """Return how many decisions there are, undone ones and undos among them."""
    return connection.scalar(sa.select(sa.func.count()).select_from(decisions)) or 0


def key_of_current(connection: Connection) -> tuple[int, int]:
    """Return (number of the last, how many) of the decisions on documents that are current.

    Decisions on texts that clients taught are not among them: they change no figure.
    """
    is_it = (documents.c.document_id == decisions.c.document_id) & documents.c.is_current
    query = sa.select(sa.func.max(decisions.c.number), sa.func.count())
    last, n = connection.execute(query.select_from(decisions.join(documents, is_it))).one()
    return last or 0, n


def _row(decision: Decision, number: int) -> dict[str, Any]:
    values = {name: getattr(decision, name) for name in _PLAIN}
    values |= {"decision_id": decision.id, "decided_at": decision.decided_at.isoformat()}
    return values | {"number": number}


def _numbered(row: Row[Any]) -> Numbered:
    return row.number, _decision(row)


def _decision(row: Row[Any]) -> Decision:
    told = row._mapping
    values = {name: told[name] for name in _PLAIN}
    at = dt.datetime.fromisoformat(told["decided_at"])
    return Decision(id=told["decision_id"], decided_at=at, **values)
