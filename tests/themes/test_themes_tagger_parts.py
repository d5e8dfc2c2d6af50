from __future__ import annotations

import random

import numpy as np
import pytest

from pipeline.themes.names import fold
from pipeline.themes.tagger.calibration import Z95, calibrate, undecided
from pipeline.themes.tagger.linear import fit_kernel, fit_shared, sigmoid
from pipeline.themes.tagger.training import assign_folds
from pipeline.themes.tagger.words import term_space, terms
from pipeline.vocabulary import normalise_label


@pytest.mark.parametrize(
    "text",
    ["Museums & galleries", "Ça va à Zürich – déjà-vu!", "STRASSE straße ﬁn", "日本語 ｱ", ""],
)
def test_fold_reads_as_labels_are_read(text: str) -> None:
    assert fold(text) == normalise_label(text)


def test_terms_are_words_and_pairs_without_years_and_stop_words() -> None:
    assert len(terms("violin concert")) == 3
    assert np.array_equal(terms("the violin of 2014 a concert"), terms("violin concert"))
    assert not np.array_equal(np.sort(terms("concert violin")), np.sort(terms("violin concert")))
    assert len(terms("")) == 0


def test_rare_terms_weigh_more_and_rows_have_unit_length() -> None:
    texts = [terms(text) for text in ("violin concert", "violin hall", "violin choir", "")]
    space = term_space(texts, most=100)
    rows = space.rows(texts).toarray()
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])
    place = np.flatnonzero((rows[:3] > 0).all(axis=0))
    assert (rows[:3].max(axis=1) > rows[:3, place[0]]).all()
    assert len(term_space(texts, most=1).hashes) <= 1
    assert term_space([], most=10).rows([terms("violin")]).shape == (1, 0)


def test_nothing_known_adds_nothing() -> None:
    kernel = np.eye(4) + 0.5
    offsets = np.linspace(-2, 2, 12).reshape(4, 3)
    votes = fit_kernel(kernel, offsets, np.ones((4, 3)), np.zeros((4, 3)))
    assert np.abs(votes).max() < 1e-9


def test_a_target_that_is_expected_adds_nothing() -> None:
    offsets = np.linspace(-2, 2, 12).reshape(4, 3)
    votes = fit_kernel(np.eye(4) + 0.5, offsets, sigmoid(offsets), np.ones((4, 3)))
    assert np.abs(votes).max() < 1e-3


def test_likeness_carries_a_verdict_over() -> None:
    kernel = np.array([[2.0, 1.5, 0.0], [1.5, 2.0, 0.0], [0.0, 0.0, 2.0]])
    known = np.array([[1.0], [0.0], [0.0]])
    votes = fit_kernel(kernel, np.full((3, 1), -2.0), np.ones((3, 1)), known)
    first, second, third = (kernel @ votes)[:, 0]
    assert first > second > 0.5
    assert third == pytest.approx(0, abs=1e-3)


def test_shared_weights_stay_where_little_is_known() -> None:
    draw = np.random.default_rng(0)
    features = draw.normal(size=(4000, 2))
    targets = (draw.random(4000) < sigmoid(features @ [2.0, 0.0])).astype(float)
    start, held = np.ones(2), np.full(2, 30.0)
    few = fit_shared(features[:8], targets[:8], np.ones(8), start, held)
    many = fit_shared(features, targets, np.ones(4000), start, held)
    assert np.abs(few - 1).max() < 0.2
    assert many == pytest.approx([2.0, 0.0], abs=0.2)


def simulated(n_documents: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log-odds of 40 concepts that are off by as much as the method expects; and what is true."""
    draw = np.random.default_rng(1)
    logits = draw.normal(-1.5, 2, size=(n_documents, 40))
    true = sigmoid(logits * draw.normal(1, 0.1, 40) + draw.normal(0, 0.5, 40))
    return logits, true, (draw.random(true.shape) < true).astype(float)


def test_calibration_brings_probabilities_to_what_is_true() -> None:
    logits, true, drawn = simulated(600)
    half = slice(None, 300)
    found = calibrate(logits[half], drawn[half], np.ones_like(drawn[half]))
    after = sigmoid(found.slopes * logits[300:] + found.intercepts)
    before = sigmoid(logits[300:])
    assert np.abs(after - true[300:]).mean() < 0.7 * np.abs(before - true[300:]).mean()
    bins = np.digitize(after, np.linspace(0.1, 0.9, 9))
    gaps = [abs((after - drawn[300:])[bins == each].sum()) for each in range(10)]
    assert sum(gaps) / after.size < 0.02


@pytest.mark.parametrize("n_documents", [0, 20, 200])
def test_intervals_hold_what_is_true(n_documents: int) -> None:
    logits, true, drawn = simulated(400)
    known = slice(None, n_documents)
    found = calibrate(logits[known], drawn[known], np.ones_like(drawn[known]))
    judged = logits[200:]
    middle, margin = found.slopes * judged + found.intercepts, Z95 * found.spread(judged)
    inside = (sigmoid(middle - margin) <= true[200:]) & (true[200:] <= sigmoid(middle + margin))
    assert inside.mean() > 0.9


def test_without_decisions_calibration_changes_nothing() -> None:
    logits = np.linspace(-3, 3, 5)[:, None]
    found = calibrate(logits, np.ones_like(logits), np.zeros_like(logits))
    assert (found.slopes, found.intercepts) == (pytest.approx([1]), pytest.approx([0]))
    assert found.spread(logits) == pytest.approx(undecided(logits))
    assert found.before(logits) == pytest.approx(logits)


def test_folds_keep_families_whole_in_any_order() -> None:
    families = [f"f{number % 17}" for number in range(60)]
    folds = dict(zip(families, assign_folds(families, 5, 0), strict=True))
    shuffled = random.Random(0).sample(families, len(families))
    assert assign_folds(shuffled, 5, 0) == [folds[family] for family in shuffled]
    assert sorted(set(folds.values())) == [0, 1, 2, 3, 4]
    assert assign_folds(families, 5, 1) != assign_folds(families, 5, 0)


@pytest.mark.parametrize("off", [-12.0, -4.0, 4.0, 12.0])
def test_calibration_ends_though_log_odds_are_far_off(off: float) -> None:
    dice = np.random.default_rng(0)
    logits = dice.normal(-2, 0.5, (3000, 1))
    targets = (dice.random(logits.shape) < sigmoid(logits + off)).astype(float)
    found = calibrate(logits, targets, np.ones(logits.shape))
    told = sigmoid(found.slopes * logits + found.intercepts)
    assert abs(float(told.mean() - targets.mean())) < 0.1
    assert np.abs(found.intercepts).max() < 6
