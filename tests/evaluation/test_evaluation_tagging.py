"""Figures of suggestions: by hand, against those of `evaluate gold`, and at the edges."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from pipeline.evaluation.tagging import (
    Editor,
    Judged,
    Model,
    Truth,
    bootstrap,
    calibration,
    deciding,
    judged_of,
    learning_curve,
    measure,
    simulate,
    truth_of,
)
from pipeline.evaluation.tagging.editor import WHOLE, Act, acts_on, verdicts_of
from pipeline.evaluation.tagging.effort import efforts
from pipeline.evaluation.tagging.ranking import rank
from pipeline.evaluation.tagging.selective import selective
from pipeline.evaluation.tagging.simulation import DECISIONS, END
from pipeline.evaluation.themes import score_themes

CONCEPTS = [f"c{n}" for n in range(8)]


def truth(rows: Sequence[Mapping[str, float]], concepts: Sequence[str] = CONCEPTS) -> Truth:
    return truth_of([(f"d{n:02d}", f"f{n:02d}", row) for n, row in enumerate(rows)], concepts)


def judged(rows: Sequence[Mapping[str, float]], concepts: Sequence[str] = CONCEPTS) -> Judged:
    return judged_of([[(c, p, True) for c, p in row.items()] for row in rows], concepts)


def some(seed: int, n: int = 30) -> tuple[Truth, Judged, dict[str, Any], dict[str, Any]]:
    """Chance documents, as matrices and as `score_themes` takes them."""
    dice = random.Random(seed)
    gold, said, known = {}, {}, []
    for at in range(n):
        right = {c: dice.choice([1, 2]) for c in dice.sample(CONCEPTS, dice.randint(0, 4))}
        spared = [c for c in dice.sample(CONCEPTS, 2) if c not in right]
        scores = {c: dice.choice([0.0, 0.5, 1.0, dice.random(), 0.3]) for c in CONCEPTS}
        gold[f"d{at:02d}"] = {"themes": right, "themes_optional": spared}
        said[f"d{at:02d}"] = {"themes": scores}
        known.append({c: float(right.get(c, 0)) for c in CONCEPTS if c not in spared})
    return truth(known), judged([said[id_]["themes"] for id_ in said]), gold, said


@pytest.mark.parametrize("seed", range(5))
def test_figures_agree_with_those_of_evaluate_gold(seed: int) -> None:
    known, said, gold, predicted = some(seed)
    ours, theirs = measure(known, said), score_themes(gold, predicted)
    assert ours.ndcg_at_5.value == pytest.approx(theirs["ndcg@5"], abs=5.1e-4)
    assert ours.f1_at_5.value == pytest.approx(theirs["f1@5"], abs=5.1e-4)
    half = ours.at_half
    for name in ("precision", "recall", "f1"):
        assert getattr(half, name).value == pytest.approx(theirs["at_0.5"][name], abs=5.1e-4)
    # There each concept's F1 is rounded before the mean is taken.
    assert half.macro_f1.value == pytest.approx(theirs["macro_f1_at_0.5"], abs=1.1e-3)
    assert ours.calibration_error.value == pytest.approx(theirs["calibration_error"], abs=5.1e-5)


def test_ranking_by_hand() -> None:
    known = truth([{"c0": 2, "c1": 1, "c2": 0, "c3": 0}], CONCEPTS[:4])
    ranked = rank(known, judged([{"c2": 0.9, "c0": 0.8, "c1": 0.7}], CONCEPTS[:4]))
    gained = 2 / np.log2(3) + 1 / np.log2(4)
    assert ranked.ndcg[0] == pytest.approx(gained / (2 + 1 / np.log2(3)))
    assert ranked.f1[0] == pytest.approx(2 * 2 / (3 + 2))
    assert (ranked.precision[0], ranked.recall[0]) == (pytest.approx(2 / 3), 1.0)


def test_what_is_not_known_is_passed_over() -> None:
    known = truth([{"c0": 1, "c2": 0}], CONCEPTS[:3])
    ranked = rank(known, judged([{"c1": 0.9, "c0": 0.8}], CONCEPTS[:3]))
    assert ranked.ndcg[0] == 1.0


def test_without_anything_wrong_only_what_is_found_can_be_told() -> None:
    known = truth([{"c0": 1, "c1": 1}])
    figures = measure(known, judged([{c: 0.9 - n / 10 for n, c in enumerate(CONCEPTS[1:])}]))
    assert figures.recall_at_5.value == 0.5
    assert figures.ndcg_at_5.value is None
    assert figures.at_half.f1.value is None
    assert figures.calibration_error.value is None
    assert sum(one.n for one in figures.bins) == 0


def test_a_document_to_which_everything_applies_is_judged() -> None:
    known = truth([{"c0": 1, "c1": 1}], CONCEPTS[:2])
    assert (
        measure(known, judged([{"c0": 0.9, "c1": 0.2}], CONCEPTS[:2])).at_half.recall.value == 0.5
    )


def test_equal_probabilities_stand_in_order_of_id() -> None:
    known = truth(
        [{c: float(c == "c4") for c in CONCEPTS}, {c: float(c == "c5") for c in CONCEPTS}]
    )
    ranked = rank(known, judged([dict.fromkeys(CONCEPTS, 0.5)] * 2))
    assert ranked.recall.tolist() == [1.0, 0.0]


def test_bins_count_every_pair_once_and_keep_their_edges() -> None:
    known = truth([dict.fromkeys(CONCEPTS, 0.0) | {"c7": 1.0}])
    values = [0.0, 0.1, 0.2, 0.3, 0.6, 0.7, 0.95, 1.0]
    sums = calibration.bin_sums(known, judged([dict(zip(CONCEPTS, values, strict=True))]))
    bins = calibration.reliability(sums)
    assert [one.n for one in bins] == [1, 1, 1, 1, 0, 0, 1, 1, 0, 2]
    assert (bins[9].n_right, bins[9].share) == (1, 0.5)
    assert bins[4].mean is None


def test_wilson_by_the_book() -> None:
    low, high = calibration.wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    assert calibration.wilson(0, 0) == (0.0, 1.0)


def test_the_best_threshold_is_the_lowest_of_the_best() -> None:
    known = truth([{"c0": 1, "c1": 0, "c2": 0}], CONCEPTS[:3])
    said = judged([{"c0": 0.6, "c1": 0.42, "c2": 0.1}], CONCEPTS[:3])
    assert deciding.best_threshold(known, said) == 0.43


def test_a_concept_with_one_document_is_no_part_of_macro() -> None:
    known = truth([{"c0": 1, "c1": 1}, {"c0": 1, "c1": 0}, {"c0": 0, "c1": 0}], CONCEPTS[:2])
    said = judged([{"c0": 0.9, "c1": 0.1}, {"c0": 0.9, "c1": 0.9}, {}], CONCEPTS[:2])
    figures = measure(known, said)
    assert figures.at_half.macro_f1.value == 1.0
    assert figures.at_half.f1.value == pytest.approx(2 * 2 / (3 + 3))


def test_intervals_hold_the_figure_and_come_back_the_same() -> None:
    known, said, _, _ = some(7)
    once, again = measure(known, said, seed=3), measure(known, said, seed=3)
    assert once == again
    for figure in (once.ndcg_at_5, once.f1_at_5, once.at_half.f1, once.brier):
        assert figure.low < figure.value < figure.high
    assert measure(known, said, seed=4).ndcg_at_5 != once.ndcg_at_5


def test_one_family_has_no_interval() -> None:
    known, said, _, _ = some(1, n=2)
    same = Truth(known.ids, ("f", "f"), known.concepts, known.gains)
    assert measure(same, said).brier.low is None
    assert measure(known.part([0]), said.part([0])).brier.low is None


def test_documents_of_a_family_are_drawn_together() -> None:
    times = bootstrap.draws(["a", "b", "a", "c"], seed=0)
    assert (times[:, 0] == times[:, 2]).all()
    assert (times[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_an_editor_accepts_rejects_and_adds_the_main_themes_first() -> None:
    gains = np.array([1.0, 0.0, np.nan, 1.0, 2.0])
    acts = acts_on(7, gains, np.array([0.9, 0.8, 0.7, 0.0, 0.1]), n_shown=3)
    assert [(act.column, act.kind) for act in acts] == [
        (0, "accept"), (1, "reject"), (4, "add"), (3, "add"),
    ]  # fmt: skip
    assert verdicts_of(acts, 5) == {7: {0: True, 1: False, 4: True, 3: True}}


def test_a_document_that_is_done_leaves_nothing_unknown() -> None:
    acts = [Act(1, 2, "accept"), Act(1, WHOLE, "complete"), Act(2, 0, "reject")]
    assert verdicts_of(acts, 3) == {1: {0: False, 1: False, 2: True}, 2: {0: False}}


def test_effort_by_hand() -> None:
    known = truth([{c: float(c in ("c0", "c7")) for c in CONCEPTS}])
    said = judged([{c: 0.9 - n / 10 for n, c in enumerate(CONCEPTS)}])
    five = next(one for one in efforts(known, said) if one.n_shown == 5)
    assert (five.n_accepts, five.n_rejects, five.n_adds, five.n_tags) == (1, 4, 1, 2)
    assert five.clicks(3) == (1 + 4 + 1 * 4, 2 * 4)
    assert five.saved(3) == pytest.approx(1 - 9 / 8)
    assert five.break_even == 4
    with_them, without = five.clicks(4)
    assert with_them == without


def test_effort_without_right_tags_is_told_as_such() -> None:
    (*_, ten) = efforts(truth([dict.fromkeys(CONCEPTS, 0.0)]), judged([{"c0": 0.9}]))
    assert (ten.saved(3), ten.break_even, ten.n_rejects) == (None, None, 1)


def test_sure_and_unsure_add_up() -> None:
    known, said, _, _ = some(2)
    half = Judged(said.probabilities, said.probabilities > 0.3)
    told = selective(known, half)
    groups = (told.sure_yes, told.sure_no, told.unsure_yes, told.unsure_no)
    assert sum(group.n for group in groups) == int(known.is_known[known.is_judged].sum())
    assert sum(group.share for group in groups) == pytest.approx(1)
    assert told.unsure_yes.n == 0


class Pupil:
    """Learns to say yes where most verdicts on a concept are yes."""

    def __init__(self, n_concepts: int) -> None:
        self.n_concepts = n_concepts
        self.seen: list[Mapping[int, Mapping[int, bool]]] = []

    def __call__(self, verdicts: Mapping[int, Mapping[int, bool]]) -> Model:
        self.seen.append(verdicts)
        votes = np.full(self.n_concepts, 0.4)
        votes[::2] = 0.5  # knows nothing: takes the even ones for likelier
        for of_row in verdicts.values():
            for column, is_right in of_row.items():
                votes[column] += 0.02 if is_right else -0.02
        scores = np.clip(votes, 0.01, 0.99)
        return lambda rows: Judged(
            np.tile(scores, (len(rows), 1)), np.ones((len(rows), len(scores)), dtype=np.bool_)
        )


DOZEN = [f"c{n:02d}" for n in range(12)]
ODD = truth([{c: float(n % 2) for n, c in enumerate(DOZEN)} for _ in range(60)], DOZEN)


@pytest.mark.parametrize("completes", [False, True])
def test_the_simulated_editor_teaches(completes: bool) -> None:
    pupil = Pupil(len(DOZEN))
    draws = [simulate(Editor(ODD, pupil, completes), 0, number) for number in range(3)]
    curve = learning_curve(ODD, draws, 0)
    first, *_, last = curve.points
    assert first.n_decisions == 0
    assert first.gain.value == 0
    assert last.ndcg_at_5.value > first.ndcg_at_5.value
    assert last.gain.low is not None
    assert last.gain.low > 0
    for point in curve.points:
        parts = (point.n_accepts, point.n_rejects, point.n_adds, point.n_completes)
        assert sum(parts) == pytest.approx(point.n_decisions)
    assert (last.n_completes > 0) == completes


def test_nothing_is_learnt_from_what_is_held_out_or_was_not_said() -> None:
    pupil = Pupil(len(DOZEN))
    draw = simulate(Editor(ODD, pupil, False), 0, 0)
    assert len(draw.held_out) == 20
    for verdicts in pupil.seen:
        assert not set(verdicts) & set(draw.held_out)
    # Shown five of twelve, and whatever else is right added: the rest is never told.
    assert all(len(of_row) < len(DOZEN) for of_row in pupil.seen[-1].values())
    reached = {n: len(one.acts) for n, one in draw.reached.items() if n != END}
    assert reached == {n: n for n in DECISIONS if n in reached}


def test_the_same_documents_are_held_out_from_every_editor() -> None:
    sides = {simulate(Editor(ODD, Pupil(12), way), 0, 4).held_out for way in (False, True)}
    assert len(sides) == 1
    assert simulate(Editor(ODD, Pupil(12), False), 0, 5).held_out not in sides


def test_three_editors_in_a_row_leave_out_every_document_once() -> None:
    sides = [simulate(Editor(ODD, Pupil(12), False), 0, number).held_out for number in range(6)]
    for turn in (sides[:3], sides[3:]):
        assert sorted(row for side in turn for row in side) == list(range(60))
    assert sides[0] != sides[3]


def test_families_stand_on_one_side() -> None:
    twins = Truth(ODD.ids, tuple(f"f{n // 2}" for n in range(60)), ODD.concepts, ODD.gains)
    out = set(simulate(Editor(twins, Pupil(12), False), 0, 0).held_out)
    assert all((n in out) == (n + 1 in out) for n in range(0, 60, 2))
