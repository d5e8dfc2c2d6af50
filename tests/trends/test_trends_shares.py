"""Shares of counts: what they are, and what their intervals leave room for."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.trends.estimating import COLUMNS, estimate
from pipeline.trends.facts import ALL, HITS, NAMES, TOP_BIN, UNASSESSED, WHOLE, Counts
from pipeline.trends.intervals import wilson
from pipeline.trends.panel import panel_sources
from pipeline.trends.stratified import poststratified


def year(number: int) -> dt.date:
    return dt.date(number, 1, 1)


def whole(period: Any, n: float, source: str = "", **more: float) -> tuple[Any, ...]:
    squares = more.get("squares", n)
    return period, source, int(n), float(n), squares, more.get("misdated", 0.0)


def sure(period: Any, n: float, source: str = "", id_: str = "heritage") -> tuple[Any, ...]:
    return "theme", id_, period, source, TOP_BIN, int(n), float(n), float(n), float(n)


def unsure(period: Any, p: float, n: float) -> tuple[Any, ...]:
    counted = n * (p >= 0.5)
    return "theme", "heritage", period, "", int(p * 50), int(counted), n, n * p, counted


def counts(
    groups: Sequence[tuple[Any, ...]],
    hits: Sequence[tuple[Any, ...]],
    *,
    lacking: Sequence[tuple[Any, ...]] = (),
    granularity: str = "year",
) -> Counts:
    ids = sorted({hit[1] for hit in hits} or {"heritage"})
    return Counts(
        hits=pd.DataFrame(hits, columns=list(HITS)),
        whole=pd.DataFrame(groups, columns=list(WHOLE)),
        unassessed=pd.DataFrame(lacking, columns=list(UNASSESSED)),
        names=pd.DataFrame([("theme", id_, id_) for id_ in ids], columns=list(NAMES)),
        granularity=granularity,
    )


def interval(frame: pd.DataFrame, row: int = 0) -> tuple[float, float, float]:
    return tuple(frame.loc[row, ["share_low", "share", "share_high"]].astype(float))


@pytest.mark.parametrize(("n_hits", "n"), [(0, 10), (10, 100), (5, 5), (1, 3), (1, 1), (0, 1)])
def test_sure_labels_have_wilsons_interval(n_hits: int, n: int) -> None:
    known = stats.binomtest(n_hits, n).proportion_ci(method="wilson")
    found = estimate(counts([whole(year(1990), n)], [sure(year(1990), n_hits)] * bool(n_hits)))
    assert interval(found) == pytest.approx((known.low, n_hits / n, known.high), abs=1e-6)
    assert tuple(found.columns) == COLUMNS


def test_copies_of_one_text_are_one_observation() -> None:
    found = estimate(counts([whole(year(1990), 1, squares=1.0)], [sure(year(1990), 1)]))
    low, high = wilson(np.array([1.0]), np.array([1.0]))
    assert interval(found) == pytest.approx((low[0], 1.0, high[0]), abs=1e-6)
    assert found["n_effective"].tolist() == [1.0]
    one_family = estimate(counts([whole(year(1990), 4, squares=16 / 1.5)], [sure(year(1990), 1)]))
    assert one_family["n_effective"].tolist() == pytest.approx([1.5])


def test_where_there_are_no_documents_there_is_no_share() -> None:
    found = estimate(counts([whole(year(1990), 0), whole(year(1991), 5)], [sure(year(1991), 1)]))
    assert found["share"].isna().tolist() == [True, False]
    assert found["n_documents_all"].tolist() == [0, 5]
    assert estimate(counts([], [])).empty
    assert poststratified(counts([], [])).empty


def test_share_is_the_mean_of_probabilities() -> None:
    groups = [whole(year(1990), 10), whole(year(1991), 10)]
    hits = [unsure(year(1990), 0.8, 4.0), unsure(year(1990), 0.1, 6.0), sure(year(1991), 2)]
    found = estimate(counts(groups, hits))
    assert found["share"].tolist() == pytest.approx([0.38, 0.2])
    assert found["share_counted"].tolist() == pytest.approx([0.4, 0.2])
    assert found["weight"].tolist() == [4.0, 2.0]
    assert found["n_documents"].tolist() == [4, 2]


def test_doubt_widens_only_what_is_unsure_and_leaves_room_away_from_the_corpus() -> None:
    groups = [whole(year(1990), 400), whole(year(1991), 400)]
    certain = estimate(counts(groups, [sure(year(1990), 40), sure(year(1991), 160)]))
    doubtful = [unsure(year(1990), 0.5, 80.0), unsure(year(1991), 0.5, 320.0)]
    low, share, high = interval(estimate(counts(groups, doubtful)))
    sure_low, sure_share, sure_high = interval(certain)
    assert share == sure_share == 0.1
    assert high - low > 1.5 * (sure_high - sure_low)
    assert share - low > 2 * (high - share), "the corpus has 0.25: in truth it may be less"


def test_probabilities_that_tell_nothing_apart_tell_next_to_nothing() -> None:
    groups = [whole(year(1990), 50), whole(year(1991), 50)]
    found = estimate(counts(groups, [unsure(year(at), 0.3, 50.0) for at in (1990, 1991)]))
    low, share, high = interval(found)
    assert share == pytest.approx(0.3)
    assert high - low > 0.4


def test_wrong_dates_widen_away_from_the_corpus() -> None:
    hits = [sure(year(1990), 10), sure(year(1991), 50)]
    exact = [whole(year(1990), 100), whole(year(1991), 100)]
    loose = [whole(year(1990), 100, misdated=20), whole(year(1991), 100, misdated=20)]
    (low, _, high), (loose_low, share, loose_high) = (
        interval(estimate(counts(groups, hits))) for groups in (exact, loose)
    )
    assert share == 0.1
    assert loose_low == pytest.approx(max(0.0, 0.3 + (low - 0.3) / 0.8), abs=1e-6)
    assert loose_high == high
    everything = counts([whole(None, 100, misdated=20)], [sure(None, 10)], granularity=ALL)
    assert interval(estimate(everything))[0] == pytest.approx(low)


def test_what_could_not_be_assessed_is_told_and_draws_nothing_towards_the_corpus() -> None:
    groups = [whole(year(1990), 100), whole(year(1991), 100)]
    hits = [unsure(year(at), 0.6, weight) for at, weight in ((1990, 25.0), (1991, 50.0))]
    lacking = [("theme", year(1990), "", 50, 50.0)]
    low, share, high = interval(found := estimate(counts(groups, hits, lacking=lacking)))
    assert (found["n_unassessed"].tolist(), found["weight_unassessed"].tolist()) == (
        [50, 0],
        [50.0, 0.0],
    )
    assert share == pytest.approx(0.15)
    without = interval(estimate(counts(groups, hits)))
    assert high - share > without[2] - without[1], "half of it is like the corpus, not a fall"
    assert low >= without[0]


def test_order_of_rows_does_not_matter() -> None:
    groups = [whole(year(1990), 50), whole(year(1991), 50)]
    hits = [unsure(year(at), p / 100, 1.5) for at in (1990, 1991) for p in range(3, 90, 3)]
    mixed = counts(groups, [hits[at] for at in np.random.default_rng(0).permutation(len(hits))])
    pd.testing.assert_frame_equal(estimate(counts(groups, hits)), estimate(mixed))


def by_source(**present: range) -> Counts:
    years = sorted((at, source) for source, held in present.items() for at in held)
    return counts([whole(year(at), 50, source) for at, source in years], [])


def test_the_panel_is_there_from_beginning_to_end() -> None:
    found = panel_sources(
        by_source(a=range(1990, 2020), late=range(1996, 2020), dies=range(1990, 2013))
    )
    assert found == ["a"]
    assert panel_sources(by_source(a=range(1990, 2000), b=range(2000, 2020))) == []
    assert panel_sources(by_source()) == []


def test_poststratified_shares_do_not_fall_when_a_source_ends() -> None:
    """a always has 0.1, b 0.5, half of the documents each; b ends."""
    groups = [whole(year(1990), 100, "a"), whole(year(1990), 200, "b"), whole(year(1991), 100, "a")]
    hits = [sure(year(1990), 10, "a"), sure(year(1990), 100, "b"), sure(year(1991), 10, "a")]
    found = poststratified(counts(groups, hits))
    assert found["share"].tolist() == pytest.approx([0.3, 0.3], abs=0.01)
    assert found["n_documents_all"].tolist() == [300, 100]
    widths = found["share_high"] - found["share_low"]
    assert widths[1] > 1.5 * widths[0], "what is not there is known the worse"


def test_too_little_left_gives_no_poststratified_share() -> None:
    groups = [whole(year(1990), 100, "a"), whole(year(1990), 900, "b"), whole(year(1991), 100, "a")]
    found = poststratified(counts(groups, [sure(year(1990), 10, "a")]))
    assert found["share"].isna().tolist() == [False, True]
