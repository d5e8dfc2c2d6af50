"""Counts of series by period and source, by DuckDB: exact sums, so that no order ever shows."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.trends.columns import LACKS_SEPARATOR, NEEDS
from pipeline.trends.dating import EVERY_DATE, Dating, counted_dates, is_fine, known
from pipeline.trends.facts import ALL, BINS, HITS, NAMES, UNASSESSED, WHOLE, Counts

EXACT = "DECIMAL(18, 15)"
"""Weights are added as whole numbers of 1e-15: the order of adding, which depends on threads and
on the order of rows, does not matter then. A million of them are off by less than 1e-9."""
DIGITS = 9


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
    cube: str = ""
    """As `cubes.make_cube` makes it of the two; empty: there is none."""


WHOLE_CORPUS = Relations()


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
    hits = _hits_of(granularity, relations, population, by_source=by_source)
    names = f"SELECT {', '.join(NAMES)} FROM {relations.names} ORDER BY 1, 2"
    return Counts(
        hits=_frame(connection, hits, HITS),
        whole=_frame(connection, f"WITH d AS ({population}) {_WHOLE_SQL}", WHOLE),
        unassessed=_frame(connection, f"WITH d AS ({population}) {_UNASSESSED_SQL}", UNASSESSED),
        names=_frame(connection, names, NAMES),
        granularity=granularity,
    )


def count_corpus(
    connection: duckdb.DuckDBPyConnection, relations: Relations, *, of: Counts
) -> Counts:
    """Count the same series without periods: hits and whole alone, with no more than that asked.

    Args:
        connection: Has the relations.
        relations: Of what is counted among what.
        of: Counts by period, whose names are taken.
    """
    everything = _population(ALL, relations.documents, False, EVERY_DATE)
    hits = _hits_of(ALL, relations, everything, by_source=False)
    return Counts(
        hits=_frame(connection, hits, HITS),
        whole=_frame(connection, f"WITH d AS ({everything}) {_WHOLE_SQL}", WHOLE),
        unassessed=of.unassessed.head(0),
        names=of.names,
        granularity=ALL,
    )


def _hits_of(granularity: str, relations: Relations, population: str, *, by_source: bool) -> str:
    if relations.cube:
        return _hits(_from_cube(granularity, relations.cube, by_source))
    return f"WITH d AS ({population}) {_hits(_joined(relations.series_documents))}"


def _population(granularity: str, documents: str, by_source: bool, dating: Dating) -> str:
    """Return the SQL of the documents that count, each with its period."""
    known(granularity)
    period, where = "NULL::DATE", "TRUE"
    if granularity != ALL:
        period = f"date_trunc('{granularity}', published)::DATE"
        where = f"{counted_dates(dating)} AND {is_fine(granularity)}"
    source = "source_id" if by_source else "''"
    return (
        f"SELECT document_id, {period} AS period_start, {source} AS source_id, family_id, lacks, "
        f"family_weight, family_weight::{EXACT} AS w, published_confidence FROM {documents} "
        f"WHERE {where}"
    )


def _joined(series_documents: str) -> str:
    """Return the SQL of what is added up to hits, by document."""
    return (
        f"SELECT kind, id, period_start, source_id, {bin_of('probability')} AS bin, "
        f"counts::INTEGER AS n, w, (family_weight * probability)::{EXACT} AS m, "
        f"CASE WHEN counts THEN w ELSE 0 END AS c FROM d JOIN {series_documents} "
        "USING (document_id)"
    )


def _from_cube(granularity: str, cube: str, by_source: bool) -> str:
    """Return the same of a cube."""
    period, where = "NULL::DATE", "TRUE"
    if granularity != ALL:
        period = f"date_trunc('{granularity}', period_start)::DATE"
        where = f"period_start IS NOT NULL AND {is_fine(granularity)}"
    source = "source_id" if by_source else "''"
    return (
        f"SELECT kind, id, {period} AS period_start, {source} AS source_id, bin, n, w, m, c "
        f"FROM {cube} WHERE {where}"
    )


def bin_of(probability: str) -> str:
    """Return the SQL of the bin of a probability."""
    low = f"least(floor({probability} * {BINS}), {BINS - 1})"
    return f"(CASE WHEN {probability} >= 1 THEN {BINS} ELSE {low} END)::INTEGER"


def _hits(added: str) -> str:
    return f"""
    SELECT kind, id, period_start, source_id, bin, sum(n)::BIGINT AS n_documents,
        round(sum(w)::DOUBLE, {DIGITS}) AS weight, round(sum(m)::DOUBLE, {DIGITS}) AS mass,
        round(sum(c)::DOUBLE, {DIGITS}) AS weight_counted
    FROM ({added}) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
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
    found = connection.execute(sql).fetchnumpy()
    if "period_start" in found:
        found["period_start"] = _days(np.ma.asarray(found["period_start"]))
    return pd.DataFrame({name: found[name] for name in columns})


def _days(found: np.ma.MaskedArray) -> npt.NDArray[np.object_]:
    """Return times as datetime.date, None where they are masked."""
    days = np.ma.getdata(found).astype("datetime64[D]").astype(object)
    days[np.ma.getmaskarray(found)] = None
    return days
