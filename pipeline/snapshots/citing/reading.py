"""From a snapshot's files to what is cited of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.errors import MissingError, SnapshotError, UsageError
from pipeline.snapshots.citing.nouns import Citation, Figure
from pipeline.snapshots.package import DEFAULT_TITLE, OWN_KEY
from pipeline.snapshots.shelf import read_current
from pipeline.snapshots.tables import TABLES

PERIODS = {
    "month": re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"([0-9]{4})-?[Qq]([1-4])"),
    "year": re.compile(r"([0-9]{4})()"),
    "decade": re.compile(r"([0-9]{3}0)s()"),
}
MONTHS_OF = {"month": 1, "quarter": 3}


def read_citation(folder: Path, *, title: str = "", publisher: str = "") -> Citation:
    """Return what a reference to a snapshot needs.

    Args:
        folder: Of the snapshot.
        title: Of the dataset; empty: DEFAULT_TITLE.
        publisher: Empty: none is named.

    Raises:
        SnapshotError: It is damaged, or of another format.
    """
    content = read_current(folder)
    rows = {entry.get("name"): entry.get("rows", 0) for entry in content["resources"]}
    try:
        published = dt.datetime.fromisoformat(str(content["created"])).date()
        sha256 = str(content[OWN_KEY]["sha256"])
    except (KeyError, ValueError) as error:
        raise SnapshotError(
            f"snapshot {folder.name}: does not state {error}; 'culturescope verify' tells more"
        ) from error
    return Citation(
        folder.name,
        title or DEFAULT_TITLE,
        publisher,
        published,
        int(rows.get("documents", 0)),
        sha256,
    )


def read_figure(folder: Path, kind: str, id: str, period: str) -> Figure:
    """Return a share as the snapshot publishes it.

    Args:
        folder: Of the snapshot.
        kind: Of a series.
        id: Of a series.
        period: 2015-03, 2015-Q1, 2015 or 2010s; empty: over all documents.

    Raises:
        UsageError: The period is none, or no such figure is published.
    """
    is_series = [("kind", "=", kind), ("id", "=", id)]
    if period:
        granularity, start = read_period(period)
        rows = _rows(folder, "trends", [*is_series, ("granularity", "=", granularity)])
        found = [row for row in rows if row["period_start"] == start]
    else:
        granularity, rows = "", _rows(folder, "series", is_series)
        found = rows
    if not found or found[0]["share"] is None:
        raise MissingError(_missing(kind, id, period, granularity, rows))
    return _figure(found[0], period)


def _figure(row: dict[str, Any], period: str) -> Figure:
    (definition,) = (c.description for c in TABLES["series"].columns if c.name == "share")
    return Figure(
        kind=row["kind"],
        id=row["id"],
        label=row["label"],
        period=period.upper() if "q" in period else period,
        share=row["share"],
        low=row["share_low"],
        high=row["share_high"],
        n_documents=row["n_documents"],
        n_documents_all=row["n_documents_all"],
        is_open=row.get("is_open", False),
        definition=definition.partition(";")[0],
    )


def read_period(text: str) -> tuple[str, dt.date]:
    """Return the granularity and the first day of a period.

    Raises:
        UsageError: It is none.
    """
    for granularity, pattern in PERIODS.items():
        if found := pattern.fullmatch(text):
            months = (int(found[2] or 1) - 1) * MONTHS_OF.get(granularity, 1)
            if int(found[1]):
                return granularity, dt.date(int(found[1]), months + 1, 1)
    raise UsageError(f"{text}: no period; give 2015-03, 2015-Q1, 2015 or 2010s")


def _rows(folder: Path, table: str, filters: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    try:
        found = pq.read_table(folder / f"{table}.parquet", filters=filters)
    except OSError as error:
        raise SnapshotError(f"{folder / table}.parquet: cannot be read ({error})") from error
    return list(found.to_pylist())


def _period_name(start: dt.date, granularity: str) -> str:
    """Return a period as `read_period` takes it."""
    quarter = (start.month - 1) // MONTHS_OF["quarter"] + 1
    names = {
        "decade": f"{start.year}s",
        "quarter": f"{start.year}-Q{quarter}",
        "month": f"{start.year}-{start.month:02}",
    }
    return names.get(granularity, str(start.year))


def _missing(kind: str, id: str, period: str, granularity: str, rows: list[dict[str, Any]]) -> str:
    with_documents = [row for row in rows if row["share"] is not None]
    if not with_documents:
        whole = f" by {granularity}" if granularity else ""
        return (
            f"{id}: no figure of this {kind} is published{whole}; see 'culturescope trends', or "
            "leave out --period for the share of all documents"
        )
    first, last = (_period_name(with_documents[at]["period_start"], granularity) for at in (0, -1))
    return (
        f"{period}: this {kind} has no figure then; by {granularity} there are some from {first} "
        f"to {last}"
    )
