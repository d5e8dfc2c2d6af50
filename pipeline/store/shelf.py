"""Documents as an editor leafs through them: those without a decision first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipeline.store.schema import decisions, documents, tags

COLUMNS = (
    "document_id", "revision", "source_id", "title", "language", "published",
    "published_precision", "url", "n_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents; what is empty does not restrict."""

    text: str = ""
    """In title or text; case of ASCII letters does not count."""
    source_id: str = ""
    language: str = ""
    scheme: str = ""
    """With `concept_id`: only documents that anybody or anything gave this tag."""
    concept_id: str = ""
    is_undecided: bool = False
    """Only documents on which nothing was ever decided."""


def leaf_through(
    connection: Connection, wanted: Wanted, after: tuple[bool, str], limit: int
) -> list[dict[str, Any]]:
    """Return the rows of COLUMNS, with is_decided, that follow a place.

    Args:
        connection: Of the store.
        wanted: Which documents.
        after: (is_decided, document id) of the last row seen; (False, "") at the beginning.
        limit: Most rows.
    """
    rows: list[dict[str, Any]] = []
    # two queries in the order of a key, so that a page costs a page however many there are
    for is_decided in (False, True):
        if (is_decided and wanted.is_undecided) or is_decided < after[0] or len(rows) == limit:
            continue
        start = after[1] if is_decided == after[0] else ""
        found = _part(connection, wanted, (is_decided, start), limit - len(rows))
        rows += [{**row._mapping, "is_decided": is_decided} for row in found]
    return rows


def _part(
    connection: Connection, wanted: Wanted, after: tuple[bool, str], limit: int
) -> Iterator[Row[Any]]:
    d = documents.c
    has_any = sa.exists().where(decisions.c.document_id == d.document_id)
    query = (
        sa.select(*(d[name] for name in COLUMNS))
        .where(d.is_current, d.document_id > after[1], has_any if after[0] else ~has_any)
        .where(*_conditions(wanted))
        .order_by(d.document_id)
        .limit(limit)
    )
    yield from connection.execute(query)


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    d, t = documents.c, tags.c
    if wanted.text:
        by_title = d.title.icontains(wanted.text, autoescape=True)
        yield sa.or_(by_title, d.text.icontains(wanted.text, autoescape=True))
    if wanted.source_id:
        yield d.source_id == wanted.source_id
    if wanted.language:
        yield d.language == wanted.language
    if wanted.scheme:
        is_given = (t.document_id == d.document_id) & (t.scheme == wanted.scheme)
        if wanted.concept_id:
            is_given &= t.concept_id == wanted.concept_id
        yield sa.exists().where(is_given)
