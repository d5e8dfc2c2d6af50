"""Prove what a snapshot says of entities: from its own documents and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

ROWS_AT_ONCE = 1000
_KEPT = ("document_id", "title", "text")
_SPANS = ("document_id", "start", "end", "text", "entity_id", "via", "inside")
_CHECKS = {
    "mentions.parquet: {n} rows are of another type than their entity": (
        "SELECT count(*) FROM mentions m JOIN entities e USING (entity_id) WHERE m.type <> e.type"
    ),
    "entities.parquet: {n} rows have other counts than the mentions": (
        "SELECT count(*) FROM entities LEFT JOIN (SELECT entity_id, count(*) AS n, "
        "count(DISTINCT document_id) AS d FROM mentions GROUP BY 1) USING (entity_id) "
        "WHERE (n_mentions, n_documents) IS DISTINCT FROM (coalesce(n, 0), coalesce(d, 0))"
    ),
    "entities.parquet: {n} rows are named by no document": (
        "SELECT count(*) FROM entities WHERE n_mentions = 0 AND NOT (type = 'country' AND "
        "substr(entity_id, 9) IN (SELECT concept_id FROM tags WHERE scheme = 'countries' UNION "
        "SELECT concept_id FROM decisions WHERE scheme = 'countries' AND concept_id IS NOT NULL))"
    ),
}

Found = dict[str, Any]


def entity_problems(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Return how entities and their places in documents contradict documents and mentions.

    Args:
        connection: Has the tables of the snapshot.
        folder: Of the snapshot; read as a stream, in the order of the documents.

    Returns:
        Sentences that begin with the file; empty: it does not.
    """
    counted = [(connection.sql(sql).fetchall()[0][0], says) for says, sql in _CHECKS.items()]
    problems = [says.format(n=n) for n, says in counted if n]
    names = dict(connection.sql("SELECT entity_id, name FROM entities").fetchall())
    n_misplaced, n_other = _read_again(folder, names)
    if n_misplaced:
        problems.append(
            f"mentions.parquet: {n_misplaced} rows do not stand where they say in the document"
        )
    if n_other:
        problems.append(
            f"document_entities.parquet: {n_other} documents have other rows than their mentions "
            "give"
        )
    return problems


def _read_again(folder: Path, names: Mapping[str, str]) -> tuple[int, int]:
    """Return how many mentions are not in the text so, and documents whose entities differ."""
    spans = _ByDocument(_rows(folder / "mentions.parquet", _SPANS))
    stated = _ByDocument(_rows(folder / "document_entities.parquet"))
    n_misplaced = n_other = 0
    for document in _rows(folder / "documents.parquet", _KEPT):
        text, id_ = document["text"], document["document_id"]
        named = spans.of(id_)
        n_misplaced += sum(text[one["start"] : one["end"]] != one["text"] for one in named)
        n_other += stated.of(id_) != _weighed(document, named, names)
    return n_misplaced, n_other


def _weighed(document: Found, named: Sequence[Found], names: Mapping[str, str]) -> list[Found]:
    from pipeline.entities.salience import Named, salience, stands  # loads the NER library

    mentions = (
        Named(one["entity_id"], one["start"], one["text"], stands(one["via"], one["inside"]))
        for one in named
    )
    found = salience(document["title"] or "", len(document["text"]), mentions, names)
    return [{"document_id": document["document_id"]} | asdict(one) for one in found]


def _rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[Found]:
    """Yield rows in their order, a few in memory."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=columns):
            yield from batch.to_pylist()


class _ByDocument:
    """Rows in order of document, to be asked for in that order."""

    def __init__(self, rows: Iterator[Found]) -> None:
        self._groups = groupby(rows, key=lambda row: str(row["document_id"]))
        self._next = next(self._groups, None)

    def of(self, document_id: str) -> list[Found]:
        """Return the rows of a document; keys that are no document's are the keys' own proof."""
        while self._next and self._next[0] < document_id:
            self._next = next(self._groups, None)
        if not self._next or self._next[0] != document_id:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found
