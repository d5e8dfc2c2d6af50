from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from pipeline.clean.lines import trees
from pipeline.clean.lines.context import features, filled
from pipeline.clean.lines.decode import line_chances, looks_like_page, text_start, verdicts
from pipeline.clean.lines.gold import kept_lines
from pipeline.clean.lines.marks import NAMES, marks
from pipeline.clean.lines.model import WEIGHTS, code_digest, load_model, weights_digest
from pipeline.clean.lines.pages import Page, own_pages
from pipeline.clean.lines.smooth import without_gaps, without_islands
from pipeline.clean.lines.train import _as_arrays, learn, write
from pipeline.clean.lines.windows import run_columns, runs, shifted, since, until, window_mean

SENTENCE = "The ferry that carries the theatre leaves on Friday, and whoever is late has to swim."
PAGES = list(own_pages())
MIN_RIGHT = 0.85  # of the weight of a page that the model learnt from among four hundred others


def test_the_weights_are_those_of_this_code() -> None:
    stale = "run `python -m pipeline.clean.lines.train --pages FOLDER` again"
    assert weights_digest() == code_digest(), stale


def test_the_weights_are_small_and_hold_no_objects() -> None:
    assert WEIGHTS.stat().st_size < 300_000
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        assert all(array.dtype.kind in "ifU" for array in arrays.values())


def test_trees_say_what_scikit_learn_says() -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(600, 5)).astype(np.float32)
    truth = rows[:, 0] + rows[:, 1] * rows[:, 2] > 0.2
    model = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(rows, truth)
    ours = _as_arrays(model)
    assert np.allclose(ours.score(rows), model.decision_function(rows), atol=1e-4)


def test_scores_do_not_depend_on_the_company(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = features(PAGES[0].lines)
    whole = load_model().first.score(rows)
    monkeypatch.setattr(trees, "CHUNK", 7)
    assert np.array_equal(load_model().first.score(rows), whole)


def test_squashed_scores_keep_their_order() -> None:
    scores = trees.squashed(np.array([-9.0, -1.0, 0.0, 2.0]))
    assert scores.tolist() == sorted(scores.tolist())
    assert (scores[2], scores[0] > 0, scores[3] < 1) == (0.5, True, True)


def test_learning_twice_gives_the_same_bytes_on_any_number_of_cores(tmp_path: Path) -> None:
    few = PAGES[:6]
    for n_threads, name in enumerate(("a.npz", "b.npz"), start=1):
        with threadpool_limits(n_threads):
            write(learn(few), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_own_pages_are_read_as_marked(page: Page) -> None:
    chances = load_model().chances(page.lines)
    weights = np.array(page.weights())
    right = (chances >= 0.35) == np.array(page.kept)
    assert (weights * right).sum() / weights.sum() > MIN_RIGHT


@pytest.mark.parametrize("lines", [[], [""], ["One line"], ["", SENTENCE, ""], ["x"] * 5000])
def test_odd_pages_have_one_chance_a_line(lines: list[str]) -> None:
    chances = line_chances(lines)
    assert len(chances) == len(lines)
    assert all(
        (chance > 0) == bool(line.strip()) for chance, line in zip(chances, lines, strict=True)
    )


def test_blank_lines_above_are_counted() -> None:
    assert filled(["", "a", "", "", "b", "c", ""]) == ([1, 4, 5], [1, 2, 0])


def test_marks_of_a_line() -> None:
    seen = dict(zip(NAMES, marks("  * Posted on 3 May 2024 | Share", 2), strict=True))
    assert (seen["bullet"], seen["indent"], seen["blank_before"]) == (True, 2, 2)
    assert (seen["date"], seen["bar"], seen["frame_words"]) == (1, 1, 2)


def test_windows() -> None:
    values = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    marked = np.array([False, True, False, False, True, False])
    assert shifted(values, 1).tolist() == [2, 3, -1]
    assert shifted(values, -5).tolist() == [-1, -1, -1]
    assert window_mean(values, 1).tolist() == [1.5, 2, 2.5]
    assert since(marked).tolist() == [99, 0, 1, 2, 0, 1]
    assert until(marked).tolist() == [1, 0, 2, 1, 0, 99]
    assert runs(marked, 1).tolist() == [-1, 0, -1, -1, 1, -1]
    assert runs(marked, 2).tolist() == [-1, 0, 0, 0, 0, -1]
    assert run_columns(marked, np.ones(6), 1).shape == (6, 8)


def test_a_title_above_and_in_the_text_is_kept_once() -> None:
    title = "Puppets cross the harbour at night"
    lines = [title, "Home News Sport Weather Radio Jobs Log in", SENTENCE, title, "Ads", SENTENCE]
    body = f"{SENTENCE} {title} {SENTENCE}"
    assert kept_lines(lines, body) == [False, False, True, True, False, True]


def test_what_the_model_drops_says_how_sure_it_is() -> None:
    lines = ["Log in", SENTENCE, SENTENCE, "Privacy policy"]
    chances = (0.1, 0.9, 0.9, 0.05)
    assert verdicts(lines, lines, chances) == {
        0: "classifier 0.10",
        3: "classifier 0.05",
    }
    assert text_start(lines, chances) == 1


def test_the_model_never_drops_everything() -> None:
    lines = [SENTENCE] * 3
    assert verdicts(lines, lines, (0.1, 0.1, 0.1)) == {}


def test_less_is_dropped_of_what_may_be_prose() -> None:
    lines = [SENTENCE] * 9 + ["An odd heading"]
    chances = (0.9,) * 9 + (0.3,)
    assert verdicts(lines, lines, chances) == {}


def test_a_gap_between_kept_lines_is_kept() -> None:
    lines = ["Log in", *[SENTENCE] * 4, "A heading", *[SENTENCE] * 4]
    chances = (0.1, *(0.9,) * 4, 0.25, *(0.9,) * 4)
    assert without_gaps([1, 2, 3, 4, 6, 7, 8, 9], range(10), chances, lines) == list(range(1, 10))


def test_a_small_unsure_block_far_away_is_dropped() -> None:
    lines = [*[SENTENCE] * 20, *["Log in"] * 20, SENTENCE]
    kept = [*range(20), 40]
    unsure = (*(0.9,) * 20, *(0.1,) * 20, 0.5)
    sure = (*(0.9,) * 20, *(0.1,) * 20, 0.9)
    assert without_islands(kept, range(41), unsure, lines) == list(range(20))
    assert without_islands(kept, range(41), sure, lines) == kept


def test_an_index_is_no_page() -> None:
    lines = [f"Carpenters, wages of, {number}" for number in range(30)]
    assert not looks_like_page(lines, (0.1,) * 30)
    frame = ["Log in", "Newsletter", "Sign up", "Careers", "Sport", SENTENCE, SENTENCE]
    assert looks_like_page(frame, (0.1,) * 5 + (0.9,) * 2)
