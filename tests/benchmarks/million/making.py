"""Make many documents from a few real ones: dates, tags, names and topics of several of them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.entities.salience import Named, salience
from pipeline.snapshots import TABLES
from pipeline.trends import TOPIC_MIN_SHARE

ID_DIGITS = 16
MAX_NAMES = 5
"""Entities a short text names at most."""
COPIED = 0.05
"""Part of the documents that copy the one before: families of two."""
CUT = 160
"""Characters that are taken of a real passage."""

# Each part of a document comes from another real document, drawn by a digest of its number: what
# goes together in the real ones (a theme and its probabilities) stays together, the rest mixes.
_DRAWN = """
CREATE TABLE drawn AS SELECT n, printf('%0{digits}x', n * 18014398509 + hash(n) % 1000000) AS id,
    hash(n, 'tags') % base AS of_tags, hash(n, 'names') % base AS of_names,
    hash(n, 'topics') % base AS of_topics, hash(n, 'date') % base AS of_date,
    n > 0 AND hash(n, 'copy') % 1000 < {copied} AS is_copy
FROM range({n_documents}) r(n), (SELECT count(*) AS base FROM base)
"""
_DOCUMENTS = """
CREATE TABLE documents AS
WITH held AS (
    SELECT *, is_copy AND NOT coalesce(lag(is_copy) OVER (ORDER BY n), FALSE) AS joins FROM drawn
), family AS (
    SELECT *, joins OR coalesce(lead(joins) OVER (ORDER BY n), FALSE) AS is_two,
        CASE WHEN joins THEN lag(id) OVER (ORDER BY n) ELSE id END AS head FROM held
)
SELECT f.n, f.id AS document_id, 1 AS revision, dated.source_id, 'million/' || f.id AS locator,
    dated.media_type, head AS family_id, CASE WHEN is_two THEN 0.5 ELSE 1.0 END AS family_weight,
    NULL::VARCHAR AS part_of, FALSE AS is_gone, NULL::VARCHAR AS url, tagged.title,
    tagged.piece || E'\n\n' || named.piece AS text, tagged.language, NULL::VARCHAR AS authors,
    NULL::VARCHAR AS section, dated.published, dated.published_precision,
    dated.published_confidence, dated.published_from, tagged.quality, NULL::VARCHAR AS website,
    NULL::VARCHAR AS gaps, tagged.lacks, 50 AS n_words
FROM family f JOIN base tagged ON tagged.b = of_tags JOIN base named ON named.b = of_names
JOIN base dated ON dated.b = of_date
"""
_BASE = f"""
CREATE TABLE base AS SELECT row_number() OVER (ORDER BY document_id) - 1 AS b, d.*,
    left(replace(p.text, E'\n', ' '), {CUT}) AS piece
FROM real_documents d JOIN real_passages p USING (document_id) WHERE p.ordinal = 0
"""
_RECOMBINED = {
    "tags": (
        "of_tags",
        "SELECT scheme, concept_id, label, origin, score, is_calibrated, NULL::VARCHAR AS evidence,"
        " model FROM real_tags WHERE scheme IN ('themes', 'disciplines')",
    ),
    "uncertain": (
        "of_tags",
        "SELECT kind || 's' AS scheme, id AS concept_id, probability FROM real_series_documents "
        "WHERE NOT counts",
    ),
    "document_topics": (
        "of_topics",
        f"SELECT topic_id, share FROM real_document_topics WHERE share >= {TOPIC_MIN_SHARE}",
    ),
    "mentions": (
        "of_names",
        "SELECT * FROM (SELECT row_number() OVER (PARTITION BY document_id ORDER BY entity_id) - 1 "
        "AS ordinal, type, entity_id, 'name' AS via, NULL::VARCHAR AS inside, "
        "NULL::VARCHAR AS edition, document_id FROM (SELECT DISTINCT document_id, entity_id FROM "
        "real_mentions WHERE inside IS NULL AND via <> 'demonym' AND type <> 'region') "
        f"JOIN real_entities USING (entity_id)) WHERE ordinal < {MAX_NAMES}",
    ),
}
"""Table, by what it is drawn, and its rows by real document."""


def make_documents(connection: duckdb.DuckDBPyConnection, real: Path, n_documents: int) -> None:
    """Make documents and all that is found in them, as tables named like those of a snapshot.

    Args:
        connection: Of an empty database.
        real: Folder of a snapshot of real documents.
        n_documents: How many; their ids ascend.
    """
    for name in TABLES:
        path = str(real / f"{name}.parquet").replace("'", "''")
        connection.execute(f"CREATE VIEW real_{name} AS FROM read_parquet('{path}')")
    connection.execute(_BASE)
    facts = {"digits": ID_DIGITS, "copied": int(1000 * COPIED), "n_documents": n_documents}
    connection.execute(_DRAWN.format(**facts))
    connection.execute(_DOCUMENTS)
    for name, (drawn, sql) in _RECOMBINED.items():
        rows = (
            sql.replace("FROM real_", ", document_id FROM real_", 1) if name != "mentions" else sql
        )
        connection.execute(
            f"CREATE TABLE {name} AS SELECT id AS document_id, found.* EXCLUDE (document_id) "
            f"FROM drawn JOIN base ON b = {drawn} JOIN ({rows}) found "
            "ON found.document_id = base.document_id"
        )
    for name in ("topics", "topic_events", "rejected"):
        connection.execute(f"CREATE VIEW {name} AS FROM real_{name}")
    for name in ("decisions", "entity_links", "entity_decisions"):
        connection.execute(f"CREATE VIEW {name} AS FROM real_{name} WHERE FALSE")
    connection.execute(
        "CREATE VIEW probabilities AS FROM uncertain SEMI JOIN "
        "(VALUES ('themes'), ('disciplines')) s(scheme) USING (scheme)"
    )
    _make_entities(connection)


def _make_entities(connection: duckdb.DuckDBPyConnection) -> None:
    """Let each mention be the break between the two pieces of its document, for want of a name."""
    connection.execute(
        "CREATE OR REPLACE TABLE mentions AS SELECT m.*, strpos(d.text, E'\\n\\n') - 1 AS start, "
        "strpos(d.text, E'\\n\\n') + 1 AS end, E'\\n\\n' AS text "
        "FROM mentions m JOIN documents d USING (document_id)"
    )
    connection.execute(
        "CREATE TABLE entities AS SELECT r.* REPLACE (count(*) AS n_mentions, count(*) AS "
        "n_documents) FROM mentions JOIN real_entities r USING (entity_id, type) GROUP BY ALL"
    )
    alike = [[Named(str(at), 0, "", stands=True) for at in range(n)] for n in range(MAX_NAMES + 1)]
    weights = ", ".join(
        f"({len(n)}, '{salience('', 0, n)[0].salience}'::DOUBLE)" for n in alike if n
    )
    connection.execute(
        "CREATE TABLE document_entities AS SELECT document_id, entity_id, 1 AS n_mentions, "
        "1 AS n_named, FALSE AS in_title, TRUE AS in_lead, 0.1 AS spread, salience FROM (SELECT *, "
        "count(*) OVER (PARTITION BY document_id) AS n FROM mentions) "
        f"JOIN (VALUES {weights}) AS weighed(n, salience) USING (n)"
    )
