"""What trends are computed from, as record batches: the whole corpus, a few rows in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store import schema, topic_schema
from pipeline.store.linked import COUNTS, CURRENT, ENTITY_ID, TYPE
from pipeline.store.schema import documents, families, mentions, probabilities, tags

ROWS_AT_ONCE = 10_000
Batches = Iterator[pa.RecordBatch]

DOCUMENTS = (
    "document_id",
    "source_id",
    "published",
    "published_precision",
    "published_confidence",
    "language",
    "family_id",
)
TAGS = ("document_id", "scheme", "concept_id", "origin", "score", "model")
MENTIONS = ("document_id", "entity_id", "via", "inside")
TOPICS = ("document_id", "topic_id", "share")
PROBABILITIES = ("document_id", "scheme", "probabilities")


def document_batches(connection: Connection) -> Batches:
    """Yield the current documents: columns DOCUMENTS, `published` as ISO 8601 text or null."""
    d = documents.c
    family = sa.func.coalesce(families.c.family_id, d.document_id)
    columns = [getattr(d, name) for name in DOCUMENTS[:-1]]
    query = (
        sa.select(*columns, family)
        .select_from(documents.outerjoin(families, families.c.document_id == d.document_id))
        .where(d.is_current)
    )
    return _batches(connection, query, DOCUMENTS)


def tag_batches(connection: Connection) -> Batches:
    """Yield the tags of current documents but keywords: columns TAGS."""
    columns = [getattr(tags.c, name) for name in TAGS]
    query = sa.select(*columns).select_from(_of_current(tags)).where(tags.c.scheme != "keywords")
    return _batches(connection, query, TAGS)


def mention_batches(connection: Connection, types: Sequence[str]) -> Batches:
    """Yield how current documents name entities of some types: columns MENTIONS."""
    m = mentions.c
    query = (
        sa.select(m.document_id, ENTITY_ID, m.via, m.inside)
        .select_from(CURRENT)
        .where(COUNTS, TYPE.in_(types))
    )
    return _batches(connection, query, MENTIONS)


def topic_batches(connection: Connection) -> Batches:
    """Yield how passages spread over topics: columns TOPICS."""
    columns = [getattr(topic_schema.document_topics.c, name) for name in TOPICS]
    return _batches(connection, sa.select(*columns), TOPICS)


def probability_batches(connection: Connection) -> Batches:
    """Yield what is thought of all concepts, of current documents: columns PROBABILITIES.

    `probabilities` is JSON text, from concept id to number.
    """
    p = probabilities.c
    columns = [p.document_id, p.scheme, sa.cast(p.probabilities, sa.Text)]
    query = sa.select(*columns).select_from(_of_current(probabilities))
    return _batches(connection, query, PROBABILITIES)


def last_fetched(connection: Connection) -> dt.date | None:
    """Return the day (UTC) on which the last current document was fetched; None: there is none."""
    query = sa.select(sa.func.max(schema.captures.c.fetched_at)).where(schema.captures.c.is_current)
    found = connection.execute(query).scalar()
    return dt.datetime.fromisoformat(found).date() if found else None


def _of_current(table: sa.Table) -> sa.FromClause:
    current = (documents.c.document_id == table.c.document_id) & documents.c.is_current
    return table.join(documents, current)


def _batches(connection: Connection, query: sa.Select[Any], columns: Sequence[str]) -> Batches:
    fields = [(name, pa.float64() if name in _REAL else pa.string()) for name in columns]
    kept = pa.schema(fields)
    yield pa.RecordBatch.from_pylist([], kept)  # so that a table can be made of no rows
    streamed = connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))
    for rows in streamed.partitions(ROWS_AT_ONCE):
        arrays = [
            pa.array(values, field.type)
            for values, field in zip(zip(*rows, strict=True), kept, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=kept)


_REAL = ("published_confidence", "score", "share")
