"""Find snapshots and prove them."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.settings import Workspace
from pipeline.snapshots import latest_snapshot, list_snapshots, verify_snapshot


def find_snapshot(workspace: Workspace, id_: str | None) -> Path:
    """Return the folder of a snapshot, by default of the latest.

    Raises:
        SnapshotError: There is none of that id, or none at all.
    """
    if id_ is None:
        return latest_snapshot(workspace.snapshots_dir)
    known = [info.id for info in list_snapshots(workspace.snapshots_dir)]
    if id_ not in known:
        there = ", ".join(known[-5:]) or "none"
        raise SnapshotError(f"no snapshot '{id_}' in {workspace.snapshots_dir}; there are: {there}")
    return workspace.snapshots_dir / id_


def prove(folder: Path) -> list[str]:
    """Return what is wrong with a snapshot: files, rows, references, recomputed figures."""
    from pipeline.queries import recompute_findings

    findings = [str(finding) for finding in verify_snapshot(folder)]
    return findings or recompute_findings(folder)
