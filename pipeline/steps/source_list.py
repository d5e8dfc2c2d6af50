"""The declared sources, one row each: what they are and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from pipeline.declarations import Source, load_sources
from pipeline.records import Visit, VisitStatus
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.store import Store, documents, ledger, runs, visits


def source_rows(workspace: Workspace) -> tuple[list[dict[str, Any]], list[str]]:
    """Return one row a readable source card, and findings on cards that are not."""
    sources, _ = load_sources(workspace.sources_dir)
    with Store(workspace.database_url) as store, store.read() as connection:
        counts = documents.count_by_source(connection)
        bad = Counter(item.source_id for item in ledger.load_rejected(connection))
        last = {id_: visits.load_visits(connection, id_, 1) for id_ in sources}
        live = runs.under_way(connection)
    rows = [
        _row(one)
        | {
            "documents": counts.get(one.id, 0),
            "rejected": bad.get(one.id, 0),
            "visited": last[one.id][-1].started_at if last[one.id] else None,
            "visit": visit_status(last[one.id][-1], live) if last[one.id] else "",
        }
        for one in sources.values()
    ]
    return rows, declared.findings(workspace)


def visit_status(visit: Visit, live: Collection[str]) -> VisitStatus:
    """Return how a visit ended: the next visit notes which ones were cut, this tells it before.

    Args:
        visit: As stored.
        live: Ids of the runs under way.
    """
    is_cut = visit.status == "running" and visit.run_id not in live
    return "cut" if is_cut else visit.status


def _row(source: Source) -> dict[str, Any]:
    return {
        "source": source.id,
        "kind": source.kind,
        "enabled": source.enabled,
        "verified": source.verified,
        "group": source.group,
        "licence": source.licence,
        "name": source.name,
        "where": list(source.url) or [source.path],
    }
