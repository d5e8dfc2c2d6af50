"""`culturescope suggest` over a tiny workspace, in process."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import MissingError, UsageError
from pipeline.steps import run_stages
from pipeline.store import Store, documents

PAGE = """<!doctype html><html lang=en><head><title>Bronzes travel | Harbour</title></head><body>
<nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>Bronzes travel</h1>
<p>The museum of the harbour has lent two bronzes and a portrait to a gallery in Nairobi, Kenya.
Its curators wrote new labels, and they catalogued the collection anew.</p>
<p>A grant from the foundation pays for half of the journey. The city has to find the rest of the
money, and nobody knows from where.</p></article><footer>Privacy</footer></body></html>"""


@pytest.fixture
def call(tiny_root):
    def call(*words, pasted=None):
        args = ["--root", str(tiny_root), "suggest", *map(str, words)]
        result = CliRunner().invoke(cli, args, input=pasted, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


def test_a_page_is_cleaned_and_its_proposals_are_shown(call, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    shown = call(page, "--limit", 3)
    assert "Museums and collections" in shown.stdout
    assert "Kenya" in shown.stdout
    assert "is near its description" in " ".join(shown.stdout.split())
    assert "language en" in shown.stderr
    told = json.loads(call(page, "--json", "--limit", 3).stdout)
    museum = next(one for one in told["proposals"] if one["concept_id"] == "museums-collections")
    assert 0 <= museum["low"] <= museum["probability"] <= museum["high"] <= 1
    assert "Home" not in " ".join(one["text"] for one in museum["evidence"])


def test_standard_input_may_be_a_few_words(call):
    told = json.loads(call("-", "--json", "--scheme", "countries", pasted="Dance in Kenya").stdout)
    assert [one["concept_id"] for one in told["proposals"]] == ["KEN"]
    assert set(told["models"]) == {"countries"}


def test_what_cannot_be_read_is_said(call, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    for name, said in (("nowhere.txt", "No such file"), ("empty.txt", "empty")):
        with pytest.raises(UsageError, match=said):
            call(tmp_path / name)
    with pytest.raises(UsageError, match="FILE"):
        call()
    with pytest.raises(MissingError, match="nowhere"):
        call("-", "--scheme", "nowhere", pasted="Dance in Kenya")
    with pytest.raises(UsageError, match="feed"):
        call("--document", "feedfeedfeedfeed")


def test_other_languages_are_told(call):
    french = "Le musée national de Dakar, au Sénégal, ouvre une exposition sur le patrimoine."
    shown = call("-", pasted=french)
    assert "not calibrated" in shown.stdout
    assert "no model reads this language" in shown.stderr


def test_a_stored_document_is_named_as_in_decisions(call, tiny):
    run_stages(tiny, ("ingest", "clean"), "test", lambda *_: None)
    with Store(tiny.database_url) as store, store.read() as connection:
        id_ = documents.current_ids(connection)[0]
    shown = call("--document", id_[:8], "--limit", 1)
    assert f"culturescope decisions accept (reject, add) {id_}" in shown.stderr
