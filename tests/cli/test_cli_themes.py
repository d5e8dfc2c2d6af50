"""The command `themes` and what is below it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import ModelError, UsageError
from pipeline.steps import in_use, models
from tests.steps.learning_workspace import a_copy, make


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("cli_themes") / "base"
    make(root, encoder_dir, n_each=4)
    return root


@pytest.fixture
def news(made, tmp_path):
    with a_copy(made, tmp_path / "ws") as found:
        yield found


@pytest.fixture
def call(news):
    def call(*words):
        args = ["--root", str(news.root), *words]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


def test_without_more_words_it_runs_the_stage(call):
    assert "suggested" in call("themes").stdout
    (stage,) = json.loads(call("themes", "--json").stdout)["stages"]
    assert stage["stage"] == "themes"
    assert json.loads(call("--json", "themes").stdout)["stages"]


def test_training_tells_what_it_came_to(call, news):
    told = call("themes", "train").stdout
    assert "themes: not promoted: nothing is known of any document's tags yet" in told
    news.review(news.ids)
    done = call("themes", "train", "--scheme", "themes")
    assert "collecting what is known of themes" in done.stderr
    assert "themes: promoted: not worse than the model in use" in done.stdout
    assert "has learnt from 16 documents that editors decided and 0 that" in done.stdout
    assert "log loss" in done.stdout
    (told,) = json.loads(call("themes", "train", "--scheme", "themes", "--json").stdout)
    assert told["reason"] == "it is the model in use already"
    assert told["rule"].startswith("promoted where nDCG@5 is at most")


def test_a_run_that_trains_says_what_it_came_to(call, news):
    (news.root / "culturescope.toml").write_text("train_after = 5\n")
    news.review(news.ids[:4])
    told = call("themes").stdout
    assert "themes: learnt anew, not promoted: only 4 documents to compare on" in told
    assert "learnt anew" not in call("trends").stdout


def test_models_are_listed_with_figures_and_chosen(call, news):
    news.review(news.ids)
    version = news.train().candidate
    shown = call("themes", "models").stdout
    assert [line.split()[:3] for line in shown.splitlines()[1:]] == [
        ["disciplines", "cold", "in"],
        ["themes", "cold"],
        ["themes", version, "in"],
    ]
    assert call("themes", "use", "cold", "--by", "ada", "--reason", "odd").stdout.startswith(
        "themes: cold is in use"
    )
    rows = json.loads(call("themes", "models", "--scheme", "themes", "--json").stdout)
    cold, learnt = rows
    assert (cold["is_in_use"], cold["by"], cold["reason"]) == (True, "ada", "odd")
    assert learnt["about"]["n_decided"] == 16
    assert learnt["comparison"]["figures"][0]["name"] == "nDCG@5"
    assert json.loads(call("themes", "use", version[:-2], "--by", "ada", "--json").stdout) == {
        "scheme": "themes",
        "in_use": version,
    }
    with pytest.raises(UsageError, match="'x' is none of the models of 'themes'"):
        call("themes", "use", "x")


def test_a_damaged_model_is_named_everywhere_and_ends_with_code_5(call, news):
    news.review(news.ids)
    version = news.train().candidate
    path = news.models / version / "values.json"
    path.write_text(path.read_text().replace("1", "2", 1))
    models.taggers._tagger.cache_clear()
    listed = call("themes", "models")
    assert "damaged, in use" in listed.stdout
    assert "values.json" in listed.stderr
    assert listed.return_value == 7
    (news.root / "culturescope.toml").write_text("suggestions = 3\n")
    for words in (["themes"], ["themes", "review"], ["themes", "train"]):
        with pytest.raises(ModelError, match=r"values\.json.*themes use cold"):
            call(*words)
    words = [sys.executable, "-m", "pipeline.cli", "--root", str(news.root), "themes"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("culturescope: ")
    call("themes", "use", "cold", "--by", "ada")
    assert in_use.load(news.workspace, "themes").version == "cold"
    assert call("themes").exit_code == 0


def test_review_lists_documents_with_reasons(call, news):
    shown = call("themes", "review", "--n", "4").stdout
    assert "not sure of" in shown
    assert "decisions complete" in call("themes", "review", "--n", "1").stderr
    rows = json.loads(call("themes", "review", "--n", "4", "--json").stdout)
    assert len(rows) == 4
    assert set(rows[0]) == {
        "document_id", "title", "source_id", "n_like", "likeness", "doubts", "why"
    }  # fmt: skip
    news.review(news.ids)
    told = call("themes", "review")
    assert "nothing to propose" in told.stdout
