import numpy as np
import pytest

from pipeline.themes.choosing import choose, entropy

NOTHING = np.zeros((0, 3))


def around(direction, n, spread=0.1, seed=0):
    """Unit vectors near a direction."""
    noise = np.random.default_rng(seed).normal(0, spread, (n, 3))
    rows = np.asarray(direction) + noise
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def picked(meanings, n, probabilities=None, reviewed=NOTHING):
    if probabilities is None:
        probabilities = np.full((len(meanings), 2), 0.5)
    return choose(meanings, probabilities, reviewed, n)


def test_each_crowd_gives_one_before_any_gives_two():
    meanings = np.concatenate([around(axis, 10, seed=at) for at, axis in enumerate(np.eye(3))])
    found = picked(meanings, 3)
    assert {choice.at // 10 for choice in found} == {0, 1, 2}
    assert [choice.n_like for choice in found] == [9, 9, 9]


def test_an_outlier_comes_after_what_stands_for_many():
    meanings = np.concatenate([around((1, 0, 0), 9), [[0.0, 1.0, 0.0]]])
    first, second = picked(meanings, 2)
    assert (first.at < 9, second.at, second.n_like) == (True, 9, 0)


def test_what_is_like_the_reviewed_is_left_for_later():
    meanings = np.concatenate([around((1, 0, 0), 20), around((0, 1, 0), 5)])
    (choice,) = picked(meanings, 1, reviewed=around((1, 0, 0), 1, seed=9))
    assert choice.at >= 20
    assert choice.nearest < 0.5


def test_the_concepts_that_are_least_sure_are_named_first():
    (choice,) = picked(around((1, 0, 0), 3), 1, np.array([[0.9, 0.01, 0.45]] * 3))
    assert choice.unsure == (2, 0)


def test_doubles_are_not_proposed_side_by_side():
    meanings = np.concatenate([[[1.0, 0, 0]] * 6, around((0, 1, 0), 3), around((0, 0, 1), 3)])
    assert sum(choice.at < 6 for choice in picked(meanings, 3)) == 1


def test_no_more_is_chosen_than_there_is_and_nothing_twice():
    found = picked(around((1, 0, 0), 4), 9)
    assert sorted(choice.at for choice in found) == [0, 1, 2, 3]


def test_entropy_is_highest_at_one_half_and_defined_at_the_ends():
    assert entropy(np.array([0.0, 0.5, 1.0])) == pytest.approx([0, 0.6931, 0], abs=1e-4)
