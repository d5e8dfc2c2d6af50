"""What standing topics have been given to, compared with the documents there are now."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.records import Passage
from pipeline.store.schema import documents, passages
from pipeline.store.topic_schema import document_topics, passage_topics, topic_fits
from pipeline.store.upsert import CHUNK, chunks


def sizes(connection: Connection) -> dict[str, int]:
    """Return the passages of current documents by topic id, "" for those in none."""
    t = passage_topics.c
    query = sa.select(t.topic_id, sa.func.count()).select_from(_current()).group_by(t.topic_id)
    found = {topic_id or "": n for topic_id, n in connection.execute(query)}
    return dict(sorted(found.items()))


def _current() -> sa.FromClause:
    """Passages that have been given a topic or none, of documents that are current."""
    p, d = passages.c, documents.c
    is_current = (d.document_id == p.document_id) & d.is_current
    return passage_topics.join(passages, p.passage_id == passage_topics.c.passage_id).join(
        documents, is_current
    )


def gone_passages(connection: Connection) -> list[str]:
    """Return the ids of passages that have topics and are of no current document any more."""
    there = sa.select(passage_topics.c.passage_id).select_from(_current())
    query = sa.select(passage_topics.c.passage_id).except_(there)
    return sorted(connection.scalars(query))


def gone_documents(connection: Connection) -> list[str]:
    """Return the ids of documents that have topics and are not current any more."""
    current = sa.select(documents.c.document_id).where(documents.c.is_current)
    query = sa.select(document_topics.c.document_id).except_(current)
    return sorted(connection.scalars(query))


def passages_of(
    connection: Connection, document_ids: Sequence[str]
) -> tuple[list[Passage], dict[str, str]]:
    """Return the passages of documents, without texts, and the topics of those that have one.

    Returns:
        The passages in order of id; topic id by passage id.
    """
    p, t = passages.c, passage_topics.c
    found: list[Passage] = []
    topics: dict[str, str] = {}
    for chunk in chunks(sorted(document_ids), CHUNK):
        query = (
            sa.select(passages, t.topic_id)
            .select_from(passages.outerjoin(passage_topics, t.passage_id == p.passage_id))
            .where(p.document_id.in_(chunk))
        )
        for row in connection.execute(query):
            place = (row.ordinal, row.start, row.end, row.n_words)
            found.append(Passage(row.passage_id, row.document_id, *place, ""))
            if row.topic_id:
                topics[row.passage_id] = row.topic_id
    return sorted(found, key=lambda passage: passage.id), topics


def forget_passages(connection: Connection, document_ids: Sequence[str]) -> None:
    """Take the topics off the passages of documents, so that they are given anew.

    The last fit then no longer covers the documents that it says it does.
    """
    n, id_of = 0, passage_topics.c.passage_id
    for chunk in chunks(document_ids, CHUNK):
        # "." follows "-": all ids that begin with the document's and a hyphen.
        ranges = [sa.and_(id_of >= f"{id_}-", id_of < f"{id_}.") for id_ in chunk]
        n += connection.execute(passage_topics.delete().where(sa.or_(*ranges))).rowcount
    if n:
        connection.execute(topic_fits.update().values(input_sha256=""))
