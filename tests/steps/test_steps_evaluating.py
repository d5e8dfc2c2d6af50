"""Suggestions measured on a file and on a source; nothing that is learnt on the way is kept."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError, UsageError
from pipeline.evaluation.report import answers, reports
from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.steps.evaluating import default_folder, evaluate_themes, write_reports
from tests.steps import learning_corpus, learning_workspace
from tests.steps.learning_workspace import News, quiet

FRENCH = (
    "La diplomatie culturelle passe aussi par les livres. Une bibliothèque a ouvert à Dakar avec "
    "l'aide de la ville, et la diplomatie culturelle des deux pays y a gagné beaucoup cette année."
)


def rows(n_each=4):
    return [
        {
            "id": f"{subject}-{number}",
            "text": learning_corpus.body(subject, number),
            "themes": {subject: 2},
        }
        for subject in sorted(learning_corpus.WORDS)
        for number in range(n_each)
    ]


def write(folder, some, name="gold.jsonl"):
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    return path


def measured(root, target, *, scheme="themes", n_draws=0):
    workspace = open_workspace(root, {})
    return evaluate_themes(workspace, str(target), scheme, n_draws=n_draws, progress=quiet)


@pytest.fixture(scope="module")
def root(tmp_path_factory, encoder_dir):
    """A workspace without documents; read only."""
    root = tmp_path_factory.mktemp("evaluating") / "root"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(learning_workspace.MODELS, root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus/sources").mkdir(parents=True)
    return root


@pytest.fixture(scope="module")
def on_file(root, tmp_path_factory):
    return measured(root, write(tmp_path_factory.mktemp("gold"), rows()), n_draws=2)


def test_cold_and_learnt_are_measured_on_the_same_documents(on_file):
    cold, learnt = on_file.conditions
    assert (cold.key, learnt.key) == ("cold", "learnt")
    assert on_file.target.n_documents == on_file.target.n_ranked == 16
    assert on_file.target.n_tags == 16
    assert learnt.figures.ndcg_at_5.value >= cold.figures.ndcg_at_5.value > 0.5
    assert on_file.current is cold


def test_the_curves_say_on_how_many_documents(on_file):
    plain, done = (named.curve.points for named in on_file.curves)
    assert [point.n_decisions for point in plain[:3]] == [0, 20, 50]
    assert 0 < plain[1].n_documents <= 10
    assert plain[-1].is_end
    assert done[-1].n_completes == done[-1].n_documents == plain[-1].n_documents


def test_nothing_learnt_is_kept(on_file, root):
    assert on_file.conditions[1].figures
    assert not list(root.glob("models/tagger/*/in_use.json"))
    assert not list(root.glob("models/tagger/*/*/manifest.json"))
    assert not (root / "corpus/store/culturescope.sqlite").exists()


def test_another_process_writes_the_same_bytes(on_file, root, tmp_path):
    path = write(tmp_path, list(reversed(rows())))
    out = tmp_path / "out"
    words = ["evaluate", "themes", str(path), "--draws", "2", "--out", str(out)]
    command = [sys.executable, "-m", "pipeline.cli", "--root", str(root), *words]
    repository = Path(__file__).resolve().parents[2]
    environ = os.environ | {"PYTHONHASHSEED": "77"}
    subprocess.run(command, check=True, capture_output=True, cwd=repository, env=environ)
    for name, text in reports(on_file).items():
        assert (out / name).read_bytes() == text.encode()


def test_other_languages_are_judged_by_labels_and_counted(root, tmp_path):
    french = {"id": "fr", "text": FRENCH, "themes": ["cultural-diplomacy"]}
    shown = measured(root, write(tmp_path, [*rows(1), french]), n_draws=1)
    assert shown.target.n_by_labels == 1
    (row,) = (row for row in shown.languages if row.language == "fr")
    assert (row.n_documents, row.n_by_labels, row.ndcg_at_5.value) == (1, 1, 1.0)
    assert shown.curves == ()
    assert "9 different documents" in shown.curve_note


def test_one_document_is_measured_as_far_as_it_goes(root, tmp_path):
    cold, learnt = measured(root, write(tmp_path, rows(1)[:1]), n_draws=2).conditions
    assert cold.figures.ndcg_at_5.value is not None
    assert cold.figures.ndcg_at_5.low is None
    assert learnt.figures is None
    assert "two documents" in learnt.note


def test_the_same_text_twice_is_one_family(root, tmp_path):
    once = rows(1)[:1]
    shown = measured(root, write(tmp_path, [*once, once[0] | {"id": "again"}]))
    assert shown.conditions[1].figures is None


def test_lines_that_cannot_be_used_are_listed(root, tmp_path):
    bad = {"id": "bad", "text": "Kites.", "themes": ["kites"]}
    shown = measured(root, write(tmp_path, [bad, *rows(1)]))
    assert [(one.locator, one.reason) for one in shown.refused] == [
        ("gold.jsonl, line 1", "unknown_concept")
    ]
    assert shown.target.n_documents == 4


def test_a_file_of_which_nothing_can_be_used_says_what_is_wrong(root, tmp_path):
    path = write(tmp_path, [{"text": "Kites.", "themes": ["kites"]}])
    with pytest.raises(DeclarationError, match=r"no document.*line 1.*'kites'"):
        measured(root, path)


def test_what_is_neither_file_nor_source_is_told(root):
    with pytest.raises(UsageError, match="no such file, and no such source"):
        measured(root, "nowhere")
    with pytest.raises(UsageError, match="no vocabulary 'kites'"):
        measured(root, "nowhere", scheme="kites")


@pytest.fixture(scope="module")
def news(tmp_path_factory, encoder_dir):
    """Documents of a source, some decided on, and a model that has learnt from them in use."""
    root = tmp_path_factory.mktemp("evaluated")
    learning_workspace.make(root, encoder_dir, n_each=5)
    news = News(root)
    news.review(news.ids[:14])
    news.train()
    return news


def test_a_source_is_measured_on_what_editors_decided(news):
    shown = measured(news.root, "news")
    assert shown.target.kind == "source"
    assert (shown.target.n_documents, shown.target.n_left_out) == (14, 6)
    assert "decisions on 14 documents" in shown.target.tags_from
    assert "does not say complete_labels" in shown.target.tags_from


def test_a_model_that_may_have_seen_the_documents_is_said_to_flatter(news):
    shown = measured(news.root, "news")
    if shown.condition("in_use"):  # promoted only where it was no worse
        assert "may have learnt from these very documents" in shown.current.note
        assert shown.current.key == "in_use"
    else:
        assert "has been learnt" in shown.current.note


def test_a_source_without_tags_says_what_to_do(news):
    with pytest.raises(UsageError, match="no English document with publishers' tags"):
        measured(news.root, "news", scheme="disciplines")


def test_files_are_replaced_in_the_folder_of_their_figures(news, tmp_path):
    shown = measured(news.root, "news")
    folder = default_folder(news.workspace, shown.id)
    assert folder.parent.name == "evaluations"
    write_reports(tmp_path / "a", {"x": "1"})
    write_reports(tmp_path / "a", {"x": "2"})
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["x"]
    assert (tmp_path / "a/x").read_text() == "2"


@pytest.fixture
def tagged(make_root, add_source):
    """A source whose publisher gives themes, by whether the card says that it gives them all."""

    def make(complete):
        root = make_root(f"tagged-{complete}")
        label = {"tourism": "Tourism", "museums-collections": "Museums and collections"}
        files = {
            f"{subject}-{number}.md": (
                f"---\ntitle: Notes {number}\ndate: 2020-05-04\nthemes: [{label[subject]}]\n---\n\n"
                + learning_corpus.body(subject, number)
            )
            for subject in label
            for number in range(3)
        }
        add_source(root, "tagged", files)
        card = root / "corpus/sources/tagged.toml"
        card.write_text(card.read_text() + f"complete_labels = {str(complete).lower()}\n")
        run_stages(open_workspace(root, {}), ("ingest", "clean", "themes"), "test", quiet)
        return measured(root, "tagged", n_draws=1)

    return make


def test_what_a_publisher_does_not_give_is_wrong_where_its_card_says_so(tagged):
    shown = tagged(True)
    assert "complete_labels: what it does not give is wrong" in shown.target.tags_from
    assert (shown.target.n_ranked, shown.target.n_positive_only) == (6, 0)
    assert shown.current.figures.ndcg_at_5.value is not None


def test_otherwise_only_what_is_found_can_be_told(tagged):
    shown = tagged(False)
    assert (shown.target.n_ranked, shown.target.n_positive_only) == (0, 6)
    assert shown.current.figures.ndcg_at_5.value is None
    assert shown.current.figures.recall_at_5.value > 0
    good, _, limits, _ = answers(shown)
    assert good.figure.endswith("%")
    assert limits.figure == "6 of 6"
    assert "complete_labels" in limits.more[0]
    assert "not measured" in reports(shown)["report.html"]
