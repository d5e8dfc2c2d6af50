"""Fixtures that several test folders share. A test that needs more makes it inline.

`encoder_dir` is the sentence encoder, built once a session; `make_root` makes workspaces of the
real shape; `tiny_root` is one with three documents, `ran_root` the same after a whole run; `shelf`
has documents and tags straight from the store, without an encoder; `shared_dir` skips where the
real corpora are absent.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.embedding import Encoder, build_encoder, load_encoder
from pipeline.records import STAGES, Document, Tag
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import run_stages
from pipeline.store import Store, documents, results, schema
from pipeline.store.upsert import upsert

REPOSITORY = Path(__file__).resolve().parents[1]

# Threads of scikit-learn wait by spinning: with several processes of tests on a few cores that
# took ten times the work itself. Before it is loaded, and for every command that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # where a test asks for more threads

TINY = {
    "visit.txt": (
        "A theatre company visits Jakarta\n\n12 March 2019\n\n"
        "A theatre company from Singapore visited Jakarta for two weeks of rehearsals with local "
        "actors. The British Council paid for the journey, and the Ministry of Culture of "
        "Indonesia lent a hall. Both sides called the visit a success for cultural relations.\n\n"
        "The actors performed for schools, and pupils asked how a play is made. A second visit "
        "is planned, with dancers from Malaysia and from the Philippines."
    ),
    "library.md": (
        "---\ntitle: A library opens in Dakar\ndate: 2020-05-04\nthemes: [Libraries, archives "
        "and books]\n---\n\nA public library opened in Dakar, Senegal, with the help of UNESCO and "
        "of the city. It holds twenty thousand books in French and Wolof, and a room where "
        "children read aloud every Saturday.\n\nThe librarians were trained in a programme that "
        "the Goethe-Institut has run in West Africa for ten years."
    ),
    "grants.html": (
        "<!doctype html><html lang=en><head><title>Grants for travelling artists | Tiny</title>"
        '<meta property="article:published_time" content="2021-09-30"></head><body><nav><a '
        'href="/">Home</a> <a href="/n">News</a></nav><article><h1>Grants for travelling artists'
        "</h1><p>The European Commission opened a call for artists who want to work in another "
        "country for up to two months. Creative Europe pays the fare and a daily allowance, and "
        "hosts offer a studio without rent.</p><p>Artists from Ukraine and Georgia may apply as "
        "well as those from the member states. Results are published every month, and the juries "
        "explain their choice in writing.</p></article><footer>Privacy</footer></body></html>"
    ),
}

Files = dict[str, str | bytes]


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run share (pytest-xdist): who fills it takes a lock."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def encoder_dir(shared_tmp: Path) -> Path:
    """A built encoder; read only."""
    folder = shared_tmp / "models" / "minilm"
    build_encoder(folder)
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_dir: Path) -> Encoder:
    return load_encoder(encoder_dir)


@pytest.fixture(scope="session")
def add_source() -> Callable[[Path, str, Files], None]:
    """Declare a folder source and fill it."""

    def add(root: Path, id_: str, files: Files) -> None:
        folder = root / "corpus" / id_
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in files.items():
            (folder / name).write_bytes(body.encode() if isinstance(body, str) else body)
        card = f'name = "{id_}"\nkind = "folder"\npath = "corpus/{id_}"\nlanguage = "en"\n'
        (root / "corpus" / "sources" / f"{id_}.toml").write_text(card)

    return add


def _make_root(root: Path, encoder_dir: Path) -> Path:
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    return root


@pytest.fixture
def make_root(tmp_path: Path, encoder_dir: Path) -> Callable[[str], Path]:
    """Make an empty workspace with the shipped declarations and a built encoder."""
    return lambda name: _make_root(tmp_path / name, encoder_dir)


@pytest.fixture
def tiny_root(
    make_root: Callable[[str], Path], add_source: Callable[[Path, str, Files], None]
) -> Path:
    """A workspace with three documents in one source."""
    root = make_root("tiny")
    add_source(root, "tiny", dict(TINY))
    return root


@pytest.fixture(scope="session")
def ran_once(
    shared_tmp: Path, encoder_dir: Path, add_source: Callable[[Path, str, Files], None]
) -> Path:
    """The tiny workspace after one whole run; read only."""
    root = shared_tmp / "ran"
    with FileLock(shared_tmp / "ran.lock"):
        if not (root / "outputs" / "latest").is_file():
            shutil.rmtree(root, ignore_errors=True)
            _make_root(root, encoder_dir)
            add_source(root, "tiny", dict(TINY))
            run_stages(open_workspace(root, {}), STAGES, "test", lambda *_: None)
    return root


@pytest.fixture
def ran_root(ran_once: Path, tmp_path: Path) -> Path:
    """A copy of the tiny workspace after one whole run, to go on from."""
    return Path(shutil.copytree(ran_once, tmp_path / "ran"))


@pytest.fixture
def tiny(tiny_root: Path) -> Workspace:
    return open_workspace(tiny_root, {})


SHELF_MODEL = "tagger-3-themes-abc"


@pytest.fixture
def shelf(tmp_path: Path) -> Workspace:
    """Six documents d0 to d5 in their second revision, published in 2016 to 2021.

    Each has the theme soft-power suggested with 0.1, 0.3, ... 0.9 and then 1, and the theme
    inclusion by its publisher.
    """
    root = tmp_path / "shelf"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    (root / "corpus" / "sources").mkdir(parents=True)
    workspace = open_workspace(root, {})
    with Store(workspace.database_url) as store:
        _put_on_shelf(store, 6)
    return workspace


@pytest.fixture(scope="session")
def put_on_shelf() -> Callable[..., None]:
    """Give put(store, n, revision): documents with tags, as `clean` and `themes` store them."""
    return _put_on_shelf


def _put_on_shelf(store: Store, n: int, revision: int = 2) -> None:
    ids = [f"d{number:015d}" for number in range(n)]
    with store.write() as connection:
        upsert(connection, schema.captures, [_capture(id_, revision) for id_ in ids])
        told = [_on_shelf(id_, at, revision) for at, id_ in enumerate(ids)]
        documents.put_documents(connection, told)
        tags = [
            Tag(id_, "themes", "soft-power", "suggested", min(1.0, 0.1 + 0.2 * at), (), SHELF_MODEL)
            for at, id_ in enumerate(ids)
        ]
        tags += [Tag(id_, "themes", "inclusion", "publisher", 1.0) for id_ in ids]
        results.put_tags(connection, ids, tags)


def _on_shelf(id_: str, at: int, revision: int) -> Document:
    return Document(
        id=id_,
        revision=revision,
        source_id="even" if at % 2 == 0 else "odd",
        title=f"Título {at}",
        text=f"A company of Łódź danced {at} times.",
        language="en" if at else "pt",
        published=dt.date(2016 + at, 1, 1),
        published_precision="year",
        published_confidence=0.9,
        published_from="byline",
    )


def _capture(id_: str, revision: int) -> dict[str, object]:
    values = {"document_id": id_, "revision": revision, "source_id": "even", "run_id": "r"}
    values |= {"locator": f"shelf:{id_}.txt", "url": None, "media_type": "text/plain"}
    values |= {"sha256": "0" * 64, "n_bytes": 3, "fetched_at": "2025-01-01T00:00:00+00:00"}
    return values | {"warc_file": "x", "warc_offset": 0, "hints": [], "is_current": True}


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Real corpora beside the repository; tests that need them skip where they are absent."""
    folder = Path(os.environ.get("CULTURESCOPE_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "corpora").is_dir():
        pytest.skip("no real corpora: no folder shared/corpora beside the repository")
    return folder
