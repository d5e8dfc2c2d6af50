"""The benchmarks' own logic; nothing here is about how fast or how good anything is."""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
from pathlib import Path

import pytest

import tests.benchmarks
from pipeline.records import STAGES
from pipeline.settings import Workspace
from tests.benchmarks.__main__ import parser
from tests.benchmarks.corpus import compared_documents
from tests.benchmarks.floors import (
    Floors,
    LoweredError,
    Reached,
    load_floors,
    save_floors,
    updated,
    verdicts,
)
from tests.benchmarks.harness import measure_here, prepare
from tests.benchmarks.measures import MEASURES, load_measure
from tests.benchmarks.measuring import MEGABYTE, alternate, costing, spread
from tests.benchmarks.nouns import Figures
from tests.benchmarks.quality import DATA_SETS, _kinds
from tests.benchmarks.table import formatted, machine, speed_table
from tests.benchmarks.workspaces import source_workspace

PINNED = Floors("aa", {"countries F1": 0.9, "themes F1@5": 0.4}, {"themes F1@5": "earlier"})


def reached(sha256: str = "aa", **figures: float) -> Reached:
    names = {"countries": "countries F1", "themes": "themes F1@5", "more": "programmes F1"}
    return Reached(sha256, {names[key]: value for key, value in figures.items()})


def test_every_module_with_a_measure_is_registered() -> None:
    modules = {
        info.name: importlib.import_module(f"tests.benchmarks.{info.name}")
        for info in pkgutil.iter_modules(tests.benchmarks.__path__)
        if info.name != "__main__"
    }
    found = {
        name: module.__name__ for name, module in modules.items() if hasattr(module, "MEASURE")
    }
    assert found == MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_a_title_and_a_peer(name: str) -> None:
    measure = load_measure(name)
    assert measure.title
    assert measure.peer
    assert set(measure.needs) <= set(STAGES)
    assert name not in measure.needs


@pytest.mark.parametrize(
    "lower", [reached(countries=0.899, themes=0.4), reached(countries=0.95), reached("bb")]
)
def test_a_floor_does_not_come_down_without_a_reason(lower: Reached) -> None:
    with pytest.raises(LoweredError, match="--reason"):
        updated(PINNED, lower)
    with pytest.raises(LoweredError):
        updated(PINNED, lower, reason="  ")


def test_a_reason_is_kept_with_the_floor_it_lowered() -> None:
    lowered = updated(PINNED, reached(countries=0.8, themes=0.4), "gold was corrected")
    assert lowered.figures == {"countries F1": 0.8, "themes F1@5": 0.4}
    assert lowered.reasons == {"countries F1": "gold was corrected", "themes F1@5": "earlier"}


def test_floors_go_up_by_themselves_and_lose_their_old_reason() -> None:
    raised = updated(PINNED, reached(countries=0.9, themes=0.5, more=0.7))
    assert raised.figures == {"countries F1": 0.9, "programmes F1": 0.7, "themes F1@5": 0.5}
    assert raised.reasons == {}


def test_verdicts_tell_every_figure() -> None:
    assert verdicts(PINNED, reached(countries=0.8, more=0.7)) == {
        "countries F1": "BELOW",
        "programmes F1": "new",
        "themes F1@5": "GONE",
    }
    other = verdicts(PINNED, reached("bb", countries=0.9, themes=0.5))
    assert other == {
        "countries F1": "holds (floor is of other data)",
        "themes F1@5": "above (floor is of other data)",
    }


def test_floors_survive_being_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert load_floors(path) == {}
    save_floors({"gold": PINNED}, path)
    assert load_floors(path) == {"gold": PINNED}


def test_the_shipped_floors_are_of_known_data_sets() -> None:
    floors = load_floors()
    assert set(floors) == set(DATA_SETS)
    for pinned in floors.values():
        assert len(pinned.sha256) == 64
        assert all(0 <= floor <= 1 for floor in pinned.figures.values())
        assert set(pinned.reasons) <= set(pinned.figures)


def test_faults_count_as_what_they_are_about() -> None:
    assert _kinds(["title 'x'", "date None", "themes: ['a']", "countries: ['b']"]) == {
        "title",
        "date",
        "labels",
    }


@pytest.mark.parametrize("name", ["ingest", "clean"])
def test_a_measure_gives_figures_on_three_documents(tiny: Workspace, name: str) -> None:
    if load_measure(name).needs:
        prepare(tiny, name)
    figures = measure_here(tiny, name, rounds=2)
    assert figures.n_documents == 3
    assert figures.seconds > 0
    assert figures.peak_mb > 10
    assert len(figures.pairs) == 2
    told = speed_table([(name, figures)])
    assert load_measure(name).peer in told
    assert figures.note in told


def test_the_ratio_is_the_median_of_pairs() -> None:
    assert Figures(1, 1.0, 1.0, ((2.0, 1.0), (9.0, 1.0), (1.5, 1.0))).ratio == 2.0
    assert Figures(1, 1.0, 1.0).ratio is None
    assert speed_table([("clean", Figures(1, 2.0, 1.0))]).splitlines()[1].split()[:4] == [
        "clean",
        "1",
        "0.5",
        "-",
    ]


def test_alternation_takes_turns() -> None:
    turns: list[str] = []
    pairs = alternate(lambda: turns.append("a"), lambda: turns.append("b"), 2)
    assert turns == ["a", "b", "a", "b"]
    assert len(pairs) == 2


def test_memory_of_the_work_is_seen() -> None:
    with costing() as before:
        pass
    with costing() as cost:
        block = bytearray(b"x") * 200_000_000
    assert len(block) / MEGABYTE == 200
    assert cost.peak_mb - before.peak_mb > 150


def test_columns_are_aligned() -> None:
    assert formatted(("a", "n"), [("bb", "10"), ("c", "7")], (0,)) == "a    n\nbb  10\nc    7"
    assert "cores" in machine()


@pytest.mark.parametrize(("n", "expected"), [(2, [0, 2]), (9, [0, 1, 2, 3, 4]), (0, [])])
def test_values_are_drawn_at_equal_distances(n: int, expected: list[int]) -> None:
    assert spread([0, 1, 2, 3, 4], n) == expected


def test_nothing_to_compare_is_no_error() -> None:
    assert compared_documents([]) == []


def test_a_source_of_lines_is_cut_at_equal_distances(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "title": "t", "text": "x"}) for n in range(10)]
    path = tmp_path / "some.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    workspace = source_workspace(tmp_path / "workspace", path, 5)
    taken = (workspace.root / "corpus" / "measured.jsonl").read_text().splitlines()
    assert taken == lines[::2]


def test_a_source_folder_is_copied(tmp_path: Path) -> None:
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    (tmp_path / "pages" / "deep" / "a.txt").write_text("a")
    (tmp_path / "pages" / "b.txt").write_text("b")
    workspace = source_workspace(tmp_path / "workspace", tmp_path / "pages", 0)
    copied = workspace.root / "corpus" / "measured"
    assert sorted(path.name for path in copied.rglob("*.txt")) == ["a.txt", "b.txt"]


def test_the_command_takes_only_known_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert parser().parse_args(["--only", "entities"]).only == ["entities"]
    with pytest.raises(SystemExit):
        parser().parse_args(["--only", "speed"])
    assert "invalid choice" in capsys.readouterr().err
