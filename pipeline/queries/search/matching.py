"""From a query to the documents or passages that match it, by SQL over the index."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Literal

from pipeline.queries.search.building import ORDINAL_BITS
from pipeline.queries.search.syntax import Both, Either, Leaf, Node

Unit = Literal["document", "passage"]

_IN_TEXT = {
    "document": f"SELECT rowid >> {ORDINAL_BITS} FROM words WHERE words MATCH ?",
    "passage": "SELECT rowid FROM words WHERE words MATCH ?",
}
_LAST = (1 << ORDINAL_BITS) - 1
_IN_TITLE = {
    "document": "SELECT rowid FROM titles WHERE titles MATCH ?",
    # words_docsize is FTS5's own list of its rows
    "passage": "SELECT id FROM titles JOIN words_docsize ON id BETWEEN "
    f"titles.rowid << {ORDINAL_BITS} AND (titles.rowid << {ORDINAL_BITS}) | {_LAST} "
    "WHERE titles MATCH ?",
}


@dataclass(slots=True)
class _Sql:
    """A query on its way to SQL: each part a table of its own, as SQLite's parser stops at depth.

    Parts stand in the order in which their values are asked for.
    """

    unit: Unit
    parts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def table(self, node: Node) -> str:
        """Add what a node takes; return the select that reads it."""
        sql = self._leaf(node) if isinstance(node, Leaf) else self._combined(node)
        name = f"part{len(self.parts)}"
        self.parts.append(f"{name} AS ({sql})")
        return f"SELECT * FROM {name}"

    def _combined(self, node: Both | Either) -> str:
        found = [self.table(part) for part in node.parts]
        if isinstance(node, Either):
            return " UNION ".join(found)
        without = [self.table(part) for part in node.without]
        return " EXCEPT ".join([" INTERSECT ".join(found), *without])  # from left to right

    def _leaf(self, leaf: Leaf) -> str:
        found = []
        if leaf.column != "title":
            found.append(_IN_TEXT[self.unit])
        if leaf.column == "title" or (leaf.column == "" and self.unit == "document"):
            found.append(_IN_TITLE[self.unit])
        self.values += [leaf.expression] * len(found)
        return " UNION ".join(found)


def gather_hits(connection: sqlite3.Connection, node: Node, unit: Unit) -> int:
    """Fill the temporary table `hits` (id: document number or passage row); return how many.

    Documents match as wholes: each part of the query may stand in another passage, or in the
    title. Passages match by their own words; `title:` takes all passages of the document.
    """
    sql = _Sql(unit)
    select = sql.table(node)
    connection.execute("DROP TABLE IF EXISTS temp.hits")
    connection.execute("CREATE TEMP TABLE hits (id INTEGER PRIMARY KEY)")
    parts = ", ".join(sql.parts)
    connection.execute(f"WITH {parts} INSERT OR IGNORE INTO hits {select}", sql.values)
    return int(connection.execute("SELECT count(*) FROM hits").fetchone()[0])


def keep_among(connection: sqlite3.Connection, document_ids: list[str], unit: Unit) -> int:
    """Keep only hits of some documents; return how many are left."""
    number = "id" if unit == "document" else f"(id >> {ORDINAL_BITS})"
    connection.execute("DROP TABLE IF EXISTS temp.among")
    connection.execute("CREATE TEMP TABLE among (document_id TEXT PRIMARY KEY) WITHOUT ROWID")
    add = "INSERT OR IGNORE INTO among VALUES (?)"
    connection.executemany(add, ((id_,) for id_ in document_ids))
    connection.execute(
        f"DELETE FROM hits WHERE {number} NOT IN (SELECT number FROM among "
        "JOIN documents USING (document_id))"
    )
    return int(connection.execute("SELECT count(*) FROM hits").fetchone()[0])


def hit_documents(connection: sqlite3.Connection, unit: Unit) -> list[str]:
    """Return the ids of the documents of all hits, ascending."""
    number = "id" if unit == "document" else f"id >> {ORDINAL_BITS}"
    sql = f"SELECT document_id FROM documents WHERE number IN (SELECT {number} FROM hits)"
    return sorted(id_ for (id_,) in connection.execute(sql))
