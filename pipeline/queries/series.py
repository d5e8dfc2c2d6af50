"""Series and their documents, also within a country."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries.opening import find_series, frame, open_snapshot
from pipeline.snapshots import OWN_KEY, read_manifest
from pipeline.trends import DOCUMENTS, GRANULARITIES, TRENDS, compute_trends

_POPULATION = (
    "SELECT document_id FROM documents WHERE ? = '' UNION ALL "
    "SELECT document_id FROM series_documents WHERE kind = 'country' AND id = ?"
)


@dataclass(frozen=True, slots=True)
class Within:
    """Which part of a series is asked for."""

    granularity: str = "year"
    since: dt.date | None = None
    """Periods that end before it are left out."""
    until: dt.date | None = None
    """Periods that start after it are left out."""
    country: str = ""
    """`country:SGP`, `SGP` or a name: only documents that name it; shares are of those."""


ALL_YEARS = Within()


def trend_series(folder: Path, kind: str, id: str, within: Within = ALL_YEARS) -> pd.DataFrame:
    """Return one series period by period.

    Shares within a country are computed afresh by the definition of `trends.compute_trends`,
    over the documents that name the country; so are those of names too rare for the table.

    Args:
        folder: Of a snapshot.
        kind: One of KINDS.
        id: Of the series; its label, or what follows the colon, will do.
        within: Granularity, time and country.

    Returns:
        Columns trends.TRENDS, in order of time; period_start as datetime.date.

    Raises:
        UsageError: Kind, id, country or granularity is unknown; names some that are not.
    """
    if within.granularity not in GRANULARITIES:
        raise UsageError(f"{within.granularity}: unknown; choose {' or '.join(GRANULARITIES)}")
    with open_snapshot(folder) as connection:
        key = find_series(connection, kind, id)
        country = find_series(connection, "country", within.country) if within.country else ""
        sql = (
            f"SELECT {', '.join(TRENDS)} FROM trends "
            "WHERE kind = ? AND id = ? AND granularity = ? ORDER BY period_start"
        )
        series = frame(connection, sql, kind, key, within.granularity)
        if country or series.empty:
            as_of = _as_of(folder, connection)
            series = _afresh(connection, (kind, key, country), within.granularity, as_of)
    return _cut(series, within)


def documents_of(
    folder: Path, kind: str, id: str, *, limit: int = 50, country: str = ""
) -> pd.DataFrame:
    """Return the newest documents that count for a series.

    Returns:
        document_id, published (datetime.date or None), published_precision, title, source_id,
        url, language; newest first, undated last.

    Raises:
        UsageError: Kind, id or country is unknown; names some that are not.
    """
    with open_snapshot(folder) as connection:
        key = find_series(connection, kind, id)
        of_country = find_series(connection, "country", country) if country else ""
        return frame(
            connection,
            "SELECT document_id, published, published_precision, title, source_id, url, language "
            "FROM documents JOIN series_documents USING (document_id) WHERE kind = ? AND id = ? "
            f"AND document_id IN ({_POPULATION}) "
            "ORDER BY published DESC NULLS LAST, document_id LIMIT ?",
            kind,
            key,
            of_country,
            of_country,
            max(0, limit),
        )


def _afresh(
    connection: duckdb.DuckDBPyConnection,
    series: tuple[str, str, str],
    granularity: str,
    as_of: dt.date | None,
) -> pd.DataFrame:
    kind, key, country = series
    sql = f"SELECT {', '.join(DOCUMENTS)} FROM documents WHERE document_id IN ({_POPULATION})"
    documents = frame(connection, sql, country, country)
    labels = frame(
        connection,
        "SELECT document_id, kind, id, label FROM series_documents JOIN series USING (kind, id) "
        "WHERE kind = ? AND id = ?",
        kind,
        key,
    )
    return compute_trends(
        documents, labels, granularities=(granularity,), as_of=as_of, min_families={}
    )


def _as_of(folder: Path, connection: duckdb.DuckDBPyConnection) -> dt.date | None:
    """Return the day up to which the whole corpus is complete: as set, else its latest date."""
    stated = read_manifest(folder)[OWN_KEY].get("as_of")
    if stated:
        return dt.date.fromisoformat(str(stated))
    ((latest,),) = connection.execute("SELECT max(published) FROM documents").fetchall()
    return latest if isinstance(latest, dt.date) else None


def _cut(series: pd.DataFrame, within: Within) -> pd.DataFrame:
    years = GRANULARITIES[within.granularity]
    starts = list(series["period_start"])
    keep = [
        (within.since is None or dt.date(start.year + years - 1, 12, 31) >= within.since)
        and (within.until is None or start <= within.until)
        for start in starts
    ]
    return series[pd.Series(keep, index=series.index, dtype=bool)].reset_index(drop=True)
