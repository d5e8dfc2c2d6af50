"""Publish tables as one immutable snapshot: whole, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.errors import SnapshotError
from pipeline.snapshots.data import Rows, write_table
from pipeline.snapshots.package import (
    DATA_FILES,
    ID_DIGITS,
    PACKAGE_FILE,
    FileFacts,
    data_sha256,
    describe,
    file_facts,
    write_package,
)
from pipeline.snapshots.tables import TABLES

PARTIAL = ".partial"
"""Folder in which a snapshot grows; left behind by a crash only, and removed by the next run."""
LATEST_FILE = "latest"
"""Text file beside the snapshots' folder that names the newest one. No symbolic link: those do
not survive archives, Windows and most web servers."""

Reports = Callable[[Path], Mapping[str, str]]
"""From a folder with data files and datapackage.json to reports: text by file name."""


def write_snapshot(
    folder: Path,
    tables: Mapping[str, Rows],
    *,
    manifest: Mapping[str, object],
    reports: Reports | None = None,
) -> str:
    """Write a snapshot to `<folder>/<id>` and name it in `<folder>/../latest`.

    The id is a digest of the data files, so the same rows give the same id, and a snapshot that
    is there already stays as it is, its reports and creation time included.

    Args:
        folder: Folder of all snapshots.
        tables: Rows of every declared table by name (or record batches of them, of any sizes),
            each in the order of its key; read once, in the order of declaration, in bounded
            memory.
        manifest: What the run says of itself; `created` is UTC, ISO 8601.
        reports: Makes further files from the written tables.

    Returns:
        The id: 12 hexadecimal digits.

    Raises:
        SnapshotError: A table is missing or unknown, its rows are not as declared, or the
            folder cannot be written. Nothing is published then.
    """
    if tables.keys() != TABLES.keys():
        odd = ", ".join(sorted(tables.keys() ^ TABLES.keys()))
        raise SnapshotError(f"a snapshot lacks these tables, or has them too many: {odd}")
    partial = folder / PARTIAL
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        snapshot_id = _fill(partial, tables, manifest, reports)
        _settle(partial, folder / snapshot_id)
        _point_to(folder.parent / LATEST_FILE, snapshot_id)
    except OSError as error:
        raise SnapshotError(
            f"{folder}: cannot be written ({error}); free space or rights, then publish again"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return snapshot_id


def _fill(
    partial: Path,
    tables: Mapping[str, Rows],
    manifest: Mapping[str, object],
    reports: Reports | None,
) -> str:
    n_rows = {name: write_table(partial, table, tables[name]) for name, table in TABLES.items()}
    data = [file_facts(partial / name) for name in DATA_FILES]
    write_package(partial, describe(data, [], n_rows, manifest))
    if reports is not None:
        made = _write_reports(partial, reports(partial))
        write_package(partial, describe(data, made, n_rows, manifest))
    return data_sha256(data)[:ID_DIGITS]


def _write_reports(partial: Path, texts: Mapping[str, str]) -> list[FileFacts]:
    for name, text in texts.items():
        path = partial / name
        if path.parent != partial or path.exists():
            raise SnapshotError(f"{name}: a report needs a plain file name of its own")
        path.write_bytes(text.encode())
    return [file_facts(partial / name) for name in sorted(texts)]


def _settle(partial: Path, final: Path) -> None:
    if (final / PACKAGE_FILE).is_file():
        return
    for path in sorted(partial.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    os.replace(partial, final)


def _point_to(latest: Path, snapshot_id: str) -> None:
    fresh = latest.with_name(f"{latest.name}.new")
    fresh.write_text(f"{snapshot_id}\n", "utf-8")
    os.replace(fresh, latest)
