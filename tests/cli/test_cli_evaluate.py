"""`evaluate themes` and `evaluate gold` as a person and a machine call them."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli, evaluate
from pipeline.errors import UsageError
from pipeline.steps import evaluating

GOLD = [
    {
        "id": "a",
        "text": "The museum lent its collection of bronzes, and the curators came with it.",
        "themes": {"museums-collections": 2},
    },
    {
        "id": "b",
        "text": "Tourists came by ferry all summer, and the hotels of the island were full.",
        "themes": ["tourism"],
    },
]
BAD = {"id": "c", "text": "Kites over the beach.", "themes": ["kites"]}


@pytest.fixture
def call(tiny_root):
    def call(*words):
        args = ["--root", str(tiny_root), "evaluate", *map(str, words)]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


@pytest.fixture
def gold(tmp_path):
    def write(*rows):
        path = tmp_path / "my gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


def test_a_person_is_answered_and_led_to_the_report(call, gold, tiny_root):
    result = call("themes", gold(*GOLD))
    assert result.return_value == 0
    for question in ("How good are", "Do its probabilities", "What limits it?", "How many"):
        assert question in result.stdout
    (report,) = (tiny_root / "outputs/evaluations").glob("themes-my-gold-*/report.html")
    assert str(report) in result.stdout
    assert {path.name for path in report.parent.iterdir()} == {
        "report.html", "figures.json", "themes.csv",
    }  # fmt: skip


def test_a_machine_gets_all_figures(call, gold, tmp_path):
    result = call("themes", gold(*GOLD), "--out", tmp_path / "out", "--draws", 0, "--json")
    told = json.loads(result.stdout)
    assert told["folder"] == str(tmp_path / "out")
    assert told["target"]["n_documents"] == 2
    assert json.loads((tmp_path / "out/figures.json").read_text())["id"] == told["id"]


def test_refused_lines_are_findings(call, gold, tmp_path):
    result = call("themes", gold(*GOLD, BAD), "--out", tmp_path / "out")
    assert result.return_value == 7
    assert "line 3" in result.stderr
    assert "'kites'" in result.stderr


def test_a_target_that_is_not_there_is_told(call):
    with pytest.raises(UsageError, match="no such file, and no such source"):
        call("themes", "nowhere")


def test_gold_is_scored_with_the_model_in_use(call, gold):
    rows = [GOLD[0], GOLD[1] | {"themes": {"tourism": 1}}]
    told = json.loads(call("gold", gold(*rows), "--json").stdout)
    assert told["documents"] == told["predicted"] == 2
    assert told["themes"]["ndcg@5"] > 0.5


def test_help_names_the_default_that_the_steps_have():
    assert evaluate.DRAWS == evaluating.DRAWS
