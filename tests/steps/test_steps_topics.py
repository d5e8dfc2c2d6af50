"""Topics are fitted for a reason; otherwise new documents get the standing ones, and ids last."""

import json
import shutil
import signal
import subprocess
import sys

import pytest

from pipeline.store import documents
from pipeline.topics import assign
from tests.steps import topic_workspace
from tests.steps.topic_workspace import FITTED, N_EACH, NEW, a_copy


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("topics") / "base"
    topic_workspace.make(root, encoder_dir)
    return root


@pytest.fixture
def talk(made, tmp_path):
    with a_copy(made, tmp_path / "ws") as found:
        yield found


@pytest.fixture
def twin(made, tmp_path):
    """A second copy, left undisturbed."""
    with a_copy(made, tmp_path / "twin") as found:
        yield found


@pytest.fixture
def no_fit(monkeypatch):
    """Fitting is an error; placing says of how many passages."""
    placed = []

    def place(model, passages, vectors):
        placed.append(len(passages))
        return assign.assign_passages(model, passages, vectors)

    def refuse(*_, **__):
        raise AssertionError("fitted again")

    monkeypatch.setattr("pipeline.topics.fit_topics", refuse)
    monkeypatch.setattr("pipeline.topics.assign_passages", place)
    return placed


def ids(talk):
    return [row[0] for row in talk.rows("SELECT topic_id FROM topics ORDER BY topic_id")]


def fits(talk):
    return talk.rows("SELECT fit, reason FROM topic_fits ORDER BY fit")


def settings(talk, **more):
    lines = [*topic_workspace.SETTINGS.splitlines()]
    lines = [line for line in lines if line.split(" =")[0] not in more]
    lines += [f"{name} = {value}" for name, value in more.items()]
    (talk.root / "culturescope.toml").write_text("\n".join(lines) + "\n")


def test_the_first_fit_is_told_and_the_next_run_does_nothing(talk, no_fit):
    assert fits(talk) == [(1, "the first fit")]
    born = talk.rows("SELECT kind, topic_id, other_id FROM topic_events")
    assert sorted(born) == [("born", id_, "") for id_ in ids(talk)]
    before = talk.state()
    report = talk.run()
    assert (report.n_in, report.note, no_fit) == (0, "", [])
    assert talk.state() == before


def test_new_documents_get_standing_topics_and_only_they_cost_work(talk, no_fit):
    talk.add("tourism", range(20, 23))
    report = talk.run()
    assert report.n_in == 3
    assert report.note.startswith("3 passages given to the 3 standing topics of fit 1; since the ")
    assert no_fit == [3]
    tourism = "SELECT topic_id FROM topics WHERE terms LIKE '%hotel%'"
    assert talk.rows(f"SELECT n_passages FROM topics WHERE topic_id = ({tourism})") == [(11,)]
    assert talk.rows("SELECT count(*) FROM document_topics") == [(3 * N_EACH + 3,)]
    talk.add("tourism", range(23, 24))
    assert "since the fit 4 were added" in talk.run().note
    assert talk.run().note == ""


def test_changed_documents_are_renewed_and_those_that_are_gone_dropped(talk, no_fit):
    path = talk.root / "corpus/news/tourism-00.txt"
    text = (talk.root / "corpus/news/museums-collections-00.txt").read_text()
    path.write_text(text.replace("00", "now of the museum").replace("people", "visitors"))
    report = talk.run()
    assert (report.n_in, no_fit) == (1, [1])
    sizes = talk.rows("SELECT n_passages FROM topics ORDER BY n_passages")
    assert sizes == [(7,), (8,), (9,)]
    query = "SELECT document_id FROM captures WHERE locator LIKE '%exchange-programmes-00.txt'"
    ((gone,),) = talk.rows(query)
    with talk.store.write() as connection:
        documents.retire(connection, [gone])
    assert "1 that are gone dropped" in talk.run().note
    assert talk.rows("SELECT n_passages FROM topics ORDER BY 1") == [(7,), (7,), (9,)]
    left = (
        talk.rows("SELECT count(*) FROM document_topics"),
        talk.rows(f"SELECT count(*) FROM document_topics WHERE document_id = '{gone}'"),
    )
    assert left == ([(3 * N_EACH - 1,)], [(0,)])


def test_a_document_that_came_back_to_what_it_was_has_topics_again(talk):
    """The run that saw the change was killed before topics were given."""
    path = talk.root / "corpus/news/tourism-00.txt"
    text = path.read_text()
    before = sorted(talk.rows("SELECT * FROM passage_topics"))
    path.write_text(text + "\n\nAnd the ferries were late.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.steps.topics.standing.place_new", _die)
        with pytest.raises(KeyboardInterrupt):
            talk.run()
    path.write_text(text)
    assert talk.run().note
    assert sorted(talk.rows("SELECT * FROM passage_topics")) == before


def _die(*_, **__):
    raise KeyboardInterrupt


def test_settings_and_vocabulary_call_for_a_fit_but_not_for_embedding(talk):
    before = ids(talk)
    settings(talk, seed=7)
    report = talk.run()
    assert report.n_in == 0
    assert "fit 2: a setting (n_topics, seed or min_quality) changed" in report.note
    path = talk.root / "models/themes.ttl"
    old = path.read_text()
    assert "Soft power" in old
    path.write_text(old.replace("Soft power", "Mild power"))
    report = talk.run()
    assert report.n_in == 0
    assert "fit 3: the vocabulary of themes changed" in report.note
    assert ids(talk) == before
    kinds = talk.rows("SELECT fit, kind, count(*) FROM topic_events GROUP BY 1, 2 ORDER BY 1")
    assert kinds == [(1, "born", 3), (2, "continued", 3), (3, "continued", 3)]
    registries = talk.rows("SELECT registry FROM topic_fits ORDER BY fit")
    assert [len(json.loads(row[0])) for row in registries] == [0, 0, 1]
    assert [path.name for path in (talk.root / "models/topics").iterdir()] == ["fit-0003"]


def test_a_new_subject_is_seen_and_gets_a_topic_of_its_own(talk):
    before = ids(talk)
    settings(talk, n_topics=4)
    talk.add(NEW, range(6))
    talk.run()
    ((new,),) = talk.rows("SELECT topic_id FROM topic_events WHERE fit = 2 AND kind = 'born'")
    assert ids(talk) == [*before, new]
    talk.add("tourism", range(20, 36))
    assert "fit 3: the corpus has 1.5 times the passages of the last fit" in talk.run().note
    assert ids(talk) == [*before, new]


def test_passages_far_from_every_topic_call_for_a_fit(talk):
    talk.add(NEW, range(4))
    assert "of new passages are far from every topic, at the fit 0 %" in talk.run().note
    ((measured,),) = talk.rows("SELECT measured FROM topic_fits WHERE fit = 2")
    assert json.loads(measured)["drift"]["far"] > 0.02


@pytest.mark.parametrize("damage", ["gone", "json", "arrays", "other"])
def test_without_a_usable_model_topics_are_fitted_again_and_keep_their_ids(talk, damage):
    before = ids(talk)
    folder = talk.root / "models/topics/fit-0001"
    if damage == "gone":
        shutil.rmtree(folder.parent)
    elif damage == "other":
        path = folder / "topics.json"
        path.write_text(path.read_text().replace('"least_score": 0', '"least_score": 1'))
    else:
        path = folder / {"json": "topics.json", "arrays": "arrays.npz"}[damage]
        path.write_bytes(path.read_bytes()[:99])
    talk.add("tourism", range(20, 22))
    note = talk.run().note
    assert "fit 2: the model of the last fit cannot be used: " in note
    assert str(folder) in note
    assert ids(talk) == before


RUNNER = """
import os, signal, sys
from pathlib import Path
from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.store import topics

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    topics.put_fit = die
    stages = ("ingest", "clean", "topics")
    run_stages(open_workspace(Path(sys.argv[1]), {}), stages, "drill", lambda *_: None)
"""


def test_killed_while_a_fit_is_stored_and_run_again_is_as_if_undisturbed(talk, twin, tmp_path):
    script = tmp_path / "runner.py"
    script.write_text(RUNNER)
    for each in (talk, twin):
        each.add(NEW, range(20, 24))
    done = subprocess.run([sys.executable, str(script), str(talk.root)], check=False)
    assert done.returncode == -signal.SIGKILL
    kept = sorted(path.name for path in (talk.root / "models/topics").iterdir())
    assert kept == ["fit-0001", "fit-0002"]
    for each in (talk, twin):
        each.run()
    assert talk.state() == twin.state()
    assert len(fits(talk)) == 2


@pytest.mark.parametrize("at", ["add_placed", "_put_placed"])
def test_stopped_while_topics_are_given_and_run_again_is_as_if_undisturbed(talk, twin, at):
    for each in (talk, twin):
        each.add("tourism", range(20, 24))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"pipeline.store.topics.{at}", _die)
        with pytest.raises(KeyboardInterrupt):
            talk.run()
    for each in (talk, twin):
        each.run()
    assert talk.state() == twin.state()
    assert len(fits(talk)) == 1


def test_killed_before_old_models_are_removed_leaves_nothing_behind(talk, monkeypatch):
    settings(talk, seed=7)
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.steps.topics.keeping.forget_others", _die)
        with pytest.raises(KeyboardInterrupt):
            talk.run()
    talk.add("tourism", range(20, 21))
    assert "standing topics of fit 2" in talk.run().note
    settings(talk, seed=8)
    talk.run()
    assert [path.name for path in (talk.root / "models/topics").iterdir()] == ["fit-0003"]


def test_neither_order_nor_batches_nor_processes_change_registry_or_model(talk, tmp_path, made):
    """The same documents, the last first, in other batches and two processes."""
    root = tmp_path / "other"
    ignore = shutil.ignore_patterns("store", "topics", "news", "tagger")
    shutil.copytree(made, root, ignore=ignore)
    (root / "corpus/news").mkdir()
    other = topic_workspace.Talk(root)
    for subject in reversed(FITTED):
        other.add(subject, range(N_EACH))
        other.run(("ingest", "clean"))
    settings(other, batch_size=4, workers=2)
    other.run()
    assert other.state() == talk.state()
    other.store.close()


def test_an_emptied_and_a_tiny_corpus_have_no_topics_and_the_next_fit_new_ids(talk):
    gone = [row[0] for row in talk.rows("SELECT document_id FROM documents WHERE is_current")]
    with talk.store.write() as connection:
        documents.retire(connection, gone)
    assert "0 topics; 0 % of passages in none; fit 2: 100 % of" in talk.run(("topics",)).note
    assert ids(talk) == []
    retired = talk.rows("SELECT topic_id, other_id FROM topic_events WHERE kind = 'retired'")
    assert retired == [("t0001", ""), ("t0002", ""), ("t0003", "")]
    talk.add("tourism", range(40, 46))
    settings(talk, n_topics=1)
    assert "fit 3" in talk.run().note
    assert ids(talk) == ["t0004"]
    assert talk.run().note == ""
