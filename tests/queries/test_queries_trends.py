import datetime as dt

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.queries import Filters, Sides, Snapshot
from pipeline.trends import TRENDS

SGP = Filters(countries="SGP")


def test_a_series_is_what_the_table_says_and_what_counting_gives(snapshot, by_year):
    stated = snapshot.trend("theme", "heritage")
    assert by_year(stated) == [(1990, 1, 3), (1991, 0, 0), (1992, 0, 1), (1993, 1, 1)] + [
        (year, 0, 0) for year in range(1994, 2001)
    ] + [(2001, 1, 1)]
    counted = snapshot.trend("theme", "heritage", filters=Filters(min_quality=0.0001))
    pd.testing.assert_frame_equal(stated, counted)
    assert list(stated.columns) == list(TRENDS)


def test_probabilities_below_the_threshold_are_carried(snapshot):
    year = snapshot.trend("theme", "heritage").set_index("period_start").loc[dt.date(1992, 1, 1)]
    assert year["share_counted"] == 0
    assert year["share"] > 0


def test_counted_shares_are_of_what_counts_outright(snapshot, by_year):
    for filters in (Filters(), Filters(sources=("letters", "post"))):
        best = snapshot.trend("theme", "heritage", filters=filters)
        counted = snapshot.trend("theme", "heritage", filters=filters, counted=True)
        assert by_year(counted) == by_year(best)
        pd.testing.assert_series_equal(
            counted["share"], counted["share_counted"], check_names=False
        )
        pd.testing.assert_series_equal(counted["share_counted"], best["share_counted"])
        at_1992 = counted.set_index("period_start").loc[dt.date(1992, 1, 1)]
        assert at_1992["share"] == 0
        assert at_1992["share_high"] == pytest.approx(3.8415 / 4.8415, abs=1e-3), "Wilson, 0 of 1"
        assert "counted by what is tagged" in counted.attrs["title"]
        assert any("not whether tags are right" in note for note in counted.attrs["notes"])


def test_everything_that_moves_can_be_counted(snapshot):
    for frame in (
        snapshot.joint_trend("theme", "inclusion", filters=SGP, counted=True),
        snapshot.slopes("theme", counted=True, variant="panel"),
        snapshot.rising("theme", counted=True),
        snapshot.changes("theme", counted=True),
        snapshot.movers("theme", counted=True),
        snapshot.compare("theme", "", Sides(SGP, None), counted=True),
    ):
        assert any("not whether tags are right" in note for note in frame.attrs["notes"])
    sides = Sides(Filters(since=dt.date(1992, 1, 1), until=dt.date(1992, 12, 31)), None)
    best, counted = (
        snapshot.compare("theme", "heritage", sides, counted=counted) for counted in (False, True)
    )
    assert best["share_a"].item() > counted["share_a"].item() == 0
    with pytest.raises(TypeError, match="odd"):
        snapshot.trend("theme", "heritage", odd=True)


def test_time_cuts_the_periods_that_it_touches(snapshot, by_year):
    within = Filters(since=dt.date(1992, 6, 1), until=dt.date(1993, 1, 1))
    assert by_year(snapshot.trend("theme", "heritage", filters=within)) == [
        (1992, 0, 1),
        (1993, 1, 1),
    ]
    decades = snapshot.trend("theme", "heritage", by="decade", filters=within)
    assert by_year(decades) == [(1990, 2, 5)], "a decade is shown whole"


def test_filters_restrict_what_shares_are_of(snapshot, by_year):
    assert by_year(snapshot.trend("theme", "Cultural Heritage", filters=SGP)) == [
        (1990, 1, 2),
        (1991, 0, 0),
        (1992, 0, 1),
    ]
    for filters, decades in (
        (Filters(countries=("SGP", "GBR")), [(1990, 0, 1)]),
        (Filters(sources="The post"), [(1990, 1, 1), (2000, 1, 1)]),
        (Filters(sources=("post", "letters"), languages="English"), [(1990, 2, 5), (2000, 1, 1)]),
        (Filters(themes="inclusion"), [(1990, 0, 1), (2000, 1, 1)]),
        (Filters(media_types="html", text="sea"), [(1990, 1, 2)]),
    ):
        found = snapshot.trend("theme", "heritage", by="decade", filters=filters)
        assert by_year(found) == decades, filters


def test_joint_series_are_shares_of_all(snapshot, by_year):
    both = snapshot.joint_trend("theme", "heritage", by="decade", filters=SGP)
    assert by_year(both) == [(1990, 1, 5), (2000, 0, 1)]
    assert both["id"].unique().tolist() == ["heritage + country:SGP"]
    text = snapshot.joint_trend("theme", "heritage", by="decade", filters=Filters(text="sea"))
    assert by_year(text) == [(1990, 1, 5), (2000, 0, 1)]


def test_a_query_can_be_the_series(snapshot, by_year):
    found = snapshot.trend("text", "sea", by="decade")
    assert by_year(found) == [(1990, 2, 5), (2000, 0, 1)]
    assert found["share"].tolist() == [0.4, 0.0]


def test_finer_periods_leave_out_what_is_known_by_year(snapshot):
    months = snapshot.trend("theme", "inclusion", by="month")
    assert months["n_documents_all"].sum() == 2
    assert "4 have a date known too coarsely for periods of a month" in months.attrs["notes"][-1]
    assert len(snapshot.trend("theme", "inclusion", by="quarter")) == 5


def test_the_panel_leaves_out_sources_that_come_and_go(make_snapshot, doc):
    years = range(1990, 2000)
    steady = [doc(str(year), {"heritage": 1.0} if year % 2 else {}) for year in years]
    passing = [doc("1991", {"heritage": 1.0}, source="post") for _ in range(5)]
    with Snapshot(make_snapshot([*steady, *passing])) as opened:
        panel = opened.trend("theme", "heritage", variant="panel")
        assert panel["n_documents_all"].tolist() == [1] * 10
        assert opened.trend("theme", "heritage")["n_documents_all"].tolist()[1] == 6
        even = opened.trend("theme", "heritage", variant="poststratified")
        assert len(even) == 10
        one = opened.trend("theme", "heritage", variant="panel", filters=Filters(sources="post"))
    assert one.empty
    assert "needs at least two sources" in one.attrs["notes"][0]


def test_what_may_mislead_is_told(snapshot):
    notes = "\n".join(snapshot.trend("theme", "heritage").attrs["notes"])
    assert "fewer than 30 documents" in notes
    assert "1 have no date; 1 have a date too unsure to count" in notes
    attrs = snapshot.trend("theme", "heritage", filters=SGP, by="decade").attrs
    assert attrs["title"] == "theme Cultural heritage, among documents with country Singapore"
    assert attrs["cite"] == (
        f"Culturescope dataset, snapshot {snapshot.id} of 2026-01-02: theme Cultural heritage, "
        "share of documents by decade, among documents with country Singapore."
    )


def test_a_filter_that_leaves_nothing_says_so(snapshot):
    nothing = snapshot.trend(
        "theme", "heritage", filters=Filters(themes="inclusion", sources="letters", countries="GBR")
    )
    assert nothing.empty
    assert "no document within these filters" in nothing.attrs["notes"][0]
    absent = snapshot.trend("theme", "inclusion", filters=Filters(text="sea"))
    assert absent["n_documents"].sum() == 0
    assert "no document within these filters has it" in absent.attrs["notes"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ({"kind": "planet", "id": "x"}, "there are theme"),
        ({"kind": "theme", "id": "heritige"}, r"did you mean: heritage \(Cultural heritage\)"),
        ({"kind": "theme", "id": "x\udcff"}, r"^x\?: no theme"),
        ({"kind": "theme", "id": "x" * 9999}, r"^x{80}\.\.\.: no theme"),
        ({"kind": "topic", "id": "t0001"}, "has none of that kind"),
        ({"kind": "text", "id": " "}, "no text to look for"),
        ({"by": "week"}, "choose month, quarter, year, decade"),
        ({"variant": "odd"}, "choose all, panel, poststratified"),
        ({"filters": Filters(countries="zzzz")}, "the most frequent are: country:SGP"),
        ({"filters": Filters(sources="leters")}, "did you mean: letters"),
        ({"filters": Filters(languages="Klingon")}, "there are: en, fr"),
        ({"filters": Filters(media_types="pdf")}, "there are: text/html"),
    ],
)
def test_odd_questions_are_refused(snapshot, call, says):
    with pytest.raises(UsageError, match=says):
        snapshot.trend(**{"kind": "theme", "id": "heritage"} | call)


def test_odd_filters_are_refused():
    with pytest.raises(UsageError, match="from 0 to 1"):
        Filters(min_quality=2)
    with pytest.raises(UsageError, match="ends before it begins"):
        Filters(since=dt.date(2000, 1, 1), until=dt.date(1999, 1, 1))


@pytest.mark.parametrize(
    "docs",
    [
        [],
        [("1990", {"heritage": 1.0})],
        [(None, {"heritage": 1.0}), (None, {})],
        [("1990", {"heritage": 1.0})] * 40,
        [("1990", {"heritage": 0.9}), ("9999", {"heritage": 1.0})],
    ],
    ids=["empty", "one document", "all undated", "one period, everywhere", "future"],
)
def test_strange_corpora_have_sensible_answers(make_snapshot, doc, docs):
    made = [doc(when, themes, ["SGP"]) for when, themes in docs]
    with Snapshot(make_snapshot(made, as_of="2020-12-31")) as opened:
        for kind in ("theme", "country", "topic"):
            assert opened.series(kind)["share"].between(0, 1).all()
            for frame in (opened.trend(kind), opened.slopes(kind), opened.changes(kind)):
                assert frame.attrs["notes"] or len(frame)
            assert opened.rising(kind).empty
            assert opened.falling(kind).empty
            assert opened.movers(kind).empty
        found = opened.documents(limit=3)
        assert len(found) == min(3, len(docs))
        if docs:
            years = opened.trend("theme", "heritage")
            assert len(years) == (0 if docs[0][0] is None else 1)
            assert not years["period_start"].map(lambda day: day.year > 2020).any()
