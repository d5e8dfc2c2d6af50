"""Look at a workspace without changing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.errors import ModelError, SnapshotError
from pipeline.settings import Workspace
from pipeline.snapshots import latest_snapshot
from pipeline.steps import completeness, declared
from pipeline.steps.context import Context, utc_now
from pipeline.steps.workers import step_of
from pipeline.store import Store, captures, decisions, documents, families, ledger
from pipeline.store import runs as run_records

LAST_RUNS = 5
LOOKED_AT = ("clean", "entities", "topics", "themes", "trends", "publish")


def status(workspace: Workspace) -> dict[str, Any]:
    """Return n_sources, n_captures, n_documents, n_with_gaps, n_families, n_decisions, pending, ...

    Then rejected, runs, snapshot, sources (what is wrong with them, see completeness.rows) and
    findings (all that needs somebody's eye, in lines), seen (what somebody knows of, in lines).
    n_sources counts those that are switched on. Of decisions, undone ones and undos are counted
    too.
    """
    with Store(workspace.database_url) as store:
        context = Context(workspace, store, "")
        pending = [_pending(context, stage) for stage in LOOKED_AT]
        with store.read() as connection:
            n_captures = captures.count_current(connection)
            n_documents = documents.count_current(connection)
            n_with_gaps = documents.count_with_gaps(connection)
            n_families = families.count(connection)
            n_decisions = decisions.count(connection)
            reasons = Counter((r.stage, r.reason) for r in ledger.load_rejected(connection))
            runs = run_records.last_runs(connection, LAST_RUNS, utc_now())
        told = completeness.told(workspace, store)
        found = [each.finding for each in told]
        unread = completeness.unread(workspace, store, found)
    return {
        "n_sources": len(declared.enabled_sources(workspace)),
        "n_captures": n_captures,
        "n_documents": n_documents,
        "n_with_gaps": n_with_gaps,
        "n_families": n_families,
        "n_decisions": n_decisions,
        "pending": pending,
        "rejected": [
            {"stage": stage, "reason": reason, "n": n}
            for (stage, reason), n in sorted(reasons.items())
        ],
        "runs": runs,
        "snapshot": latest_name(workspace),
        "sources": completeness.rows(told),
        "findings": [
            *declared.findings(workspace),
            *unread,
            *completeness.lines(completeness.unseen(told)),
        ],
        "seen": completeness.lines(completeness.seen(told)),
    }


def latest_name(workspace: Workspace) -> str | None:
    """Return the id of the newest snapshot, None before the first."""
    try:
        return latest_snapshot(workspace.snapshots_dir).name
    except SnapshotError:
        return None


def _pending(context: Context, stage: str) -> dict[str, Any]:
    """Count what a stage has to do; None where the encoder that it asks for was never built."""
    try:
        pending = step_of(stage).pending(context)
    except ModelError:
        if (context.workspace.models_dir / "minilm").exists():
            raise
        return {"stage": stage, "pending": None, "known": None}
    return {"stage": stage, "pending": pending.n_items, "known": pending.n_known}


def rejected_rows(workspace: Workspace, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rejected inputs whose columns equal the wanted values."""
    with Store(workspace.database_url) as store, store.read() as connection:
        return [asdict(item) for item in ledger.load_rejected(connection, **wanted)]
