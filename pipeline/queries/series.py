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
from pipeline.trends import DOCUMENTS, GRANULARITIES, TRENDS, compute_trends, with_sure_dates

_POPULATION = (
    "SELECT document_id FROM documents WHERE quality >= ? AND (? = '' OR document_id IN "
    "(SELECT document_id FROM series_documents WHERE kind = 'country' AND id = ?))"
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
    min_quality: float = 0.0
    """0 to 1: only documents of at least this text quality; shares are of those."""


ALL_YEARS = Within()


def trend_series(folder: Path, kind: str, id: str, within: Within = ALL_YEARS) -> pd.DataFrame:
    """Return one series period by period.

    Shares within a country or a quality are computed afresh by the definition of
    `trends.compute_trends`, over those documents; so are those of names too rare for the table.

    Args:
        folder: Of a snapshot.
        kind: One of KINDS.
        id: Of the series; its label, or what follows the colon, will do.
        within: Granularity, time, country and quality.

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
        if country or within.min_quality > 0 or series.empty:
            among = (within.min_quality, country, country)
            dating = _Dating.of(folder, connection)
            series = _afresh(connection, (kind, key), among, within.granularity, dating)
    return _cut(series, within)


def documents_of(
    folder: Path, kind: str, id: str, *, limit: int = 50, within: Within = ALL_YEARS
) -> pd.DataFrame:
    """Return the newest documents that count for a series, of any time.

    Args:
        folder: Of a snapshot.
        kind: One of KINDS.
        id: Of the series; its label, or what follows the colon, will do.
        limit: Most documents returned.
        within: Country and quality.

    Returns:
        document_id, published (datetime.date or None), published_precision, title, source_id,
        url, language; newest first, undated last.

    Raises:
        UsageError: Kind, id or country is unknown; names some that are not.
    """
    with open_snapshot(folder) as connection:
        key = find_series(connection, kind, id)
        country = find_series(connection, "country", within.country) if within.country else ""
        return frame(
            connection,
            "SELECT document_id, published, published_precision, title, source_id, url, language "
            "FROM documents JOIN series_documents USING (document_id) WHERE kind = ? AND id = ? "
            f"AND document_id IN ({_POPULATION}) "
            "ORDER BY published DESC NULLS LAST, document_id LIMIT ?",
            kind,
            key,
            within.min_quality,
            country,
            country,
            max(0, limit),
        )


def count_below(folder: Path, min_quality: float) -> int:
    """Return how many documents of a snapshot have a text quality below min_quality (0 to 1)."""
    with open_snapshot(folder) as connection:
        sql = "SELECT count(*) FROM documents WHERE quality < ?"
        return int(connection.execute(sql, [min_quality]).fetchall()[0][0])


@dataclass(frozen=True, slots=True)
class _Dating:
    """Which dates count, and up to which day the corpus is complete."""

    min_confidence: float
    as_of: dt.date | None

    @classmethod
    def of(cls, folder: Path, connection: duckdb.DuckDBPyConnection) -> _Dating:
        """Read them from a snapshot; complete up to what was set, else to the latest date."""
        own = read_manifest(folder)[OWN_KEY]
        least = float(own.get("settings", {}).get("min_date_confidence", 0.0))
        if own.get("as_of"):
            return cls(least, dt.date.fromisoformat(str(own["as_of"])))
        sql = "SELECT max(published) FROM documents WHERE published_confidence >= ?"
        ((latest,),) = connection.execute(sql, [least]).fetchall()
        return cls(least, latest if isinstance(latest, dt.date) else None)


def _afresh(
    connection: duckdb.DuckDBPyConnection,
    series: tuple[str, str],
    among: tuple[float, str, str],
    granularity: str,
    dating: _Dating,
) -> pd.DataFrame:
    sql = f"SELECT {', '.join(DOCUMENTS)} FROM documents WHERE document_id IN ({_POPULATION})"
    documents = frame(connection, sql, *among)
    labels = frame(
        connection,
        "SELECT document_id, kind, id, label FROM series_documents JOIN series USING (kind, id) "
        "WHERE kind = ? AND id = ?",
        *series,
    )
    return compute_trends(
        with_sure_dates(documents, dating.min_confidence),
        labels,
        granularities=(granularity,),
        as_of=dating.as_of,
        min_families={},
    )


def _cut(series: pd.DataFrame, within: Within) -> pd.DataFrame:
    years = GRANULARITIES[within.granularity]
    starts = list(series["period_start"])
    keep = [
        (within.since is None or dt.date(start.year + years - 1, 12, 31) >= within.since)
        and (within.until is None or start <= within.until)
        for start in starts
    ]
    return series[pd.Series(keep, index=series.index, dtype=bool)].reset_index(drop=True)
