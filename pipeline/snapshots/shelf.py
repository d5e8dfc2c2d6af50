"""Which snapshots there are, and which is the newest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SnapshotError
from pipeline.snapshots.package import FORMAT, OWN_KEY, PACKAGE_FILE
from pipeline.snapshots.write import LATEST_FILE


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """A snapshot as its data package describes it."""

    id: str
    folder: Path
    created: str
    """UTC, ISO 8601; empty where it is not stated."""
    n_documents: int
    format: int
    """Of its tables; 0 where it is not stated."""
    problem: str = ""
    """Why it cannot be read; empty when it can."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the content of a snapshot's datapackage.json.

    Raises:
        SnapshotError: It is missing or damaged.
    """
    path = folder / PACKAGE_FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content["resources"], list) or not isinstance(content[OWN_KEY], dict):
            raise TypeError("no data package of Culturescope")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"{path}: cannot be read ({error}); publish again with 'culturescope publish', "
            "or choose another with 'culturescope snapshots'"
        ) from error
    return dict(content)


def read_current(folder: Path) -> dict[str, Any]:
    """Return the content of a snapshot's datapackage.json, of the format that this program reads.

    Raises:
        SnapshotError: It is missing, damaged, or of another format.
    """
    content = read_manifest(folder)
    if _format(content) != FORMAT:
        raise SnapshotError(f"snapshot {folder.name}: {_other_format(_format(content))}")
    return content


def list_snapshots(folder: Path) -> list[SnapshotInfo]:
    """Return all snapshots in a folder, the oldest first; damaged ones say so in `problem`."""
    if not folder.is_dir():
        return []
    inside = (path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    return sorted((_info(path) for path in inside), key=lambda info: (info.created, info.id))


def latest_snapshot(folder: Path) -> Path:
    """Return the folder of the snapshot published last.

    Args:
        folder: Folder of all snapshots.

    Raises:
        SnapshotError: Nothing was published yet, or what `latest` names is gone.
    """
    pointer = folder.parent / LATEST_FILE
    if not pointer.is_file():
        raise SnapshotError(f"{folder}: nothing is published yet; run 'culturescope publish'")
    snapshot_id = pointer.read_text("utf-8", errors="replace").strip()
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if snapshot_id not in names:
        raise SnapshotError(
            f"{pointer}: names {snapshot_id!r}, which is not in {folder}; "
            "run 'culturescope publish' again"
        )
    return folder / snapshot_id


def find_snapshot(folder: Path, id_: str | None) -> Path:
    """Return the folder of a snapshot by id; of the latest where no id is given.

    Raises:
        SnapshotError: There is none of that id, or none at all.
    """
    if id_ is None:
        return latest_snapshot(folder)
    known = [info.id for info in list_snapshots(folder)]
    if id_ not in known:
        there = ", ".join(known[-5:]) or "none"
        raise SnapshotError(f"{folder}: there is no snapshot '{id_}'; there are: {there}")
    return folder / id_


def _info(folder: Path) -> SnapshotInfo:
    try:
        content = read_manifest(folder)
    except SnapshotError as error:
        return SnapshotInfo(folder.name, folder, "", 0, 0, str(error))
    rows = (r.get("rows", 0) for r in content["resources"] if r.get("name") == "documents")
    created, made_as = str(content.get("created", "")), _format(content)
    problem = "" if made_as == FORMAT else _other_format(made_as)
    return SnapshotInfo(folder.name, folder, created, next(rows, 0), made_as, problem)


def _format(content: dict[str, Any]) -> int:
    found = content[OWN_KEY].get("format")
    return found if isinstance(found, int) else 0


def _other_format(found: int) -> str:
    return (
        f"has format {found}, and this program reads format {FORMAT}; "
        "use the version that wrote it, or publish again"
    )
