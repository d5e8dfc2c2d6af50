"""`culturescope explain` over a tiny workspace, in process."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.records import document_id

PAGE = """Privacy settings
We use cookies.
Accept all
Home / News / A bridge of songs
A BRIDGE OF SONGS
Posted on 3 May 2024

The choir of the upper valley crossed the river by boat and sang for the ferrymen of the other side.

In return the ferrymen taught them the rowing songs of the delta, which nobody had written down yet.

THEMES
INCLUSION

SIMILAR CONTENT
A market of masks
"""


@pytest.fixture
def root(make_root, add_source):
    root = make_root("explained")
    add_source(root, "pasted", {"song.txt": PAGE, "copy.txt": PAGE, "short.txt": "Too short."})
    return root


@pytest.fixture
def call(root):
    def call(*words):
        args = ["--root", str(root), *words]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    call("ingest")
    call("clean")
    return call


def explained(call, wanted):
    return json.loads(call("explain", wanted, "--json").stdout)


def test_a_document_is_told_with_every_line(call):
    told = explained(call, "pasted:song.txt")
    assert told["capture"]["document_id"] == document_id("pasted:song.txt")
    assert told["outcome"] == "document"
    assert told["document"]["title"].casefold() == "a bridge of songs"
    (date,) = [row for row in told["dates"] if row["kind"] == "published"]
    assert (date["value"], date["verdict"]) == ("2024-05-03", "chosen")
    fates = {line["text"]: line["kept"] for line in told["lines"]}
    assert fates["Accept all"] is False
    assert fates["A market of masks"] is False
    assert sum(fates.values()) == 2
    assert [label["text"] for label in told["document"]["labels"]] == ["INCLUSION"]
    (kin,) = told["family"]
    assert kin["document_id"] == document_id("pasted:copy.txt")


def test_what_a_person_sees(call):
    shown = call("explain", "pasted:song.txt").stdout
    for words in (
        "3 May 2024",
        "chosen",
        "The choir of the upper valley",
        document_id("pasted:copy.txt"),
    ):
        assert words in shown
    dropped = call("explain", "pasted:song.txt", "--dropped").stdout
    assert "Accept all" in dropped
    assert "The choir of the upper valley" not in dropped
    assert "more lines" in call("explain", "pasted:song.txt", "--lines", "2").stdout


def test_a_rejected_input_is_told_too(call):
    told = explained(call, "pasted:short.txt")
    assert told["outcome"] == "too_short"
    assert [line["kept"] for line in told["lines"]] == [False]
    assert "too_short" in call("explain", "pasted:short.txt").stdout


def test_the_first_digits_of_an_id_stand_for_it(call):
    id_ = document_id("pasted:song.txt")
    assert explained(call, id_[:8])["capture"]["document_id"] == id_


def test_nothing_by_that_name(call):
    with pytest.raises(UsageError, match="no captured item"):
        call("explain", "pasted:no-such.txt")


def test_it_tells_what_editors_decided(call):
    id_ = document_id("pasted:song.txt")
    call("decisions", "add", id_, "youth", "--editor", "Ann")
    call("decisions", "reject", id_, "funding", "--editor", "Bob")
    call("decisions", "undo", json.loads(call("decisions", "list", "--json").stdout)[0]["id"],
         "--editor", "Ann")  # fmt: skip
    told = json.loads(call("explain", id_, "--json").stdout)
    assert [
        (one["kind"], one["concept_id"], one["editor"], one["state"]) for one in told["decisions"]
    ] == [
        ("add", "youth", "Ann", "counts"),
        ("reject", "funding", "Bob", "undone"),
        ("undo", "", "Ann", "counts"),
    ]
    assert [(tag["origin"], tag["concept_id"]) for tag in told["tags"]] == [("editor", "youth")]
    shown = call("explain", id_).stdout
    assert "taken back by" in shown
    assert "Bob" in shown
    assert json.loads(call("status", "--json").stdout)["n_decisions"] == 3
    assert "decisions of editors: 3" in call("status").stdout
