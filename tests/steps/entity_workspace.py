"""A workspace whose documents name a handful of entities; no model is needed to make it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.entities.names import slug
from pipeline.records import Document, Mention
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import linking
from pipeline.store import Store, documents, results

GAZETTEERS = {
    "organisations/bodies.toml": """
version = 1
[organisation.asia-europe-foundation]
name = "Asia-Europe Foundation"
acronyms = ["ASEF"]
country = "SGP"
kind = "foundation"
start = 1997
""",
    "programmes/known.toml": """
version = 1
[programme.linkup]
name = "ASEF LinkUp"
owner = "asia-europe-foundation"
""",
}

Named = tuple[str, str, str]
"""Name, type and via; via "acronym: ABC" is written ABC in the text."""

BOARD = "organisation:arts-board-of-chad"
BOARDS = "organisation:arts-board-of-chads"
CLUB = "organisation:arab-book-club"
ASEF = "organisation:asia-europe-foundation"
SHUTTLE = "programme:heritage-shuttle"
NAMES_BOARD = ("Arts Board of Chad", "organisation", "rule")
NAMES_CLUB = ("Arab Book Club", "organisation", "rule")
CORPUS: dict[str, Sequence[Named]] = {
    "Boards meet": [NAMES_BOARD, ("Arts Board of Chad", "organisation", "acronym: ABC")],
    "Boards agree": [NAMES_BOARD, ("Arts Board of Chad", "organisation", "acronym: ABC")],
    "The board pays": [NAMES_BOARD, ("Heritage Shuttle", "programme", "proposed")],
    "What ABC did": [("ABC", "organisation", "undefined")],
    "A bad scan": [("Arts Board of Chads", "organisation", "model")],
    "Books and readers": [NAMES_CLUB, ("Jane Doe", "person", "model")],
    "Foundations": [("Asia-Europe Foundation", "organisation", "name"), NAMES_CLUB],
    "Shuttles": [("Heritage Shuttle", "programme", "proposed"), NAMES_CLUB],
}


def make(root: Path, corpus: dict[str, Sequence[Named]] | None = None) -> Path:
    """Make the workspace and link its ids."""
    shipped = Path(__file__).resolve().parents[2] / "models" / "gazetteers"
    shutil.copytree(shipped, root / "models" / "gazetteers", ignore=_folders)
    for name, text in GAZETTEERS.items():
        path = root / "models" / "gazetteers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "models" / "themes.ttl").touch()
    (root / "corpus" / "sources").mkdir(parents=True)
    with opened(root) as (workspace, store):
        put(store, CORPUS if corpus is None else corpus)
        linking.relink(workspace, store)
    return root


def _folders(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder, name).is_dir()]


@contextmanager
def opened(root: Path) -> Iterator[tuple[Workspace, Store]]:
    """Open the workspace and its store."""
    workspace = open_workspace(root, {})
    with Store(workspace.database_url) as store:
        yield workspace, store


def put(store: Store, corpus: dict[str, Sequence[Named]]) -> None:
    """Store documents by title, with what they name."""
    found = {slug(title): _written(title, named) for title, named in corpus.items()}
    with store.write() as connection:
        documents.put_documents(connection, [document for document, _ in found.values()])
        results.put_mentions(connection, {id_: told for id_, (_, told) in found.items()})


def _written(title: str, named: Sequence[Named]) -> tuple[Document, list[Mention]]:
    text, mentions = "", []
    for name, type_, via in named:
        how, _, form = via.partition(": ")
        text += "Yesterday the "
        start, written = len(text), form or name
        known = {"Asia-Europe Foundation": "organisation:asia-europe-foundation"}
        id_ = known.get(name, f"{type_}:{slug(name)}")
        mentions.append(
            Mention(slug(title), start, start + len(written), written, type_, id_, name, how)
        )
        text += f"{written} was praised. "
    document = Document(
        id=slug(title), revision=1, source_id="told", title=title, text=text, language="en"
    )
    return document, mentions
