"""The ledger: which stage has dealt with which document, in which state; and what was rejected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Rejected
from pipeline.settings import digest
from pipeline.store.schema import captures, documents, ledger, rejected
from pipeline.store.upsert import one_of, upsert

WHOLE_CORPUS = "corpus"
"""Stands for the document id where a stage takes the whole corpus at once."""


def pending_captures(connection: Connection, source_id: str, fingerprint: str) -> list[str]:
    """Return the ids of a source's current captures that `clean` has not dealt with, sorted."""
    return _pending(
        connection,
        captures.c.document_id,
        captures.c.sha256,
        ("clean", fingerprint),
        (captures.c.is_current) & (captures.c.source_id == source_id),
    )


def pending_documents(connection: Connection, stage: str, fingerprint: str) -> list[str]:
    """Return the ids of the current documents that a stage has not dealt with, sorted."""
    return _pending(
        connection,
        documents.c.document_id,
        documents.c.digest,
        (stage, fingerprint),
        documents.c.is_current,
    )


def _pending(
    connection: Connection,
    id_column: sa.Column[str],
    input_column: sa.Column[str],
    key: tuple[str, str],
    among: sa.ColumnElement[bool],
) -> list[str]:
    stage, fingerprint = key
    is_same = (ledger.c.stage == stage) & (ledger.c.document_id == id_column)
    is_stale = (ledger.c.input_sha256 != input_column) | (ledger.c.fingerprint != fingerprint)
    query = (
        sa.select(id_column)
        .select_from(id_column.table.outerjoin(ledger, is_same))
        .where(among, ledger.c.document_id.is_(None) | is_stale)
        .order_by(id_column)
    )
    return list(connection.scalars(query))


def mark(
    connection: Connection,
    stage: str,
    fingerprint: str,
    inputs: Sequence[tuple[str, str, str]],
) -> None:
    """Enter what was dealt with: (document id, digest of the input, "done" or "rejected")."""
    upsert(
        connection,
        ledger,
        [
            {
                "stage": stage,
                "document_id": id_,
                "input_sha256": input_sha256,
                "fingerprint": fingerprint,
                "outcome": outcome,
            }
            for id_, input_sha256, outcome in inputs
        ],
    )


def entry(connection: Connection, stage: str) -> tuple[str, str] | None:
    """Return (input digest, fingerprint) of the last time a stage took the whole corpus."""
    row = connection.execute(
        sa.select(ledger.c.input_sha256, ledger.c.fingerprint).where(
            ledger.c.stage == stage, ledger.c.document_id == WHOLE_CORPUS
        )
    ).first()
    return (row[0], row[1]) if row else None


def documents_digest(connection: Connection) -> str:
    """Return one digest of all current documents, whatever their number or order."""
    query = (
        sa.select(documents.c.document_id, documents.c.digest)
        .where(documents.c.is_current)
        .order_by(documents.c.document_id)
    )
    return digest([list(row) for row in connection.execute(query)])


def state_digest(connection: Connection, stages: Sequence[str]) -> str:
    """Return one digest of everything that the given stages have dealt with."""
    query = (
        sa.select(ledger.c.stage, ledger.c.document_id, ledger.c.input_sha256, ledger.c.fingerprint)
        .where(ledger.c.stage.in_(stages))
        .order_by(ledger.c.stage, ledger.c.document_id)
    )
    return digest([list(row) for row in connection.execute(query)])


def put_rejected(connection: Connection, new: Sequence[Rejected]) -> None:
    """List rejected inputs; a locator has one entry a stage."""
    latest = {(item.stage, item.locator): item for item in new}
    upsert(
        connection,
        rejected,
        [
            {
                "stage": item.stage,
                "locator": item.locator,
                "source_id": item.source_id,
                "document_id": item.document_id,
                "reason": item.reason,
                "detail": item.detail,
            }
            for item in latest.values()
        ],
    )


def clear_rejected(connection: Connection, stage: str, locators: Sequence[str]) -> None:
    """Take inputs off the list: they have become results, or are gone."""
    if locators:
        named = one_of(connection, rejected.c.locator, locators)
        connection.execute(rejected.delete().where(rejected.c.stage == stage, named))


def load_rejected(connection: Connection, **equal: str) -> Iterator[Rejected]:
    """Yield rejected inputs by stage and locator, optionally only those whose columns equal."""
    query = sa.select(rejected).order_by(rejected.c.stage, rejected.c.locator)
    for name, value in equal.items():
        query = query.where(rejected.c[name] == value)
    for row in connection.execute(query):
        values: dict[str, Any] = dict(row._mapping)
        yield Rejected(**values)


def forget_rejected(connection: Connection, **equal: str) -> int:
    """Let stages try rejected documents again; return how many entries were taken back."""
    items = list(load_rejected(connection, **equal))
    for item in items:
        if item.document_id:
            connection.execute(
                ledger.delete().where(
                    ledger.c.stage == item.stage,
                    ledger.c.document_id == item.document_id,
                    ledger.c.outcome == "rejected",
                )
            )
    return len(items)
