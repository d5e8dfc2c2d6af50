"""Counts by period, source and bin, and what is left out of them."""

import datetime as dt

import duckdb
import pytest

from pipeline.errors import UsageError
from pipeline.trends import ALL, Dating, count_series, left_out
from pipeline.trends.facts import BINS, HITS, TOP_BIN, UNASSESSED, WHOLE


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Five documents, two of them one family over two sources, and one theme."""
    opened = duckdb.connect()
    opened.execute(
        "CREATE TABLE documents AS SELECT id AS document_id, source AS source_id, "
        "day::DATE AS published, exact AS published_precision, sure AS published_confidence, "
        "family AS family_id, weight::DOUBLE AS family_weight, 'en' AS language, lacks "
        "FROM (VALUES "
        "('a', 's', '1990-05-01', 'day', 0.9, 'a', 0.5, NULL), "
        "('b', 't', '1990-06-01', 'month', 0.9, 'a', 0.5, 'topics'), "
        "('c', 's', '1990-01-01', 'year', 0.8, 'c', 1, ''), "
        "('d', 's', '1991-01-01', 'day', 0.2, 'd', 1, ''), "
        "('e', 's', '2200-01-01', 'day', 0.9, 'e', 1, ''), "
        "('f', 's', NULL, NULL, 0.0, 'f', 1, 'names; suggestions')) "
        "AS v(id, source, day, exact, sure, family, weight, lacks)"
    )
    opened.execute(
        "CREATE TABLE series_documents AS SELECT 'theme' AS kind, 'x' AS id, * FROM (VALUES "
        "('a', 1.0, TRUE), ('b', 0.7, TRUE), ('c', 0.011, FALSE), ('f', 0.99996, FALSE)) "
        "AS v(document_id, probability, counts)"
    )
    opened.execute("CREATE TABLE series AS SELECT 'theme' AS kind, 'x' AS id, 'X' AS label")
    return opened


SURE = Dating(0.5, dt.date(2026, 1, 1))


def test_weights_squares_and_doubts_add_up(connection: duckdb.DuckDBPyConnection) -> None:
    counts = count_series(connection, "year", dating=SURE)
    assert [tuple(f.columns) for f in (counts.hits, counts.whole, counts.unassessed)] == [
        HITS, WHOLE, UNASSESSED,
    ]  # fmt: skip
    year = dt.date(1990, 1, 1)
    assert counts.whole.to_numpy().tolist() == [[year, "", 3, 2.0, 2.0, 0.3]]
    hits = counts.hits[["bin", "n_documents", "weight", "mass", "weight_counted"]]
    assert hits.to_numpy().tolist() == [
        [0, 0, 1.0, 0.011, 0.0],
        [int(0.7 * BINS), 1, 0.5, 0.35, 0.5],
        [TOP_BIN, 1, 0.5, 0.5, 0.5],
    ]
    assert counts.unassessed.to_numpy().tolist() == [["topic", year, "", 1, 0.5]]


def test_a_family_over_two_sources_is_a_half_in_each(connection: duckdb.DuckDBPyConnection) -> None:
    whole = count_series(connection, "year", by_source=True, dating=SURE).whole
    assert whole["source_id"].tolist() == ["s", "t"]
    assert whole["squares"].tolist() == [1.25, 0.25]


def test_without_periods_every_document_counts(connection: duckdb.DuckDBPyConnection) -> None:
    counts = count_series(connection, ALL)
    assert counts.whole["n_documents_all"].tolist() == [6]
    assert counts.whole["period_start"].tolist() == [None]
    assert counts.hits["bin"].tolist() == [0, 35, BINS - 1, TOP_BIN], "only certainty is at the top"


def test_what_is_left_out_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    told = {"undated": 1, "unsure": 1, "future": 1}
    assert left_out(connection, "year", dating=SURE) == {**told, "coarse": 0}
    assert left_out(connection, "month", dating=SURE) == {**told, "coarse": 1}
    counts = count_series(connection, "month", dating=SURE)
    assert counts.whole["period_start"].tolist() == [dt.date(1990, 5, 1), dt.date(1990, 6, 1)]
    with pytest.raises(UsageError, match="choose month, quarter, year, decade"):
        count_series(connection, "week")
