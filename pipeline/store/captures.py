"""Captures: what was read, in which revision, and where its bytes lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import Capture
from pipeline.store.schema import captures
from pipeline.store.upsert import CHUNK, chunks, one_of, upsert
from pipeline.store.web_schema import frontier


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a document that was captured before."""

    revision: int
    sha256: str
    """Of the body of its current revision."""
    warc_file: str
    source_id: str
    is_gone: bool
    part_of: str


def held(connection: Connection, ids: Sequence[str]) -> dict[str, Held]:
    """Return what is known of those documents that were captured before, by their ids."""
    c = captures.c
    columns = (c.document_id, c.revision, c.sha256, c.warc_file, c.source_id, c.gone_at, c.part_of)
    if not ids:
        return {}
    query = sa.select(*columns).where(c.is_current, one_of(connection, c.document_id, ids))
    return {
        id_: Held(revision, sha256, file, source_id, gone_at is not None, part_of)
        for id_, revision, sha256, file, source_id, gone_at, part_of in connection.execute(query)
    }


def mark_gone(connection: Connection, ids: Sequence[str], at: dt.datetime | None) -> None:
    """Note since when documents are no longer where they were found; None: they are back."""
    told = at.isoformat(timespec="seconds") if at else None
    differs = captures.c.gone_at.is_(None) if told else captures.c.gone_at.is_not(None)
    if ids:
        among = captures.c.is_current & one_of(connection, captures.c.document_id, ids)
        connection.execute(captures.update().where(among, differs).values(gone_at=told))


def tie(connection: Connection, parts: Mapping[str, str]) -> None:
    """Note which document each of the given ones is a part of, by id."""
    for id_ in sorted(parts):
        among = captures.c.is_current & (captures.c.document_id == id_)
        connection.execute(captures.update().where(among).values(part_of=parts[id_]))


def present_ids(connection: Connection, source_id: str, *, fetched: bool = False) -> Iterator[str]:
    """Yield the documents of a source that are not gone, in order of id.

    Args:
        connection: Of the store.
        source_id: Of the source.
        fetched: Those too that have an address in the frontier, which is asked for itself.
    """
    c = captures.c
    query = sa.select(c.document_id).where(
        c.is_current, c.source_id == source_id, c.gone_at.is_(None)
    )
    if not fetched:
        # one list for all: asked for each document, SQLite goes through the whole source each time
        f = frontier.c
        addressed = sa.select(f.document_id).where(
            f.source_id == source_id, f.document_id.is_not(None)
        )
        query = query.where(c.document_id.not_in(addressed))
    yield from connection.scalars(query.order_by(c.document_id))


def add_captures(connection: Connection, new: Sequence[Capture], run_id: str) -> None:
    """Store captures as the current revisions; older revisions stay."""
    if new:
        again = one_of(connection, captures.c.document_id, [one.document_id for one in new])
        connection.execute(captures.update().where(again).values(is_current=False))
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


def count_current(connection: Connection, source_id: str = "") -> int:
    """Return how many documents have been captured, in all or from one source."""
    query = sa.select(sa.func.count()).select_from(captures).where(captures.c.is_current)
    if source_id:
        query = query.where(captures.c.source_id == source_id)
    return connection.scalar(query) or 0


def count_gone(connection: Connection) -> dict[str, int]:
    """Return how many documents of each source have gone, where any have."""
    c = captures.c
    query = sa.select(c.source_id, sa.func.count()).where(c.is_current, c.gone_at.is_not(None))
    return {id_: n for id_, n in connection.execute(query.group_by(c.source_id))}


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
