"""What learning asks of the corpus: labels by publishers, families, texts as they once were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Label
from pipeline.store.schema import documents, families
from pipeline.store.upsert import CHUNK, chunks


class LabelledRow(NamedTuple):
    """A document that its publisher gave labels, without its text."""

    document_id: str
    source_id: str
    family_id: str
    labels: tuple[Label, ...]


def labelled(connection: Connection, limit: int) -> Iterator[LabelledRow]:
    """Yield current documents with labels in order of id, which is as good as chance.

    Args:
        connection: Of the store.
        limit: At most so many.
    """
    table = documents.c
    is_same = families.c.document_id == table.document_id
    query = (
        sa.select(table.document_id, table.source_id, families.c.family_id, table.labels)
        .select_from(documents.outerjoin(families, is_same))
        .where(table.is_current, sa.cast(table.labels, sa.Text) != "[]")
        .order_by(table.document_id)
        .limit(limit)
    )
    for row in connection.execute(query.execution_options(yield_per=CHUNK)):
        labels = tuple(Label(kind, text) for kind, text in row.labels)
        yield LabelledRow(row.document_id, row.source_id, row.family_id or row.document_id, labels)


def families_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the family of each document; one that was given none is its own."""
    found = {id_: id_ for id_ in ids}
    for chunk in chunks(sorted(found), CHUNK):
        query = sa.select(families.c.document_id, families.c.family_id)
        query = query.where(families.c.document_id.in_(chunk))
        found |= {id_: family_id for id_, family_id in connection.execute(query)}
    return found


def current_revisions(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the number of the current revision of each document that has one."""
    found: dict[str, int] = {}
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(documents.c.document_id, documents.c.revision)
        query = query.where(documents.c.is_current, documents.c.document_id.in_(chunk))
        found |= {id_: revision for id_, revision in connection.execute(query)}
    return found


def text_of_revision(connection: Connection, document_id: str, revision: int) -> str:
    """Return what a document said in a revision; empty where that is not known."""
    query = sa.select(documents.c.text).where(
        documents.c.document_id == document_id, documents.c.revision == revision
    )
    return connection.scalar(query) or ""
