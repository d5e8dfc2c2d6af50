"""Rows of the tables of documents and their parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.steps.labels import lacks_of
from pipeline.store import schema, topic_schema
from pipeline.store.documents import text_of_passage

Row = dict[str, Any]
ROWS_AT_ONCE = 1000


def stream(connection: Connection, query: sa.Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query, held in memory a few at a time."""
    yield from connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))


def of_current(table: sa.Table) -> sa.FromClause:
    """Join a table with the documents that are current."""
    d = schema.documents
    return table.join(d, (d.c.document_id == table.c.document_id) & d.c.is_current)


def document_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `documents`.

    Where the newest revision could not be read, the last readable one is the document; whether it
    is gone, or a part, the newest says.
    """
    d, f, c = schema.documents, schema.families, schema.captures
    size = sa.select(f.c.family_id, sa.func.count().label("n")).group_by(f.c.family_id).subquery()
    page, now = d.alias(), c.alias()
    query = (
        sa.select(
            *(d, f.c.family_id, size.c.n, c.c.locator, c.c.media_type),
            page.c.document_id.label("part_of"),
            now.c.gone_at.is_not(None).label("is_gone"),
        )
        .select_from(
            d.join(c, (c.c.document_id == d.c.document_id) & (c.c.revision == d.c.revision))
            .outerjoin(now, (now.c.document_id == d.c.document_id) & now.c.is_current)
            .outerjoin(page, (page.c.document_id == now.c.part_of) & page.c.is_current)
            .outerjoin(f, f.c.document_id == d.c.document_id)
            .outerjoin(size, size.c.family_id == f.c.family_id)
        )
        .where(d.c.is_current)
        .order_by(d.c.document_id)
    )
    for row in stream(connection, query):
        yield {
            "document_id": row.document_id,
            "revision": row.revision,
            "source_id": row.source_id,
            "locator": row.locator,
            "media_type": row.media_type,
            "family_id": row.family_id or row.document_id,
            "family_weight": 1.0 / (row.n or 1),
            "part_of": row.part_of,
            "is_gone": bool(row.is_gone),
            "url": row.url,
            "title": row.title or None,
            "text": row.text,
            "language": row.language,
            "authors": "; ".join(row.authors) or None,
            "section": row.section or None,
            "published": dt.date.fromisoformat(row.published) if row.published else None,
            "published_precision": row.published_precision,
            "published_confidence": row.published_confidence,
            "published_from": row.published_from or None,
            "quality": row.quality,
            "website": row.website or None,
            "gaps": "; ".join(row.gaps) or None,
            "lacks": lacks_of(row.language) or None,
            "n_words": row.n_words,
        }


def passage_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `passages`."""
    p, t = schema.passages, topic_schema.passage_topics
    query = (
        sa.select(p, t.c.topic_id, t.c.score, text_of_passage().label("text"))
        .select_from(of_current(p).outerjoin(t, t.c.passage_id == p.c.passage_id))
        .order_by(p.c.passage_id)
    )
    for row in stream(connection, query):
        yield {
            "passage_id": row.passage_id,
            "document_id": row.document_id,
            "ordinal": row.ordinal,
            "start": row.start,
            "end": row.end,
            "n_words": row.n_words,
            "language": row.language,
            "section": row.section or None,
            "topic_id": row.topic_id,
            "topic_score": row.score,
            "text": row.text,
        }


def section_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `sections`."""
    for document_id, sections in _listed(connection, schema.documents.c.sections):
        for ordinal, (start, level, title) in enumerate(sections):
            row = {"document_id": document_id, "ordinal": ordinal, "start": start}
            yield row | {"level": level, "title": title or None}


def date_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of `dates`."""
    for document_id, dates in _listed(connection, schema.documents.c.dates):
        for ordinal, stated in enumerate(dates):
            yield {
                "document_id": document_id,
                "ordinal": ordinal,
                "kind": stated["kind"],
                "start": dt.date.fromisoformat(stated["start"]),
                "end": dt.date.fromisoformat(stated["end"]) if stated["end"] else None,
                "precision": stated["precision"],
                "read_from": stated["read_from"],
                "stated": stated["stated"] or None,
                "confidence": stated["confidence"],
            }


def _listed(connection: Connection, column: sa.Column[Any]) -> Iterator[tuple[str, list[Any]]]:
    d = schema.documents.c
    query = sa.select(d.document_id, column).where(d.is_current).order_by(d.document_id)
    for row in stream(connection, query):
        yield row[0], row[1]
