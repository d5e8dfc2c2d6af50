import numpy as np
import pytest

from pipeline.steps.learning.comparing import (
    Figure,
    figures,
    is_held_out,
    is_measurable,
    is_not_worse,
)
from pipeline.themes import Suggestion
from pipeline.themes.tagger import Labelled

CONCEPTS = [f"c{number}" for number in range(10)]


def document(number, right, *, known=CONCEPTS, family="", is_decided=True):
    verdicts = {id_: float(id_ in right) for id_ in known}
    id_ = f"d{number}"
    return Labelled(id_, family or id_, "", (), np.zeros((0, 3)), verdicts, is_decided)


def judged(order, sure=0.9):
    """Suggestions in an order, ever less probable."""
    return [Suggestion(id_, round(sure - 0.08 * place, 3), ()) for place, id_ in enumerate(order)]


def by_name(*args, n_concepts=10):
    return {figure.name: figure for figure in figures(*args, n_concepts)}


def test_figures_are_those_worked_out_by_hand():
    one = document(1, {"c0", "c9"})
    found = by_name([one], [judged(CONCEPTS)], [judged(CONCEPTS[::-1])])
    ndcg, f1 = found["nDCG@5"], found["F1@5"]
    assert ndcg.candidate == ndcg.in_use == pytest.approx(1 / (1 + 1 / np.log2(3)), abs=1e-4)
    assert f1.candidate == pytest.approx(2 * 1 / (5 + 2), abs=1e-4)
    p = np.array([0.9 - 0.08 * place for place in range(10)])
    truth = np.array([1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    loss = -np.log(np.where(truth, p, 1 - p)).mean()
    assert found["log loss"].candidate == pytest.approx(loss, abs=1e-4)
    assert found["Brier"].candidate == pytest.approx(((p - truth) ** 2).mean(), abs=1e-4)
    assert found["log loss"].difference == 0


def test_what_is_not_known_is_passed_over():
    sure = [*judged(CONCEPTS)]
    partly = document(1, {"c1"}, known=["c1", "c2"])
    found = by_name([partly], [sure], [sure], n_concepts=40)
    assert set(found) == {"log loss", "Brier"}, "a ranking of two says nothing"
    p = np.array([0.9 - 0.08, 0.9 - 0.16])
    expected = -(np.log(p[0]) + np.log(1 - p[1])) / 2
    assert found["log loss"].candidate == pytest.approx(expected, abs=1e-4)


def test_of_a_small_vocabulary_fewer_make_a_ranking():
    few = document(1, {"c1"}, known=["c1", "c2", "c3"])
    assert "nDCG@5" in by_name([few], [judged(CONCEPTS)], [judged(CONCEPTS)], n_concepts=3)


def test_a_document_of_which_nothing_applies_counts_in_the_losses_alone():
    found = by_name([document(1, set())], [judged(CONCEPTS)], [judged(CONCEPTS)])
    assert set(found) == {"log loss", "Brier"}


def test_a_better_model_is_told_by_an_interval_without_zero():
    right = [{CONCEPTS[number % 10]} for number in range(40)]
    documents = [document(number, of) for number, of in enumerate(right)]
    good = [judged(sorted(CONCEPTS, key=lambda id_, of=of: id_ not in of)) for of in right]
    bad = [judged(CONCEPTS) for _ in right]
    found = by_name(documents, good, bad)
    ndcg = found["nDCG@5"]
    assert (ndcg.candidate, ndcg.n) == (1.0, 40)
    assert 0 < ndcg.low < ndcg.difference < ndcg.high
    assert is_not_worse(list(found.values()))
    assert not is_not_worse(list(by_name(documents, bad, good).values()))


def test_the_order_of_documents_has_no_influence():
    documents = [document(n, {CONCEPTS[n % 10]}, family=f"f{n // 3}") for n in range(12)]
    one = [judged(CONCEPTS) for _ in documents]
    other = [judged(CONCEPTS[n:] + CONCEPTS[:n]) for n in range(12)]
    assert figures(documents, one, other, 10) == figures(
        documents[::-1], one[::-1], other[::-1], 10
    )


def test_nothing_gives_nothing_and_is_never_promoted():
    assert figures([], [], [], 10) == []
    assert not is_not_worse([])


def figure(name, candidate, in_use):
    return Figure(name, candidate, in_use, candidate - in_use, 0.0, 0.0, 50)


@pytest.mark.parametrize(
    ("ndcg", "loss", "good"),
    [
        ((0.70, 0.70), (0.30, 0.30), True),
        ((0.69, 0.6999), (0.30, 0.30), True),
        ((0.68, 0.70), (0.20, 0.30), False),
        ((0.80, 0.70), (0.31, 0.30), False),
        ((0.80, 0.70), (0.305, 0.30), True),
        (None, (0.30, 0.30), True),
        (None, (0.40, 0.30), False),
    ],
)
def test_the_rule_allows_little_worse_in_both(ndcg, loss, good):
    found = [figure("log loss", *loss)]
    if ndcg:
        found.append(figure("nDCG@5", *ndcg))
    assert is_not_worse(found) is good


def test_about_one_family_in_five_is_held_out_and_always_the_same():
    held = [is_held_out(f"{number:016x}") for number in range(2000)]
    assert 0.17 < sum(held) / len(held) < 0.23
    assert is_held_out("0" * 16) == is_held_out("0" * 16)


def test_tags_that_only_say_yes_are_not_measured():
    yes = document(1, {"c1"}, known=["c1"], is_decided=False)
    assert not is_measurable(yes)
    assert is_measurable(document(1, {"c1"}, known=["c1"]))
    assert is_measurable(document(1, {"c1"}, known=["c1", "c2"], is_decided=False))
