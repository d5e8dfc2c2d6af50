"""The rules by which suggestions are compared with Annif's; no figure is asserted here."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from pipeline.vocabulary import load_vocabulary
from tests.benchmarks.tagging.figures import mean_figures, measure
from tests.benchmarks.tagging.peer import CHILD
from tests.benchmarks.tagging.posts import draw, write_vocabulary


def test_perfect_suggestions_have_full_marks() -> None:
    gold = [frozenset("ab"), frozenset("c")]
    figures = measure([{"a": 1.0, "b": 1.0}, {"c": 1.0}], gold, known=5)
    assert (figures.ndcg, figures.f1, figures.macro_top) == (1, 1, 1)
    assert (figures.micro, figures.macro, figures.ece) == (1, 1, 0)


def test_figures_by_hand() -> None:
    gold = [frozenset("ab"), frozenset("a")]
    figures = measure([{"x": 0.9, "a": 0.6}, {"a": 0.6, "b": 0.1}], gold, known=4)
    first = (1 / 1.584962500721156) / (1 + 1 / 1.584962500721156)
    assert figures.ndcg == pytest.approx((first + 1) / 2)
    assert figures.f1 == pytest.approx((2 * 1 / 4 + 2 * 1 / 3) / 2)
    assert figures.micro == pytest.approx(2 * 2 / (3 + 3))  # from 0.6 up: x, a; a
    assert figures.macro == pytest.approx((1 + 0) / 2)
    # x 0.9 wrong; a 0.6 right twice; b 0.1 wrong; and one label of the first never named
    assert figures.ece == pytest.approx((0.9 + 0.8 + 0.1 + 1) / 8)


def test_calibration_counts_labels_that_were_not_suggested() -> None:
    assert measure([{}], [frozenset("a")], known=4).ece == pytest.approx(1 / 4)


def test_mean_of_draws() -> None:
    gold = [frozenset("a")]
    both = [measure([{"a": 1.0}], gold, 2), measure([{"b": 1.0}], gold, 2)]
    assert mean_figures(both).ndcg == 0.5


def test_draws_are_fixed_by_their_seed() -> None:
    posts = list(range(50))
    assert draw(posts, 10, 1) == draw(posts, 10, 1) != draw(posts, 10, 2)
    assert draw(posts, 100, 1) == posts


def test_vocabulary_of_topics_is_readable(tmp_path: Path) -> None:
    topics = [
        {"path": "content/topics/_index.md", "title": "All", "summary": "", "meta": {}},
        {
            "path": "content/topics/open-data/_index.md",
            "title": 'Open "data"',
            "summary": "Data for all\nto use",
            "meta": {"deck": None},
        },
    ]
    path = tmp_path / "topics.jsonl"
    path.write_text("\n".join(map(json.dumps, topics)))
    (concept,) = load_vocabulary(write_vocabulary(path, tmp_path)).concepts
    assert (concept.id, concept.label) == ("open-data", 'Open "data"')
    assert concept.definition == "Data for all to use"


def test_child_needs_nothing_of_ours() -> None:
    imported = re.findall(r"^\s*(?:from|import) (\w+)", CHILD.read_text("utf-8"), re.MULTILINE)
    assert set(imported) <= {*sys.stdlib_module_names, "annif"}
