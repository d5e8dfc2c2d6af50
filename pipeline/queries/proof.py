"""Prove that a snapshot's figures follow from its own documents, tags, topics and mentions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from pipeline.errors import CulturescopeError
from pipeline.queries.opening import frame, open_snapshot
from pipeline.queries.proof_entities import entity_problems
from pipeline.queries.proof_rows import row_problems
from pipeline.snapshots import OWN_KEY, PACKAGE_FILE, read_manifest
from pipeline.trends import TABLES, Dating, analyse, differences


def recompute_findings(folder: Path) -> list[str]:
    """Compute series, trends, slopes, changes and movers again from a snapshot, and compare.

    So are the places and counts of entities, and how salient they are in documents.

    What documents count for is told from tags, decisions, mentions and topics; how likely the
    others have it is in series_documents alone, and proven to contradict neither.

    Needs `settings.min_score`, `settings.min_date_confidence` and `as_of` in the manifest.
    `snapshots.verify_snapshot` proves the files themselves.

    Returns:
        How they differ, one sentence a table and problem; empty: they are the same.
    """
    try:
        own = read_manifest(folder)[OWN_KEY]
        settings = own["settings"]
        min_score = float(settings["min_score"])
        last = dt.date.fromisoformat(str(own["as_of"])) if own.get("as_of") else None
        dating = Dating(float(settings["min_date_confidence"]), last)
        with open_snapshot(folder) as connection:
            return _compare(connection, min_score, dating) + entity_problems(connection, folder)
    except CulturescopeError as error:
        return [str(error)]
    except (KeyError, TypeError, ValueError) as error:
        needed = "settings.min_score, settings.min_date_confidence and as_of"
        problem = f"does not state {needed} ({error!r}), which trends need"
        return [f"{PACKAGE_FILE}: {problem}"]


def _compare(connection: duckdb.DuckDBPyConnection, min_score: float, dating: Dating) -> list[str]:
    problems = [f"series_documents.parquet: {one}" for one in row_problems(connection, min_score)]
    again = analyse(connection, dating)
    for name in TABLES:
        stated = frame(connection, f"SELECT * FROM {name}")
        problems += [f"{name}.parquet: {one}" for one in differences(stated, getattr(again, name))]
    return problems
