"""From the names that people use to the sources, languages and media types of a snapshot."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

import duckdb

from pipeline.errors import UsageError
from pipeline.queries.filters import PLAIN_FIELDS

CLOSE = 0.6
"""Likeness by difflib from which on a name may be a slip of the pen for another: "courrier" has
0.93 with "courier", "english" 0.57 with "danish"."""
MOST = 8
"""Most values listed in an error."""


def find_values(
    connection: duckdb.DuckDBPyConnection, field: str, names: tuple[str, ...]
) -> list[str]:
    """Return the values that documents have for names given by a person.

    Args:
        connection: With the tables `sources` and `corpus`.
        field: sources, languages or media_types.
        names: In any case; sources by id or name, languages by code or English name, media types
            also by what follows the slash.

    Raises:
        UsageError: No document has it; names the nearest, or what there is.
    """
    known = _READ[field](connection)
    return [value for name in names for value in _find(field, name, known)]


def _find(field: str, name: str, known: Mapping[str, list[str]]) -> list[str]:
    wanted = name.strip().casefold()
    if wanted in known:
        return known[wanted]
    word = PLAIN_FIELDS[field][1]
    close = difflib.get_close_matches(wanted, list(known), n=MOST, cutoff=CLOSE)
    values = sorted({value for key in close or known for value in known[key]})
    says = "did you mean" if close else "there are"
    more = ", ..." if len(values) > MOST else ""
    listed = (", ".join(values[:MOST]) + more) or "none"
    raise UsageError(f"{name}: no document has that {word}; {says}: {listed}")


def _sources(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    rows = connection.execute("SELECT source_id, name FROM sources ORDER BY 1").fetchall()
    by_name = {(name or id_).casefold(): [id_] for id_, name in rows}
    return by_name | {id_.casefold(): [id_] for id_, _ in rows}


def _languages(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    from babel import Locale

    names = Locale("en").languages
    codes = _distinct(connection, "language")
    return {names.get(code, code).casefold(): [code] for code in codes} | {c: [c] for c in codes}


def _media_types(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for value in _distinct(connection, "media_type"):
        bare = value.partition(";")[0].strip().casefold()
        for key in dict.fromkeys((value.casefold(), bare, bare.rpartition("/")[2])):
            known.setdefault(key, []).append(value)
    return known


def _distinct(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    sql = f"SELECT DISTINCT {column} FROM corpus WHERE {column} IS NOT NULL ORDER BY 1"
    return [str(value) for (value,) in connection.execute(sql).fetchall()]


_READ: dict[str, Callable[[duckdb.DuckDBPyConnection], dict[str, list[str]]]] = {
    "sources": _sources,
    "languages": _languages,
    "media_types": _media_types,
}
