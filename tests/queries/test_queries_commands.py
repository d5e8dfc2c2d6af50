"""The commands trends, compare and cooccurrence over a small snapshot."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import UsageError


@pytest.fixture(scope="module")
def root(folder):
    """A workspace that has nothing but the snapshot."""
    root = folder.parents[2]
    (root / "corpus" / "sources").mkdir(parents=True)
    (root / "models").mkdir()
    (root / "models" / "themes.ttl").touch()
    return root


@pytest.fixture(scope="module")
def call(root):
    def call(*words):
        args = ["--root", str(root), *map(str, words)]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.stdout

    return call


def years(told):
    return [
        (row["period_start"][:4], row["n_documents"], row["n_documents_all"])
        for row in json.loads(told)["records"]
    ]


def test_a_series_within_a_country_since_a_year(call):
    words = ("trends", "--theme", "inclusion", "--country", "sgp", "--since", "1992")
    assert years(call(*words, "--json")) == [("1992", 1, 1)]
    shown = call(*words)
    assert "theme Inclusion and access, among documents with country Singapore" in shown
    assert "95 % interval" in shown
    assert "cite: Culturescope dataset, snapshot" in shown


def test_the_first_kind_is_the_series_and_the_others_are_filters(call):
    told = call("trends", "--country", "SGP", "--theme", "heritage", "--by", "decade", "--json")
    assert years(told) == [("1990", 1, 3)]
    told = call("trends", "--country", "SGP", "--country", "GBR", "--by", "decade", "--json")
    assert years(told) == [("1990", 1, 1), ("2000", 0, 1)]
    told = call(
        "trends", "--theme", "heritage", "--country", "SGP", "--joint", "--by", "decade", "--json"
    )
    assert years(told) == [("1990", 1, 5), ("2000", 0, 1)]
    told = call("trends", "--text", "sea", "--by", "decade", "--source", "letters", "--json")
    assert years(told) == [("1990", 1, 4)]


def test_what_is_tagged_can_be_counted(call):
    words = ("--theme", "heritage", "--by", "decade", "--counted", "--json")
    first = json.loads(call("trends", *words))["records"][0]
    assert first["share"] == first["share_counted"] == 0.4
    (row,) = json.loads(
        call("compare", *words[:2], "--country", "SGP", "--against", "others", *words[-2:])
    )["records"]
    assert row["share_a"] == round(1 / 3, 6)
    assert "counted by what is tagged" in call("trends", "--list", "changes", "--counted")


def test_figures_lead_to_documents_and_passages(call):
    words = ("trends", "--country", "SGP", "--documents", 2, "--passages", 1)
    told = json.loads(call(*words, "--json"))
    assert [row["title"] for row in told["documents"]] == ["=Letter 3", "=Letter 0"]
    assert [row["sentence"] for row in told["passages"]] == ["We went to Singapore."]
    shown = call(*words)
    assert shown.index("95 % interval") < shown.index("=Letter 3") < shown.index("We went to")


def test_further_tables_go_to_files(call, tmp_path):
    target = tmp_path / "behind.csv"
    call("trends", "--country", "SGP", "--documents", 2, "--to", target)
    lines = target.read_text("utf-8").splitlines()
    assert lines[0].startswith("document_id,")
    assert len(lines) == 3
    call("trends", "--country", "SGP", "--by", "decade", "--to", tmp_path / "trend.svg")
    assert "<svg" in (tmp_path / "trend.svg").read_text("utf-8")


@pytest.mark.parametrize("which", ["emerging", "fading", "rising", "falling", "changes"])
def test_lists_that_hold_nothing_say_so(call, which):
    assert "none: nothing in this snapshot that the figures carry" in call(
        "trends", "--list", which
    )


def test_sides_are_compared(call):
    told = json.loads(
        call("compare", "--theme", "heritage", "--period", "1990", "--against", "2000s", "--json")
    )
    (row,) = told["records"]
    assert (row["n_documents_all_a"], row["n_documents_all_b"]) == (3, 1)
    told = json.loads(
        call("compare", "--kind", "theme", "--country", "SGP", "--against", "GBR", "--json")
    )
    assert {row["id"] for row in told["records"]} == {"heritage", "inclusion"}
    told = json.loads(
        call("compare", "--theme", "heritage", "--source", "post", "--against", "others", "--json")
    )
    assert told["records"][0]["n_documents_all_b"] == 6
    told = json.loads(
        call(
            *("compare", "--theme", "heritage", "--country", "SGP", "--source", "letters"),
            *("--against", "country:GBR", "--json"),
        )
    )
    assert [told["records"][0][f"n_documents_all_{side}"] for side in "ab"] == [3, 1]


def test_pairs_are_shown(call):
    told = json.loads(call("cooccurrence", "theme:heritage", "country=SGP", "--json"))
    assert told["records"][0]["n_documents"] == 1
    shown = call("cooccurrence", "theme", "country", "--least", 1)
    assert "chance reckoned within each source" in shown
    assert "lift" in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("trends", "--by", "decade"), "of what"),
        (("trends", "--country", "SGP", "--since", "soon"), "'soon' is no time"),
        (("trends", "--country", "SGP", "--since", "1990-13"), "is no time"),
        (("compare", "--against", "GBR"), "compare what"),
        (("compare", "--theme", "heritage", "--against", "GBR"), "against what"),
        (
            (
                *("compare", "--theme", "heritage", "--country", "SGP", "--source", "post"),
                *("--against", "GBR"),
            ),
            "--against country:GBR or --against source:GBR",
        ),
        (("cooccurrence", "planet", "country"), "begin with a kind"),
        (("trends", "--theme", ""), "is empty; name a theme"),
    ],
)
def test_wrong_calls_are_refused(call, words, says):
    with pytest.raises(click.UsageError, match=says):
        call(*words)


def test_wrong_calls_end_with_2(root):
    words = ["--root", str(root), "trends", "--theme", "heritige"]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == UsageError.exit_code
    assert done.stderr.strip() == (
        "culturescope: heritige: no theme of this snapshot; did you mean: "
        "heritage (Cultural heritage)"
    )
