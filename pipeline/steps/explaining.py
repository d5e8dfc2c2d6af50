"""Everything that is known of one document: where it came from, what was kept, and why."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.declarations import Source, load_sources
from pipeline.errors import UsageError
from pipeline.records import Capture, Document, Rejected, document_id
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.cleaning import clean_body
from pipeline.store import Store, captures, ledger, results, schema
from pipeline.store.family_evidence import family_evidence
from pipeline.store.warc import read_body

MIN_PREFIX = 4
"""Digits of an id that may stand for it where they are one document's only."""


def explain(workspace: Workspace, wanted: str) -> dict[str, Any]:
    """Tell how a document came to be what it is; it is cleaned anew, and nothing is stored.

    Args:
        workspace: Where it is stored.
        wanted: Its id or the first digits of it, its URL, or its locator.

    Returns:
        capture, revisions, outcome ("document" or the reason of rejection), detail, document
        (without its text), dates, tags, family, lines (each with kept and why).

    Raises:
        UsageError: Nothing, or more than one document, is meant.
        StoreError: Its raw bytes are gone.
    """
    with Store(workspace.database_url) as store, store.read() as connection:
        id_ = _find(connection, wanted)
        (capture,) = captures.load_captures(connection, [id_])
        told: dict[str, Any] = {
            "capture": asdict(capture),
            "revisions": _revisions(connection, id_),
            "tags": results.tags_of(connection, id_),
            "family": family_evidence(connection, id_),
        }
        stages = [asdict(r) for r in ledger.load_rejected(connection) if r.document_id == id_]
    sources, _ = load_sources(workspace.sources_dir)
    source = sources.get(capture.source_id)
    if source is None:
        raise UsageError(
            f"source {capture.source_id} of {id_} is no longer declared; "
            f"put its card back into {workspace.sources_dir}"
        )
    return told | {"rejected": stages} | _cleaned(workspace, capture, source)


def _cleaned(workspace: Workspace, capture: Capture, source: Source) -> dict[str, Any]:
    from pipeline.clean.dating.deciding import explain as explain_dates
    from pipeline.clean.dating.document import latest_day
    from pipeline.clean.trace import trace_capture

    body = read_body(workspace.warc_dir / capture.warc_file, capture.warc_offset)
    cleaner = models.cleaner(workspace)
    outcome = clean_body(cleaner, capture, body, source)
    lines = [
        asdict(fate)
        for fate in trace_capture(body, capture.media_type, outcome, cleaner.known, source.ocr)
    ]
    if isinstance(outcome, Rejected):
        said = {"outcome": outcome.reason, "detail": outcome.detail}
        return {**said, "document": None, "dates": [], "lines": lines}
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


def _find(connection: Connection, wanted: str) -> str:
    c = schema.captures.c
    query = sa.select(c.document_id).where(c.is_current).order_by(c.document_id)
    if re.fullmatch(rf"[0-9a-f]{{{MIN_PREFIX},16}}", wanted):
        found = list(connection.scalars(query.where(c.document_id.startswith(wanted)).limit(3)))
    else:
        by_name = sa.or_(c.document_id == document_id(wanted), c.url == wanted, c.locator == wanted)
        found = list(connection.scalars(query.where(by_name).limit(3)))
    if len(found) > 1:
        raise UsageError(f"{wanted}: stands for more than one: {', '.join(found)}; say more of it")
    if not found:
        raise UsageError(
            f"{wanted}: no captured item has this id, URL or locator; 'culturescope rejected' "
            "lists what was not even read, 'culturescope export documents' all that was"
        )
    return str(found[0])


def _revisions(connection: Connection, id_: str) -> list[dict[str, Any]]:
    c = schema.captures.c
    query = (
        sa.select(c.revision, c.fetched_at, c.n_bytes, c.sha256)
        .where(c.document_id == id_)
        .order_by(c.revision)
    )
    return [dict(row._mapping) for row in connection.execute(query)]
