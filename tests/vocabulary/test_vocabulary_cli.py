"""The command line, as an editor uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.vocabulary import vocabulary
from pipeline.errors import CulturescopeError
from pipeline.settings import Workspace

Call = Callable[..., Result]


@pytest.fixture
def call(workspace: Workspace) -> Call:
    def run(*args: str, as_json: bool = False) -> Result:
        values = {"root": workspace.root, "as_json": as_json}
        return CliRunner().invoke(
            vocabulary,
            list(args),
            obj=values,
            standalone_mode=False,
            env={"CULTURESCOPE_EDITOR": ""},
        )

    return run


def told(result: Result) -> dict[str, Any]:
    assert result.exception is None, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_what_there_is(call: Call, workspace: Workspace) -> None:
    result = call("list")
    assert (result.return_value, result.exception) == (0, None)
    assert "garden" in result.stdout
    assert "Themes of cultural relations" in result.stdout
    (workspace.models_dir / "bad.ttl").write_text("no turtle")
    result = call("list")
    assert result.return_value == 7
    assert "bad.ttl, line 1: no valid Turtle" in result.stderr


def test_concepts_are_listed_found_and_shown(call: Call) -> None:
    assert "Trees" in call("show", "garden").stdout
    found = told(call("show", "garden", "--find", "CHENES", as_json=True))["concepts"]
    assert [one["id"] for one in found] == ["oak"]
    shown = call("show", "garden", "oak").stdout
    for piece in ("urn:culturescope:garden:oak", "Chênes (fr)", "oak trees (en)", "oka", "Divided"):
        assert piece in shown


def test_a_day_of_an_editor(call: Call, tmp_path: Path) -> None:
    by = ("--editor", "Ann", "--reason", "house style")

    def said(*args: str) -> str:
        return call(*args, *by).stdout

    add = ("--label", "Ferns", "--label", "fr=Fougères", "--alt", "fr=fougeraie")
    assert "4 concepts in use" in said("add", "garden", "fern", *add, "--broader", "tree")
    assert "4 concepts in use" in said("rename", "garden", "fern", "All ferns")
    assert "3 concepts in use, 1 retired" in said("merge", "garden", "moss", "fern")
    assert "2 concepts in use, 2 retired" in said("retire", "garden", "oak")
    assert "3 concepts in use, 1 retired" in said("restore", "garden", "oak")
    history = told(call("show", "garden", "fern", as_json=True))["history"]
    assert [one["what"].split()[0] for one in history] == ["Added", "Preferred", "Takes"]
    assert {(one["editor"], one["reason"]) for one in history} == {("Ann", "house style")}
    assert "retired, now 'fern'" in call("show", "garden", "moss").stdout
    table = tmp_path / "garden.csv"
    assert call("export", "garden", "--to", str(table)).exception is None
    assert table.read_bytes().startswith(b"\xef\xbb\xbfid,uri,label,")
    table.write_text(table.read_text("utf-8-sig").replace("All ferns", "Ferns and more"), "utf-8")
    dry = said("import", str(table), "--update", "--dry-run")
    assert "would be written" in dry
    assert "renamed: 1 (fern)" in dry
    done = told(call("import", str(table), "--update", *by, as_json=True))
    assert (done["difference"]["renamed"], done["concepts"], done["retired"]) == (["fern"], 3, 1)
    assert call("check").return_value == 0


def test_export_to_the_screen_is_turtle_that_reads_back(call: Call, workspace: Workspace) -> None:
    text = call("export", "disciplines").stdout
    (workspace.models_dir / "disciplines.ttl").write_text(text, "utf-8")
    assert told(call("list", as_json=True))["findings"] == []


def test_a_file_is_checked_before_it_is_imported(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "My Words.csv"
    file.write_text("id,label\na,A\nb,A\n")
    result = call("check", str(file))
    assert result.return_value == 7
    assert "line 3: concept 'b': 'A' is the label of 'a' too" in result.stderr.replace("\n", " ")


def test_many_warnings_are_cut_short_on_a_screen(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    rows = [f"http://x.org/{n},Same\n" for n in range(50)]
    file.write_text("uri,label\n" + "".join(rows))
    lines = call("check", str(file)).stdout.splitlines()
    assert "warning: and 19 more; --json lists all" in lines
    assert len(told(call("check", str(file), as_json=True))["lines"]) == 50


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("show", "nothing"), "'nothing' is no vocabulary that can be used; there are:"),
        (("show", "garden", "nothing"), "--find WORD"),
        (("check", "nothing"), "neither a vocabulary of this workspace nor a file"),
        (("export", "nothing"), "'nothing' is no vocabulary"),
        (("rename", "garden", "oak", "Trees"), "choose another, or merge"),
        (("add", "garden", "x", "--label", "A", "--label", "en=B"), "two --label in one language"),
        (("import", __file__, "--retire-missing"), "makes sense with --update only"),
        (("merge", "garden", "oak", "nothing"), "'nothing' is no concept of garden"),
    ],
)
def test_errors_say_what_to_do(call: Call, args: tuple[str, ...], message: str) -> None:
    result = call(*args)
    assert result.exception is not None
    assert message in str(getattr(result.exception, "message", result.exception))
    assert getattr(result.exception, "exit_code", None) == 2
    assert isinstance(result.exception, CulturescopeError | click.UsageError)
