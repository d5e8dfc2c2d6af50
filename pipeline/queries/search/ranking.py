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

_SCORED = (
    f"SELECT rowid AS id, rowid >> {ORDINAL_BITS} AS number, round(-bm25(words), {DIGITS}) "
    "AS score FROM words WHERE words MATCH ?"
)
_TITLED = (
    f"SELECT rowid AS number, round(-bm25(titles), {DIGITS}) AS score "
    "FROM titles WHERE titles MATCH ?"
)
_NO_ROWS = "SELECT 0 AS id, 0 AS number, 0.0 AS score WHERE ? IS NULL"

_PASSAGES = (
    "WITH scored AS MATERIALIZED ({scored}) "
    f"SELECT hits.id >> {ORDINAL_BITS}, hits.id & {(1 << ORDINAL_BITS) - 1}, "
    "ifnull(score, 0.0) AS best, 1 FROM hits LEFT JOIN scored ON scored.id = hits.id "
    "ORDER BY best DESC, hits.id LIMIT ?"
)
_DOCUMENTS = (
    "WITH scored AS MATERIALIZED ({scored}), titled AS MATERIALIZED ({titled}), "
    "placed AS (SELECT *, row_number() OVER (PARTITION BY number ORDER BY score DESC, id) AS at, "
    "count(*) OVER (PARTITION BY number) AS n FROM scored) "
    f"SELECT hits.id, placed.id & {(1 << ORDINAL_BITS) - 1}, "
    "ifnull(placed.score, 0.0) + ifnull(titled.score, 0.0) AS best, ifnull(n, 0) "
    "FROM hits LEFT JOIN placed ON placed.number = hits.id AND at = 1 "
    "LEFT JOIN titled ON titled.number = hits.id ORDER BY best DESC, hits.id LIMIT ?"
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
    scored = _SCORED if in_text else _NO_ROWS
    titled = _TITLED if in_title else _NO_ROWS
    if unit == "passage":
        sql, values = _PASSAGES.format(scored=scored), [in_text, limit]
    else:
        sql, values = _DOCUMENTS.format(scored=scored, titled=titled), [in_text, in_title, limit]
    rows = connection.execute(sql, values).fetchall()
    id_of = "SELECT document_id FROM documents WHERE number = ?"
    return [
        Hit(connection.execute(id_of, [number]).fetchone()[0], ordinal, round(score, DIGITS), n)
        for number, ordinal, score, n in rows
    ]
