"""The bar of families, on a part of what `python -m tests.benchmarks.families` measures."""

import pytest

from pipeline.steps.families import update_families
from pipeline.store import Store, families
from tests.benchmarks.families import Found, lines, main, material, measured, stream

BAR = 0.95
LEAST = 0.8
"""Of every sort: two excerpts from different places of one text look like a digest's pieces."""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Found:
    folder = tmp_path_factory.mktemp("families")
    return measured(f"sqlite:///{folder / 'a.sqlite'}", material(n_written=10, n_articles=60))[0]


def test_pair_precision_and_recall_reach_the_bar(found) -> None:
    assert found.precision >= BAR, lines(found)
    assert found.recall >= BAR, lines(found)


def test_no_sort_of_edit_is_left_out(found) -> None:
    assert len(found.recall_by_sort) >= 10
    low = {sort: hit for sort, hit in found.recall_by_sort.items() if hit[0] < LEAST * hit[1]}
    assert low == {}


def test_the_same_documents_in_any_order_are_the_same_families(tmp_path) -> None:
    made = list(stream(150))
    told = []
    for name, order in (("a", made), ("b", made[::-1])):
        url = f"sqlite:///{tmp_path / name}.sqlite"
        measured(url, order)
        with Store(url) as store, store.read() as connection:
            told.append(families.load_families(connection))
            assert update_families(store) is None
    assert told[0] == told[1]


def test_the_benchmark_says_what_it_measured(capsys) -> None:
    assert main(["--documents", "150"]) == 0
    assert "precision 1.000" in capsys.readouterr().out
