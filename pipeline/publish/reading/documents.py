"""Documents that figures rest on: the newest of a series, the likeliest of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.publish.nouns import DocumentRow
from pipeline.publish.tables import Tables

Key = tuple[str, str]
"""Kind and id of a series."""

LISTED = {"theme": 12, "discipline": 8}
LISTED_ELSE = 6
"""Documents in the list of a series of another kind."""
PROVEN = 2
"""Documents beside a finding, of each of its periods."""
MAX_TITLE = 200
MAX_URL = 1000
"""Longer addresses are not linked to."""

_DOCUMENT = f"""
    d.document_id,
    CASE d.published_precision WHEN 'year' THEN strftime(d.published, '%Y')
        WHEN 'month' THEN strftime(d.published, '%Y-%m')
        ELSE coalesce(strftime(d.published, '%Y-%m-%d'), '') END
        || CASE WHEN d.published IS NOT NULL AND d.counted IS NULL THEN '?' ELSE '' END,
    coalesce(left(d.title, {MAX_TITLE}), '(no title)'), d.source_id, d.url
"""


def newest(tables: Tables, keys: Iterable[Key]) -> dict[Key, list[str]]:
    """Return the ids of the newest documents of series, those with a date that counts first."""
    tables.put("asked", ("kind", "id"), keys)
    most = max(LISTED_ELSE, *LISTED.values())
    rows = tables.all(
        "SELECT s.kind, s.id, arg_max(s.document_id, CASE WHEN d.counted IS NULL THEN '' ELSE "
        "strftime(d.counted, '%Y-%m-%d') END || ' ' || s.document_id, ?) "
        "FROM series_documents s JOIN asked USING (kind, id) JOIN documents d USING (document_id) "
        "WHERE s.counts GROUP BY ALL",
        most,
    )
    return {(kind, id_): ids[: LISTED.get(kind, LISTED_ELSE)] for kind, id_, ids in rows}


def likeliest(tables: Tables, key: Key, start: dt.date, end: dt.date) -> list[str]:
    """Return the ids of the documents dated from `start` to before `end` that surest have it."""
    rows = tables.all(
        "SELECT document_id FROM series_documents s JOIN documents d USING (document_id) "
        "WHERE s.counts AND s.kind = ? AND s.id = ? AND d.counted >= ? AND d.counted < ? "
        "ORDER BY s.probability DESC, document_id LIMIT ?",
        *key,
        start,
        end,
        PROVEN,
    )
    return [row[0] for row in rows]


def read_documents(tables: Tables, ids: Iterable[str]) -> dict[str, DocumentRow]:
    """Return documents as lists show them, by id."""
    tables.put("picked", ("document_id",), [(id_,) for id_ in sorted(set(ids))])
    rows = tables.all(f"SELECT {_DOCUMENT} FROM documents d JOIN picked USING (document_id)")
    return {row[0]: document_row(row) for row in rows}


def document_row(row: Sequence[Any]) -> DocumentRow:
    """Make a row of a list; an address that is not http or https is not kept."""
    return DocumentRow(row[0], row[1], row[2], row[3], safe_url(row[4]))


def safe_url(url: str | None) -> str | None:
    """Return an address that may be linked to, or None."""
    is_web = bool(url) and str(url).lower().startswith(("http://", "https://"))
    return url if is_web and len(str(url)) <= MAX_URL else None
