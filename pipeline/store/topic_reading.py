"""Documents of topics, for those who look at topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import documents
from pipeline.store.topic_schema import document_topics, passage_topics

EXACT = {"year": 4, "month": 7}
"""Characters of an ISO 8601 date that are known, where not all are."""


@dataclass(frozen=True, slots=True)
class DocumentOfTopic:
    """A document with what part of it a topic has."""

    document_id: str
    title: str
    url: str | None
    published: str | None
    """ISO 8601."""
    published_precision: str | None
    """year, month or day: the rest of `published` only fills up."""
    share: float
    """Above 0 to 1: of the document's words."""

    @property
    def dated(self) -> str:
        """When it was published, as exactly as is known: 2015, 2015-03 or 2015-03-04."""
        exact = EXACT.get(self.published_precision or "")
        return self.published[:exact] if self.published else "undated"


def documents_by_topic(connection: Connection) -> dict[str, int]:
    """Return how many documents have a passage in each topic."""
    t = document_topics.c
    query = sa.select(t.topic_id, sa.func.count()).group_by(t.topic_id)
    return {topic_id: n for topic_id, n in connection.execute(query)}


def count_passages(connection: Connection) -> int:
    """Return the number of passages that were given a topic or none."""
    return connection.execute(sa.select(sa.func.count()).select_from(passage_topics)).scalar_one()


def newest_documents(connection: Connection, topic_id: str, most: int) -> list[DocumentOfTopic]:
    """Return the newest documents of a topic; those without a date come last."""
    query = _documents(topic_id).order_by(
        documents.c.published.is_(None),
        documents.c.published.desc(),
        document_topics.c.share.desc(),
        documents.c.document_id,
    )
    return [DocumentOfTopic(*row) for row in connection.execute(query.limit(most))]


def documents_named(
    connection: Connection, topic_id: str, document_ids: Sequence[str]
) -> dict[str, DocumentOfTopic]:
    """Return some documents of a topic by their ids."""
    query = _documents(topic_id).where(documents.c.document_id.in_(document_ids))
    return {row[0]: DocumentOfTopic(*row) for row in connection.execute(query)}


def _documents(topic_id: str) -> sa.Select[Any]:
    d, t = documents.c, document_topics.c
    return (
        sa.select(d.document_id, d.title, d.url, d.published, d.published_precision, t.share)
        .select_from(
            document_topics.join(documents, (d.document_id == t.document_id) & d.is_current)
        )
        .where(t.topic_id == topic_id)
    )
