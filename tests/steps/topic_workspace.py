"""A workspace of short texts on three subjects with topics fitted, and what tests do with it."""

import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.store import Store
from tests.steps import learning_corpus

CARD = 'name = "news"\nkind = "folder"\npath = "corpus/news"\nlanguage = "en"\n'
SETTINGS = "n_topics = 3\nworkers = 1\n"
MODELS = Path(__file__).resolve().parents[2] / "models"
FITTED = ("museums-collections", "tourism", "exchange-programmes")
NEW = "libraries-archives"
"""A subject that the fit has not seen."""
N_EACH = 8
STAGES = ("ingest", "clean", "topics")


def quiet(*_):
    pass


def make(root, encoder_dir):
    """Make a workspace of N_EACH documents a subject with topics."""
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(MODELS, root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus/sources").mkdir(parents=True)
    (root / "corpus/news").mkdir()
    (root / "corpus/sources/news.toml").write_text(CARD)
    (root / "culturescope.toml").write_text(SETTINGS)
    found = Talk(root)
    for subject in FITTED:
        found.add(subject, range(N_EACH))
    found.run()
    found.store.close()


class Talk:
    """The workspace with its open store."""

    def __init__(self, root):
        self.root = root
        self.store = Store(self.workspace.database_url)

    @property
    def workspace(self):
        return open_workspace(self.root, {})

    def add(self, subject, numbers, prefix=""):
        for number in numbers:
            text = learning_corpus.body(subject, number)
            path = self.root / "corpus/news" / f"{prefix}{subject}-{number:02d}.txt"
            path.write_text(f"{subject.title()} {number}\n\n{text}")

    def run(self, stages=STAGES):
        """Run stages; return the report of the last one."""
        return run_stages(self.workspace, stages, "test", quiet).reports[-1]

    def rows(self, query):
        with sqlite3.connect(self.root / "corpus/store/culturescope.sqlite") as connection:
            return connection.execute(query).fetchall()

    def state(self):
        """Return all that the store holds of topics, and the files of the model."""
        tables = {
            name: sorted(self.rows(f"SELECT * FROM {name}"))
            for name in (
                "topic_fits",
                "topics",
                "topic_events",
                "passage_topics",
                "document_topics",
            )
        }
        files = sorted((self.root / "models/topics").rglob("*.*"))
        return tables | {path.name: path.read_bytes() for path in files}


@contextmanager
def a_copy(made, root):
    """Give the workspace of a fresh copy of one that was made."""
    shutil.copytree(made, root)
    found = Talk(root)
    yield found
    found.store.close()
