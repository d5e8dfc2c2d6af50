"""Posts with their editors' labels: cleaned, cut and embedded by our own stages."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from pipeline.records import Document, Passage
from pipeline.settings import Workspace
from pipeline.steps import run_stages
from pipeline.steps.batches import passages_with_vectors
from pipeline.steps.context import Context
from pipeline.store import Store, documents, schema
from pipeline.themes.tagger.nouns import Labelled
from tests.benchmarks.workspaces import source_workspace

FIELDS = """text_format = "markdown"
language = "en"
complete_labels = true
[fields]
id = "path"
text = "body"
published = "date"
[fields.labels]
keywords = "tags"
"""
SCHEME = "topics"
URI = "urn:benchmark:topics:"
HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<urn:benchmark:topics> a skos:ConceptScheme ; dct:title "Topics"@en .
"""


@dataclass(frozen=True, slots=True)
class Post:
    """One post with every label that applies."""

    labelled: Labelled
    text: str
    """Title and text in one line, as a peer reads it."""
    published: str
    """ISO 8601."""
    labels: frozenset[str]


def write_vocabulary(topics: Path, folder: Path) -> Path:
    """Write the labels with their definitions as SKOS; return the file."""
    lines = [json.loads(line) for line in topics.read_text("utf-8").splitlines()]
    concepts = []
    for topic in lines:
        parts = topic["path"].split("/")
        if len(parts) == 4:  # content/topics/<id>/_index.md; the list of all has no <id>
            said = " ".join(filter(None, (topic["meta"].get("deck"), topic["summary"])))
            literals = f"skos:prefLabel {_quoted(topic['title'])}"
            literals += f" ; skos:definition {_quoted(said)}" if said else ""
            concepts.append(f"<{URI}{parts[2]}> a skos:Concept ; {literals} .\n")
    path = folder / f"{SCHEME}.ttl"
    path.write_text(HEAD + "".join(concepts), "utf-8")
    return path


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False) + "@en"


def make_workspace(folder: Path, posts: Path) -> Workspace:
    """Make a workspace of the posts and clean them."""
    workspace = source_workspace(folder, posts / "news.jsonl.gz", 0, FIELDS)
    shutil.copyfile(
        write_vocabulary(posts / "topics.jsonl", folder), workspace.models_dir / f"{SCHEME}.ttl"
    )
    run_stages(workspace, ("ingest", "clean"), "benchmark", lambda *_: None)
    return workspace


def load_posts(workspace: Workspace, known: Sequence[str]) -> list[Post]:
    """Return the dated posts that have a label, in order of id, embedded."""
    with Store(workspace.database_url) as store:
        with store.read() as connection:
            ids = connection.scalars(
                sa.select(schema.documents.c.document_id).where(schema.documents.c.is_current)
            ).all()
            found = list(documents.load_documents(connection, sorted(ids)))
        passages, vectors, _ = passages_with_vectors(Context(workspace, store, "benchmark"), found)
    posts = []
    for document in found:
        labels = frozenset(label.text for label in document.labels) & frozenset(known)
        if labels and document.published:
            own = passages[document.id]
            labelled = _labelled(document, tuple(own), vectors[document.id], labels, known)
            text = " ".join(f"{document.title}. {document.text}".split())
            posts.append(Post(labelled, text, document.published.isoformat(), labels))
    return posts


def _labelled(
    document: Document,
    passages: tuple[Passage, ...],
    vectors: np.ndarray,
    labels: frozenset[str],
    known: Sequence[str],
) -> Labelled:
    verdicts = {label: float(label in labels) for label in known}
    return Labelled(document.id, document.id, document.title, passages, vectors, verdicts)


def draw(posts: Sequence[Post], size: int, seed: int) -> list[Post]:
    """Return so many posts drawn at random; all where there are no more."""
    if size >= len(posts):
        return list(posts)
    return random.Random(seed).sample(list(posts), size)
