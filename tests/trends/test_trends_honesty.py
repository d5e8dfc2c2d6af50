"""A small, seeded part of `python -m tests.benchmarks.honesty`."""

import pytest

from tests.benchmarks.honesty.comparing import compared, signs
from tests.benchmarks.honesty.covering import cover
from tests.benchmarks.honesty.discovering import false_findings


@pytest.mark.parametrize(
    "name",
    [
        "constant",
        "linear",
        "step",
        "seasonal, quarters",
        "small periods",
        "rare series",
        "re-posts",
        "wrong and missing dates",
        "changing sources, panel",
        "changing sources, post-stratified",
        "suggestions, label shift",
        "suggestions, other sorts of documents",
    ],
)
def test_intervals_hold_the_truth_in_93_to_97_of_100_periods(name: str) -> None:
    found = cover(name, n_corpora=1)
    assert found.n_intervals >= 3000
    assert 0.93 <= found.part <= 0.97


@pytest.mark.parametrize(
    "name", ["bursts, 40 years", "growing corpus, 60 years", "seasonal, 60 months"]
)
def test_chance_is_hardly_ever_called_a_finding(name: str) -> None:
    found = false_findings(name, n_corpora=1)
    assert max(found.slopes, found.changes, found.movers) <= 0.05


def test_the_panel_keeps_its_sign_where_a_source_dies() -> None:
    found = signs(n_corpora=1)
    assert found.falling_counts > 0.95, "else this would be no test"
    assert found.falling_shares > 0.9
    assert (found.rising_panel, found.wrong_panel) == (1.0, 0.0)
    assert found.rising_strata > 0.95


def test_comparisons_hold_the_true_difference() -> None:
    apart, times, told = compared("half as much again, a third in both", n_corpora=3)
    assert min(apart, times) >= 0.93
    assert told > 0.1
