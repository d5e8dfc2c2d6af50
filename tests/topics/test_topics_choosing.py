"""How many topics: on points whose number of groups is known."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.topics.choosing import choose_n_topics


def points(n_groups: int, n_points: int, *, seed: int = 0, is_skewed: bool = False) -> np.ndarray:
    """Groups of normal points in 30 dimensions, their centres about two radii apart."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(n_groups, 30))
    parts = 1 / np.arange(1, n_groups + 1) if is_skewed else np.ones(n_groups)
    groups = random.choice(n_groups, n_points, p=parts / parts.sum())
    return centres[groups] + 0.75 * random.normal(size=(n_points, 30))


@pytest.mark.parametrize("is_skewed", [False, True], ids=["even", "skewed"])
@pytest.mark.parametrize(
    ("n_groups", "n_points", "low", "high"),
    [(1, 300, 1, 1), (2, 300, 2, 2), (3, 300, 3, 4), (8, 600, 8, 10), (25, 1000, 20, 33)],
)
def test_known_numbers_are_found(
    n_groups: int, n_points: int, low: int, high: int, is_skewed: bool
) -> None:
    found = choose_n_topics(points(n_groups, n_points, is_skewed=is_skewed), seed=0)
    assert low <= found <= high


def test_even_noise_of_any_spread_is_one_topic() -> None:
    noise = np.random.default_rng(3).normal(size=(500, 20)) * np.linspace(2, 0.2, 20)
    assert choose_n_topics(noise, seed=0) == 1


def test_a_refit_keeps_its_number_unless_another_is_clearly_better() -> None:
    some = points(8, 300)
    assert choose_n_topics(some, seed=0, standing=9) == 9
    assert choose_n_topics(some, seed=0, standing=3) in (8, 10)
    assert choose_n_topics(some, seed=0, standing=40) in (8, 10)


@pytest.mark.parametrize(("n_points", "expected"), [(0, 0), (2, 0), (3, 1), (9, 1)])
def test_of_few_points_there_is_one_topic_or_none(n_points: int, expected: int) -> None:
    assert choose_n_topics(points(2, n_points), seed=0) == expected


def test_points_that_are_all_the_same_are_one_topic() -> None:
    assert choose_n_topics(np.zeros((50, 3)), seed=0) == 1
