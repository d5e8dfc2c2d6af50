"""From decisions to the model in use: what is collected, compared, promoted, and when."""

import datetime as dt
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import threading

import pytest

from pipeline.errors import BusyError, ModelError, UsageError
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import in_use, models, run_stages
from pipeline.steps.context import Context
from pipeline.steps.learning import (
    choose,
    history,
    is_due,
    judging,
    models_of,
    train_and_compare,
    train_if_due,
)
from pipeline.steps.learning.comparing import is_held_out
from pipeline.store import Store
from tests.steps import learning_corpus
from tests.steps.learning_corpus import decision, review
from tests.steps.learning_workspace import News, make, quiet


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("learning") / "base"
    make(root, encoder_dir)
    return root


@pytest.fixture
def root(made, tmp_path):
    shutil.copytree(made, tmp_path / "ws")
    return tmp_path / "ws"


@pytest.fixture
def news(root):
    found = News(root)
    yield found
    found.store.close()


def folder_bytes(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run_themes(workspace):
    (report,) = run_stages(workspace, ("themes",), "test", quiet).reports
    return report


def test_nothing_is_learnt_from_nothing(news):
    comparison = news.train()
    assert (comparison.is_promoted, comparison.candidate) == (False, "")
    assert comparison.reason == "nothing is known of any document's tags yet"
    assert in_use.load(news.workspace, "themes").version == in_use.COLD


def test_few_decisions_train_a_model_that_is_kept_and_not_promoted(news):
    news.review(news.ids[:4])
    comparison = news.train()
    assert not comparison.is_promoted
    assert comparison.reason == (
        "only 4 documents to compare on, 10 are needed: decide on more, each ended with "
        "'decisions complete'"
    )
    assert history.versions(news.workspace, "themes") == [comparison.candidate]
    assert models.tagger(news.workspace, "themes").version != comparison.candidate


def test_a_model_that_is_not_worse_is_promoted_and_tags_anew(news):
    news.review(news.ids[:24])
    comparison = news.train()
    assert comparison.is_promoted
    assert comparison.compared_on == judging.FOLDS
    assert (comparison.n_compared, comparison.n_learnt, comparison.n_decided) == (24, 24, 24)
    by_name = {figure.name: figure for figure in comparison.figures}
    assert list(by_name) == ["nDCG@5", "F1@5", "log loss", "Brier"]
    loss = by_name["log loss"]
    assert loss.candidate < loss.in_use
    assert loss.low <= loss.difference <= loss.high < 0
    assert models.tagger(news.workspace, "themes").version == comparison.candidate
    report = run_themes(news.workspace)
    assert report.n_in == len(news.ids)
    assert comparison.candidate in report.note
    assert run_themes(news.workspace).n_in == 0
    kept = json.loads((news.models / comparison.candidate / "comparison.json").read_text())
    assert (kept["is_promoted"], kept["n_compared"]) == (True, 24)


def test_training_again_on_the_same_changes_nothing(news):
    news.review(news.ids[:24])
    first = news.train()
    before = folder_bytes(news.models / first.candidate)
    again = news.train()
    assert again.reason == "it is the model in use already"
    assert folder_bytes(news.models / first.candidate) == before


def test_documents_once_held_out_are_so_for_ever_and_compare_later_models(news, monkeypatch):
    monkeypatch.setattr(judging, "LEAST_HELD_OUT", 5)
    monkeypatch.setattr(judging, "LEAST_COMPARED", 5)
    news.review(news.ids[:24])
    first = news.train()
    held_out = [id_ for id_ in news.ids[:24] if is_held_out(id_)]
    assert (first.compared_on, first.n_compared) == (judging.HELD_OUT, len(held_out))
    assert first.is_promoted
    news.review(news.ids[24:])
    second = news.train()
    assert second.compared_on == judging.HELD_OUT
    assert second.n_compared == sum(map(is_held_out, news.ids))
    assert second.in_use == first.candidate


def test_a_worse_model_is_kept_with_its_figures_and_the_old_one_stays(news, monkeypatch):
    monkeypatch.setattr(judging, "LEAST_HELD_OUT", 5)
    monkeypatch.setattr(judging, "LEAST_COMPARED", 5)
    news.review(news.ids)
    good = news.train()
    wrong = dict(
        zip(learning_corpus.WORDS, [*[*learning_corpus.WORDS][1:], "tourism"], strict=True)
    )
    for id_ in news.ids:
        if not is_held_out(id_):
            news.decide(
                decision(id_, news.subject[id_], "reject"),
                decision(id_, wrong[news.subject[id_]], "accept"),
            )
    bad = news.train()
    assert (bad.is_promoted, bad.reason) == (False, "worse than the model in use")
    assert in_use.load(news.workspace, "themes").version == good.candidate
    assert {row.version for row in models_of(news.workspace, "themes")} == {
        in_use.COLD, good.candidate, bad.candidate
    }  # fmt: skip


def test_new_documents_compare_while_few_are_held_out(news):
    news.review(news.ids[:20])
    assert news.train().is_promoted
    news.review(news.ids[20:25])
    assert news.train().reason.startswith("only 5 documents to compare on, 10 are needed")
    news.review(news.ids[25:])
    third = news.train()
    assert (third.compared_on, third.n_compared) == (judging.FOLDS, len(news.ids) - 20)


def test_where_every_document_was_met_before_those_held_out_compare(news, monkeypatch):
    monkeypatch.setattr(judging, "LEAST_COMPARED", 5)
    news.review(news.ids[:24])
    first = news.train()
    assert first.compared_on == judging.FOLDS
    news.decide(decision(news.ids[0], "cultural-policy", "accept"))
    second = news.train()
    assert second.in_use == first.candidate
    assert second.compared_on == judging.HELD_OUT
    assert second.n_compared == sum(map(is_held_out, news.ids[:24]))


def test_the_same_decisions_give_the_same_bytes_in_whatever_order(news, made, tmp_path):
    news.review(news.ids[:24])
    first = news.train()
    shutil.copytree(made, tmp_path / "other")
    other = News(tmp_path / "other")
    other.review(reversed(news.ids[:24]), editor="bob")
    other.decide(decision(news.ids[30], "tourism", "accept"))
    other.decide(
        decision(news.ids[30], "", "undo", undoes=decision(news.ids[30], "tourism", "accept").id)
    )
    second = other.train()
    other.store.close()
    assert second == first
    assert folder_bytes(other.models / second.candidate) == folder_bytes(
        news.models / first.candidate
    )


def test_it_is_due_after_so_many_decisions(news):
    settings = news.workspace.settings.model_copy(update={"train_after": 6})
    workspace = Workspace(news.root, settings)
    never = Workspace(news.root, settings.model_copy(update={"train_after": 0}))
    assert not is_due(workspace, news.store, "themes")
    news.review(news.ids[:3])
    assert is_due(workspace, news.store, "themes")
    assert not is_due(workspace, news.store, "disciplines")
    assert not is_due(never, news.store, "themes")
    news.train()
    assert not is_due(workspace, news.store, "themes")
    news.review(news.ids[3:6])
    assert is_due(workspace, news.store, "themes")


def test_a_run_trains_when_it_is_due(root):
    (root / "culturescope.toml").write_text("train_after = 40\n")
    news = News(root)
    news.review(news.ids[:24])
    news.store.close()
    report = run_themes(open_workspace(root, {}))
    version = in_use.load(news.workspace, "themes").version
    assert version.startswith("tagger-")
    assert report.n_in == len(news.ids)
    assert version in report.note


def test_a_person_may_choose_and_is_remembered(news):
    news.review(news.ids[:24])
    version = news.train().candidate
    before = models.fingerprint(news.workspace, "themes")
    assert choose(news.workspace, "themes", "cold", by="ada", reason="odd tags") == "cold"
    assert models.fingerprint(news.workspace, "themes") != before
    found = in_use.load(news.workspace, "themes")
    assert (found.version, found.by, found.reason) == ("cold", "ada", "odd tags")
    assert dt.datetime.fromisoformat(found.since).tzinfo is not None
    assert choose(news.workspace, "themes", version[:-3], by="bob", reason="") == version
    assert models.fingerprint(news.workspace, "themes") == before
    told = [(one["what"], one["by"]) for one in history.load(news.workspace, "themes")]
    assert told == [("trained", "training"), ("chosen", "ada"), ("chosen", "bob")]


@pytest.mark.parametrize("version", ["nothing", "", "../themes", "tagger"])
def test_a_choice_of_no_model_or_of_several_is_refused(news, version):
    news.review(news.ids[:12])
    news.train()
    news.review(news.ids[12:24])
    news.train()
    with pytest.raises(UsageError, match="of the models of 'themes'; there are: cold, tagger-"):
        choose(news.workspace, "themes", version, by="ada", reason="")


def test_an_unknown_scheme_is_named(news):
    with pytest.raises(UsageError, match="no vocabulary 'colours'; there are: disciplines, themes"):
        train_and_compare(news.workspace, news.store, "colours", say=quiet)
    assert not (news.root / "models/tagger/colours").exists()


def test_a_damaged_model_in_use_stops_the_run_and_is_never_passed_over(news):
    news.review(news.ids[:24])
    version = news.train().candidate
    path = news.models / version / "arrays.safetensors"
    body = bytearray(path.read_bytes())
    body[500] ^= 1
    path.write_bytes(body)
    models.taggers._tagger.cache_clear()
    with pytest.raises(ModelError, match=r"arrays\.safetensors: .* 'culturescope themes use cold'"):
        run_themes(Workspace(news.root, news.workspace.settings.model_copy(update={"seed": 1})))
    with pytest.raises(ModelError, match=version):
        news.train()
    (row,) = [row for row in models_of(news.workspace, "themes") if row.is_in_use]
    assert "arrays.safetensors" in row.problem
    choose(news.workspace, "themes", "cold", by="ada", reason="damaged")
    assert news.train().is_promoted, "the candidate takes the place of the damaged folder"
    assert models.tagger(news.workspace, "themes").version == version


@pytest.mark.parametrize("body", ["", "{", "[]", '{"format": 1}', '{"format": 9, "version": "x"}'])
def test_a_damaged_choice_is_an_error_that_a_choice_mends(news, body):
    news.models.mkdir(parents=True, exist_ok=True)
    (news.models / in_use.FILE).write_text(body)
    with pytest.raises(ModelError, match=r"in_use\.json: .* 'culturescope themes use VERSION"):
        models.tagger(news.workspace, "themes")
    with pytest.raises(ModelError):
        models.fingerprint(news.workspace, "themes")
    choose(news.workspace, "themes", "cold", by="ada", reason="")
    assert models.tagger(news.workspace, "themes").version


def test_a_choice_may_not_lead_out_of_the_folder(news):
    news.models.mkdir(parents=True, exist_ok=True)
    (news.models / in_use.FILE).write_text('{"format": 1, "version": "../../minilm"}')
    with pytest.raises(ModelError, match="names no model"):
        in_use.load(news.workspace, "themes")


def test_a_damaged_history_is_an_error_that_harms_no_model(news):
    news.review(news.ids[:24])
    version = news.train().candidate
    (news.models / history.FILE).write_text("{}")
    with pytest.raises(ModelError, match=r"history\.json: not readable .* move it away"):
        news.train()
    (news.models / history.FILE).unlink()
    assert news.train().reason == "it is the model in use already"
    assert models.tagger(news.workspace, "themes").version == version


def hold(root, ready, done):
    with history.only_training(open_workspace(root, {}), "themes"):
        ready.set()
        done.wait(30)


def test_a_second_training_is_refused_and_a_run_leaves_it_to_the_first(news):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(news.root, ready, done))
    other.start()
    assert ready.wait(60)
    said = []
    try:
        with pytest.raises(BusyError, match="being trained or chosen by another process"):
            news.train()
        with pytest.raises(BusyError):
            choose(news.workspace, "themes", "cold", by="ada", reason="")
        settings = news.workspace.settings.model_copy(update={"train_after": 1})
        news.review(news.ids[:2])
        run = Context(Workspace(news.root, settings), news.store, "run", said.append)
        assert train_if_due(run) == []
    finally:
        done.set()
        other.join()
    assert "being trained" in said[-1]
    assert news.train().n_learnt == 2


KILLED = """
import os, sys
from pathlib import Path
from pipeline.settings import open_workspace
from pipeline.steps import in_use
from pipeline.steps.learning import history, train_and_compare
from pipeline.store import Store
from pipeline.themes.tagger import files
n = 0
def die(*_, **__):
    global n
    n += 1
    if n == int(sys.argv[3]):
        os._exit(9)
    return real(*_, **__)
module, name = {"write": (files, "write_synced"), "put": (in_use, "put"), "add": (history, "add")}[
    sys.argv[2]
]
real = getattr(module, name)
setattr(module, name, die)
workspace = open_workspace(Path(sys.argv[1]), {})
with Store(workspace.database_url) as store:
    train_and_compare(workspace, store, "themes", say=lambda _: None)
"""


@pytest.mark.parametrize(("where", "nth"), [("write", 1), ("write", 4), ("put", 1), ("add", 1)])
def test_a_kill_leaves_the_old_model_or_the_new_one_and_is_made_good(news, where, nth):
    news.review(news.ids[:24])
    words = [sys.executable, "-c", KILLED, str(news.root), where, str(nth)]
    assert subprocess.run(words, env=os.environ, check=False).returncode == 9
    version = in_use.load(news.workspace, "themes").version
    assert (version == in_use.COLD) is (where != "add")
    models.tagger(news.workspace, "themes")
    comparison = news.train()
    assert models.tagger(news.workspace, "themes").version == comparison.candidate
    left = {path.name for path in news.models.iterdir() if path.is_dir()}
    assert left == {comparison.candidate}


def test_whoever_reads_while_models_are_promoted_sees_a_whole_one(news):
    news.review(news.ids[:24])
    version = news.train().candidate
    failed, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                assert in_use.load(news.workspace, "themes").version in (version, "cold")
                models.fingerprint(news.workspace, "themes")
            except Exception as error:
                failed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(40):
        chosen = in_use.InUse("cold" if turn % 2 else version)
        in_use.put(news.workspace, "themes", chosen)
    stop.set()
    reader.join()
    assert failed == []


def test_a_promotion_in_the_middle_of_a_batch_leaves_it_pending(news, monkeypatch):
    from pipeline.steps import themes

    news.review(news.ids[:24])
    version = news.train().candidate
    in_use.put(news.workspace, "themes", in_use.InUse("cold"))
    real = themes.passages_with_vectors

    def overtaken(context, batch):
        in_use.put(news.workspace, "themes", in_use.InUse(version))
        return real(context, batch)

    (news.root / "corpus/news/new.txt").write_text(f"New\n\n{learning_corpus.body('tourism', 99)}")
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    monkeypatch.setattr(themes, "passages_with_vectors", overtaken)
    run_themes(news.workspace)
    monkeypatch.undo()
    assert run_themes(news.workspace).n_in == len(news.ids) + 1
    assert run_themes(news.workspace).n_in == 0


def test_training_and_a_run_get_on_side_by_side(news):
    news.review(news.ids[:24])
    for number in range(60, 70):
        text = f"Note {number}\n\n{learning_corpus.body('tourism', number)}"
        (news.root / f"corpus/news/later-{number}.txt").write_text(text)
    outcome = []
    trainer = threading.Thread(target=lambda: outcome.append(news.train()))
    trainer.start()
    run_stages(news.workspace, ("ingest", "clean", "themes"), "test", quiet)
    trainer.join()
    assert outcome[0].is_promoted
    run_themes(news.workspace)
    with Store(news.workspace.database_url) as store, store.read() as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT model FROM tags WHERE scheme = 'themes'")
        assert [row[0] for row in rows] == [outcome[0].candidate]


def test_only_the_last_few_models_are_kept(news):
    for number in range(9):
        folder = news.models / f"model-{number}"
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text("{}")
        history.add(
            news.workspace,
            "themes",
            "trained",
            version=f"model-{number}",
            number=0,
            is_in_use=False,
        )
        if number == 1:
            in_use.put(news.workspace, "themes", in_use.InUse("model-1"))
    assert history.versions(news.workspace, "themes") == [
        "model-1", "model-4", "model-5", "model-6", "model-7", "model-8"
    ]  # fmt: skip


def test_what_was_decided_of_a_text_written_anew_is_not_learnt(news):
    id_ = news.ids[0]
    news.review(news.ids[:2])
    assert news.train().n_learnt == 2
    path = news.root / "corpus/news" / _file_of(news, id_)
    path.write_text(path.read_text().replace("In Riga", "In Oslo", 1) + " One line more.")
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    assert news.train().n_learnt == 2, "a line more changes no subject"
    path.write_text(f"Other\n\n{learning_corpus.body('tourism', 77)}")
    run_stages(news.workspace, ("ingest", "clean"), "test", quiet)
    assert news.train().n_learnt == 1
    news.decide(*review(id_, "tourism", revision=3))
    assert news.train().n_learnt == 2


def _file_of(news, id_):
    with news.store.read() as connection:
        query = f"SELECT locator FROM captures WHERE document_id = '{id_}'"
        return connection.exec_driver_sql(query).scalar().rsplit(":", 1)[-1]
