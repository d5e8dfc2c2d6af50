"""Everything that is known of one document: where it came from, what was kept, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.declarations import Source, load_sources
from pipeline.errors import UsageError
from pipeline.records import Capture, Document, Rejected
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.cleaning import clean_body
from pipeline.steps.deciding.listing import decisions_of, tags_told
from pipeline.steps.fetched import addresses_of, pages_of
from pipeline.steps.finding import find_document
from pipeline.steps.inheriting import page_document
from pipeline.steps.named import entities_of
from pipeline.store import Store, captures, ledger, schema
from pipeline.store.family_evidence import family_evidence
from pipeline.store.warc import read_body


def explain(workspace: Workspace, wanted: str) -> dict[str, Any]:
    """Tell how a document came to be what it is; it is cleaned anew, and nothing is stored.

    Args:
        workspace: Where it is stored.
        wanted: Its id or the first digits of it, its URL, or its locator.

    Returns:
        capture, revisions, addresses (as `fetched.addresses_of`), part_of (as `fetched.pages_of`),
        outcome ("document" or the reason of rejection), detail, document
        (without its text), dates, tags (with counts: False where rejected), decisions (as
        `deciding.decisions_of`), entities (as `named.entities_of`), family, lines (each with kept
        and why).

    Raises:
        UsageError: Nothing, or more than one document, is meant.
        StoreError: Its raw bytes are gone.
    """
    with Store(workspace.database_url) as store, store.read() as connection:
        id_ = find_document(connection, wanted)
        (capture,) = captures.load_captures(connection, [id_])
        told: dict[str, Any] = {
            "capture": asdict(capture),
            "revisions": _revisions(connection, id_),
            "addresses": addresses_of(connection, id_),
            "part_of": pages_of(connection, id_),
            "tags": tags_told(connection, id_, workspace),
            "decisions": decisions_of(connection, id_, workspace),
            "entities": entities_of(connection, id_, workspace.settings.published_entities),
            "family": family_evidence(connection, id_),
        }
        page = page_document(connection, id_)
        stages = [asdict(r) for r in ledger.load_rejected(connection) if r.document_id == id_]
    sources, _ = load_sources(workspace.sources_dir)
    source = sources.get(capture.source_id)
    if source is None:
        raise UsageError(
            f"source {capture.source_id} of {id_} is no longer declared; "
            f"put its card back into {workspace.sources_dir}"
        )
    return told | {"rejected": stages} | _cleaned(workspace, capture, source, page)


def _cleaned(
    workspace: Workspace, capture: Capture, source: Source, page: Document | None
) -> dict[str, Any]:
    from pipeline.clean.cleaner import as_utf8
    from pipeline.clean.dating.deciding import explain as explain_dates
    from pipeline.clean.dating.document import latest_day
    from pipeline.clean.dating.linked import dated_by_page
    from pipeline.clean.trace import trace_capture

    body = read_body(workspace.warc_dir / capture.warc_file, capture.warc_offset)
    cleaner = models.cleaner(workspace)
    outcome = clean_body(cleaner, capture, body, source)
    body = as_utf8(capture, body)
    lines = [
        asdict(fate)
        for fate in trace_capture(body, capture.media_type, outcome, cleaner.known, source.ocr)
    ]
    if isinstance(outcome, Rejected):
        said = {"outcome": outcome.reason, "detail": outcome.detail}
        return {**said, "document": None, "dates": [], "lines": lines}
    outcome = dated_by_page(outcome, page, latest_day(capture))
    return {
        "outcome": "document",
        "detail": "",
        "document": _without_text(outcome),
        "dates": [asdict(row) for row in explain_dates(outcome.dates, latest_day(capture))],
        "lines": lines,
    }


def _without_text(document: Document) -> dict[str, Any]:
    values = asdict(document)
    values["n_words"] = len(values.pop("text").split())
    values.pop("dates")
    return values


def _revisions(connection: Connection, id_: str) -> list[dict[str, Any]]:
    c = schema.captures.c
    query = (
        sa.select(c.revision, c.fetched_at, c.n_bytes, c.sha256)
        .where(c.document_id == id_)
        .order_by(c.revision)
    )
    return [dict(row._mapping) for row in connection.execute(query)]
