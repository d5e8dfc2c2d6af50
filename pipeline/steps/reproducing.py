"""Whether a snapshot is what the store would publish now."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import SnapshotError
from pipeline.settings import Workspace
from pipeline.snapshots import write_snapshot
from pipeline.snapshots.diff import TableChange, compare_snapshots
from pipeline.steps.published import published_tables
from pipeline.store import Store

SCRATCH = ".again-"
"""How the folder begins, beside the snapshots', in which the store is published once more."""


def store_findings(workspace: Workspace, folder: Path) -> list[str]:
    """Publish the store once more, aside, and compare.

    Args:
        workspace: With the store, the cards of sources and the vocabularies.
        folder: Of the snapshot.

    Returns:
        How the snapshot differs, one sentence each; empty: the same rows give the same id.
    """
    beside = workspace.snapshots_dir.parent
    with (
        TemporaryDirectory(prefix=SCRATCH, dir=beside) as scratch,
        Store(workspace.database_url) as store,
        store.read() as connection,
    ):
        tables = published_tables(workspace, connection)
        made = write_snapshot(Path(scratch) / "snapshots", tables, manifest={})
        if made == folder.name:
            return []
        told = f"the store would publish {made} now; where it is newer, 'culturescope run' does so"
        return [told, *_differences(folder, scratch, made)]


def _differences(folder: Path, scratch: str, made: str) -> list[str]:
    try:
        found = compare_snapshots(folder, Path(scratch) / "snapshots" / made, limit=0)
    except SnapshotError as error:
        return [str(error)]
    same = ["its rows are the same, written otherwise: by another version of the program"]
    return [_said(change) for change in found.tables] or same


def _said(change: TableChange) -> str:
    counts = {"added": change.n_added, "removed": change.n_removed, "changed": change.n_changed}
    told = ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)
    return f"{change.table}: rows in the store since then: {told}"
