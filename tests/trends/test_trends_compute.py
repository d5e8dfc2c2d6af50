"""Documents and what they count for in, shares period by period out."""

import datetime as dt
import random
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.trends import (
    DOCUMENTS,
    MIN_FAMILIES,
    TABLES,
    TRENDS,
    Dating,
    Relations,
    analyse,
    compute_series,
    compute_trends,
    last_day,
    published_granularities,
    rows,
)
from pipeline.trends.compute import find_panel
from pipeline.trends.cubes import make_cube, show_frequent

LACKS = "names; topics; suggestions"


def corpus(*published: Any, families: dict[int, str] | None = None) -> pd.DataFrame:
    """Documents d0, d1, ... with the given dates (years or days); families by position."""
    ids = [f"d{at}" for at in range(len(published))]
    frame = pd.DataFrame({"document_id": ids, "source_id": "s", "published": list(published)})
    frame["published_precision"] = [day and ("year", "day")[len(str(day)) > 4] for day in published]
    frame["published_confidence"] = [0.9 if day else 0.0 for day in published]
    frame["family_id"] = [(families or {}).get(at, id_) for at, id_ in enumerate(ids)]
    frame["language"], frame["lacks"] = "en", ""
    size = frame.groupby("family_id")["document_id"].transform("size")
    return frame.assign(family_weight=1 / size)


def labelled(*ids: str, kind: str = "theme", id_: str = "heritage") -> list[tuple[Any, ...]]:
    return [(kind, id_, document, 1.0, True) for document in ids]


def opened(documents: pd.DataFrame, found: list[tuple[Any, ...]]) -> duckdb.DuckDBPyConnection:
    """Give a connection with the relations that are counted."""
    connection = duckdb.connect()
    days = [None if day is None else f"{day}-01-01"[:10] for day in documents["published"]]
    text = documents.assign(published=pd.array(days, "string")).astype(
        {name: "string" for name in ("document_id", "published_precision", "family_id", "lacks")}
    )
    connection.register("given", text)
    connection.execute(
        f"CREATE TABLE documents AS SELECT {', '.join(DOCUMENTS)} FROM "
        "(SELECT * REPLACE (published::DATE AS published) FROM given)"
    )
    connection.execute(
        "CREATE TABLE series_documents (kind VARCHAR, id VARCHAR, document_id VARCHAR, "
        "probability DOUBLE, counts BOOLEAN)"
    )
    if found:
        connection.executemany("INSERT INTO series_documents VALUES (?, ?, ?, ?, ?)", found)
    connection.execute(
        "CREATE TABLE series AS SELECT DISTINCT kind, id, upper(id) AS label FROM series_documents"
    )
    return connection


def years(documents: pd.DataFrame, found: list[tuple[Any, ...]], **more: Any) -> pd.DataFrame:
    trends = compute_trends(opened(documents, found), "year", **more)
    assert tuple(trends.columns) == TRENDS
    return trends


def test_share_is_of_family_weights() -> None:
    documents = corpus("1990", "1990", "1990", families={1: "d0"})
    (row,) = rows(years(documents, labelled("d0", "d1")))
    assert (row["n_documents"], row["n_documents_all"]) == (2, 3)
    assert (row["weight"], row["weight_all"], row["share_counted"]) == (1.0, 2.0, 0.5)
    assert (row["label"], row["granularity"]) == ("HERITAGE", "year")


def test_periods_are_filled_and_empty_ones_have_no_share() -> None:
    trends = years(corpus("1990-05-01", "1992", "1993"), labelled("d2"))
    found = [
        (row["period_start"], row["n_documents"], row["share_counted"]) for row in rows(trends)
    ]
    days = [dt.date(year, 1, 1) for year in range(1990, 1994)]
    assert found == list(zip(days, [0, 0, 0, 1], [0.0, None, 0.0, 1.0], strict=True))


@pytest.mark.parametrize(
    ("granularity", "starts", "n_all"),
    [
        ("decade", ["1880-01-01", "1890-01-01"], [1, 2]),
        ("quarter", ["1899-10-01"], [1]),
        ("month", ["1899-11-01"], [1]),
    ],
)
def test_a_date_counts_as_far_as_it_is_known(
    granularity: str, starts: list[str], n_all: list[int]
) -> None:
    connection = opened(corpus("1889", "1899-11-30", "1890"), labelled("d0", "d1"))
    trends = compute_trends(connection, granularity)
    assert [day.isoformat() for day in trends["period_start"]] == starts
    assert trends["n_documents_all"].tolist() == n_all


@pytest.mark.parametrize(
    ("last", "is_open"),
    [
        (None, [False, True]),
        (dt.date(1991, 12, 30), [False, True]),
        (dt.date(1991, 12, 31), [False, False]),
        (dt.date(1992, 6, 1), [False, False]),
    ],
)
def test_a_period_is_open_while_it_may_grow(last: dt.date | None, is_open: list[bool]) -> None:
    documents = corpus("1990-03-01", "1991-12-30")
    trends = years(documents, labelled("d0"), dating=Dating(last_day=last))
    assert trends["is_open"].tolist() == is_open


def test_dates_after_the_last_day_do_not_stretch_time() -> None:
    documents = corpus("1990-05-01", "1991-02-01", "1991-07-01", "2099")
    connection = opened(documents, labelled("d3"))
    day = last_day(connection, as_of=None, until=dt.date(2026, 1, 1), min_confidence=0.5)
    assert day == dt.date(1991, 7, 1), "nothing that was fetched in 2026 is of 2099"
    assert len(compute_trends(connection, "year", dating=Dating(last_day=day))) == 2
    asked = last_day(connection, as_of=dt.date(1991, 3, 1), until=None, min_confidence=0.5)
    trends = compute_trends(connection, "year", dating=Dating(last_day=asked))
    assert trends["n_documents_all"].tolist() == [1, 1]
    assert trends["is_open"].tolist() == [False, True]


def test_the_last_year_there_is_ends() -> None:
    trends = years(corpus("9998", "9999"), labelled("d0"))
    assert trends["is_open"].tolist() == [False, True]
    assert len(compute_trends(opened(corpus("9999"), labelled("d0")), "decade")) == 1


@pytest.mark.parametrize(
    ("kind", "n"), [("theme", 2), ("topic", 3), ("organisation", 2), ("country", 0)]
)
def test_what_could_not_be_assessed_is_told_beside_the_share(kind: str, n: int) -> None:
    documents = corpus(*["1990"] * 5, families={4: "d3"})
    documents["lacks"] = [None, "", "topics", LACKS, LACKS]
    connection = opened(documents, labelled("d0", kind=kind))
    (whole,) = rows(compute_series(connection))
    (year,) = rows(compute_trends(connection, "year"))
    for row in (whole, year):
        assert (row["n_documents_all"], row["weight_all"]) == (5, 4.0), "of all, assessed or not"
        assert (row["n_unassessed"], row["weight_unassessed"]) == (n, max(0.0, n - 1.0))


@pytest.mark.parametrize("documents", [corpus(), corpus(None, None)], ids=["empty", "undated"])
def test_without_dates_there_are_no_trends(documents: pd.DataFrame) -> None:
    analysis = analyse(opened(documents, labelled(*documents["document_id"])), Dating())
    assert tuple(analysis.trends.columns) == TRENDS
    assert [len(getattr(analysis, name)) for name in TABLES] == [min(1, len(documents)), 0, 0, 0, 0]
    assert analysis.left_out["undated"] == len(documents)


def test_without_labels_there_is_nothing() -> None:
    analysis = analyse(opened(corpus("1990"), []), Dating())
    assert [len(getattr(analysis, name)) for name in TABLES] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("documents", [corpus("1990"), corpus(*["1990-05-01"] * 3)])
def test_one_document_or_period_says_little(documents: pd.DataFrame) -> None:
    analysis = analyse(opened(documents, labelled("d0")), Dating())
    (row,) = rows(analysis.trends[analysis.trends["granularity"] == "year"])
    assert row["share_high"] - row["share_low"] > 0.5, "a few documents leave nearly all open"
    assert [len(analysis.slopes), len(analysis.changes), len(analysis.movers)] == [0, 0, 0]


def test_a_theme_of_every_document_does_not_move() -> None:
    documents = corpus(*[str(1990 + at // 20) for at in range(400)])
    analysis = analyse(opened(documents, labelled(*documents["document_id"])), Dating())
    (slope,) = rows(analysis.slopes[analysis.slopes["granularity"] == "year"])
    assert (slope["variant"], slope["slope"], slope["q"]) == ("all", 0.0, 1.0)
    assert [len(analysis.changes), len(analysis.movers)] == [0, 0]


def test_probabilities_carry_what_is_not_sure() -> None:
    documents = corpus(*["1990"] * 100)
    found = [("theme", "heritage", f"d{at}", 0.6, True) for at in range(10)]
    found += [("theme", "heritage", f"d{at}", 0.1, False) for at in range(10, 100)]
    (row,) = rows(compute_series(opened(documents, found)))
    assert (row["n_documents"], row["share_counted"]) == (10, 0.1)
    assert row["share"] == pytest.approx(0.15, abs=0.03), "0.1 x 0.6 + 0.9 x 0.1"


def test_rare_names_are_not_listed_but_rare_themes_are() -> None:
    assert MIN_FAMILIES["country"] == 3
    documents = corpus(*["1990"] * 4, families={3: "d2"})
    ids = ("d0", "d2", "d3")
    found = [*labelled(*ids, kind="country", id_="country:A"), *labelled("d3")]
    found += labelled("d0", "d1", "d2", kind="country", id_="country:B")
    connection = opened(documents, found)
    make_cube(connection, "year", Dating())
    show_frequent(connection, Dating(), least=MIN_FAMILIES)
    trends = compute_trends(connection, "year", Relations(names="shown"))
    assert trends["id"].tolist() == ["country:B", "heritage"]


@pytest.mark.parametrize(
    ("dates", "granularities"),
    [
        ((), ("year",)),
        (("1990", "2011"), ("decade", "year")),
        (("1990", "2005"), ("year",)),
        (("1990", "2000"), ("year", "quarter")),
        (("1990", "1994"), ("year", "quarter", "month")),
    ],
)
def test_what_is_published_suits_the_time_spanned(
    dates: tuple[str, ...], granularities: tuple[str, ...]
) -> None:
    assert published_granularities(opened(corpus(*dates), []), Dating()) == granularities


def test_a_panel_needs_two_sources_of_which_one_is_always_there() -> None:
    documents = corpus(*[str(1990 + at // 10) for at in range(200)])
    connection = opened(documents, labelled("d0", "d77"))
    assert compute_trends(connection, "year", variant="panel").empty
    assert compute_trends(connection, "year", variant="poststratified").empty
    connection.execute(
        "UPDATE documents SET source_id = 'it''s late' WHERE published >= '2005-01-01' "
        "AND substr(document_id, -1) IN ('0', '1')"
    )
    panel = compute_trends(connection, "year", variant="panel")
    assert panel["n_documents_all"].tolist() == [10] * 15 + [8] * 5
    assert len(compute_trends(connection, "year", variant="poststratified")) == 20
    assert find_panel(connection, Relations(), Dating()) == ("s",)
    with pytest.raises(UsageError, match="no such variant"):
        compute_trends(connection, "year", variant="some")


def test_order_and_threads_do_not_matter() -> None:
    rng = random.Random(1)
    documents = corpus(
        *[
            f"{1900 + at % 30}-0{1 + at % 9}-11" if at % 5 else str(1900 + at % 30)
            for at in range(3000)
        ],
        families={at: f"d{at - at % 7}" for at in range(1500)},
    )
    documents["lacks"] = [LACKS if at % 3 else "" for at in range(3000)]
    found = [("theme", "heritage", f"d{at}", round(rng.random(), 4), at % 2 == 0)
             for at in range(0, 3000, 3)]  # fmt: skip
    first = opened(documents, found)
    second = opened(documents.sample(frac=1, random_state=1), rng.sample(found, len(found)))
    first.execute("SET threads = 1")
    second.execute("SET threads = 4")
    make_cube(second, "quarter", Dating())
    for granularity in ("quarter", "year", "decade"):
        one = compute_trends(first, granularity)
        for relations in (Relations(), Relations(cube="cube")):
            two = compute_trends(second, granularity, relations)
            pd.testing.assert_frame_equal(one, two, check_exact=True)
        assert one["share"].notna().any()
