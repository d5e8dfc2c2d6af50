"""Rows that were added, removed or changed, table by table."""

from __future__ import annotations

import duckdb

from pipeline.snapshots.diff.nouns import DocumentChange, TableChange
from pipeline.snapshots.nouns import Table
from pipeline.snapshots.tables import TABLES


def changed_tables(connection: duckdb.DuckDBPyConnection) -> tuple[TableChange, ...]:
    """Return the tables that differ, in the order of the data package."""
    changes = (_table_change(connection, table) for table in TABLES.values())
    return tuple(c for c in changes if c.n_added or c.n_removed or c.n_changed)


def _table_change(connection: duckdb.DuckDBPyConnection, table: Table) -> TableChange:
    ((n_before, n_after, n_both, n_changed),) = connection.execute(
        f"""
        SELECT
            (SELECT count(*) FROM old_{table.name}),
            (SELECT count(*) FROM new_{table.name}),
            count(*),
            count(*) FILTER (WHERE a.content <> b.content)
        FROM {_hashed("old", table)} a JOIN {_hashed("new", table)} b USING ({_key(table)})
        """
    ).fetchall()
    return TableChange(
        table.name, n_before, n_after, n_after - n_both, n_before - n_both, n_changed
    )


def _key(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.key)


def _hashed(side: str, table: Table) -> str:
    """Return a query for key and 64-bit hash of each row: texts need not fit into memory."""
    return f"(SELECT {_key(table)}, hash(t) AS content FROM {side}_{table.name} t)"


def changed_documents(
    connection: duckdb.DuckDBPyConnection, limit: int
) -> tuple[DocumentChange, ...]:
    """Return documents that came, went, changed, are gone or back from where they were read.

    At most `limit` of each, in order of id.
    """
    return tuple(
        DocumentChange(change, *row)
        for change, query in _DOCUMENTS.items()
        for row in connection.execute(f"{query} ORDER BY document_id LIMIT ?", [limit]).fetchall()
    )


_SHOWN = "SELECT t.document_id, t.source_id, coalesce(t.title, '')"
_DOCUMENTS = {
    "added": f"{_SHOWN} FROM new_documents t ANTI JOIN old_documents USING (document_id)",
    "removed": f"{_SHOWN} FROM old_documents t ANTI JOIN new_documents USING (document_id)",
    "changed": f"{_SHOWN} FROM new_documents t JOIN old_documents a USING (document_id) "
    "WHERE (t.title, t.published, hash(t.text)) IS DISTINCT FROM "
    "(a.title, a.published, hash(a.text))",
    "gone": f"{_SHOWN} FROM new_documents t JOIN old_documents a USING (document_id) "
    "WHERE t.is_gone AND NOT a.is_gone",
    "back": f"{_SHOWN} FROM new_documents t JOIN old_documents a USING (document_id) "
    "WHERE a.is_gone AND NOT t.is_gone",
}
"""A document reads otherwise where its title, text or date does; it is gone or back where its
source holds it no more, or again."""
