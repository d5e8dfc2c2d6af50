"""What the stages after `clean` found: mentions, vectors, topics, tags, trends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Mention, Tag, Topic
from pipeline.store import schema
from pipeline.store.upsert import CHUNK, chunks, replace_of_documents, upsert


def put_mentions(connection: Connection, found: Mapping[str, Sequence[Mention]]) -> None:
    """Store the mentions of documents in the place of their old ones."""
    rows = [
        asdict(mention) | {"ordinal": ordinal}
        for id_ in sorted(found)
        for ordinal, mention in enumerate(found[id_])
    ]
    replace_of_documents(connection, schema.mentions, found, rows)


def count_mentions(connection: Connection) -> tuple[int, int]:
    """Return the number of mentions in current documents, and of entities they name."""
    table = schema.mentions
    query = sa.select(sa.func.count(), sa.func.count(sa.distinct(table.c.entity_id))).select_from(
        table.join(schema.documents, _is_current(table))
    )
    n_mentions, n_entities = connection.execute(query).one()
    return n_mentions, n_entities


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


@dataclass(frozen=True, slots=True)
class Fit:
    """What is kept of a topic fit besides its results."""

    number: int
    """Counts from 1."""
    input_sha256: str
    fingerprint: str
    registry: dict[str, Any]
    """Every topic there ever was, as JSON."""


def load_fit(connection: Connection) -> Fit | None:
    """Return the last topic fit, None before the first."""
    table = schema.topic_fits
    row = connection.execute(sa.select(table).order_by(table.c.fit.desc()).limit(1)).first()
    return Fit(row.fit, row.input_sha256, row.fingerprint, row.registry) if row else None


def fit_key(connection: Connection) -> tuple[int, str, str] | None:
    """Return (number, input digest, fingerprint) of the last topic fit."""
    t = schema.topic_fits
    query = sa.select(t.c.fit, t.c.input_sha256, t.c.fingerprint).order_by(t.c.fit.desc())
    row = connection.execute(query.limit(1)).first()
    return (row[0], row[1], row[2]) if row else None


def put_fit(
    connection: Connection,
    fit: Fit,
    topics: Sequence[Topic],
    of_passages: Mapping[str, tuple[str | None, float]],
    of_documents: Sequence[tuple[str, str, float]],
) -> None:
    """Store a topic fit in the place of the last one.

    Args:
        connection: Of the store, writing.
        fit: What to keep of it.
        topics: The standing topics.
        of_passages: Passage id to (topic id or None, score 0-1).
        of_documents: Document id, topic id, share (0-1).
    """
    for table in (
        schema.topic_fits,  # the registry remembers every topic; older registries tell no more
        schema.topics,
        schema.passage_topics,
        schema.document_topics,
    ):
        connection.execute(table.delete())
    row = {"fit": fit.number, "input_sha256": fit.input_sha256}
    row |= {"fingerprint": fit.fingerprint, "registry": fit.registry}
    upsert(connection, schema.topic_fits, [row])
    upsert(connection, schema.topics, [_topic_row(topic) for topic in topics])
    passages = [
        {"passage_id": id_, "topic_id": topic, "score": score}
        for id_, (topic, score) in sorted(of_passages.items())
    ]
    upsert(connection, schema.passage_topics, passages)
    documents = [
        {"document_id": id_, "topic_id": topic, "share": share}
        for id_, topic, share in sorted(of_documents)
    ]
    upsert(connection, schema.document_topics, documents)


def _topic_row(topic: Topic) -> dict[str, Any]:
    return {
        "topic_id": topic.id,
        "label": topic.label,
        "terms": [list(term) for term in topic.terms],
        "n_passages": topic.n_passages,
    }


def put_figures(
    connection: Connection,
    tables: Mapping[str, Iterable[Mapping[str, Any]]],
    series_documents: Iterable[Mapping[str, Any]],
) -> None:
    """Store computed tables, and which documents they rest on, in the place of the last ones."""
    connection.execute(schema.figures.delete())
    connection.execute(schema.series_documents.delete())
    for name, rows in tables.items():
        found = [
            {"name": name, "ordinal": ordinal, "row": dict(row)} for ordinal, row in enumerate(rows)
        ]
        upsert(connection, schema.figures, found)
    upsert(connection, schema.series_documents, [dict(row) for row in series_documents])


def load_figures(connection: Connection, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a computed table in their order."""
    table = schema.figures
    query = sa.select(table.c.row).where(table.c.name == name).order_by(table.c.ordinal)
    for row in connection.execute(query.execution_options(yield_per=CHUNK)):
        yield row[0]
