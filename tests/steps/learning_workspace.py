"""A cleaned workspace of the small corpus, and what the tests of learning do with it."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.steps.learning import train_and_compare
from pipeline.store import Store, captures, decisions, documents
from tests.steps import learning_corpus

CARD = 'name = "news"\nkind = "folder"\npath = "corpus/news"\nlanguage = "en"\n'
MODELS = Path(__file__).resolve().parents[2] / "models"


def quiet(*_):
    pass


def make(root, encoder_dir, n_each=9):
    """Make a workspace of so many documents a subject, cleaned and embedded."""
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(MODELS, root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus/sources").mkdir(parents=True)
    (root / "corpus/news").mkdir()
    (root / "corpus/sources/news.toml").write_text(CARD)
    for name, text in learning_corpus.files(n_each).items():
        (root / "corpus/news" / name).write_text(text)
    run_stages(open_workspace(root, {}), ("ingest", "clean", "themes"), "test", quiet)


class News:
    """The workspace with its open store."""

    def __init__(self, root):
        self.root = root
        self.workspace = open_workspace(root, {})
        self.store = Store(self.workspace.database_url)
        with self.store.read() as connection:
            self.ids = documents.current_ids(connection)
            locators = captures.locators(connection, self.ids)
        self.subject = {id_: locators[id_].rsplit(":", 1)[-1].rsplit("-", 1)[0] for id_ in self.ids}

    @property
    def models(self):
        return self.root / "models/tagger/themes"

    def decide(self, *taken):
        with self.store.write() as connection:
            decisions.append(connection, taken)

    def review(self, ids, **more):
        """Decide on documents as an editor would who is always right."""
        self.decide(
            *(one for id_ in ids for one in learning_corpus.review(id_, self.subject[id_], **more))
        )

    def train(self):
        return train_and_compare(self.workspace, self.store, "themes", say=quiet)


@contextmanager
def a_copy(made, root):
    """Give the workspace of a fresh copy of one that was made."""
    shutil.copytree(made, root)
    found = News(root)
    yield found
    found.store.close()
