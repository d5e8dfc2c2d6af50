"""The documents that a question is about, as a table of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from pipeline.queries.filters import PLAIN_FIELDS, Filters, time_words
from pipeline.queries.names import find_series
from pipeline.queries.reading import Reading
from pipeline.queries.rows import CORPUS_COLUMNS
from pipeline.queries.values import find_values
from pipeline.trends import Dating

CORPUS = "corpus"
"""Relation of what every question needs to know of every document: columns trends.DOCUMENTS, and
quality, media_type, n_words. document_id is a number where the snapshot has numbered rows;
family_id is null for documents that are a family of their own."""
IDS = "ids"
"""Relation of document_id as in CORPUS, and `text`, the id that the world knows."""
SHARED = "population"
"""Name for populations that are read only."""
KEPT = "* EXCLUDE (quality, media_type)"
"""What is read of documents after they are chosen."""
LEAN = "* EXCLUDE (quality, media_type, source_id, language, published_precision)"
"""What is read where sources are not told apart and every date is fine enough: words take longer to
copy than numbers."""
_ENDS = (
    "CASE published_precision WHEN 'day' THEN published "
    "WHEN 'month' THEN (published + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE "
    "ELSE (published + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE END"
)
"""SQL of the last day that a document may be of."""
_OF_SERIES = (
    "JOIN (SELECT document_id FROM series_documents WHERE kind = $kind{n} AND id = $id{n} "
    "AND counts) AS series_{n} USING (document_id)"
)
"""A series has a document once; a join is quicker than IN."""


def load_corpus(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what every question needs to know of every document; needed once."""
    connection.execute(
        f"CREATE TABLE {CORPUS} AS SELECT document_id, {CORPUS_COLUMNS} FROM documents"
    )
    connection.execute(
        f"CREATE VIEW {IDS} AS SELECT document_id, document_id AS text FROM {CORPUS}"
    )


@dataclass(frozen=True, slots=True)
class Population:
    """Documents that a question is about."""

    table: str
    """Name of the table that holds them, with the columns of CORPUS."""
    words: tuple[str, ...] = ()
    """What restricts them, for readers: "country Singapore", "source courier"."""
    when: str = ""
    """Of which time, for readers: "1950 to 1969"."""

    @property
    def of_one_source(self) -> str:
        """Documents selected LEAN, with all columns that counting them by year or decade takes."""
        missing = "'' AS source_id, NULL::VARCHAR AS published_precision"
        kept = "* EXCLUDE (source_id, published_precision)" if self.table == CORPUS else "*"
        return f"(SELECT {kept}, {missing} FROM {self.table})"

    @property
    def among(self) -> str:
        """The end of a title."""
        with_ = f", among documents with {'; '.join(self.words)}" if self.words else ""
        return with_ + (f", {self.when}" if self.when else "")


def select(
    reading: Reading, filters: Filters, table: str = SHARED, columns: str = KEPT
) -> Population:
    """Write the documents that filters leave to a table.

    A table of another name than SHARED is temporary and of this question alone.

    Raises:
        UsageError: A name in the filters is unknown; names the nearest.
    """
    where, connection = _Where(), reading.connection
    _ask_series(where, connection, filters)
    _ask_values(where, connection, filters)
    if filters.text.strip():
        keep_ids(connection, f"{table}_text", reading.find(filters.text))
        where.add(
            f"document_id IN (SELECT document_id FROM {table}_text)",
            f"text matching {filters.text.strip()}",
        )
    if filters.min_quality > 0:
        says = f"text quality {filters.min_quality:g} or more"
        where.add("quality >= $quality", says, quality=filters.min_quality)
    if filters.since or filters.until:
        _ask_days(where, filters, reading.dating)
    if not (where.joins or where.conditions):
        return Population(CORPUS)
    conditions = " AND ".join(where.conditions) or "TRUE"
    sql = f"SELECT {columns} FROM {CORPUS} {' '.join(where.joins)} WHERE {conditions}"
    kept = ""
    if table == SHARED and not filters.text.strip():
        kept = reading.kept.table(connection, sql, where.values)
    if not kept:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}", where.values)
    when = time_words(filters.since, filters.until)
    return Population(kept or table, tuple(where.words), when)


def keep_ids(connection: duckdb.DuckDBPyConnection, table: str, ids: Sequence[str]) -> None:
    """Write document ids to a temporary table, as CORPUS has them."""
    connection.register("given_ids", pa.table({"text": pa.array(ids, pa.string())}))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT document_id FROM {IDS} "
        "SEMI JOIN given_ids USING (text)"
    )
    connection.unregister("given_ids")


@dataclass(frozen=True, slots=True)
class _Where:
    """Conditions that all have to hold, with the values they name and what they say."""

    joins: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def add(self, condition: str, words: str, **values: object) -> None:
        self.conditions.append(condition)
        self.words.extend([words] if words else [])
        self.values.update(values)


def _ask_series(where: _Where, connection: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    for at, (kind, name) in enumerate(filters.named()):
        one = find_series(connection, kind, name)
        where.joins.append(_OF_SERIES.format(n=at))
        where.words.append(f"{one.kind} {one.label}")
        where.values.update({f"kind{at}": one.kind, f"id{at}": one.id})


def _ask_values(where: _Where, connection: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    for name, (column, word) in PLAIN_FIELDS.items():
        if getattr(filters, name):
            found = find_values(connection, name, getattr(filters, name))
            condition = f"{column} IN (SELECT unnest(${column}))"
            where.add(condition, f"{word} {' or '.join(found)}", **{column: found})


def _ask_days(where: _Where, filters: Filters, dating: Dating) -> None:
    """Ask for documents that cannot be of before or after a range of time."""
    where.add("published_confidence >= $sure", "", sure=dating.min_confidence)
    if dating.last_day:
        where.add("published <= $last", "", last=dating.last_day)
    if filters.since:
        where.add("published >= $since", "", since=filters.since)
    if filters.until:
        where.add(f"{_ENDS} <= $until", "", until=filters.until)
