"""Topic fits, one row each, and what stands since the last one: topics of passages, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Topic, TopicEvent
from pipeline.store import topic_schema
from pipeline.store.topic_names import load_names
from pipeline.store.upsert import CHUNK, chunks, upsert


@dataclass(frozen=True, slots=True)
class Fit:
    """What is kept of a topic fit besides its results."""

    number: int
    """Counts from 1."""
    input_sha256: str
    """Of the documents that the standing topics have been given to, those added since included."""
    fingerprint: str
    reason: str = ""
    """Why it was made, for a person."""
    n_passages: int = 0
    """That were given a topic or none."""
    n_fitted: int = 0
    """That topics were learnt from."""
    n_topics: int = 0
    measured: dict[str, Any] = field(default_factory=dict, repr=False)
    """As JSON: what the next run compares with."""


def last_fit(connection: Connection) -> Fit | None:
    """Return the last topic fit without its registry, None before the first."""
    query = _without_registry().order_by(topic_schema.topic_fits.c.fit.desc()).limit(1)
    row = connection.execute(query).first()
    return _fit(row) if row else None


def load_registry(connection: Connection) -> dict[str, Any]:
    """Return every topic there ever was, as JSON; {} before the first fit."""
    t = topic_schema.topic_fits.c
    found = connection.execute(sa.select(t.registry).order_by(t.fit.desc()).limit(1)).scalar()
    return found or {}


def load_fits(connection: Connection) -> list[Fit]:
    """Return every fit there was, in order, without registries."""
    query = _without_registry().order_by(topic_schema.topic_fits.c.fit)
    return [_fit(row) for row in connection.execute(query)]


def _without_registry() -> sa.Select[Any]:
    return sa.select(*[c for c in topic_schema.topic_fits.c if c.name != "registry"])


def _fit(row: Any) -> Fit:
    values = dict(row._mapping)
    return Fit(number=values.pop("fit"), **values)


def fit_key(connection: Connection) -> tuple[int, str, str] | None:
    """Return (number, input digest, fingerprint) of the last topic fit."""
    t = topic_schema.topic_fits
    query = sa.select(t.c.fit, t.c.input_sha256, t.c.fingerprint).order_by(t.c.fit.desc())
    row = connection.execute(query.limit(1)).first()
    return (row[0], row[1], row[2]) if row else None


@dataclass(frozen=True, slots=True)
class Placed:
    """Topics of passages, and of their documents."""

    passages: Mapping[str, tuple[str | None, float]]
    """Passage id to (topic id or None, score 0-1)."""
    documents: Sequence[tuple[str, str, float]]
    """Document id, topic id, share (0-1)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a fit found."""

    topics: Sequence[Topic]
    events: Sequence[TopicEvent]
    """What became of topics since the last fit."""
    registry: Mapping[str, Any]
    """Every topic there ever was, as JSON."""
    placed: Placed
    """All passages that were given a topic or none, and all documents."""


def put_fit(connection: Connection, fit: Fit, found: Found) -> None:
    """Store a topic fit in the place of the last one, of which row and events remain."""
    for table in (topic_schema.topics, topic_schema.passage_topics, topic_schema.document_topics):
        connection.execute(table.delete())
    connection.execute(topic_schema.topic_fits.update().values(registry={}))
    row = asdict(fit) | {"registry": dict(found.registry)}
    upsert(connection, topic_schema.topic_fits, [{"fit": row.pop("number"), **row}])
    upsert(connection, topic_schema.topics, [_topic_row(topic) for topic in found.topics])
    _put_placed(connection, found.placed)
    told = [asdict(event) | {"ordinal": ordinal} for ordinal, event in enumerate(found.events)]
    upsert(connection, topic_schema.topic_events, told)


def add_placed(
    connection: Connection, fit: Fit, placed: Placed, renewed: Sequence[str], gone: Sequence[str]
) -> None:
    """Store what standing topics were given to since the last fit.

    Args:
        connection: Of the store, writing.
        fit: The last one, with what changes in its row.
        placed: New passages; and all topics of the documents in `renewed`.
        renewed: Ids of documents whose topics are told anew.
        gone: Ids of passages that are no more.
    """
    p, d, t = topic_schema.passage_topics, topic_schema.document_topics, topic_schema.topic_fits
    for chunk in chunks(gone, CHUNK):
        connection.execute(p.delete().where(p.c.passage_id.in_(chunk)))
    for chunk in chunks(renewed, CHUNK):
        connection.execute(d.delete().where(d.c.document_id.in_(chunk)))
    _put_placed(connection, placed)
    values = {"input_sha256": fit.input_sha256, "measured": fit.measured}
    connection.execute(t.update().where(t.c.fit == fit.number).values(values))
    _count_passages(connection)


def _count_passages(connection: Connection) -> None:
    p, t = topic_schema.passage_topics.c, topic_schema.topics
    query = sa.select(p.topic_id, sa.func.count()).group_by(p.topic_id)
    sizes = {topic_id: n for topic_id, n in connection.execute(query)}
    for topic_id in connection.scalars(sa.select(t.c.topic_id)).all():
        of_topic = t.update().where(t.c.topic_id == topic_id)
        connection.execute(of_topic.values(n_passages=sizes.get(topic_id, 0)))


def _put_placed(connection: Connection, placed: Placed) -> None:
    passages = [
        {"passage_id": id_, "topic_id": topic, "score": score}
        for id_, (topic, score) in sorted(placed.passages.items())
    ]
    upsert(connection, topic_schema.passage_topics, passages)
    documents = [
        {"document_id": id_, "topic_id": topic, "share": share}
        for id_, topic, share in sorted(placed.documents)
    ]
    upsert(connection, topic_schema.document_topics, documents)


def set_measured(connection: Connection, number: int, measured: Mapping[str, Any]) -> None:
    """Change what is remembered of a fit for the next run."""
    t = topic_schema.topic_fits
    connection.execute(t.update().where(t.c.fit == number).values(measured=dict(measured)))


def load_topics(connection: Connection) -> list[Topic]:
    """Return the standing topics with the names that people gave them, in order of number."""
    names = load_names(connection)
    found = [
        Topic(
            id=row.topic_id,
            label=row.label,
            terms=tuple((term, weight) for term, weight in row.terms),
            n_passages=row.n_passages,
            phrases=tuple(row.phrases),
            themes=tuple((concept, cosine) for concept, cosine in row.themes),
            examples=tuple((passage, sentence) for passage, sentence in row.examples),
            x=row.x,
            y=row.y,
            name=names.get(row.topic_id, ""),
        )
        for row in connection.execute(sa.select(topic_schema.topics))
    ]
    return sorted(found, key=lambda topic: int(topic.id[1:]))


def load_events(connection: Connection, fit: int | None = None) -> list[TopicEvent]:
    """Return what became of topics, in order of fit: of one fit, or of all."""
    table = topic_schema.topic_events
    query = sa.select(table).order_by(table.c.fit, table.c.ordinal)
    if fit is not None:
        query = query.where(table.c.fit == fit)
    return list(_events(connection, query))


def _events(connection: Connection, query: sa.Select[Any]) -> Iterator[TopicEvent]:
    for row in connection.execute(query):
        values = dict(row._mapping)
        del values["ordinal"]
        yield TopicEvent(**values)


def _topic_row(topic: Topic) -> dict[str, Any]:
    return {
        "topic_id": topic.id,
        "label": topic.label,
        "terms": [list(term) for term in topic.terms],
        "n_passages": topic.n_passages,
        "phrases": list(topic.phrases),
        "themes": [list(theme) for theme in topic.themes],
        "examples": [list(example) for example in topic.examples],
        "x": topic.x,
        "y": topic.y,
    }
