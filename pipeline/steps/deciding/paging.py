"""Part of the audit: as much of the log is read as a page takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.decisions import Resolve, Standing, standing
from pipeline.decisions.plain import as_dict
from pipeline.steps.deciding.known import revisions
from pipeline.store import decisions
from pipeline.store.decisions import Numbered
from pipeline.store.schema import decisions as table
from pipeline.store.schema import documents

STORED = ("editor", "document_id", "scheme", "concept_id", "batch", "kind")
"""What is asked of the row itself; the rest, of what became of it."""
MOST_AT_ONCE = 2_000
"""Rows looked at in one go, where few of many are what is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions; what is empty does not restrict."""

    editor: str = ""
    document_id: str = ""
    scheme: str = ""
    concept_id: str = ""
    batch: str = ""
    kind: str = ""
    state: str = ""
    since: dt.date | None = None
    """Day (UTC) of the decision, included."""
    until: dt.date | None = None
    is_outdated: bool = False
    """Only those that count and were taken on an older revision than the current one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of what is asked for, the newest first."""

    before: int = 0
    """Only decisions whose number is smaller; 0: all."""
    limit: int = 0
    """Most rows; 0: all."""


def told(
    connection: Connection, resolve: Resolve, asked: Asked, page: Page
) -> Iterator[dict[str, Any]]:
    """Yield the rows of `list_decisions` without names, the newest first, from `page.before` on.

    Args:
        connection: Of the store.
        resolve: What concepts go by now.
        asked: Which decisions.
        page: Where to begin; its limit says only how many are looked at in the first go.
    """
    before, n = page.before, page.limit
    while found := _numbers(connection, asked, before, n):
        for row in _rows(connection, resolve, found):
            if _is_asked(row, asked):
                yield row
        if not n:
            return
        before, n = min(found), min(2 * n, MOST_AT_ONCE)


def _numbers(connection: Connection, asked: Asked, before: int, n: int) -> dict[int, str]:
    """Return the next n (0: all) numbers, with the documents that they are on."""
    query = sa.select(table.c.number, table.c.document_id).order_by(table.c.number.desc())
    for name in STORED:
        if wanted := getattr(asked, name):
            query = query.where(table.c[name] == wanted)
    if before:
        query = query.where(table.c.number < before)
    query = query.where(*_hints(asked))
    return {number: id_ for number, id_ in connection.execute(query.limit(n or None))}


def _hints(asked: Asked) -> Iterator[sa.ColumnElement[bool]]:
    """Yield what holds for all that is asked for, and for little else; `_is_asked` looks again."""
    if asked.state == "undone":
        yield table.c.decision_id.in_(sa.select(table.c.undoes).where(table.c.undoes != ""))
    if asked.is_outdated:
        yield sa.exists().where(
            documents.c.document_id == table.c.document_id,
            documents.c.is_current,
            documents.c.revision > table.c.revision,
        )
    if asked.since and asked.since > dt.date.min:
        # a day more, as the text that is stored may state another zone
        yield table.c.decided_at >= (asked.since - dt.timedelta(1)).isoformat()


def _rows(
    connection: Connection, resolve: Resolve, wanted: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    """Yield rows, the newest first: from the whole logs of their documents, which tell all."""
    ids = sorted(set(wanted.values()))
    log = list(decisions.load_numbered(connection, document_ids=ids))
    held = standing((decision for _, decision in log), resolve)
    current = revisions(connection, ids)
    for one in reversed(log):
        if one[0] in wanted:
            yield row_of(one, held, current)


def row_of(numbered: Numbered, held: Standing, current: Mapping[str, int]) -> dict[str, Any]:
    """Return a decision with its number and what became of it."""
    number, decision = numbered
    return {
        "number": number,
        **as_dict(decision),
        "state": held.state(decision),
        "undone_by": held.undone.get(decision.id, ""),
        "is_outdated": decision.revision < current.get(decision.document_id, 0),
    }


def _is_asked(row: Mapping[str, Any], asked: Asked) -> bool:
    day = row["decided_at"].astimezone(dt.UTC).date()
    return (
        asked.state in ("", row["state"])
        and (asked.since is None or day >= asked.since)
        and (asked.until is None or day <= asked.until)
        and (not asked.is_outdated or _needs_review(row))
    )


def _needs_review(row: Mapping[str, Any]) -> bool:
    return bool(row["is_outdated"]) and row["state"] == "counts" and row["kind"] != "undo"
