"""A run in words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.steps import completeness, declared
from pipeline.steps.runs import Run
from pipeline.store import captures, decisions, documents, ledger


def summary(run: Run) -> dict[str, Any]:
    """Return run_id, stages (reports), findings, seen, sources, snapshot, lines, and numbers.

    `sources`: what is wrong with them, see completeness.rows; `seen`: in lines, what somebody knows
    of. The numbers are n_captures,
    n_documents, n_rejected and n_decisions.
    """
    from pipeline.snapshots import latest_snapshot

    workspace = run.context.workspace
    with run.context.store.read() as connection:
        n_captures = captures.count_current(connection)
        n_documents = documents.count_current(connection)
        rejected = list(ledger.load_rejected(connection))
        n_decisions = decisions.count(connection)
    told = completeness.told(workspace, run.context.store, run.context.sources)
    published = any(report.stage == "publish" for report in run.reports)
    snapshot = latest_snapshot(workspace.snapshots_dir) if published else None
    lines = [_counted(n_documents, len(rejected), n_decisions)]
    n_used = n_documents + sum(item.stage == "clean" for item in rejected)
    lines += _next(run, n_captures, n_captures > n_used)
    n_new = sum(each.is_new for each in told)
    if n_new:
        n_all = len(completeness.unseen(told))
        whole = f"{n_new:,} of {n_all:,} findings" if n_all > 1 else "the one finding"
        lines.append(f"{whole} about sources {'is' if n_new == 1 else 'are'} new")
    if snapshot:
        lines.append(f"snapshot {snapshot.name}: {snapshot / 'report.html'}")
    return {
        "run_id": run.context.run_id,
        "stages": [asdict(report) for report in run.reports],
        "findings": run.findings,
        "seen": completeness.lines(completeness.seen(told)),
        "sources": completeness.rows(told),
        "n_captures": n_captures,
        "n_documents": n_documents,
        "n_rejected": len(rejected),
        "n_decisions": n_decisions,
        "snapshot": snapshot.name if snapshot else None,
        "lines": lines,
    }


def _counted(n_documents: int, n_rejected: int, n_decisions: int) -> str:
    """Return what there is in one line."""
    told = f"{n_documents:,} documents, {n_rejected:,} rejected input{'s' * (n_rejected != 1)}"
    if n_rejected:
        told += " ('culturescope rejected' lists them)"
    return f"{told}, {n_decisions:,} decisions of editors" if n_decisions else told


def _next(run: Run, n_captures: int, is_behind: bool) -> list[str]:
    """Return what to do next where no source is on, or where captures wait to be read."""
    reports = {report.stage: report for report in run.reports}
    if "ingest" not in reports:
        return []
    if not declared.enabled_sources(run.context.workspace):
        return [declared.NOTHING_ON]
    if "clean" in reports or not (is_behind or reports["ingest"].n_out):
        return []
    return [f"{n_captures:,} captures; next: culturescope run, which makes documents of them"]
