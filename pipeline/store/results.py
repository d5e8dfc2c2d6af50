"""What the stages after `clean` found: mentions, vectors, tags, trends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Mention, Tag
from pipeline.store import schema
from pipeline.store.upsert import CHUNK, chunks, replace_of_documents, upsert

ROWS_AT_ONCE = 10_000


def put_mentions(connection: Connection, found: Mapping[str, Sequence[Mention]]) -> None:
    """Store the mentions of documents in the place of their old ones."""
    rows = [
        asdict(mention) | {"ordinal": ordinal}
        for id_ in sorted(found)
        for ordinal, mention in enumerate(found[id_])
    ]
    replace_of_documents(connection, schema.mentions, found, rows)


def _is_current(table: sa.Table) -> sa.ColumnElement[bool]:
    return (schema.documents.c.document_id == table.c.document_id) & schema.documents.c.is_current


def put_tags(connection: Connection, ids: Sequence[str], new: Sequence[Tag]) -> None:
    """Store publishers' and suggested tags of documents; editors' tags are left alone."""
    table = schema.tags
    for chunk in chunks(ids, CHUNK):
        connection.execute(
            table.delete().where(table.c.document_id.in_(chunk), table.c.origin != "editor")
        )
    upsert(connection, table, [_tag_row(tag) for tag in new])


def put_editor_tags(connection: Connection, ids: Sequence[str], new: Sequence[Tag]) -> None:
    """Store the editors' tags of documents in the place of their old ones; no others change."""
    table = schema.tags
    for chunk in chunks(ids, CHUNK):
        connection.execute(
            table.delete().where(table.c.document_id.in_(chunk), table.c.origin == "editor")
        )
    upsert(connection, table, [_tag_row(tag) for tag in new])


def _tag_row(tag: Tag) -> dict[str, Any]:
    return {
        "document_id": tag.document_id,
        "scheme": tag.scheme,
        "concept_id": tag.concept_id,
        "origin": tag.origin,
        "score": tag.score,
        "evidence": list(tag.evidence),
        "model": tag.model,
    }


def count_tags(connection: Connection) -> tuple[int, int]:
    """Return the number of tags by publishers, and of suggested ones, in current documents."""
    table = schema.tags
    query = (
        sa.select(table.c.origin, sa.func.count())
        .select_from(table.join(schema.documents, _is_current(table)))
        .group_by(table.c.origin)
    )
    counts = {origin: n for origin, n in connection.execute(query)}
    return counts.get("publisher", 0), counts.get("suggested", 0)


def tags_of(connection: Connection, id_: str) -> list[dict[str, Any]]:
    """Return scheme, concept_id, origin, score, model and evidence of a document's tags."""
    t = schema.tags.c
    query = (
        sa.select(t.scheme, t.concept_id, t.origin, t.score, t.model, t.evidence)
        .where(t.document_id == id_)
        .order_by(t.origin, t.score.desc(), t.scheme, t.concept_id)
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def load_vectors(connection: Connection, encoder: str, keys: Sequence[str]) -> dict[str, bytes]:
    """Return the stored vectors of those texts (by SHA-256) that an encoder has seen."""
    table = schema.vectors
    found: dict[str, bytes] = {}
    for chunk in chunks(sorted(set(keys)), CHUNK):
        query = sa.select(table.c.text_sha256, table.c.vector).where(
            table.c.encoder == encoder, table.c.text_sha256.in_(chunk)
        )
        found.update({key: vector for key, vector in connection.execute(query)})
    return found


def put_vectors(connection: Connection, encoder: str, new: Mapping[str, bytes]) -> None:
    """Store vectors under the SHA-256 of their texts."""
    rows = [{"text_sha256": k, "encoder": encoder, "vector": new[k]} for k in sorted(new)]
    upsert(connection, schema.vectors, rows)


def put_figures(
    connection: Connection,
    tables: Mapping[str, Iterable[Mapping[str, Any]]],
    series_documents: Iterable[Mapping[str, Any]],
) -> None:
    """Store computed tables, and which documents they rest on, in the place of the last ones.

    Rows are read as they are written, a few at a time.
    """
    connection.execute(schema.figures.delete())
    connection.execute(schema.series_documents.delete())
    for name, rows in tables.items():
        numbered = enumerate(rows)
        found = ({"name": name, "ordinal": at, "row": dict(row)} for at, row in numbered)
        _upsert_streamed(connection, schema.figures, found)
    _upsert_streamed(connection, schema.series_documents, map(dict, series_documents))


def _upsert_streamed(
    connection: Connection, table: sa.Table, rows: Iterator[dict[str, Any]]
) -> None:
    while some := list(islice(rows, ROWS_AT_ONCE)):
        upsert(connection, table, some)


def load_figures(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a computed table in their order."""
    table = schema.figures
    query = sa.select(table.c.row).where(table.c.name == name).order_by(table.c.ordinal)
    for row in connection.execute(query.execution_options(yield_per=CHUNK)):
        yield row[0]


def first_figure(connection: Connection, name: str) -> dict[str, Any]:
    """Return the first row of a computed table; empty: there is none."""
    table = schema.figures
    query = sa.select(table.c.row).where(table.c.name == name).order_by(table.c.ordinal).limit(1)
    found: dict[str, Any] = connection.execute(query).scalar() or {}
    return found
