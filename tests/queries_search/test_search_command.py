"""The command `search` over a small snapshot, in process."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import UsageError


@pytest.fixture(scope="module")
def call(library):
    root = library.parents[2]
    (root / "corpus" / "sources").mkdir(parents=True, exist_ok=True)
    (root / "models").mkdir(exist_ok=True)
    (root / "models" / "themes.ttl").touch()

    def call(*words):
        args = ["--root", str(root), "search", *words]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.stdout

    return call


def test_it_shows_the_hits_and_how_many_there_are(call):
    shown = call('"soft power"')
    assert shown.startswith('"soft power": 1 passage in 1 document\n')
    assert "1  Theatre in Dakar | 1990 | letters | 0000000000000000-001" in shown
    assert "Its first play is on **soft power**." in shown
    assert "cite: Culturescope dataset, snapshot" in shown


def test_documents_limit_and_notes(call):
    shown = call("soft power", "--documents", "--limit", "1")
    assert shown.startswith("soft power: 2 documents\n")
    assert "the first 1 of 2 are listed" in shown
    assert 'write "soft power"' in shown


def test_words_of_a_shell_may_stand_without_quotes(call):
    assert call("soft power", "OR", "museum").startswith('"soft power" OR museum: 2 passages')


def test_filters_leave_out_documents(call):
    told = json.loads(call("trade", "--since", "2000", "--json"))
    assert (told["n_hits"], told["n_documents"], told["query"]) == (1, 1, "trade")
    assert told["notes"] == ["only among 1 document that the filters leave"]
    assert [row["document_id"] for row in told["records"]] == [f"{2:016x}"]


def test_hits_are_counted_by_year(call, tmp_path):
    told = json.loads(call("theatre OR trade", "--count-by", "decade", "--json"))
    assert [row["n_documents"] for row in told["records"]] == [2, 1, 1]
    path = tmp_path / "counts.html"
    assert call("theatre", "--count-by", "year", "--to", str(path)) == f"{path}: 13 rows\n"
    assert "<svg" in path.read_text("utf-8")


@pytest.mark.parametrize("query", ["music OR", '"soft', "the", "author:me"])
def test_what_cannot_be_read_is_told_before_anything_is_opened(call, query):
    with pytest.raises(UsageError) as caught:
        call(query)
    assert caught.value.exit_code == 2
