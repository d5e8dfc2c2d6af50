"""Which files have no date of their own, and were told the date of their page as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.kinship import LINKING_PAGE
from pipeline.settings import digest
from pipeline.store import ledger, schema
from pipeline.store.upsert import CHUNK, chunks

STAGE = "file dates"
"""Under which the ledger holds with what a file was dated."""
_D = schema.documents.c


def inputs(connection: Connection, page_of: Mapping[str, str]) -> dict[str, str]:
    """Return what the dates of files without one of their own depend on.

    Args:
        connection: A reading one.
        page_of: Pages by the files that are one work with them.

    Returns:
        A digest by document id, in order of id: of those files, and of all documents that have
        a date from a page, whether or not it is still theirs.
    """
    is_undated = _D.published.is_(None)
    found = _digests(connection, _D.published_from == LINKING_PAGE)
    for chunk in chunks(sorted(page_of), CHUNK):
        found |= _digests(connection, is_undated & _D.document_id.in_(chunk))
    told = _told(connection, sorted({page_of[id_] for id_ in found if id_ in page_of}))
    return {id_: digest(found[id_], told.get(page_of.get(id_, ""))) for id_ in sorted(found)}


def _digests(connection: Connection, condition: sa.ColumnElement[bool]) -> dict[str, str]:
    query = sa.select(_D.document_id, _D.digest).where(_D.is_current, condition)
    return {id_: value for id_, value in connection.execute(query)}


def _told(connection: Connection, pages: Sequence[str]) -> dict[str, list[object]]:
    columns = (_D.published, _D.published_precision, _D.published_confidence)
    found: dict[str, list[object]] = {}
    for chunk in chunks(pages, CHUNK):
        query = sa.select(_D.document_id, *columns).where(_D.is_current, _D.document_id.in_(chunk))
        found |= {row[0]: list(row[1:]) for row in connection.execute(query)}
    return found


def pending(connection: Connection, wanted: Mapping[str, str]) -> list[str]:
    """Return the ids of what was dated with something else, or not at all, in their order."""
    entries = schema.ledger.c
    query = sa.select(entries.document_id, entries.input_sha256).where(entries.stage == STAGE)
    known = {id_: value for id_, value in connection.execute(query)}
    return [id_ for id_, value in wanted.items() if known.get(id_) != value]


def mark(connection: Connection, dated: Mapping[str, str]) -> None:
    """Note with what documents were dated."""
    ledger.mark(connection, STAGE, "", [(id_, value, "done") for id_, value in dated.items()])
