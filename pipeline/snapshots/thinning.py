"""Which snapshots may go: a run a day leaves hundreds a year, each of them whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.snapshots.shelf import SnapshotInfo

CACHE_FOLDER = "cache"
"""Beside the folder of snapshots: what questions keep, by snapshot."""

ASIDE = ".removed-"
"""What begins with a dot is no snapshot; the next removal takes what a kill left."""


def superfluous(
    found: Sequence[SnapshotInfo], before: dt.date, kept: Collection[str]
) -> list[SnapshotInfo]:
    """Return the snapshots published before a day, but for the last of each month (UTC).

    One that cannot be read stays, and stands for no month.

    Args:
        found: All there are, the oldest first.
        before: The day.
        kept: Ids of those that stay whatever their age: the latest, and what was cited.
    """
    sound = [info for info in found if info.created and not info.problem]
    stay = {*kept, *{info.created[:7]: info.id for info in sound}.values()}
    old = (info for info in sound if info.created[:10] < before.isoformat())
    return [info for info in old if info.id not in stay]


def size_of(info: SnapshotInfo) -> int:
    """Return the bytes of a snapshot's files."""
    return sum(path.stat().st_size for path in info.folder.rglob("*") if path.is_file())


def remove(info: SnapshotInfo) -> None:
    """Remove a snapshot and what was kept for questions to it; a kill leaves no half of one."""
    aside = info.folder.with_name(f"{ASIDE}{info.id}")
    info.folder.rename(aside)
    for left in (*info.folder.parent.glob(f"{ASIDE}*"), _cache(info.folder)):
        shutil.rmtree(left, ignore_errors=True)


def _cache(folder: Path) -> Path:
    return folder.parent.parent / CACHE_FOLDER / folder.name
