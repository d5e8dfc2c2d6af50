"""The series that a question is about, as tables that trends can be counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipeline.errors import UsageError
from pipeline.queries.filters import EVERYTHING, Filters
from pipeline.queries.names import Series, find_series
from pipeline.queries.opening import KINDS
from pipeline.queries.population import keep_ids
from pipeline.queries.reading import Reading
from pipeline.trends import MIN_FAMILIES

TEXT = "text"
"""Kind of a series that a full-text query makes."""
LOADED, ROWS, NAMES = "loaded", "asked", "asked_names"
"""Temporary relations with the columns of series_documents, the first before it is looked at
whether only documents that count are asked for; and with kind, id and label."""

_COLUMNS = "kind, id, document_id, probability, counts"
_ALL = f"SELECT {_COLUMNS} FROM series_documents WHERE kind = $kind"
_ONE = f"{_ALL} AND id = $id"
_NARROW = (
    "SELECT document_id, probability, counts FROM series_documents WHERE kind = $kind AND id = $id"
)
_PART = (
    "SELECT document_id, probability, counts FROM series_documents "
    "WHERE kind = $kind{n} AND id = $id{n}"
)
_PART_FOUND = "SELECT document_id, 1.0 AS probability, TRUE AS counts FROM found"
_FOUND = f"SELECT '{TEXT}' AS kind, $id AS id, * FROM ({_PART_FOUND})"
_TOGETHER = (
    "SELECT $kind AS kind, $id AS id, document_id, product(probability) AS probability, "
    "bool_and(counts) AS counts FROM ({parts}) GROUP BY document_id HAVING count(*) = $parts"
)
"""The probability of all is that of independent ones, given the text."""
_AS_TAGGED = f"FROM {LOADED}"
_AS_COUNTED = f"SELECT * REPLACE (1.0::DOUBLE AS probability) FROM {LOADED} WHERE counts"
_EVERY = "SELECT kind, id, label FROM names WHERE kind = $kind"
_THIS = "SELECT $kind, $id, $label"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which series, among which documents."""

    kind: str
    """One of KINDS, or TEXT."""
    id: str = ""
    """Id, label or name of a series, a full-text query where kind is TEXT; empty: all series of
    the kind."""
    filters: Filters = EVERYTHING
    joint: bool = False
    """The series is: documents that have this *and* all series and the text that the filters
    name, as a share of the documents that the rest of the filters leaves."""
    counted: bool = False
    """Only documents that count outright, each as one: what a fixed rule finds, not the best
    estimate of how many there are."""

    @property
    def among(self) -> Filters:
        """What restricts the documents that shares are of."""
        if not self.joint:
            return self.filters
        return self.filters.without_series()


def load_series(reading: Reading, question: Question) -> tuple[Series, ...]:
    """Write the series asked for to ROWS and NAMES; return them, none where all of a kind are.

    Raises:
        UsageError: A name is unknown or means several; names the nearest.
    """
    connection = reading.connection
    parts = series_of(connection, question)
    for one in parts:
        if one.kind == TEXT:
            keep_ids(connection, "found", reading.find(one.id))
    if not parts:
        _make(connection, _ALL, kind=question.kind)
        _name(connection, _EVERY, kind=question.kind)
    elif len(parts) == 1:
        _load_one(reading, parts[0])
    else:
        parts = [_load_joint(connection, parts)]
    chosen = _AS_COUNTED if question.counted else _AS_TAGGED
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {ROWS} AS {chosen}")
    return tuple(parts)


def keep_frequent(connection: duckdb.DuckDBPyConnection, kind: str, documents: str) -> None:
    """Leave in NAMES the series that enough families of some documents count for."""
    connection.execute(
        f"DELETE FROM {NAMES} WHERE id NOT IN (SELECT id FROM {ROWS} JOIN {documents} "
        "USING (document_id) WHERE counts GROUP BY id HAVING count(*) FILTER (family_weight = 1) "
        "+ count(DISTINCT family_id) FILTER (family_weight < 1) >= $least)",
        {"least": MIN_FAMILIES.get(kind, 1)},
    )


def series_of(connection: duckdb.DuckDBPyConnection, question: Question) -> list[Series]:
    """Return the series asked for; several where the question is joint, none where it is of all.

    Raises:
        UsageError: A name is unknown or means several; names the nearest.
    """
    named = [(question.kind, question.id)] if question.id else []
    if question.kind not in (*KINDS, TEXT):
        raise UsageError(f"{question.kind}: no such kind; there are {', '.join((*KINDS, TEXT))}")
    if question.kind == TEXT and not question.id.strip():
        raise UsageError("no text to look for; give words, or a phrase in quotes")
    if question.joint:
        words = question.filters.text.strip()
        named += [*question.filters.named(), *([(TEXT, words)] if words else [])]
    found = [
        Series(TEXT, name, name) if kind == TEXT else find_series(connection, kind, name)
        for kind, name in named
    ]
    return list(dict.fromkeys(found))


def _load_one(reading: Reading, one: Series) -> None:
    connection, values = reading.connection, {"kind": one.kind, "id": one.id}
    kept = "" if one.kind == TEXT else _held(reading, values)
    if kept:
        kind, id_ = (value.replace("'", "''") for value in (one.kind, one.id))
        constant = f"SELECT '{kind}' AS kind, '{id_}' AS id, * FROM {kept}"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {LOADED} AS {constant}")
    elif one.kind == TEXT:
        _make(connection, _FOUND, id=one.id)
    else:
        _make(connection, _ONE, **values)
    _name(connection, _THIS, kind=one.kind, id=one.id, label=one.label)


def _held(reading: Reading, values: dict[str, str]) -> str:
    """Return where a series' document_id, probability and counts are at hand; empty: nowhere."""
    if not reading.rows:
        return reading.kept.table(reading.connection, _NARROW, values)
    number = f"SELECT number FROM {reading.rows}.series WHERE kind = $kind AND id = $id"
    ((found,),) = reading.connection.execute(number, values).fetchall()
    columns = "document_id, probability, counts"
    return f"(SELECT {columns} FROM {reading.rows}.rows WHERE number = {found})"


def _load_joint(connection: duckdb.DuckDBPyConnection, parts: Sequence[Series]) -> Series:
    names = (" + ".join(getattr(one, name) for one in parts) for name in ("id", "label"))
    whole = Series(parts[0].kind, *names)
    values: dict[str, object] = {"kind": whole.kind, "id": whole.id, "parts": len(parts)}
    pieces = []
    for at, one in enumerate(parts):
        pieces.append(_PART_FOUND if one.kind == TEXT else _PART.format(n=at))
        if one.kind != TEXT:
            values |= {f"kind{at}": one.kind, f"id{at}": one.id}
    _make(connection, _TOGETHER.format(parts=" UNION ALL ".join(pieces)), **values)
    _name(connection, _THIS, kind=whole.kind, id=whole.id, label=whole.label)
    return whole


def _make(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {LOADED} AS {sql}", values)


def _name(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> None:
    columns = "(kind, id, label)"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {NAMES}{columns} AS {sql}", values)
