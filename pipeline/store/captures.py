"""Captures: what was read, in which revision, and where its bytes lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Capture
from pipeline.store.schema import captures
from pipeline.store.upsert import CHUNK, chunks, upsert


def current_digests(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """Return what is known of those documents that were captured before.

    Returns:
        By document id: the current revision, the digest of its body, the name of its WARC file.
    """
    c = captures.c
    found: dict[str, tuple[int, str, str]] = {}
    for chunk in chunks(ids, CHUNK):
        query = sa.select(c.document_id, c.revision, c.sha256, c.warc_file).where(
            c.is_current, c.document_id.in_(chunk)
        )
        found.update({row[0]: (row[1], row[2], row[3]) for row in connection.execute(query)})
    return found


def add_captures(connection: Connection, new: Sequence[Capture], run_id: str) -> None:
    """Store captures as the current revisions; older revisions stay."""
    for chunk in chunks([capture.document_id for capture in new], CHUNK):
        connection.execute(
            captures.update().where(captures.c.document_id.in_(chunk)).values(is_current=False)
        )
    upsert(connection, captures, [_row(capture, run_id) for capture in new])


def load_captures(connection: Connection, ids: Sequence[str]) -> Iterator[Capture]:
    """Yield the current captures of the given documents, in order of id."""
    for chunk in chunks(sorted(ids), CHUNK):
        query = (
            sa.select(captures)
            .where(captures.c.is_current, captures.c.document_id.in_(chunk))
            .order_by(captures.c.document_id)
        )
        for row in connection.execute(query):
            yield _capture(row)


def locators(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the locators of the given documents."""
    found: dict[str, str] = {}
    for chunk in chunks(ids, CHUNK):
        query = sa.select(captures.c.document_id, captures.c.locator).where(
            captures.c.is_current, captures.c.document_id.in_(chunk)
        )
        found.update({id_: locator for id_, locator in connection.execute(query)})
    return found


def count_current(connection: Connection) -> int:
    """Return how many documents have been captured."""
    query = sa.select(sa.func.count()).select_from(captures).where(captures.c.is_current)
    return connection.scalar(query) or 0


def _row(capture: Capture, run_id: str) -> dict[str, Any]:
    return {
        "document_id": capture.document_id,
        "revision": capture.revision,
        "is_current": True,
        "source_id": capture.source_id,
        "locator": capture.locator,
        "url": capture.url,
        "media_type": capture.media_type,
        "sha256": capture.sha256,
        "n_bytes": capture.n_bytes,
        "fetched_at": capture.fetched_at.isoformat(timespec="seconds"),
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "run_id": run_id,
        "hints": [list(hint) for hint in capture.hints],
        "part_of": capture.part_of,
        "gone_at": capture.gone_at.isoformat(timespec="seconds") if capture.gone_at else None,
    }


def _capture(row: Row[Any]) -> Capture:
    return Capture(
        document_id=row.document_id,
        revision=row.revision,
        source_id=row.source_id,
        locator=row.locator,
        media_type=row.media_type,
        sha256=row.sha256,
        n_bytes=row.n_bytes,
        fetched_at=dt.datetime.fromisoformat(row.fetched_at),
        warc_file=row.warc_file,
        warc_offset=row.warc_offset,
        url=row.url,
        hints=tuple((name, value) for name, value in row.hints),
        part_of=row.part_of,
        gone_at=dt.datetime.fromisoformat(row.gone_at) if row.gone_at else None,
    )
