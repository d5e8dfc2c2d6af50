"""The past of one source: its visits, what fails now, what is wrong with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.declarations import Source
from pipeline.records import Visit, VisitStatus
from pipeline.settings import Workspace
from pipeline.steps import completeness
from pipeline.steps.seeing import stale_lines
from pipeline.steps.source_list import visit_status
from pipeline.store import Store, captures, documents, frontier, ledger, runs, visits

MOST_FAILING = 20
"""Addresses that are shown of those that fail."""


def source_history(workspace: Workspace, source: Source, newest: int) -> dict[str, Any]:
    """Return visits (the newest first), states of its addresses, failing ones, findings.

    `stale`: a line for each entry on its card that says a finding is seen, and fits none.
    """
    with Store(workspace.database_url) as store:
        with store.read() as connection:
            seen = visits.load_visits(connection, source.id, newest)
            live = runs.under_way(connection)
            states = frontier.counts(connection, source.id)
            failing = list(ledger.load_rejected(connection, stage="ingest", source_id=source.id))
            n_captures = captures.count_current(connection, source.id)
            n_documents = documents.count_by_source(connection).get(source.id, 0)
        found = completeness.told(workspace, store, only=(source.id,))
    return {
        "source": source.id,
        "captures": n_captures,
        "documents": n_documents,
        "addresses": states,
        "visits": [_told(visit, visit_status(visit, live)) for visit in reversed(seen)],
        "failing": [
            {"locator": one.locator, "reason": one.reason, "detail": one.detail}
            for one in failing[:MOST_FAILING]
        ],
        "n_failing": len(failing),
        "findings": [_finding(one) for one in found],
        "stale": stale_lines(workspace, source),
    }


def _told(visit: Visit, status: VisitStatus) -> dict[str, Any]:
    took = (visit.finished_at - visit.started_at).total_seconds() if visit.finished_at else None
    rate = visit.n_requests / took if took else None
    return asdict(visit) | {"status": status, "seconds": took, "requests_per_s": rate}


def _finding(told: completeness.Told) -> dict[str, Any]:
    finding = told.finding
    return asdict(finding) | {"evidence": dict(finding.evidence), "is_seen": told.is_seen}
