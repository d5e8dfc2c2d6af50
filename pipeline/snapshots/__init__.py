"""Snapshots: immutable published datasets, as Parquet and CSV with a data package."""

from pipeline.snapshots.package import OWN_KEY, PACKAGE_FILE
from pipeline.snapshots.shelf import (
    SnapshotInfo,
    find_snapshot,
    latest_snapshot,
    list_snapshots,
    read_current,
    read_manifest,
)
from pipeline.snapshots.tables import TABLES, format_terms
from pipeline.snapshots.verify import Finding, verify_snapshot
from pipeline.snapshots.write import write_snapshot

__all__ = [
    "OWN_KEY",
    "PACKAGE_FILE",
    "TABLES",
    "Finding",
    "SnapshotInfo",
    "find_snapshot",
    "format_terms",
    "latest_snapshot",
    "list_snapshots",
    "read_current",
    "read_manifest",
    "verify_snapshot",
    "write_snapshot",
]
