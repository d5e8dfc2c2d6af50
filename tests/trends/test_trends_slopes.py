import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from pipeline.trends import TRENDS, compute_slopes
from pipeline.trends.armitage import linear_z
from pipeline.trends.comparing import differences
from pipeline.trends.slopes import MIN_PERIODS


def series(shares: Sequence[float | None], n: float = 50.0, id_: str = "heritage") -> pd.DataFrame:
    frame = pd.DataFrame({"share": pd.array(shares, "Float64").astype(float)})
    frame["period_start"] = [dt.date(1990 + at, 1, 1) for at in range(len(frame))]
    frame = frame.assign(kind="theme", id=id_, label=id_.title(), granularity="year")
    frame = frame.assign(n_effective=n, is_open=False, share_low=0.0, share_high=1.0)
    frame = frame.assign(n_documents=1, n_documents_all=1, weight=1.0, weight_all=1.0)
    frame = frame.assign(n_unassessed=0, weight_unassessed=0.0, share_counted=frame["share"])
    return frame[list(TRENDS)]


def test_a_straight_rise_has_its_slope() -> None:
    (row,) = compute_slopes(series([0.1 + 0.02 * at for at in range(12)])).itertuples()
    assert row.slope == pytest.approx(0.2)
    assert max(row.p, row.p_counts) < 0.005
    assert row.q == max(row.p, row.p_counts)
    assert row.n_periods == 12


def test_a_flat_series_has_none() -> None:
    (row,) = compute_slopes(series([0.3] * 10)).itertuples()
    assert (row.slope, row.p, row.p_counts, row.q) == (0.0, 1.0, 1.0, 1.0)


def test_too_few_periods_give_no_slope() -> None:
    assert compute_slopes(series([0.1, 0.2] * 3)).empty
    assert len(compute_slopes(series([0.1] * MIN_PERIODS))) == 1


def test_open_empty_and_thin_periods_do_not_count() -> None:
    trends = series([0.1] * 8 + [None, 0.9, 0.9])
    trends.loc[9, "is_open"] = True
    trends.loc[10, "n_effective"] = 3.0
    (row,) = compute_slopes(trends).itertuples()
    assert (row.n_periods, row.slope) == (8, 0.0)


def test_q_is_corrected_over_all_series() -> None:
    rng = np.random.default_rng(0)
    shares = [0.3 + 0.01 * at + rng.normal(0, 0.03) for at in range(10)]
    alone = compute_slopes(series(shares))
    noise = [series(list(rng.uniform(0.2, 0.4, 10)), id_=f"n{at}") for at in range(30)]
    among = compute_slopes(pd.concat([series(shares), *noise]))
    q = among.loc[among["id"] == "heritage", "q"].item()
    assert q > alone["q"].item()


def test_cochran_armitage_against_a_known_table() -> None:
    # Agresti, Categorical Data Analysis: malformation by alcohol, scores 0 .5 1.5 4 7; z^2 = 6.57
    n = np.array([17114.0, 14502, 793, 127, 38])
    hits = np.array([48.0, 38, 5, 1, 1])
    z = linear_z(hits / n, n, np.array([0.0, 0.5, 1.5, 4.0, 7.0]))
    assert z**2 == pytest.approx(6.57, abs=0.01)


def test_a_corpus_that_only_grows_is_no_rise() -> None:
    """A constant share in 60 years of one document and 30 of twenty: mostly 0, then about 0.1."""
    rng = np.random.default_rng(5)
    sizes = np.r_[np.ones(60), np.full(30, 20.0)]
    parts = []
    for at in range(40):
        shares = rng.binomial(sizes.astype(int), 0.1) / sizes
        parts.append(series(list(shares), id_=f"t{at:02}").assign(n_effective=sizes))
    slopes = compute_slopes(pd.concat(parts))
    assert ((slopes["q"] < 0.05) & (slopes["slope_low"] > 0)).sum() == 0


def test_differences_name_the_column() -> None:
    stated = series([0.1, 0.2])
    assert differences(stated, stated.sample(frac=1, random_state=0)) == []
    forged = stated.assign(share=[0.1, 0.25])
    assert differences(forged, stated) == ["1 cells of share are not what its definition gives"]
    assert "are missing" in differences(stated.head(1), stated)[0]
