"""Which hits come first: by bm25, ties by id, so the same query gives the same list."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.queries.search.building import ORDINAL_BITS
from pipeline.queries.search.matching import Unit
from pipeline.queries.search.syntax import Leaf

DIGITS = 4
"""Of a score; what differs less is a tie."""

_ORDINAL = (1 << ORDINAL_BITS) - 1
_TABLES = """
DROP TABLE IF EXISTS temp.scored;
DROP TABLE IF EXISTS temp.best;
DROP TABLE IF EXISTS temp.titled;
CREATE TEMP TABLE scored (id INTEGER PRIMARY KEY, score REAL NOT NULL);
CREATE TEMP TABLE best (number INTEGER PRIMARY KEY, id INTEGER NOT NULL, score REAL NOT NULL);
CREATE TEMP TABLE titled (number INTEGER PRIMARY KEY, score REAL NOT NULL);
"""
_SCORE = (
    f"INSERT INTO scored SELECT rowid, round(-bm25(words), {DIGITS}) FROM words WHERE words MATCH ?"
)
_TITLE = (
    f"INSERT INTO titled SELECT rowid, round(-bm25(titles), {DIGITS}) "
    "FROM titles WHERE titles MATCH ?"
)
# of the passages of a document the first in this order stays
_BEST = (
    f"INSERT OR IGNORE INTO best SELECT id >> {ORDINAL_BITS}, id, score FROM scored "
    "ORDER BY score DESC, id"
)
_PASSAGES = (
    f"SELECT hits.id >> {ORDINAL_BITS}, hits.id & {_ORDINAL}, ifnull(score, 0.0) AS total, 1 "
    "FROM hits LEFT JOIN scored USING (id) ORDER BY total DESC, hits.id LIMIT ?"
)
_DOCUMENTS = (
    f"SELECT hits.id, best.id & {_ORDINAL}, "
    "ifnull(best.score, 0.0) + ifnull(titled.score, 0.0) AS total, "
    f"(SELECT count(*) FROM scored WHERE scored.id BETWEEN hits.id << {ORDINAL_BITS} "
    f"AND (hits.id << {ORDINAL_BITS}) | {_ORDINAL}) "
    "FROM hits LEFT JOIN best ON best.number = hits.id "
    "LEFT JOIN titled ON titled.number = hits.id ORDER BY total DESC, hits.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document or passage that matches."""

    document_id: str
    ordinal: int | None
    """Of the passage, or of the document's best; None: only the title matches."""
    score: float
    """bm25 of the passage; of documents that of the best passage and of the title together."""
    n_passages: int
    """Passages of the document with at least one of the words."""


def best_hits(
    connection: sqlite3.Connection, leaves: Sequence[Leaf], unit: Unit, limit: int
) -> list[Hit]:
    """Return the first of the gathered hits."""
    in_text = " OR ".join(leaf.expression for leaf in leaves if leaf.column != "title")
    in_title = " OR ".join(leaf.expression for leaf in leaves if leaf.column != "text")
    connection.executescript(_TABLES)
    if in_text:
        connection.execute(_SCORE, [in_text])
    if unit == "document":
        connection.execute(_BEST)
        if in_title:
            connection.execute(_TITLE, [in_title])
    rows = connection.execute(_DOCUMENTS if unit == "document" else _PASSAGES, [limit]).fetchall()
    id_of = "SELECT document_id FROM documents WHERE number = ?"
    return [
        Hit(connection.execute(id_of, [number]).fetchone()[0], ordinal, round(score, DIGITS), n)
        for number, ordinal, score, n in rows
    ]
