"""A run in words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.steps import completeness
from pipeline.steps.runs import Run
from pipeline.store import decisions, documents, ledger


def summary(run: Run) -> dict[str, Any]:
    """Return run_id, stages (reports), findings, sources, snapshot, lines, and numbers.

    `sources`: what is wrong with them, see completeness.rows. The numbers are n_documents,
    n_rejected and n_decisions.
    """
    from pipeline.snapshots import latest_snapshot

    workspace = run.context.workspace
    with run.context.store.read() as connection:
        n_documents = documents.count_current(connection)
        rejected = list(ledger.load_rejected(connection))
        n_decisions = decisions.count(connection)
    told = completeness.told(workspace, run.context.store, run.context.sources)
    published = any(report.stage == "publish" for report in run.reports)
    snapshot = latest_snapshot(workspace.snapshots_dir) if published else None
    lines = [f"{n_documents:,} documents, {len(rejected):,} rejected inputs"]
    if rejected:
        lines[0] += " ('culturescope rejected' lists them)"
    if n_decisions:
        lines[0] += f", {n_decisions:,} decisions of editors"
    n_new = sum(each.is_new for each in told)
    if n_new:
        lines.append(f"{n_new:,} of {len(told):,} findings about sources are new")
    if snapshot:
        lines.append(f"snapshot {snapshot.name}: {snapshot / 'report.html'}")
    return {
        "run_id": run.context.run_id,
        "stages": [asdict(report) for report in run.reports],
        "findings": run.findings,
        "sources": completeness.rows(told),
        "n_documents": n_documents,
        "n_rejected": len(rejected),
        "n_decisions": n_decisions,
        "snapshot": snapshot.name if snapshot else None,
        "lines": lines,
    }
