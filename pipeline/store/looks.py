"""What became of a source's captures, when its documents were published, what its indexes lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store import web_schema
from pipeline.store.schema import captures, documents, ledger, rejected


class Became(NamedTuple):
    """A capture that was cleaned."""

    run_id: str
    words: int | None
    """None: it became no document."""
    title: str
    has_date: bool


def newest_looks(
    connection: Connection, source_id: str, run_ids: Sequence[str], newest: int
) -> list[Became]:
    """Return what the captures of the given runs became, in the order of capture.

    Captures that `clean` has not come to yet are left out, and so are files of pages, which are no
    items of their own.
    """
    c, d = captures.c, documents.c
    is_its = (d.document_id == c.document_id) & (d.revision == c.revision)
    is_done = (ledger.c.stage == "clean") & (ledger.c.document_id == c.document_id)
    is_known = sa.case(
        (c.is_current, d.is_current | (ledger.c.outcome == "rejected")),
        else_=d.document_id.is_not(None),
    )
    is_document = sa.case((c.is_current, d.is_current), else_=d.document_id.is_not(None))
    query = (
        sa.select(c.run_id, d.n_words, d.title, d.published, is_document.label("is_document"))
        .select_from(captures.outerjoin(documents, is_its).outerjoin(ledger, is_done))
        .where(c.source_id == source_id, c.run_id.in_(run_ids), c.part_of == "", is_known)
        .order_by(c.fetched_at.desc(), c.document_id.desc())
        .limit(newest)
    )
    found = [
        Became(row.run_id, row.n_words, row.title, row.published is not None)
        if row.is_document
        else Became(row.run_id, None, "", has_date=False)
        for row in connection.execute(query)
    ]
    return found[::-1]


def days_of_publication(
    connection: Connection, source_ids: Sequence[str]
) -> Iterator[tuple[str, dt.date, int]]:
    """Yield source, day and number of current documents, of those that state a day, in order."""
    d = documents.c
    query = (
        sa.select(d.source_id, d.published, sa.func.count())
        .where(d.is_current, d.source_id.in_(source_ids), d.published_precision == "day")
        .group_by(d.source_id, d.published)
        .order_by(d.source_id, d.published)
    )
    for source_id, published, n in connection.execute(query):
        yield source_id, dt.date.fromisoformat(published), n


def items_by_address(
    connection: Connection, source_id: str, run_ids: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield locator, day of publication and day (UTC) of the first capture of items, as ISO 8601.

    Those first captured in the given runs, in no order; the day of publication is empty where it is
    not known to the day, and where there is no document.
    """
    c, d = captures.c, documents.c
    its = (d.document_id == c.document_id) & d.is_current & (d.published_precision == "day")
    query = (
        sa.select(c.locator, sa.func.coalesce(d.published, ""), sa.func.substr(c.fetched_at, 1, 10))
        .select_from(captures.outerjoin(documents, its))
        .where(c.run_id.in_(run_ids), c.source_id == source_id, c.revision == 1, c.part_of == "")
    )
    yield from connection.execute(query).tuples()


def index_troubles(connection: Connection, source_id: str) -> list[tuple[str, str]]:
    """Return reason and sentence for each index page that gave nothing, in order of address."""
    f = web_schema.frontier.c
    is_its = (rejected.c.stage == "ingest") & (rejected.c.locator == f.url)
    query = (
        sa.select(f.url, f.last_problem, rejected.c.reason, rejected.c.detail)
        .select_from(web_schema.frontier.outerjoin(rejected, is_its))
        .where(f.source_id == source_id, f.role == "index")
        .where((f.last_problem != "") | rejected.c.reason.is_not(None))
    )
    found = sorted(connection.execute(query).all(), key=lambda row: row.url)  # few of very many
    return [
        (reason or problem, detail or f"{url} could not be read ({problem}); it is tried again")
        for url, problem, reason, detail in found
    ]
