"""Search a snapshot: the questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from pipeline.errors import SnapshotError
from pipeline.queries.search import matching
from pipeline.queries.search.describing import DOCUMENTS, PASSAGES, describe_hits
from pipeline.queries.search.index import Tell, ensure_index, open_index, quiet
from pipeline.queries.search.matching import Unit
from pipeline.queries.search.parsing import parse_query
from pipeline.queries.search.ranking import Hit, best_hits
from pipeline.queries.search.syntax import wanted

MOST = 10_000
"""Most hits that are listed."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search."""

    frame: pd.DataFrame
    """The best hits: columns PASSAGES or DOCUMENTS."""
    n_hits: int
    """All hits, listed or not: passages or documents."""
    document_ids: list[str]
    """Documents of all hits, ascending."""


def document_ids(folder: Path, query: str, *, tell: Tell = quiet) -> list[str]:
    """Return the ids of all documents that match a query, ascending.

    A document matches as a whole: the parts of the query may stand in different passages or in
    the title.

    Args:
        folder: Of a snapshot.
        query: See `parse_query`.
        tell: Hears a line when the index has to be made first.

    Raises:
        UsageError: The query cannot be read; says why, with an example.
        SnapshotError: The snapshot cannot be read.
        WorkspaceError: The index has to be made and cannot be written.
    """
    node = parse_query(query)

    def ask(connection: sqlite3.Connection) -> list[str]:
        matching.gather_hits(connection, node, "document")
        return matching.hit_documents(connection, "document")

    return _asked(folder, ask, tell)


def passages(
    folder: Path,
    query: str,
    limit: int = 20,
    *,
    among: Iterable[str] | None = None,
    tell: Tell = quiet,
) -> Found:
    """Return the passages that match a query best; ties in order of document and passage.

    A passage matches by its own words; `title:` asks for words of its document's title.

    Args:
        folder: Of a snapshot.
        query: See `parse_query`.
        limit: Most passages listed, 0 to MOST; all are counted.
        among: Ids of documents; only their passages. None: all.
        tell: Hears a line when the index has to be made first.

    Returns:
        Frame with columns PASSAGES.

    Raises:
        UsageError: The query cannot be read; says why, with an example.
        SnapshotError: The snapshot cannot be read.
        WorkspaceError: The index has to be made and cannot be written.
    """
    return _found(_Question(folder, query, "passage", limit, among), tell)


def documents(
    folder: Path,
    query: str,
    limit: int = 20,
    *,
    among: Iterable[str] | None = None,
    tell: Tell = quiet,
) -> Found:
    """Return the documents that match a query best: as `passages`, but one row a document.

    A document matches as `document_ids` says. It ranks by its best passage and its title.

    Returns:
        Frame with columns DOCUMENTS.
    """
    return _found(_Question(folder, query, "document", limit, among), tell)


@dataclass(frozen=True, slots=True)
class _Question:
    folder: Path
    query: str
    unit: Unit
    limit: int
    among: Iterable[str] | None


def _found(question: _Question, tell: Tell) -> Found:
    node = parse_query(question.query)
    leaves, unit = list(wanted(node)), question.unit
    among = None if question.among is None else list(question.among)

    def ask(connection: sqlite3.Connection) -> tuple[list[Hit], int, list[str]]:
        n_hits = matching.gather_hits(connection, node, unit)
        if among is not None:
            n_hits = matching.keep_among(connection, among, unit)
        hits = best_hits(connection, leaves, unit, min(max(0, question.limit), MOST))
        return hits, n_hits, matching.hit_documents(connection, unit)

    hits, n_hits, ids = _asked(question.folder, ask, tell)
    columns = PASSAGES if unit == "passage" else DOCUMENTS
    return Found(describe_hits(question.folder, hits, leaves)[list(columns)], n_hits, ids)


def _asked(folder: Path, ask: Callable[[sqlite3.Connection], T], tell: Tell) -> T:
    """Ask the index; where it proves damaged only now, make it anew and ask again."""
    try:
        with open_index(folder, tell) as connection:
            return ask(connection)
    except sqlite3.DatabaseError as error:
        tell(f"search index: is damaged ({error})")
    ensure_index(folder, tell, anew=True)
    try:
        with open_index(folder, tell) as connection:
            return ask(connection)
    except sqlite3.DatabaseError as error:
        raise SnapshotError(
            f"{folder}: its search index fails ({error}) even when made anew; please report it"
        ) from error
