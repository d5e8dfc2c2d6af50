"""Files that state no date get that of the page with which they are one work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from pipeline.duplicates import attached
from pipeline.records import Document
from pipeline.store import Store, captures, documents, file_dates, ties
from pipeline.store.upsert import chunks

DOCUMENTS_AT_ONCE = 50
"""Reports are long."""


def inherit_dates(store: Store) -> int:
    """Tell files the dates of their pages, and take back what no page says any more.

    Returns:
        How many documents changed. What they say depends on the current documents and captures
        alone, not on when which of them came.
    """
    with store.read() as connection:
        page_of = pages(connection)
        wanted = file_dates.inputs(connection, page_of)
        asked = file_dates.pending(connection, wanted)
    n_changed = 0
    for chunk in chunks(asked, DOCUMENTS_AT_ONCE):
        with store.write() as connection:
            n_changed += _inherit(connection, chunk, page_of)
    if asked:
        with store.write() as connection:
            now = file_dates.inputs(connection, page_of)
            file_dates.mark(connection, {id_: now[id_] for id_ in asked if id_ in now})
    return n_changed


def pages(connection: Connection) -> dict[str, str]:
    """Return the page of every file that is one work with it."""
    return {tie.file_id: tie.page_id for tie in attached(ties.load_ties(connection))}


def page_document(connection: Connection, document_id: str) -> Document | None:
    """Return the page with which a file is one work; None for everything else."""
    page = pages(connection).get(document_id) if ties.tied_to(connection, document_id) else None
    return next(documents.load_documents(connection, [page] if page else []), None)


def _inherit(connection: Connection, ids: Sequence[str], page_of: Mapping[str, str]) -> int:
    from pipeline.clean.dating.document import latest_day  # loads the libraries of cleaning

    latest = {one.document_id: latest_day(one) for one in captures.load_captures(connection, ids)}
    files = list(documents.load_documents(connection, ids))
    wanted = sorted({page_of[one.id] for one in files if one.id in page_of})
    known = {page.id: page for page in documents.load_documents(connection, wanted)}
    told = [_told(one, known.get(page_of.get(one.id, "")), latest) for one in files]
    changed = [new for new, old in zip(told, files, strict=True) if new != old]
    documents.put_documents(connection, changed)
    return len(changed)


def _told(document: Document, page: Document | None, latest: Mapping[str, dt.date]) -> Document:
    from pipeline.clean.dating.linked import dated_by_page

    return dated_by_page(document, page, latest[document.id])
