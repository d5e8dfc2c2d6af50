"""Few probabilities stand for many."""

import pytest

from pipeline.themes import sparse

FLOOR = 0.02


def test_from_the_floor_up_nothing_changes() -> None:
    assert sparse("d", [("b", 0.02), ("a", 0.7), ("c", 0.0)], floor=FLOOR) == {"b": 0.02, "a": 0.7}


@pytest.mark.parametrize("probability", [0.001, 0.015])
def test_small_ones_add_up_to_what_they_were(probability: float) -> None:
    found = [sparse(f"d{at}", [("rare", probability)], floor=FLOOR) for at in range(20_000)]
    kept = [one["rare"] for one in found if one]
    assert set(kept) == {FLOOR}
    assert sum(kept) == pytest.approx(20_000 * probability, rel=0.1)


def test_chance_is_always_the_same_and_of_each_concept_its_own() -> None:
    many = [(f"c{at}", 0.01) for at in range(1000)]
    kept = sparse("d", many, floor=FLOOR)
    assert kept == sparse("d", many, floor=FLOOR)
    assert 400 < len(kept) < 600
    assert kept != sparse("e", many, floor=FLOOR)
