"""Tags that a bulk act may decide on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.store.schema import documents, tags
from pipeline.store.upsert import CHUNK, chunks


def load_candidates(
    connection: Connection,
    equal: dict[str, str],
    scores: tuple[float, float],
    days: tuple[str, str],
) -> Iterator[Row[Any]]:
    """Yield tags of current documents, in order of their key.

    Args:
        connection: Of the store.
        equal: Column (of tags: scheme, model, origin; of documents: source_id, language) to
            the value it must have; empty values do not restrict.
        scores: Least and highest score.
        days: First and last day of publication, ISO 8601; empty ends do not restrict. Documents
            without a date are yielded only where neither does.

    Yields:
        document_id, revision, scheme, concept_id, score, model, title, published, source_id.
    """
    t, d = tags.c, documents.c
    columns = {"scheme": t.scheme, "model": t.model, "origin": t.origin}
    columns |= {"source_id": d.source_id, "language": d.language}
    query = (
        sa.select(
            t.document_id, d.revision, t.scheme, t.concept_id, t.score, t.model,
            d.title, d.published, d.source_id,
        )
        .join(documents, (d.document_id == t.document_id) & d.is_current)
        .where(t.score >= scores[0], t.score <= scores[1])
        .where(*(columns[name] == value for name, value in sorted(equal.items()) if value))
        .order_by(*tags.primary_key.columns)
    )  # fmt: skip
    if days[0]:
        query = query.where(d.published >= days[0])
    if days[1]:
        query = query.where(d.published <= days[1])
    yield from connection.execute(query.execution_options(yield_per=CHUNK))


def documents_saying(connection: Connection, ids: Sequence[str], words: str) -> set[str]:
    """Return which of the documents have a word or phrase in title or text, case ignored.

    The database is not asked: SQLite knows the case of ASCII letters only.
    """
    wanted = words.casefold()
    found = set()
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(documents.c.document_id, documents.c.title, documents.c.text).where(
            documents.c.is_current, documents.c.document_id.in_(chunk)
        )
        for id_, title, text in connection.execute(query):
            if wanted in title.casefold() or wanted in text.casefold():
                found.add(id_)
    return found
