"""Tests of trend, changes of level, movers and contrasts, against known cases and public ones."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy import stats

from pipeline.trends import TRENDS
from pipeline.trends.changes import change_points
from pipeline.trends.columns import CHANGES, MOVERS
from pipeline.trends.contrasts import CONTRAST, contrast
from pipeline.trends.discovery import corrected
from pipeline.trends.facts import ALL, HITS, NAMES, TOP_BIN, UNASSESSED, WHOLE, Counts
from pipeline.trends.intervals import difference, ratio, wilson
from pipeline.trends.kendall import likeness, trend
from pipeline.trends.levels import find_levels
from pipeline.trends.movers import BEFORE, RECENT, movers
from pipeline.trends.segments import deviance, segmentations
from pipeline.trends.slopes import compute_slopes

RNG = np.random.default_rng(11)
# every second one is low, so that no likeness of neighbours is left to correct for
NOISE = np.abs(RNG.normal(0, 1, 40)).round(3) * np.tile([1, -1], 20) + 0.05 * np.arange(40)


def yearly(
    shares: Sequence[float], n: float = 100.0, id_: str = "heritage", *, unit: str = "year"
) -> pd.DataFrame:
    months = {"year": 12, "month": 1}[unit]
    days = [dt.date(1990 + at * months // 12, at * months % 12 + 1, 1) for at in range(len(shares))]
    hits = np.round(np.array(shares) * n).astype(int)
    frame = pd.DataFrame({"share": shares, "n_documents": hits, "period_start": days})
    frame = frame.assign(kind="theme", id=id_, label=id_, granularity=unit, n_effective=n)
    others = [name for name in TRENDS if name not in frame.columns]
    return frame.assign(**dict.fromkeys(others, 0))[list(TRENDS)].astype({"is_open": bool})


def test_kendalls_test_is_the_public_ones() -> None:
    times, one = np.arange(40.0), np.zeros(40, np.int64)
    ours, known = trend(NOISE, times, one), pymannkendall.original_test(NOISE)
    assert likeness(NOISE - ours.slope * times) == 1.0, "else the variance is raised"
    assert (ours.p, ours.slope) == pytest.approx((known.p, known.slope))
    ends = stats.theilslopes(NOISE, times)
    assert (ours.low, ours.high) == pytest.approx((ends.low_slope, ends.high_slope), abs=2e-3)


def test_ties_are_corrected_for() -> None:
    tied = np.round(NOISE)
    ours = trend(tied, np.arange(40.0), np.zeros(40, np.int64))
    assert ours.p == pytest.approx(pymannkendall.original_test(tied).p)


def test_likeness_of_neighbours_raises_p_as_hamed_and_rao_do() -> None:
    smooth = np.convolve(RNG.normal(0, 1, 83), [1, 1, 1, 1], "valid")
    ours = trend(smooth, np.arange(80.0), np.zeros(80, np.int64))
    plain = pymannkendall.original_test(smooth)
    known = pymannkendall.hamed_rao_modification_test(smooth)
    assert ours.p >= known.p > plain.p
    assert ours.p < 1


def test_months_are_compared_with_their_own() -> None:
    season = np.tile(np.arange(12.0), 5)
    ours = trend(season, np.arange(60.0) / 12, np.arange(60) % 12)
    assert (ours.slope, ours.p) == (0.0, 1.0)
    rising = season + RNG.normal(0, 1, 60) + np.arange(60) * 0.05
    known = pymannkendall.seasonal_sens_slope(rising, period=12)
    found = trend(rising, np.arange(60.0) / 12, np.arange(60) % 12)
    assert found.slope == pytest.approx(known.slope)
    assert found.p < 0.05


def test_a_year_that_swings_is_no_trend_and_no_change() -> None:
    wave = 0.2 + 0.1 * np.sin(2 * np.pi * np.arange(60) / 12)
    trends = yearly(list(wave + RNG.normal(0, 0.01, 60)), unit="month")
    (row,) = compute_slopes(trends).itertuples()
    assert row.q > 0.05
    assert change_points(trends).empty
    assert compute_slopes(trends.head(24)).empty, "two years are too few"


@pytest.mark.parametrize("cut", [5, 12, 20])
def test_a_step_is_found_where_it_is(cut: int) -> None:
    shares = RNG.binomial(100, [0.1] * cut + [0.3] * (25 - cut)) / 100
    (row,) = change_points(yearly(list(shares))).itertuples()
    assert row.period_start == dt.date(1990 + cut, 1, 1)
    assert row.difference_low < 0.2 < row.difference_high
    assert row.share_before == pytest.approx(shares[:cut].mean(), abs=1e-5)
    assert row.q < 1e-3


def test_segmentation_is_exact() -> None:
    share, n = RNG.uniform(0, 1, 9), RNG.uniform(5, 50, 9)

    def cost(cuts: Sequence[int]) -> float:
        parts = zip(np.split(share * n, cuts), np.split(n, cuts), strict=True)
        return sum(float(deviance(hits.sum(), sizes.sum())) for hits, sizes in parts)

    one, two = segmentations(share, n, 2, 2)
    assert one == [min(range(2, 8), key=lambda cut: cost([cut]))]
    pairs = [(a, b) for a in range(2, 6) for b in range(a + 2, 8)]
    assert tuple(two) == min(pairs, key=cost)
    assert list(segmentations(share[:3], n[:3], 2, 2)) == []


def test_there_and_back_are_two_changes_and_a_line_is_none() -> None:
    hill = RNG.binomial(400, np.repeat([0.1, 0.4, 0.1], 12)) / 400
    found = change_points(yearly(list(hill), 400))
    assert [day.year for day in found["period_start"]] == [2002, 2014]
    assert change_points(yearly(list(np.linspace(0.1, 0.4, 36)), 400)).empty


def test_changes_have_to_show_on_the_panel() -> None:
    steps = yearly([0.1] * 12 + [0.3] * 12)
    assert len(change_points(steps, steps)) == 1
    assert change_points(steps, yearly([0.1] * 24)).empty
    assert change_points(steps, yearly([0.3] * 12 + [0.1] * 12)).empty
    assert change_points(steps, steps.head(0)).empty


def test_what_is_left_out_of_changes_leaves_no_gap() -> None:
    share, n = np.repeat([0.1, 0.2, 0.4], 10), np.full(30, 200.0)
    levels = find_levels(share, n)
    assert levels.at == [10, 20]
    assert levels.without({10}).sides(0) == (slice(0, 20), slice(20, 30))


def test_movers_are_new_growing_or_fading() -> None:
    level = [0.1] * (BEFORE + 4)
    frames = [
        yearly([*level, *[0.3] * RECENT], id_="grows"),
        yearly([*level, *[0.01] * RECENT], id_="fades"),
        yearly([0.0] * len(level) + [0.0, 0.1, 0.1], id_="new"),
        yearly([*level, *[0.1] * RECENT], id_="stays"),
        yearly([0.0] * len(level) + [0.0, 0.02, 0.02], id_="twice"),
    ]
    found = movers(pd.concat(frames)).set_index("id")
    assert found["direction"].to_dict() == {
        "fades": "fading",
        "grows": "emerging",
        "new": "emerging",
    }
    assert (found["n_before"] == 0).to_dict() == {"fades": False, "grows": False, "new": True}
    first_recent = 1990 + len(level)
    assert found.loc["new", "since"] == dt.date(first_recent + 1, 1, 1)
    assert found.loc["grows", "since"] == dt.date(first_recent, 1, 1)
    row = found.loc["grows"]
    assert row["difference"] == pytest.approx(0.2)
    assert 0.1 < row["difference_low"] < 0.2 < row["difference_high"] < 0.3


def test_movers_have_to_move_on_the_panel() -> None:
    moves = yearly([0.1] * 12 + [0.3] * RECENT)
    assert len(movers(moves, moves)) == 1
    assert movers(moves, yearly([0.1] * 15)).empty
    assert movers(moves, moves.head(0)).empty


def test_too_short_series_have_no_changes_and_no_movers() -> None:
    for frame in (yearly([0.1] * 2 + [0.9] * 3), yearly([])):
        assert tuple(change_points(frame).columns) == CHANGES
        assert tuple(movers(frame).columns) == MOVERS
        assert change_points(frame).empty
        assert movers(frame).empty


def test_difference_is_newcombes() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873-890: 56/70 and 48/80 without continuity
    sides = [np.stack([p := np.array([k / n]), *wilson(p, np.array([float(n)]))])
             for k, n in ((48, 80), (56, 70))]  # fmt: skip
    apart, low, high = difference(*sides, np.zeros(1))
    assert (apart[0], low[0], high[0]) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    same = difference(sides[0], sides[0], np.ones(1))
    assert [float(each[0]) for each in same] == pytest.approx([0.0, 0.0, 0.0], abs=0.01)


def test_ratio_of_nothing_is_not_given() -> None:
    none, some = np.array([[0.0], [0.0], [0.1]]), np.array([[0.2], [0.1], [0.3]])
    assert np.isnan(ratio(none, some)).all()
    times, low, high = ratio(some, none)
    assert (times[0], low[0]) == (0.0, pytest.approx(0.0))
    assert 0 < high[0] < 1


def side(hits: dict[str, int], n: int) -> Counts:
    rows: list[tuple[Any, ...]] = [
        ("theme", id_, None, "", TOP_BIN, k, float(k), float(k), float(k))
        for id_, k in hits.items()
        if k
    ]
    return Counts(
        hits=pd.DataFrame(rows, columns=list(HITS)),
        whole=pd.DataFrame([(None, "", n, float(n), float(n), 0.0)] if n else [], columns=WHOLE),
        unassessed=pd.DataFrame(columns=list(UNASSESSED)),
        names=pd.DataFrame([("theme", id_, id_) for id_ in sorted(hits)], columns=list(NAMES)),
        granularity=ALL,
    )


def test_contrast_says_which_way_and_how_sure() -> None:
    found = contrast(side({"a": 20, "b": 10}, 100), side({"a": 60, "b": 11}, 100))
    assert tuple(found.columns) == CONTRAST
    more, same = found.itertuples()
    assert (more.difference, more.ratio) == (0.4, 3.0)
    assert 0 < more.difference_low < more.difference_high
    assert 1 < more.ratio_low < 3 < more.ratio_high
    table = [[20, 80], [60, 40]]
    assert more.p >= stats.chi2_contingency(table, correction=False).pvalue * 0.9
    assert more.q == pytest.approx(2 * more.p)
    assert same.difference_low < 0 < same.difference_high
    assert same.p > 0.5


def test_contrast_with_itself_is_nothing() -> None:
    one = side({"a": 20}, 100)
    (row,) = contrast(one, one, both=one).itertuples()
    assert (row.difference, row.p) == (0, 1)
    assert -0.03 < row.difference_low <= 0 <= row.difference_high < 0.03


def test_contrast_with_nothing_says_nothing() -> None:
    found = contrast(side({"a": 20}, 100), side({"a": 0}, 0))
    assert found[["share_b", "difference", "p", "q"]].isna().all(axis=None)
    assert found["n_documents_all_b"].tolist() == [0]


def test_q_passes_over_what_has_no_p() -> None:
    q = corrected(np.array([0.01, np.nan, 0.04]))
    assert q[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(q[1])
