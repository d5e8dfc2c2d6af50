"""Prove that a snapshot's trends follow from its own documents, tags, topics and mentions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipeline.errors import CulturescopeError
from pipeline.queries.opening import frame, open_snapshot
from pipeline.snapshots import OWN_KEY, PACKAGE_FILE, read_manifest
from pipeline.trends import DOCUMENTS, TABLE_COLUMNS, analyse, differences, label_documents

COMPUTED = ("series", "series_documents", "trends", "slopes")


def recompute_findings(folder: Path) -> list[str]:
    """Compute trends again from a snapshot's tables and compare.

    Needs `settings.min_score`, `settings.min_date_confidence` and `as_of` in the manifest.
    `snapshots.verify_snapshot` proves the files themselves.

    Returns:
        How they differ, one sentence a table and problem; empty: they are the same.
    """
    try:
        own = read_manifest(folder)[OWN_KEY]
        settings = own["settings"]
        min_score = float(settings["min_score"])
        min_date = float(settings["min_date_confidence"])
        as_of = dt.date.fromisoformat(str(own["as_of"])) if own.get("as_of") else None
        return _compare(folder, min_score, min_date, as_of)
    except CulturescopeError as error:
        return [str(error)]
    except (KeyError, TypeError, ValueError) as error:
        needed = "settings.min_score, settings.min_date_confidence and as_of"
        problem = f"does not state {needed} ({error!r}), which trends need"
        return [f"{PACKAGE_FILE}: {problem}"]


def _compare(
    folder: Path, min_score: float, min_date_confidence: float, as_of: dt.date | None
) -> list[str]:
    with open_snapshot(folder) as connection:
        tables = {
            name: frame(connection, f"SELECT DISTINCT {', '.join(columns)} FROM {name}")
            for name, columns in TABLE_COLUMNS.items()
        }
        documents = frame(connection, f"SELECT {', '.join(DOCUMENTS)} FROM documents")
        stated = {name: frame(connection, f"SELECT * FROM {name}") for name in COMPUTED}
    labels = label_documents(tables, min_score=min_score)
    again = analyse(documents, labels, as_of=as_of, min_date_confidence=min_date_confidence)
    return [
        f"{name}.parquet: {problem}"
        for name in COMPUTED
        for problem in differences(stated[name], getattr(again, name))
    ]
