"""Shares of every series, over all documents and period by period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import duckdb
import pandas as pd

from pipeline.errors import UsageError
from pipeline.trends.columns import SERIES, TRENDS, VARIANTS
from pipeline.trends.counting import WHOLE_CORPUS, Relations, count_corpus, count_series
from pipeline.trends.cubes import make_cube
from pipeline.trends.dating import EVERY_DATE, Dating, counted_dates, known
from pipeline.trends.estimating import estimate
from pipeline.trends.facts import ALL
from pipeline.trends.periods import trend_frame
from pipeline.trends.stratified import panel_sources, poststratified

# Names that fewer families of documents hold are left out of the table of trends: they are the
# long tail of what recognition finds, mostly wrong or of one text, and would make nine tenths
# of its rows. They stay in `series`.
MIN_FAMILIES = {"country": 3, "region": 3, "organisation": 3, "programme": 3}

LEAST_SOURCES = 2
ASKED_CUBE = "asked_cube"
DECADES_FROM_YEARS = 20
QUARTERS_TO_YEARS = 12
MONTHS_TO_YEARS = 5
"""By how many years the dated documents span, what is published beside years: a table of months
over a century would be all zeros."""


def published_granularities(
    connection: duckdb.DuckDBPyConnection, dating: Dating
) -> tuple[str, ...]:
    """Return the granularities that suit the time that the documents span, the longest first."""
    first, last = _span(connection, dating)
    if first is None or last is None:
        return ("year",)
    years = (last - first).days / 365.25
    decade = ("decade",) if years > DECADES_FROM_YEARS else ()
    quarter = ("quarter",) if years <= QUARTERS_TO_YEARS else ()
    month = ("month",) if years <= MONTHS_TO_YEARS else ()
    return (*decade, "year", *quarter, *month)


def _span(
    connection: duckdb.DuckDBPyConnection, dating: Dating
) -> tuple[dt.date | None, dt.date | None]:
    sql = f"SELECT min(published), max(published) FROM documents WHERE {counted_dates(dating)}"
    ((first, last),) = connection.execute(sql).fetchall()
    return first, last


def compute_series(
    connection: duckdb.DuckDBPyConnection, relations: Relations = WHOLE_CORPUS
) -> pd.DataFrame:
    """Return every series with its share over all documents, dated or not.

    Args:
        connection: Has the relations.
        relations: Of what is counted among what.

    Returns:
        Columns columns.SERIES, sorted by kind and id.
    """
    counts = count_series(connection, ALL, relations)
    labelled = estimate(counts).merge(counts.names, on=["kind", "id"])
    return labelled.sort_values(["kind", "id"], ignore_index=True)[list(SERIES)]


def compute_trends(
    connection: duckdb.DuckDBPyConnection,
    granularity: str,
    relations: Relations = WHOLE_CORPUS,
    *,
    variant: str = "all",
    dating: Dating = EVERY_DATE,
) -> pd.DataFrame:
    """Return shares period by period, of the documents whose date counts (`counting.left_out`).

    Args:
        connection: Has the relations.
        granularity: Key of columns.GRANULARITIES.
        relations: Of what is counted among what.
        variant: One of columns.VARIANTS. panel: of the documents of sources present throughout;
            poststratified: every source with the same part in every period. Both are empty where
            there are not at least two sources, and panel where none is present throughout.
        dating: Which dates count; periods that end after its last day are open.

    Returns:
        Columns columns.TRENDS, sorted by kind, id, period_start (datetime.date). Every series
        has every period from the first to the last that has documents; a period without any has
        no share.

    Raises:
        UsageError: Granularity or variant is unknown.
    """
    known(granularity)
    if variant not in VARIANTS:
        raise UsageError(f"{variant}: no such variant; choose {', '.join(VARIANTS)}")
    if not relations.cube:  # documents and series are joined once, for all countings
        make_cube(connection, granularity, dating, relations=relations, into=ASKED_CUBE)
        relations = replace(relations, cube=ASKED_CUBE)
    if variant == "all":
        return _of_all(connection, granularity, relations, dating)
    counts = count_series(connection, granularity, relations, by_source=True, dating=dating)
    if counts.whole["source_id"].nunique() < LEAST_SOURCES:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in TRENDS})
    if variant == "poststratified":
        corpus = count_series(connection, ALL, relations, by_source=True)
        return trend_frame(poststratified(counts, corpus), counts, dating)
    among = _of_sources(relations, panel_sources(counts))
    return _of_all(connection, granularity, among, dating)


def find_panel(
    connection: duckdb.DuckDBPyConnection, relations: Relations, dating: Dating
) -> tuple[str, ...]:
    """Return the sources present throughout, by years; none where there are not two to choose."""
    counts = count_series(connection, "year", relations, by_source=True, dating=dating)
    is_choice = counts.whole["source_id"].nunique() >= LEAST_SOURCES
    return tuple(sorted(panel_sources(counts))) if is_choice else ()


def _of_all(
    connection: duckdb.DuckDBPyConnection, granularity: str, relations: Relations, dating: Dating
) -> pd.DataFrame:
    counts = count_series(connection, granularity, relations, dating=dating)
    corpus = count_corpus(connection, relations, of=counts)
    return trend_frame(estimate(counts, corpus), counts, dating)


def _of_sources(relations: Relations, sources: list[str]) -> Relations:
    """Return relations with the documents of some sources alone."""
    listed = ", ".join("'" + source.replace("'", "''") + "'" for source in sources) or "NULL"
    some = "(SELECT * FROM {} WHERE source_id IN ({}))"
    return replace(
        relations,
        documents=some.format(relations.documents, listed),
        cube=relations.cube and some.format(relations.cube, listed),
    )
