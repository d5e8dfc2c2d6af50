import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.trends import (
    DOCUMENTS,
    LABELS,
    TRENDS,
    analyse,
    compute_series,
    compute_trends,
    count_undated,
    rows,
    with_sure_dates,
)
from pipeline.trends.compute import MIN_FAMILIES
from pipeline.trends.shares import population, wilson


def corpus(*published: Any, families: dict[int, str] | None = None) -> pd.DataFrame:
    """Documents d0, d1, ... with the given dates; families by position."""
    ids = [f"d{at}" for at in range(len(published))]
    family = [(families or {}).get(at, id_) for at, id_ in enumerate(ids)]
    frame = pd.DataFrame({"document_id": ids, "published": list(published), "family_id": family})
    frame["published_precision"] = ["year" if day else None for day in published]
    frame["published_confidence"] = [0.9 if day else 0.0 for day in published]
    frame["lacks"] = ""
    size = frame.groupby("family_id")["document_id"].transform("size")
    return frame.assign(family_weight=1 / size)[list(DOCUMENTS)]


def labelled(*ids: str, kind: str = "theme") -> pd.DataFrame:
    found = [(id_, kind, "heritage", "Heritage") for id_ in ids]
    return pd.DataFrame(found, columns=list(LABELS)).astype(str)


@pytest.mark.parametrize(("n_hits", "n"), [(0, 10), (10, 100), (5, 5), (1, 3)])
def test_interval_is_wilsons(n_hits: int, n: int) -> None:
    known = stats.binomtest(n_hits, n).proportion_ci(method="wilson")
    low, high = wilson(np.array([n_hits / n]), np.array([float(n)]))
    assert (low[0], high[0]) == pytest.approx((known.low, known.high), abs=1e-12)


def test_interval_of_ten_in_a_hundred() -> None:
    low, high = wilson(np.array([0.1]), np.array([100.0]))
    assert (low[0], high[0]) == pytest.approx((0.0552, 0.1744), abs=1e-4)


def test_copies_of_one_text_are_one_observation() -> None:
    documents = corpus(*["1990"] * 10, families=dict.fromkeys(range(10), "d0"))
    sums = population(documents.assign(period=0), ["period"])
    assert sums["n_effective"].tolist() == pytest.approx([1.0])
    assert sums["weight_all"].tolist() == pytest.approx([1.0])


def test_unequal_weights_lower_the_effective_size() -> None:
    documents = corpus("1990", "1990", "1990").assign(family_weight=[1.0, 0.5, 0.5])
    sums = population(documents.assign(period=0), ["period"])
    assert sums["n_effective"].tolist() == pytest.approx([4 / 1.5])


def test_share_is_of_family_weights() -> None:
    documents = corpus("1990", "1990", "1990", families={1: "d0"})
    trends = compute_trends(documents, labelled("d0", "d1"), granularities=("year",))
    (row,) = rows(trends)
    assert (row["n_documents"], row["n_documents_all"]) == (2, 3)
    assert (row["weight"], row["weight_all"], row["share"]) == (1.0, 2.0, 0.5)


def test_periods_are_filled_and_empty_ones_have_no_share() -> None:
    trends = compute_trends(
        corpus("1990-05-01", "1992", "1993"), labelled("d2"), granularities=("year",)
    )
    found = [(row["period_start"].year, row["n_documents"], row["share"]) for row in rows(trends)]
    assert found == [(1990, 0, 0.0), (1991, 0, None), (1992, 0, 0.0), (1993, 1, 1.0)]


def test_decades_start_at_round_years() -> None:
    trends = compute_trends(corpus("1889", "1901"), labelled("d0"), granularities=("decade",))
    assert [day.year for day in trends["period_start"]] == [1880, 1890, 1900]


@pytest.mark.parametrize(
    ("as_of", "is_open"),
    [
        (None, [False, True]),
        (dt.date(1991, 12, 30), [False, True]),
        (dt.date(1991, 12, 31), [False, False]),
        (dt.date(1990, 6, 1), [True, True]),
    ],
)
def test_a_period_is_open_while_it_may_grow(as_of: dt.date | None, is_open: list[bool]) -> None:
    documents = corpus(dt.date(1990, 3, 1), dt.date(1991, 12, 30))
    trends = compute_trends(documents, labelled("d0"), granularities=("year",), as_of=as_of)
    assert trends["is_open"].tolist() == is_open


def test_undated_documents_are_left_out_and_counted() -> None:
    documents = corpus("1990", None, None)
    labels = labelled("d0", "d1")
    trends = compute_trends(documents, labels, granularities=("year",))
    assert trends["n_documents_all"].tolist() == [1]
    assert count_undated(documents) == 2
    assert compute_series(documents, labels)["share"].tolist() == pytest.approx([2 / 3], abs=1e-6)


def test_dates_that_are_not_sure_enough_count_as_none() -> None:
    documents = corpus("1990", "1991", "1992").assign(published_confidence=[0.9, 0.5, 0.4])
    trends = analyse(documents, labelled("d0", "d2"), min_date_confidence=0.5).trends
    years = trends[trends["granularity"] == "year"]
    assert years["n_documents"].tolist() == [1, 0]
    assert years["is_open"].tolist() == [False, True], "the latest date that counts ends the corpus"
    assert count_undated(with_sure_dates(documents, 0.5)) == 1


LACKS = "names; topics; suggestions"


@pytest.mark.parametrize(
    ("kind", "n"), [("theme", 2), ("topic", 3), ("organisation", 2), ("country", 0)]
)
def test_what_could_not_be_assessed_is_told_beside_the_share(kind: str, n: int) -> None:
    documents = corpus(*["1990"] * 5, families={4: "d3"})
    documents["lacks"] = [None, "", "topics", LACKS, LACKS]
    labels = labelled("d0", kind=kind)
    (whole,) = rows(compute_series(documents, labels))
    (year,) = rows(compute_trends(documents, labels, granularities=("year",), min_families={}))
    for row in (whole, year):
        assert (row["n_documents_all"], row["weight_all"]) == (5, 4.0), "of all, assessed or not"
        assert (row["n_unassessed"], row["weight_unassessed"]) == (n, max(0.0, n - 1.0))


def test_unassessed_documents_count_in_their_own_period() -> None:
    documents = corpus("1990", "1991", "1991").assign(lacks=["", "suggestions", ""])
    trends = compute_trends(documents, labelled("d0"), granularities=("year",))
    assert trends["n_unassessed"].tolist() == [0, 1]
    assert trends["weight_unassessed"].tolist() == [0.0, 1.0]


@pytest.mark.parametrize("documents", [corpus(), corpus(None, None)], ids=["empty", "undated"])
def test_without_dates_there_are_no_trends(documents: pd.DataFrame) -> None:
    analysis = analyse(documents, labelled(*documents["document_id"]))
    assert tuple(analysis.trends.columns) == TRENDS
    assert (len(analysis.trends), len(analysis.slopes)) == (0, 0)
    assert len(analysis.series) == min(1, len(documents))


def test_without_labels_there_is_nothing() -> None:
    analysis = analyse(corpus("1990"), labelled())
    assert [len(analysis.series), len(analysis.trends), len(analysis.slopes)] == [0, 0, 0]


def test_rare_names_are_not_listed_but_rare_themes_are() -> None:
    documents = corpus(*["1990"] * 4, families={3: "d2"})
    ids = ("d0", "d2", "d3")
    assert MIN_FAMILIES["country"] == 3
    assert compute_trends(documents, labelled(*ids, kind="country")).empty
    assert not compute_trends(documents, labelled(*ids, kind="theme")).empty
    assert not compute_trends(documents, labelled("d0", "d1", "d2", kind="country")).empty


def test_old_dates_are_read() -> None:
    trends = compute_trends(corpus("1610-01-01", "1611"), labelled("d0"), granularities=("year",))
    assert [day.year for day in trends["period_start"]] == [1610, 1611]


def test_order_of_input_does_not_matter() -> None:
    documents = corpus(*[str(1900 + at % 30) for at in range(200)], families={3: "d2", 9: "d2"})
    documents["lacks"] = [LACKS if at % 3 else "" for at in range(200)]
    labels = labelled(*[f"d{at}" for at in range(0, 200, 3)])
    mixed = documents.sample(frac=1, random_state=1), labels.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(compute_trends(documents, labels), compute_trends(*mixed))
