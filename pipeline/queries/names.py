"""From the names that people use to the series of a snapshot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipeline.errors import UsageError
from pipeline.queries.opening import KINDS
from pipeline.snapshots.regions import REGIONS

SUGGESTED = 5
"""Most names given in an error."""
NEAR = 0.8
"""Jaro-Winkler similarity, 0 to 1, from which on a name may be a slip of the pen for another:
"heritige" has 0.95 with "heritage", "sweden" has 0.73 with "sudan"."""
DOMINANT = 0.8
"""Part of its mentions that a wording must have in one entity to stand for it: "UK" nearly always
names the United Kingdom, "the Council" many things."""
SHOWN = 80
"""Characters of a name given that an error repeats at most."""
NAMED = ("country", "region", "organisation", "programme")
"""Kinds that texts name."""

_SET_UP = (
    # what is compared of a name: letters and digits, small, without accents and "the"
    "CREATE MACRO plain(x) AS regexp_replace(trim(regexp_replace(lower(strip_accents(x)), "
    r"'[^\p{L}\p{N}]+', ' ', 'g')), '^the ', '')",
    "CREATE TABLE names AS SELECT kind, id, label, n_documents, plain(label) AS plain, "
    "lower(CASE WHEN starts_with(id, kind || ':') THEN substr(id, len(kind) + 2) ELSE id END) "
    "AS code FROM series",
)
_BY_ID = "SELECT kind, id, label FROM names WHERE kind = $kind AND code = lower($name)"
_EXACTLY = (
    "SELECT kind, id, label FROM names WHERE kind = $kind "
    "AND (code = lower($name) OR plain = plain($name) AND plain <> '') "
    "ORDER BY code = lower($name) DESC, label = $name DESC, n_documents DESC, id LIMIT 1"
)
_BY_LINK = (
    "SELECT kind, names.id, label FROM entity_links JOIN names ON id = entity_id "
    "WHERE kind = $kind AND lower(local_id) IN (lower($name), lower($kind || ':' || $name))"
)
"""By an id that the entity once had, or that single documents give it."""
_BY_ANALYST = (
    "SELECT DISTINCT names.kind, names.id, label FROM (SELECT coalesce(d.target, d.subject) AS "
    "given FROM entity_decisions d WHERE state = 'counts' AND plain(d.name) = plain($name)) "
    "LEFT JOIN entity_links ON local_id = given "
    "JOIN names ON names.id = coalesce(entity_id, given) "
    "WHERE names.kind = $kind AND plain($name) <> '' ORDER BY ALL LIMIT $most"
)
"""By a name that an analyst gave it."""
_ROLLED_UP = (
    "SELECT DISTINCT names.kind, names.id, names.label FROM names JOIN ({regions}) AS region "
    "USING (id) WHERE names.kind = 'region' AND (names.id = lower($name) OR plain(names.label) = "
    "plain($name) OR plain(region.name) = plain($name) AND plain($name) <> '') "
    "ORDER BY ALL LIMIT $most"
)
"""By the name of a region of the United Nations or the World Bank: the documents of its countries.
"""
_AS_WRITTEN = (
    "SELECT kind, id, label FROM (SELECT entity_id AS id, count(*) AS n FROM mentions "
    "WHERE type = $kind AND lower(text) = lower($name) AND inside IS NULL GROUP BY 1 "
    "QUALIFY n >= $dominant * sum(n) OVER ()) JOIN names USING (id) WHERE kind = $kind"
)
_BY_WORDS = (
    "SELECT kind, id, label FROM names WHERE kind = $kind AND plain($name) <> '' "
    "AND list_has_all(string_split(plain, ' '), string_split(plain($name), ' ')) "
    "ORDER BY n_documents DESC, id LIMIT $most"
)
_NEAR = (
    "SELECT kind, id, label FROM (SELECT *, greatest(jaro_winkler_similarity(plain, plain($name)), "
    "jaro_winkler_similarity(code, lower($name))) AS likeness FROM names WHERE kind = $kind) "
    "WHERE likeness >= $near ORDER BY likeness DESC, n_documents DESC, id LIMIT $most"
)
_ELSEWHERE = (
    "SELECT kind, id, label FROM names WHERE kind <> $kind AND plain = plain($name) "
    "AND plain <> '' ORDER BY n_documents DESC, id LIMIT $most"
)
"""What is called so, but of another kind: the European Union is no region but an organisation."""
_FIRST = (
    "SELECT kind, id, label FROM names WHERE kind = $kind ORDER BY n_documents DESC, id LIMIT $most"
)


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted: a theme, a country, ..."""

    kind: str
    """One of KINDS, or `text`: what a full-text query finds."""
    id: str
    label: str


def set_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the names of all series; needed once before `find_series`."""
    for sql in _SET_UP:
        connection.execute(sql)


def find_series(connection: duckdb.DuckDBPyConnection, kind: str, name: str) -> Series:
    """Return the series that a name means.

    Taken are, in this order: its id, with or without the kind before a colon; its label, in any
    case and accents; of countries the code of two letters; a name that an analyst gave it; an id
    that it once had; instead of a country, or as a region, one of the United Nations or the World
    Bank; a wording by which texts nearly always mean it ("the UK"); words that only one label
    holds.

    Returns:
        The series; its kind is another than the one asked for only where a region stands for its
        countries.

    Raises:
        UsageError: There is none, or there are several; names them, or the nearest.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    # what a shell hands over as broken bytes must not reach the database as half characters
    given = " ".join(name.encode("utf-8", "replace").decode().split())
    wanted = re.sub(f"^({kind}:|the )", "", given, flags=re.IGNORECASE)
    found = _found(connection, kind, wanted)
    if len(found) == 1:
        return found[0]
    raise UsageError(_unclear(connection, kind, wanted, found))


def namesakes(connection: duckdb.DuckDBPyConnection, series: Series) -> list[Series]:
    """Return the regions of the UN and the World Bank that go by the name of one in texts."""
    if not series.id.startswith("region:"):
        return []
    regions = _ROLLED_UP.format(regions=REGIONS)
    return _rows(connection, regions, name=series.label, most=SUGGESTED)


def _found(connection: duckdb.DuckDBPyConnection, kind: str, name: str) -> list[Series]:
    """Return one series, several that a name may mean, or none."""
    asked = {"kind": kind, "name": name}
    found = _rows(connection, _BY_ID, **asked) or _rows(connection, _EXACTLY, **asked)
    if not found and kind == "country":
        found = _by_code(connection, name)
    if not found and kind in NAMED:
        found = _named_otherwise(connection, kind, name)
    return found or _rows(connection, _BY_WORDS, **asked, most=SUGGESTED)


def _named_otherwise(connection: duckdb.DuckDBPyConnection, kind: str, name: str) -> list[Series]:
    """Return what a name, which is no label, stands for by decision, by law or by usage."""
    asked = {"kind": kind, "name": name}
    found = _rows(connection, _BY_ANALYST, **asked, most=SUGGESTED)
    found = found or _rows(connection, _BY_LINK, **asked)
    if not found and kind in ("country", "region"):
        regions = _ROLLED_UP.format(regions=REGIONS)
        found = _rows(connection, regions, name=name, most=SUGGESTED)
    return found or _rows(connection, _AS_WRITTEN, **asked, dominant=DOMINANT)


def _by_code(connection: duckdb.DuckDBPyConnection, code: str) -> list[Series]:
    """Return the country of an ISO 3166-1 alpha-2 code, or of one that is common for it (UK)."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    two = aliases.get(code.upper(), [code.upper()])[0] if len(code) == len("SG") else None
    three = [long for long, short in aliases.items() if short == [two] and long.isalpha()]
    sql = (
        "SELECT kind, id, label FROM names WHERE kind = 'country' AND upper(code) IN (SELECT "
        "unnest($codes)) ORDER BY n_documents DESC, id LIMIT 1"
    )
    return _rows(connection, sql, codes=three)


def _unclear(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, several: Sequence[Series]
) -> str:
    shown = name if len(name) <= SHOWN else f"{name[:SHOWN]}..."
    if several:
        return f"{shown}: means more than one {kind} of this snapshot; name one: {listed(several)}"
    others = _rows(connection, _ELSEWHERE, kind=kind, name=name, most=SUGGESTED)
    if others:
        found = ", ".join(f"{one.kind} {one.id}" for one in others)
        return f"{shown}: no {kind} of this snapshot, but there is {found}"
    near = _rows(connection, _NEAR, kind=kind, name=name, near=NEAR, most=SUGGESTED)
    if near:
        return f"{shown}: no {kind} of this snapshot; did you mean: {listed(near)}"
    first = _rows(connection, _FIRST, kind=kind, most=SUGGESTED)
    most = f"the most frequent are: {listed(first)}" if first else "it has none of that kind"
    return f"{shown}: no {kind} of this snapshot; {most}"


def listed(series: Sequence[Series]) -> str:
    """Return ids and labels on one line."""
    return ", ".join(f"{one.id} ({one.label})" for one in series)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[Series]:
    return [Series(*row) for row in connection.execute(sql, values).fetchall()]
