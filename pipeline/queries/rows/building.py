"""The file's tables: documents and series by number, as the Parquet has them by id.

Whole numbers are joined in a fifth of the time that ids of 16 letters take, and what belongs to one
series lies together.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

FORMAT = 1
"""Goes up when a file made by older code no longer serves."""
DATABASE = "rows"
"""Name under which the file is attached."""
MEMORY_LIMIT = "1GB"
"""Of the making; what does not fit is sorted on disk."""

CORPUS_COLUMNS = (
    "source_id, published, published_precision, published_confidence, family_weight, "
    "CASE WHEN family_weight < 1 THEN family_id END AS family_id, language, lacks, "
    "quality, media_type, n_words"
)
"""SQL of what questions need of a document. Only families of several are named: the other names,
all different, would be most of what has to be read."""

_TABLES = (
    "CREATE TABLE ids AS SELECT (row_number() OVER (ORDER BY document_id) - 1)::INTEGER "
    "AS document_id, document_id AS text FROM read_parquet({documents}) ORDER BY 1",
    f"CREATE TABLE corpus AS SELECT ids.document_id, {CORPUS_COLUMNS} "
    "FROM read_parquet({documents}) AS d JOIN ids ON ids.text = d.document_id ORDER BY 1",
    "CREATE TABLE series AS SELECT (row_number() OVER (ORDER BY kind, id) - 1)::INTEGER "
    "AS number, kind, id FROM read_parquet({series}) ORDER BY 1",
    "CREATE TABLE rows AS SELECT number, ids.document_id, probability, counts "
    "FROM read_parquet({series_documents}) AS r JOIN ids ON ids.text = r.document_id "
    "JOIN series USING (kind, id) ORDER BY 1, 2",
    "CREATE TABLE meta AS SELECT {digest} AS digest, {format} AS format",
)
_VIEWS = (
    f"CREATE VIEW corpus AS FROM {DATABASE}.corpus",
    f"CREATE VIEW ids AS FROM {DATABASE}.ids",
    "CREATE OR REPLACE VIEW series_documents AS SELECT kind, id, document_id, probability, counts "
    f"FROM {DATABASE}.rows JOIN {DATABASE}.series USING (number)",
)


def build_rows(folder: Path, target: Path, digest: str) -> None:
    """Write the tables of a snapshot to a new file.

    Args:
        folder: Of the snapshot; only read.
        target: File to write; must not exist.
        digest: Of the snapshot's data; the file says that it belongs to it.

    Raises:
        duckdb.Error: The snapshot cannot be read, or the file not be written.
    """
    said = {
        name: _quoted(str((folder / f"{name}.parquet").resolve()))
        for name in ("documents", "series", "series_documents")
    }
    said |= {"digest": _quoted(digest), "format": str(FORMAT)}
    with duckdb.connect(str(target), config={"memory_limit": MEMORY_LIMIT}) as connection:
        for sql in _TABLES:
            connection.execute(sql.format(**said))
        connection.execute("CHECKPOINT")


def attach_rows(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, int]:
    """Attach a file, for reading only; return the digest and the format that it states.

    Raises:
        duckdb.Error: It is no such file.
    """
    connection.execute(f"ATTACH {_quoted(str(path))} AS {DATABASE} (READ_ONLY)")
    sql = f"SELECT digest, format FROM {DATABASE}.meta"
    ((digest, format_),) = connection.execute(sql).fetchall()
    return str(digest), int(format_)


def use_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `corpus`, `ids` and `series_documents` views of the attached file."""
    for sql in _VIEWS:
        connection.execute(sql)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
