"""The index of a snapshot's words: one file, made from the Parquet, bounded in memory."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import SnapshotError
from pipeline.queries.search.folding import TOKENIZER, fold

FORMAT = 1
"""Goes up when an index made by older code no longer serves."""
ORDINAL_BITS = 20
"""A passage's row is the document's number, shifted, and the passage's ordinal: a document of a
gigabyte has fewer passages than fit."""
ROWS_AT_ONCE = 500
HASH_BYTES = 32_000_000
"""Words that FTS5 gathers before it writes a segment."""

_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 8192;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (number INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE titles USING fts5(title, content='', tokenize="{TOKENIZER}");
INSERT INTO words(words, rank) VALUES ('hashsize', {HASH_BYTES});
"""


def build_index(folder: Path, target: Path, digest: str) -> None:
    """Write the index of a snapshot to a new file.

    Args:
        folder: Of the snapshot; only read.
        target: File to write; must not exist.
        digest: Of the snapshot's data; the index says that it belongs to it.

    Raises:
        SnapshotError: Documents or passages are missing or cannot be read.
    """
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        _add_documents(connection, folder)
        _add_passages(connection, folder)
        connection.execute("INSERT INTO words(words) VALUES ('optimize')")
        connection.execute("INSERT INTO titles(titles) VALUES ('optimize')")
        meta = (("digest", digest), ("format", str(FORMAT)))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _add_documents(connection: sqlite3.Connection, folder: Path) -> None:
    """Add ids and titles; numbers follow the order of ids."""
    rows = itertools.chain.from_iterable(_batches(folder, "documents", ("document_id", "title")))
    for number, (document_id, title) in enumerate(rows):
        connection.execute("INSERT INTO documents VALUES (?, ?)", (number, document_id))
        if title:
            add = "INSERT INTO titles(rowid, title) VALUES (?, ?)"
            connection.execute(add, (number, fold(title)))


def _add_passages(connection: sqlite3.Connection, folder: Path) -> None:
    columns = ("document_id", "ordinal", "text")
    rows = itertools.chain.from_iterable(_batches(folder, "passages", columns))
    number_of = "SELECT number FROM documents WHERE document_id = ?"
    for document_id, passages in itertools.groupby(rows, key=itemgetter(0)):
        ((number,),) = connection.execute(number_of, (document_id,)).fetchall()
        connection.executemany(
            "INSERT INTO words(rowid, text) VALUES (?, ?)",
            ((row_of(number, at), fold(text)) for _, at, text in sorted(passages)),
        )


def row_of(number: int, ordinal: int) -> int:
    """Return the row of a passage."""
    return (number << ORDINAL_BITS) | ordinal


def _batches(folder: Path, table: str, columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    path = folder / f"{table}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(columns)):
                yield list(zip(*(batch.column(c).to_pylist() for c in columns), strict=True))
    except (OSError, pa.ArrowException) as error:
        raise SnapshotError(
            f"{path}: cannot be read ({error}); publish again with 'culturescope publish'"
        ) from error
