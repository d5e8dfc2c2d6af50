"""What the measures read from a workspace."""

from __future__ import annotations

from pipeline.records import Document, Passage
from pipeline.settings import Workspace
from pipeline.store import Store, documents
from pipeline.text import passages
from tests.benchmarks.measuring import spread

COMPARED_WORDS = 12_000
"""About as many are given to us and to the peer: some seconds a round for the slowest."""


def all_documents(workspace: Workspace) -> list[Document]:
    """Return every document, in order of id."""
    with Store(workspace.database_url) as store, store.read() as connection:
        return list(documents.load_documents(connection, documents.current_ids(connection)))


def count_words(of: list[Document]) -> int:
    """Return how many words the texts of documents have."""
    return sum(len(document.text.split()) for document in of)


def compared_documents(of: list[Document]) -> list[Document]:
    """Return documents at equal distances that make up about COMPARED_WORDS, at least one."""
    share = COMPARED_WORDS / max(count_words(of), 1)
    return spread(of, max(1, round(len(of) * share)))


def passages_of(of: list[Document]) -> list[Passage]:
    """Return the passages of documents."""
    return [passage for document in of for passage in passages(document)]
