"""What two snapshots differ in: data, figures, topics, settings and models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.snapshots.diff.figures import changed_series, changed_topics
from pipeline.snapshots.diff.nouns import (
    Differences,
    DocumentChange,
    SeriesChange,
    Stated,
    TableChange,
    TopicChange,
)
from pipeline.snapshots.diff.opening import open_both
from pipeline.snapshots.diff.rows import changed_documents, changed_tables
from pipeline.snapshots.package import OWN_KEY
from pipeline.snapshots.shelf import read_manifest

__all__ = [
    "Differences",
    "DocumentChange",
    "SeriesChange",
    "Stated",
    "TableChange",
    "TopicChange",
    "compare_snapshots",
]

OF_EVERY_RUN = ("run_id", "sha256", "format")
"""What differs by itself, or is told otherwise."""


def compare_snapshots(before: Path, after: Path, *, limit: int = 10) -> Differences:
    """Compare two snapshots of the format that this program reads.

    Args:
        before: Folder of the one.
        after: Folder of the other.
        limit: Most documents of each change, and most series, that are listed.

    Raises:
        SnapshotError: One is damaged, lacks a table, or is of another format.
    """
    with open_both(before, after) as connection:
        return Differences(
            before.name,
            after.name,
            _stated(before, after),
            changed_tables(connection),
            changed_documents(connection, limit),
            changed_series(connection, limit),
            changed_topics(connection),
        )


def _stated(before: Path, after: Path) -> tuple[Stated, ...]:
    one, other = (_flat(read_manifest(folder)[OWN_KEY]) for folder in (before, after))
    return tuple(
        Stated(what, one.get(what, ""), other.get(what, ""))
        for what in sorted(one.keys() | other.keys())
        if one.get(what, "") != other.get(what, "")
    )


def _flat(own: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in own.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": f"{each}" for key, each in value.items()}
        elif name not in OF_EVERY_RUN:
            found[name] = "" if value is None else f"{value}"
    return found
