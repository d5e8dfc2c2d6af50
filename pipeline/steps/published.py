"""Rows of a snapshot's tables, streamed from the store in the order of their keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.declarations import Source
from pipeline.snapshots import PUBLISHED_MENTIONS, format_terms
from pipeline.store import ledger, results, schema
from pipeline.store.documents import text_of_passage
from pipeline.store.entities import load_entities

Row = dict[str, Any]
ROWS_AT_ONCE = 1000


def tables(
    connection: Connection, sources: Mapping[str, Source], label: Callable[[str, str], str]
) -> dict[str, Iterator[Row]]:
    """Return the rows of every table by its name; they are read as they are consumed."""
    return {
        "sources": _sources(connection, sources),
        "documents": _documents(connection),
        "passages": _passages(connection),
        "mentions": _mentions(connection),
        "entities": iter(load_entities(connection, PUBLISHED_MENTIONS)),
        "topics": _topics(connection),
        "document_topics": _plain(connection, schema.document_topics),
        "tags": _tags(connection, label),
        "series": results.load_figures(connection, "series"),
        "series_documents": _plain(connection, schema.series_documents),
        "trends": map(_with_day, results.load_figures(connection, "trends")),
        "slopes": results.load_figures(connection, "slopes"),
        "rejected": _rejected(connection),
    }


def _stream(connection: Connection, query: sa.Select[Any]) -> Iterator[Any]:
    yield from connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))


def _plain(connection: Connection, table: sa.Table) -> Iterator[Row]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in _stream(connection, query):
        yield dict(row._mapping)


def _of_current(table: sa.Table) -> sa.FromClause:
    d = schema.documents
    return table.join(d, (d.c.document_id == table.c.document_id) & d.c.is_current)


def _sources(connection: Connection, sources: Mapping[str, Source]) -> Iterator[Row]:
    d = schema.documents
    query = (
        sa.select(d.c.source_id, sa.func.count())
        .where(d.c.is_current)
        .group_by(d.c.source_id)
        .order_by(d.c.source_id)
    )
    for id_, n in connection.execute(query):
        card = sources.get(id_)
        yield {
            "source_id": id_,
            "name": card.name if card else id_,
            "publisher": (card and card.publisher) or None,
            "licence": (card and card.licence) or None,
            "url": (card and card.base_url) or None,
            "n_documents": n,
        }


def _documents(connection: Connection) -> Iterator[Row]:
    d, f, c = schema.documents, schema.families, schema.captures
    size = sa.select(f.c.family_id, sa.func.count().label("n")).group_by(f.c.family_id).subquery()
    query = (
        sa.select(d, f.c.family_id, size.c.n, c.c.locator)
        .select_from(
            d.join(c, (c.c.document_id == d.c.document_id) & (c.c.revision == d.c.revision))
            .outerjoin(f, f.c.document_id == d.c.document_id)
            .outerjoin(size, size.c.family_id == f.c.family_id)
        )
        .where(d.c.is_current)
        .order_by(d.c.document_id)
    )
    for row in _stream(connection, query):
        yield {
            "document_id": row.document_id,
            "revision": row.revision,
            "source_id": row.source_id,
            "locator": row.locator,
            "family_id": row.family_id or row.document_id,
            "family_weight": 1.0 / (row.n or 1),
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
            "n_words": row.n_words,
        }


def _passages(connection: Connection) -> Iterator[Row]:
    p, t = schema.passages, schema.passage_topics
    query = (
        sa.select(p, t.c.topic_id, t.c.score, text_of_passage().label("text"))
        .select_from(_of_current(p).outerjoin(t, t.c.passage_id == p.c.passage_id))
        .order_by(p.c.passage_id)
    )
    for row in _stream(connection, query):
        yield {
            "passage_id": row.passage_id,
            "document_id": row.document_id,
            "ordinal": row.ordinal,
            "start": row.start,
            "end": row.end,
            "n_words": row.n_words,
            "topic_id": row.topic_id,
            "topic_score": row.score,
            "text": row.text,
        }


def _mentions(connection: Connection) -> Iterator[Row]:
    m = schema.mentions
    query = (
        sa.select(m)
        .select_from(_of_current(m))
        .where(m.c.type.in_(PUBLISHED_MENTIONS))
        .order_by(m.c.document_id, m.c.ordinal)
    )
    for row in _stream(connection, query):
        values = dict(row._mapping)
        del values["name"]
        yield values


def _topics(connection: Connection) -> Iterator[Row]:
    t, d = schema.topics, schema.document_topics
    n = sa.select(sa.func.count()).where(d.c.topic_id == t.c.topic_id).scalar_subquery()
    for row in connection.execute(sa.select(t, n.label("n_documents")).order_by(t.c.topic_id)):
        yield {
            "topic_id": row.topic_id,
            "label": row.label,
            "terms": format_terms([(term, weight) for term, weight in row.terms]),
            "n_passages": row.n_passages,
            "n_documents": row.n_documents,
        }


def _tags(connection: Connection, label: Callable[[str, str], str]) -> Iterator[Row]:
    t = schema.tags
    query = sa.select(t).select_from(_of_current(t)).order_by(*t.primary_key.columns)
    for row in _stream(connection, query):
        yield {
            "document_id": row.document_id,
            "scheme": row.scheme,
            "concept_id": row.concept_id,
            "label": label(row.scheme, row.concept_id),
            "origin": row.origin,
            "score": row.score,
            "is_calibrated": False,
            "evidence": " ".join(row.evidence) or None,
            "model": row.model or None,
        }


def _with_day(row: Row) -> Row:
    return row | {"period_start": dt.date.fromisoformat(row["period_start"])}


def _rejected(connection: Connection) -> Iterator[Row]:
    for item in ledger.load_rejected(connection):
        yield {
            "stage": item.stage,
            "source_id": item.source_id,
            "locator": item.locator,
            "document_id": item.document_id,
            "reason": item.reason,
            "detail": item.detail,
        }
