"""Documents and their passages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.records import DateClaim, Document, Label, Passage, Section
from pipeline.settings import digest
from pipeline.store.schema import documents, passages
from pipeline.store.upsert import CHUNK, chunks, replace_of_documents, upsert


def document_digest(document: Document) -> str:
    """Return the SHA-256 of everything a document says; later stages take it as their input."""
    return digest(asdict(document))


def put_documents(connection: Connection, new: Sequence[Document]) -> None:
    """Store documents as the current revisions; older revisions stay."""
    retire(connection, [document.id for document in new])
    upsert(connection, documents, [_row(document) for document in new])


def retire(connection: Connection, ids: Sequence[str]) -> None:
    """Let no revision of the given documents be current."""
    for chunk in chunks(ids, CHUNK):
        connection.execute(
            documents.update().where(documents.c.document_id.in_(chunk)).values(is_current=False)
        )


def retire_revisions(connection: Connection, revisions: Sequence[tuple[str, int]]) -> list[str]:
    """Let the given revisions not be current; return the ids of documents that lost theirs."""
    lost = []
    for id_, revision in revisions:
        is_it = (documents.c.document_id == id_) & (documents.c.revision == revision)
        change = documents.update().where(is_it, documents.c.is_current).values(is_current=False)
        if connection.execute(change).rowcount:
            lost.append(id_)
    return lost


def count_current(connection: Connection) -> int:
    """Return how many documents there are."""
    query = sa.select(sa.func.count()).select_from(documents).where(documents.c.is_current)
    return connection.scalar(query) or 0


def count_with_gaps(connection: Connection) -> int:
    """Return how many documents have parts that could not be read."""
    is_whole = sa.cast(documents.c.gaps, sa.Text) == "[]"
    query = sa.select(sa.func.count()).select_from(documents)
    return connection.scalar(query.where(documents.c.is_current, ~is_whole)) or 0


def count_by_source(connection: Connection) -> dict[str, int]:
    """Return the number of documents of each source."""
    query = (
        sa.select(documents.c.source_id, sa.func.count())
        .where(documents.c.is_current)
        .group_by(documents.c.source_id)
    )
    return {id_: n for id_, n in connection.execute(query)}


def put_passages(connection: Connection, ids: Sequence[str], new: Sequence[Passage]) -> None:
    """Store the passages of the given documents in the place of their old ones."""
    rows = [
        {
            "passage_id": passage.id,
            "document_id": passage.document_id,
            "ordinal": passage.ordinal,
            "start": passage.start,
            "end": passage.end,
            "n_words": passage.n_words,
            "text_sha256": passage.sha256,
            "language": passage.language,
            "section": passage.section,
        }
        for passage in new
    ]
    replace_of_documents(connection, passages, ids, rows)


def load_documents(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    """Yield the current revisions of the given documents, in order of id."""
    for chunk in chunks(sorted(ids), CHUNK):
        query = (
            sa.select(documents)
            .where(documents.c.is_current, documents.c.document_id.in_(chunk))
            .order_by(documents.c.document_id)
        )
        for row in connection.execute(query):
            yield _document(row)


def current_ids(connection: Connection) -> list[str]:
    """Return the ids of all current documents, sorted."""
    query = (
        sa.select(documents.c.document_id)
        .where(documents.c.is_current)
        .order_by(documents.c.document_id)
    )
    return list(connection.scalars(query))


def known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return which of the ids are of documents that are or were there, in any revision."""
    found: set[str] = set()
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(documents.c.document_id).where(documents.c.document_id.in_(chunk))
        found.update(connection.scalars(query.distinct()))
    return found


def load_passages(connection: Connection, texts: Sequence[Document]) -> dict[str, list[Passage]]:
    """Return the passages of the given documents, by document id and in order."""
    by_id = {document.id: document for document in texts}
    found: dict[str, list[Passage]] = {id_: [] for id_ in by_id}
    for chunk in chunks(sorted(by_id), CHUNK):
        query = (
            sa.select(passages)
            .where(passages.c.document_id.in_(chunk))
            .order_by(passages.c.document_id, passages.c.ordinal)
        )
        for row in connection.execute(query):
            text = by_id[row.document_id].text[row.start : row.end]
            found[row.document_id].append(
                Passage(
                    id=row.passage_id,
                    document_id=row.document_id,
                    ordinal=row.ordinal,
                    start=row.start,
                    end=row.end,
                    n_words=row.n_words,
                    text=text,
                    language=row.language,
                    section=row.section,
                )
            )
    return found


def text_of_passage() -> sa.Function[str]:
    """Return the SQL for a passage's text, cut out by the database: documents may be books."""
    length = passages.c.end - passages.c.start
    return sa.func.substr(documents.c.text, passages.c.start + 1, length)


def _row(document: Document) -> dict[str, Any]:
    values = asdict(document)
    values["document_id"] = values.pop("id")
    values["published"] = document.published and document.published.isoformat()
    values["authors"] = list(document.authors)
    values["labels"] = [[label.kind, label.text] for label in document.labels]
    values["dates"] = [_claim_row(one) for one in document.dates]
    values["sections"] = [[one.start, one.level, one.title] for one in document.sections]
    values["alternates"] = list(document.alternates)
    values["gaps"] = list(document.gaps)
    values["n_words"] = len(document.text.split())
    return values | {"is_current": True, "digest": document_digest(document)}


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.document_id,
        revision=row.revision,
        source_id=row.source_id,
        title=row.title,
        text=row.text,
        language=row.language,
        url=row.url,
        authors=tuple(row.authors),
        section=row.section,
        published=dt.date.fromisoformat(row.published) if row.published else None,
        published_precision=row.published_precision,
        published_confidence=row.published_confidence,
        published_from=row.published_from,
        labels=tuple(Label(kind, text) for kind, text in row.labels),
        dates=tuple(_claim(values) for values in row.dates),
        website=row.website,
        quality=row.quality,
        sections=tuple(Section(*values) for values in row.sections),
        alternates=tuple(row.alternates),
        gaps=tuple(row.gaps),
    )


def _claim_row(claim: DateClaim) -> dict[str, Any]:
    values = asdict(claim)
    return values | {"start": claim.start.isoformat(), "end": claim.end and claim.end.isoformat()}


def _claim(values: dict[str, Any]) -> DateClaim:
    end = dt.date.fromisoformat(values["end"]) if values["end"] else None
    return DateClaim(**values | {"start": dt.date.fromisoformat(values["start"]), "end": end})
