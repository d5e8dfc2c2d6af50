"""The report on suggestions: what a person reads, and what machines read."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import html

from pipeline.evaluation.report import (
    CSV_THEMES,
    HTML_REPORT,
    JSON_FIGURES,
    Condition,
    Evaluation,
    LanguageRow,
    NamedCurve,
    TargetNote,
    answers,
    evaluation_id,
    reports,
)
from pipeline.evaluation.report.words import percent_spanned, signed, spanned, stacked
from pipeline.evaluation.tagging import Editor, Judged, learning_curve, measure, simulate, truth_of
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.records import Rejected

CONCEPTS = tuple(f"c{n:02d}" for n in range(9))
LABELS = {c: f"Subject {c}" for c in CONCEPTS} | {"c00": "=HYPERLINK()", "c01": "<b>Bold</b> & co"}


def make(n: int = 40, shift: float = 0.0, draws: int = 3) -> Evaluation:
    """An evaluation of n documents; a shift makes the probabilities promise too much."""
    dice = np.random.default_rng(5)
    odds = np.linspace(0.05, 0.6, len(CONCEPTS))
    gains = (dice.random((n, len(CONCEPTS))) < odds).astype(float)
    rows = [dict(zip(CONCEPTS, map(float, row), strict=True)) for row in gains]
    truth = truth_of([(f"d{at:02d}", f"d{at:02d}", row) for at, row in enumerate(rows)], CONCEPTS)
    scores = np.clip(0.6 * gains + 0.4 * dice.random(gains.shape) + shift, 0, 1)
    judged = Judged(scores, scores > 0.3)
    cold = Condition("cold", "Before learning", "m-1", "From words.", measure(truth, judged))
    learnt = replace(cold, key="learnt", name="After learning from these documents", model="")

    def learner(verdicts):
        better = np.clip(scores + 0.002 * len(verdicts) * (2 * gains - 1), 0, 1)
        return lambda rows: Judged(better[list(rows)], judged.is_sure[list(rows)])

    curves = []
    for name, completes in (("accepts, rejects, adds", False), ("also says", True)):
        some = [simulate(Editor(truth, learner, completes), 0, at) for at in range(draws)]
        curves.append(NamedCurve(name, learning_curve(truth, some, 0)))
    return Evaluation(
        id=evaluation_id("themes", "My <gold>.jsonl", "0123456789abcdef"),
        scheme="themes",
        scheme_title="Themes & more",
        target=TargetNote(
            "My <gold>.jsonl", "file", "“themes” of each line", n, n, 0, 0, int(gains.sum()),
            len(CONCEPTS), 9, 0, 1, 0, 0,
        ),
        conditions=(cold, learnt),
        curves=tuple(curves),
        curve_note="",
        languages=(LanguageRow("en", n, 0, cold.figures.ndcg_at_5),),
        refused=(Rejected("evaluate", "g", "g, line 3", "empty", "<script>alert(1)</script>"),),
        labels=LABELS,
        n_folds=5,
        seed=0,
        version="0",
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown() -> Evaluation:
    return make()


@pytest.fixture(scope="module")
def page(shown: Evaluation) -> str:
    return reports(shown)[HTML_REPORT]


def test_the_page_needs_nothing_else_and_runs_nothing(page: str) -> None:
    assert not re.search(r"""(src|href)\s*=\s*["'](?!#)""", page)
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page
    assert "Content-Security-Policy" in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_charts_speak_to_those_who_cannot_see_them(page: str) -> None:
    tree = html.fromstring(page)
    charts = tree.xpath("//svg")
    assert len(charts) >= 4 + 4 + len(CONCEPTS)
    assert all(chart.get("role") == "img" and chart.xpath("./title") for chart in charts)
    big = tree.xpath("//figure//svg")
    assert all(chart.xpath("./desc")[0].text for chart in big)
    assert all(table.xpath(".//th[@scope]") for table in tree.xpath("//table"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.lstrip("#") for link in tree.xpath("//a/@href")} <= set(ids)


def test_the_first_screen_answers_four_questions(shown: Evaluation, page: str) -> None:
    good, sure, limits, helps = answers(shown)
    for answer in (good, sure, limits, helps):
        assert answer.question in page
        assert answer.figure in page
    assert good.meaning.startswith("of the right tags are among the first five")
    assert "c00" not in limits.meaning
    assert helps.meaning.startswith("in nDCG@5 after")


def test_promises_that_are_not_kept_are_told() -> None:
    kept = answers(make(shift=0.0))[1].meaning
    broken = answers(make(shift=0.35))[1].meaning
    assert "it promises too much" in broken
    assert "it promises too much" not in kept


def test_same_figures_same_bytes(shown: Evaluation) -> None:
    assert reports(shown) == reports(make())


def test_the_figures_are_json_with_four_decimals(shown: Evaluation) -> None:
    told = json.loads(reports(shown)[JSON_FIGURES])
    cold, learnt = told["conditions"]
    assert cold["figures"]["ndcg_at_5"]["low"] <= cold["figures"]["ndcg_at_5"]["value"]
    assert len(str(cold["figures"]["brier"]["value"])) <= 6
    assert set(cold["figures"]["efforts"][0]) >= {"n_accepts", "n_rejects", "n_adds"}
    assert len(cold["figures"]["bins"]) == 10
    assert learnt["key"] == "learnt"
    assert [point["n_decisions"] for point in told["curves"][0]["curve"]["points"]][:3] == [
        0,
        20,
        50,
    ]
    assert told["refused"][0]["reason"] == "empty"


def test_the_table_runs_nothing_in_a_spreadsheet(shown: Evaluation) -> None:
    rows = list(csv.DictReader(io.StringIO(reports(shown)[CSV_THEMES])))
    assert len(rows) == 2 * len(CONCEPTS)
    assert rows[0]["label"] == "'=HYPERLINK()"
    assert rows[0]["condition"] == "cold"
    assert 0 <= float(rows[0]["brier"]) <= 1


def test_a_report_without_a_curve_says_why() -> None:
    bare = replace(make(n=3, draws=1), curves=(), curve_note="Left out: too few documents.")
    assert answers(bare)[3].figure == "not measured"
    assert "Left out: too few documents." in reports(bare)[HTML_REPORT]


def test_one_document_and_nothing_right_can_be_shown() -> None:
    truth = truth_of([("d", "d", dict.fromkeys(CONCEPTS, 0.0))], CONCEPTS)
    none = Judged(np.zeros((1, 9)), np.zeros((1, 9), dtype=np.bool_))
    cold = Condition("cold", "Before learning", "m", "", measure(truth, none))
    bare = replace(make(), conditions=(cold,), curves=(), curve_note="Left out.")
    assert answers(bare)[0].figure == "not measured"
    assert "not measured" in reports(bare)[HTML_REPORT]
    json.loads(reports(bare)[JSON_FIGURES])


def test_folders_are_named_after_what_was_measured() -> None:
    assert (
        evaluation_id("themes", "Dév & test.v2.jsonl", "a" * 64) == f"themes-d-v-test-v2-{'a' * 12}"
    )
    assert evaluation_id("themes", "ü.csv", "b" * 64) == f"themes-file-{'b' * 12}"


def test_figures_in_words() -> None:
    assert spanned(Estimate(0.857, 0.831, 0.889)) == "0.86 (0.83 to 0.89)"
    assert percent_spanned(Estimate(0.5)) == "50\u202f%"
    assert signed(Estimate(-0.012, -0.04, 0.003)) == "\u22120.01 (\u22120.04 to 0.00)"
    assert signed(Estimate(None)) == "not measured"
    assert str(stacked("<1 (2)")) == "&lt;1<br><span class=small>2</span>"
