"""The command `entities` and what is below it."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import MissingError, UsageError
from tests.steps import entity_workspace
from tests.steps.entity_workspace import BOARD, CLUB, SHUTTLE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return entity_workspace.make(tmp_path_factory.mktemp("cli_entities") / "ws")


@pytest.fixture
def call(made, tmp_path):
    root = shutil.copytree(made, tmp_path / "ws")

    def call(*words):
        args = ["--root", str(root), "entities", *words]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.stdout

    return call


def by_ada(call, *words):
    return call(*words, "--editor", "ada")


def test_entities_are_listed_the_most_widespread_first(call):
    lines = call("list").splitlines()
    assert lines[0] == "documents  mentions  id  name [not in the gazetteers]"
    assert lines[1] == f"        5         7  {BOARD}  Arts Board of Chad  [found in texts]"
    assert "jane" not in "".join(lines)
    assert "person:jane-doe" in call("list", "--type", "person")
    assert "2 more; --limit 0 shows all" in call("list", "--limit", "1")
    rows = json.loads(call("list", "--text", "asia", "--json"))
    assert [row["is_known"] for row in rows] == [True]
    assert call("list", "--unknown", "--text", "asia") == "no entities\n"


def test_an_entity_is_explained_with_all_that_stands_for_it(call):
    told = call("explain", "ABC")
    assert told.splitlines()[0] == f"{BOARD}  Arts Board of Chad"
    for line in (
        "  found      7 times in 5 documents",
        "    organisation:abc  1 in 1  acronym: defined so in 2 of 2 documents",
        '    organisation:arts-board-of-chads  1 in 1  spelling: spelling of "Arts Board of Chad"',
    ):
        assert line in told.splitlines()
    assert "Boards agree  boards-agree" in told
    known = call("explain", "Asia-Europe Foundation")
    assert "  country    SGP" in known
    assert json.loads(call("explain", "ASEF", "--json"))["authority"]["start"] == 1997


def test_what_to_look_at_comes_with_sentences_and_commands(call):
    told = call("review", "--kind", "proposed")
    assert told.splitlines() == [
        "proposed: Heritage Shuttle  (2 documents): looks like a programme",
        "    board-pays The board pays: Yesterday the Heritage Shuttle was praised.",
        "    shuttles Shuttles: Yesterday the Heritage Shuttle was praised.",
        f"    culturescope entities accept {SHUTTLE}",
        f"    culturescope entities reject {SHUTTLE}",
        "shown 1 of 1: proposed 1",
    ]
    counts = "double 0, acronym 0, proposed 1, link 0, unknown 2"
    assert call("review", "--limit", "1").splitlines()[-1] == (
        f"shown 1 of 3: {counts}; --limit and --kind show others"
    )
    kinds = {item["kind"] for item in json.loads(call("review", "--json"))}
    assert kinds == {"proposed", "unknown"}
    assert "  proposed   its mentions count once" in call("explain", SHUTTLE)
    by_ada(call, "accept", SHUTTLE)
    assert "  found      2 times in 2 documents" in call("explain", SHUTTLE)
    assert call("review", "--kind", "proposed") == "nothing to look at\n"


def test_decisions_are_told_counted_and_taken_back(call):
    told = by_ada(call, "merge", "Arab Book Club", "ABC", "--note", "one since 1998")
    assert told.splitlines()[0] == f"decision 1: {CLUB} is {BOARD}"
    by_ada(call, "rename", BOARD, "Board and Club")
    assert f"{BOARD}  Board and Club" in call("explain", CLUB)
    made = json.loads(by_ada(call, "undo", "1", "--json"))
    assert (made["number"], made["kind"]) == (3, "undo")
    assert made["notes"] == [f"taken back: decision 1, {CLUB} is {BOARD}"]
    rows = json.loads(call("history", "--json"))
    assert [(row["number"], row["state"], row["editor"], row["note"]) for row in rows] == [
        (1, "undone", "ada", "one since 1998"), (2, "counts", "ada", ""), (3, "counts", "ada", "")
    ]  # fmt: skip
    assert "one since 1998" in call("history", CLUB)
    for words in (("alias", CLUB, "Book Club of Arabia"), ("split", "organisation:abc")):
        assert by_ada(call, *words).startswith("decision ")


@pytest.mark.parametrize(
    ("words", "error", "match"),
    [
        (("explain", "Nobody's Bureau"), MissingError, "no entity 'Nobody's Bureau'"),
        (("merge", CLUB, CLUB, "--editor", "ada"), UsageError, "one entity already"),
        (("undo", "9", "--editor", "ada"), MissingError, "no decision '9'"),
        (("merge", CLUB, BOARD), Exception, "say who decides"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(call, words, error, match, monkeypatch):
    monkeypatch.delenv("CULTURESCOPE_EDITOR", raising=False)
    with pytest.raises(error, match=match):
        call(*words)
