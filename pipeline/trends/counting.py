"""Counts of series by period and source, by DuckDB: exact sums, so that no order ever shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipeline.errors import UsageError
from pipeline.trends.columns import GRANULARITIES, LACKS_SEPARATOR, NEEDS, PRECISIONS
from pipeline.trends.facts import ALL, BINS, HITS, NAMES, UNASSESSED, WHOLE, Counts

EXACT = "DECIMAL(18, 15)"
"""Weights are added as whole numbers of 1e-15: the order of adding, which depends on threads and
on the order of rows, does not matter then. A million of them are off by less than 1e-9."""
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Dating:
    """Which dates count."""

    min_confidence: float = 0.0
    """Documents whose date is less sure (0 to 1) count as undated."""
    last_day: dt.date | None = None
    """Day up to which the corpus is complete (`last_day`); documents dated after it count as
    undated, and so a date in the year 9999 does not stretch time. None: every date counts."""


EVERY_DATE = Dating()


@dataclass(frozen=True, slots=True)
class Relations:
    """Names of tables or views of a connection, also temporary ones, or subqueries in brackets.

    A filter is a view of fewer documents; a combination of series is a view of other rows.
    """

    documents: str = "documents"
    """Columns columns.DOCUMENTS."""
    series_documents: str = "series_documents"
    """Columns columns.SERIES_DOCUMENTS; rows of other documents do not count."""
    names: str = "series"
    """kind, id and label of the series asked for."""


WHOLE_CORPUS = Relations()


def last_day(
    connection: duckdb.DuckDBPyConnection,
    *,
    as_of: dt.date | None,
    until: dt.date | None,
    min_confidence: float,
) -> dt.date | None:
    """Return the day up to which a corpus is complete.

    Args:
        connection: Has documents (columns.DOCUMENTS).
        as_of: As set; then it is this.
        until: Day on which the last document was fetched: nothing can have been published after
            it. None: not known.
        min_confidence: Of dates, as of Dating.

    Returns:
        Else the latest date that counts and is not after `until`; None where there is none.
    """
    if as_of is not None:
        return as_of
    ((latest,),) = connection.execute(
        "SELECT max(published) FROM documents WHERE published_confidence >= ? "
        "AND (?::DATE IS NULL OR published <= ?::DATE)",
        [min_confidence, until, until],
    ).fetchall()
    return latest if isinstance(latest, dt.date) else None


def count_series(
    connection: duckdb.DuckDBPyConnection,
    granularity: str,
    relations: Relations = WHOLE_CORPUS,
    *,
    by_source: bool = False,
    dating: Dating = EVERY_DATE,
) -> Counts:
    """Count documents and weights of series, period by period.

    Args:
        connection: Has the relations.
        granularity: Key of GRANULARITIES, or facts.ALL: all documents, dated or not.
        relations: Of what is counted among what.
        by_source: Whether each source is counted for itself.
        dating: Which dates count.

    Raises:
        UsageError: The granularity is unknown.
    """
    population = _population(granularity, relations.documents, by_source, dating)
    hits = _hits(relations.series_documents)
    names = f"SELECT {', '.join(NAMES)} FROM {relations.names} ORDER BY 1, 2"
    return Counts(
        hits=_frame(connection, f"WITH d AS ({population}) {hits}", HITS),
        whole=_frame(connection, f"WITH d AS ({population}) {_WHOLE_SQL}", WHOLE),
        unassessed=_frame(connection, f"WITH d AS ({population}) {_UNASSESSED_SQL}", UNASSESSED),
        names=_frame(connection, names, NAMES),
        granularity=granularity,
    )


def left_out(
    connection: duckdb.DuckDBPyConnection,
    granularity: str,
    *,
    documents: str = "documents",
    dating: Dating = EVERY_DATE,
) -> dict[str, int]:
    """Return how many documents do not count in any period, and why.

    Returns:
        undated: without a date; unsure: with one below min_confidence; future: dated after the
        last day; coarse: known by year alone, where months or quarters are asked for.
    """
    _known(granularity)
    why = (
        "CASE WHEN published IS NULL THEN 'undated' "
        f"WHEN NOT {_is_sure(dating)} THEN 'unsure' WHEN NOT {_is_past(dating)} THEN 'future' "
        f"WHEN NOT {_is_fine(granularity)} THEN 'coarse' END"
    )
    rows = connection.execute(f"SELECT {why} AS why, count(*) FROM {documents} GROUP BY ALL")
    found = dict(rows.fetchall())
    return {reason: found.get(reason, 0) for reason in ("undated", "unsure", "future", "coarse")}


def counted_dates(dating: Dating) -> str:
    """Return the SQL condition that a document's date counts in years."""
    return f"published IS NOT NULL AND {_is_sure(dating)} AND {_is_past(dating)}"


def _known(granularity: str) -> None:
    if granularity not in GRANULARITIES and granularity != ALL:
        raise UsageError(f"{granularity}: unknown; choose {', '.join(GRANULARITIES)}")


def _is_sure(dating: Dating) -> str:
    return f"published_confidence >= {dating.min_confidence!r}"


def _is_past(dating: Dating) -> str:
    day = dating.last_day
    return f"published <= DATE '{day.isoformat()}'" if day else "TRUE"


def _is_fine(granularity: str) -> str:
    if granularity == ALL or "year" in PRECISIONS[granularity]:
        return "TRUE"
    fine = ", ".join(f"'{precision}'" for precision in PRECISIONS[granularity])
    return f"coalesce(published_precision, 'year') IN ({fine})"


def _population(granularity: str, documents: str, by_source: bool, dating: Dating) -> str:
    """Return the SQL of the documents that count, each with its period."""
    _known(granularity)
    period, where = "NULL::DATE", "TRUE"
    if granularity != ALL:
        period = f"date_trunc('{granularity}', published)::DATE"
        where = f"{counted_dates(dating)} AND {_is_fine(granularity)}"
    source = "source_id" if by_source else "''"
    return (
        f"SELECT document_id, {period} AS period_start, {source} AS source_id, family_id, lacks, "
        f"family_weight, family_weight::{EXACT} AS w, published_confidence FROM {documents} "
        f"WHERE {where}"
    )


def _hits(series_documents: str) -> str:
    return f"""
    SELECT kind, id, period_start, source_id,
        CASE WHEN probability >= 1 THEN {BINS}
            ELSE least(floor(probability * {BINS}), {BINS - 1}) END::INTEGER AS bin,
        count(*) FILTER (counts) AS n_documents,
        round(sum(w)::DOUBLE, {DIGITS}) AS weight,
        round(sum((family_weight * probability)::{EXACT})::DOUBLE, {DIGITS}) AS mass,
        round(coalesce(sum(w) FILTER (counts), 0)::DOUBLE, {DIGITS}) AS weight_counted
    FROM d JOIN {series_documents} USING (document_id) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    """


# Families of one document, nearly all, need no group of their own: together they weigh as many as
# they are, and so do their squares.
_WHOLE_SQL = f"""
    SELECT period_start, source_id, sum(n)::BIGINT AS n_documents_all,
        round(sum(w)::DOUBLE, {DIGITS}) AS weight_all,
        round(sum(CASE WHEN family = '' THEN w::DOUBLE ELSE w::DOUBLE * w::DOUBLE END
            ::DECIMAL(28, 15))::DOUBLE, {DIGITS}) AS squares,
        round(sum(misdated)::DOUBLE, {DIGITS}) AS weight_misdated
    FROM (
        SELECT period_start, source_id, CASE WHEN w = 1 THEN '' ELSE family_id END AS family,
            count(*) AS n, sum(w) AS w,
            sum((family_weight * (1 - published_confidence))::{EXACT}) AS misdated
        FROM d GROUP BY 1, 2, 3
    ) GROUP BY 1, 2 ORDER BY 1, 2
"""

_KINDS = ", ".join(f"('{kind}', '{lack}')" for kind, lack in NEEDS.items())
_UNASSESSED_SQL = f"""
    SELECT kind, period_start, source_id, count(*) AS n_unassessed,
        round(sum(w)::DOUBLE, {DIGITS}) AS weight_unassessed
    FROM (
        SELECT period_start, source_id, w, unnest(string_split(lacks, '{LACKS_SEPARATOR}')) AS lack
        FROM d WHERE lacks <> ''
    ) JOIN (VALUES {_KINDS}) AS needs(kind, lack) USING (lack) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def _frame(
    connection: duckdb.DuckDBPyConnection, sql: str, columns: tuple[str, ...]
) -> pd.DataFrame:
    """Return an answer as a frame, days as datetime.date."""
    table = connection.sql(sql).to_arrow_table()
    return pd.DataFrame(table.to_pandas(date_as_object=True))[list(columns)]
