"""Everything that trends are counted from, copied from the store to a DuckDB file of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlalchemy.engine import Connection

from pipeline.steps import declared
from pipeline.steps.context import Context
from pipeline.steps.deciding.known import resolver
from pipeline.steps.labels import labeller, lacks_of
from pipeline.steps.published import UNCALIBRATED
from pipeline.steps.published_decisions import Decided, load_decided
from pipeline.steps.published_entities import entity_rows
from pipeline.store import frames, topic_names, topic_schema

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold; more goes to its file."""
ENTITIES = ("entity_id", "type", "name", "un_region", "world_bank_region")
SCRATCH = ".trends-"
"""How the names of working folders begin."""
TYPES = ("country", "region", "organisation", "programme")
"""Of entities that are counted, where settings.published_entities has them."""


@contextmanager
def scratch(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty DuckDB file in a folder, which goes when it is closed."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as name,
        duckdb.connect(str(Path(name, "trends.duckdb"))) as connection,
    ):
        for left in folder.glob(f"{SCRATCH}*"):  # by a run that was killed
            if left.name != Path(name).name:
                shutil.rmtree(left, ignore_errors=True)
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        connection.execute("SET preserve_insertion_order = false")
        yield connection


def copy_corpus(context: Context, duck: duckdb.DuckDBPyConnection) -> None:
    """Make the relations of `trends.TABLE_COLUMNS`, and documents and probabilities.

    Args:
        context: Of the run.
        duck: Empty.
    """
    with context.store.read() as connection:
        _copy(duck, "found", frames.document_batches(connection))
        _make_documents(duck)
        types = [type_ for type_ in TYPES if type_ in context.workspace.settings.published_entities]
        _copy(duck, "mentions", frames.mention_batches(connection, types))
        _copy(duck, "document_topics", frames.topic_batches(connection))
        _copy(duck, "thoughts", frames.probability_batches(connection))
        found = entity_rows(connection, types, declared.gazetteers(context.workspace))
        _copy_rows(duck, "entities", ENTITIES, found)
        _copy_rows(duck, "topics", ("topic_id", "label", "name"), _topics(connection))
        _copy_tags(context, duck, connection)
    duck.execute(
        "CREATE VIEW probabilities AS SELECT document_id, scheme, one.key AS concept_id, "
        "one.value AS probability FROM (SELECT document_id, scheme, unnest(map_entries("
        "probabilities::JSON::MAP(VARCHAR, DOUBLE))) AS one FROM thoughts)"
    )


def _make_documents(duck: duckdb.DuckDBPyConnection) -> None:
    spoken = duck.sql("SELECT DISTINCT language FROM found ORDER BY 1").fetchall()
    lacks = [{"language": code, "lacks": lacks_of(code)} for (code,) in spoken]
    _copy_rows(duck, "languages", ("language", "lacks"), lacks)
    duck.execute(
        "CREATE TABLE documents AS SELECT f.* REPLACE (published::DATE AS published), lacks, "
        "1.0 / n AS family_weight FROM found f JOIN languages USING (language) JOIN "
        "(SELECT family_id, count(*) AS n FROM found GROUP BY 1) USING (family_id)"
    )
    duck.execute("DROP TABLE found")


def _topics(connection: Connection) -> list[dict[str, Any]]:
    names = topic_names.load_names(connection)
    t = topic_schema.topics.c
    rows = connection.execute(topic_schema.topics.select().with_only_columns(t.topic_id, t.label))
    return [
        {"topic_id": row.topic_id, "label": row.label, "name": names.get(row.topic_id)}
        for row in rows
    ]


def _copy_tags(context: Context, duck: duckdb.DuckDBPyConnection, connection: Connection) -> None:
    """Copy the tags that count; those of documents that editors decided on are made anew."""
    _copy(duck, "stored", frames.tag_batches(connection))
    decided = load_decided(connection, resolver(context.workspace))
    known = [{"document_id": id_} for id_ in sorted({one.document_id for _, one in decided.log})]
    _copy_rows(duck, "decided", ("document_id",), known)
    sql = "SELECT document_id FROM decided SEMI JOIN documents USING (document_id)"
    current = {id_ for (id_,) in duck.sql(sql).fetchall()}
    columns = ("document_id", "scheme", "concept_id", "kind", "state")
    _copy_rows(duck, "decisions", columns, decided.rows(current))
    _replace_decided(duck, decided, current)
    _name_concepts(context, duck)


def _replace_decided(duck: duckdb.DuckDBPyConnection, decided: Decided, current: set[str]) -> None:
    ordered = duck.sql(
        "SELECT * FROM stored SEMI JOIN decided USING (document_id) "
        "ORDER BY document_id, scheme, concept_id, origin"
    )
    rows = [dict(zip(ordered.columns, row, strict=True)) for row in ordered.fetchall()]
    _copy_rows(duck, "anew", frames.TAGS, decided.tags(rows, current))
    duck.execute("DELETE FROM stored WHERE document_id IN (SELECT document_id FROM decided)")
    duck.execute("INSERT INTO stored SELECT * REPLACE (score::DOUBLE AS score) FROM anew")


def _name_concepts(context: Context, duck: duckdb.DuckDBPyConnection) -> None:
    label = labeller(context.workspace)
    pairs = duck.sql("SELECT DISTINCT scheme, concept_id FROM stored ORDER BY ALL").fetchall()
    named = [
        {"scheme": scheme, "concept_id": id_, "label": label(scheme, id_)} for scheme, id_ in pairs
    ]
    _copy_rows(duck, "labels", ("scheme", "concept_id", "label"), named)
    measured = " AND ".join(f"NOT starts_with(model, '{start}')" for start in UNCALIBRATED)
    duck.execute(
        "CREATE VIEW tags AS SELECT s.*, label, origin = 'suggested' AND coalesce("
        f"{measured}, TRUE) AS is_calibrated FROM stored s JOIN labels USING (scheme, concept_id)"
    )


def _copy_rows(
    duck: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[dict[str, Any]],
) -> None:
    """Copy a few rows, all as text."""
    kept = pa.schema([(column, pa.string()) for column in columns])
    told = [{c: None if row[c] is None else str(row[c]) for c in columns} for row in rows]
    _copy(duck, name, iter([pa.RecordBatch.from_pylist(told, kept)]))


def _copy(duck: duckdb.DuckDBPyConnection, name: str, batches: Iterator[pa.RecordBatch]) -> None:
    first = next(batches)
    reader = pa.RecordBatchReader.from_batches(first.schema, chain([first], batches))
    duck.register("incoming", reader)
    duck.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    duck.unregister("incoming")
