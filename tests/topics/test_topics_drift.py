"""Topics are fitted again only where the corpus has moved away from them."""

from __future__ import annotations

import pytest

from pipeline.topics.drift import Placing, measure, why_refit

AT_FIT = Placing({"": 10, "t0001": 600, "t0002": 390}, n_far=10, n_clean=1000)


def grown(**added: int) -> tuple[Placing, Placing, Placing]:
    """A corpus to which passages were added: so many of each topic, "none" for those in none."""
    sizes = {"" if name == "none" else name: n for name, n in added.items()}
    new = Placing(sizes, added.get("none", 0), sum(added.values()))
    return AT_FIT, AT_FIT + new, new


@pytest.mark.parametrize(
    ("added", "word"),
    [
        ({"none": 1, "t0001": 60, "t0002": 39}, ""),
        ({"none": 4, "t0001": 296, "t0002": 190}, ""),
        ({"none": 5, "t0001": 300, "t0002": 195}, "1.5 times the passages"),
        ({"t0001": 240}, ""),
        ({"t0002": 310}, "14 % of passages have moved"),
        ({"none": 2, "t0001": 1}, ""),
        ({"none": 60, "t0001": 60, "t0002": 30}, "at least 33 % of new passages are far"),
    ],
    ids=["little", "much", "most", "one topic", "much of one", "odd ones", "far"],
)
def test_drift_decides(added: dict[str, int], word: str) -> None:
    why = why_refit(measure(*grown(**added)))
    assert word in why
    assert bool(why) == bool(word)


def test_what_has_moved_is_the_part_that_would_have_to_change_its_topic() -> None:
    now = Placing({"t0001": 50, "t0003": 50}, 0, 100)
    drift = measure(Placing({"t0001": 50, "t0002": 50}, 0, 100), now, now)
    assert (drift.moved, drift.growth) == (0.5, 1.0)


def test_corpora_that_are_empty_or_were() -> None:
    nothing = Placing({})
    assert measure(nothing, nothing, nothing).moved == 0
    assert why_refit(measure(nothing, AT_FIT, AT_FIT))
    assert why_refit(measure(AT_FIT, nothing, nothing))
    shrunk = Placing({"": 5, "t0001": 300, "t0002": 195}, 5, 500)
    assert not why_refit(measure(AT_FIT, shrunk, nothing))
