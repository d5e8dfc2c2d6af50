"""What is met together more often, or less, than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import noting
from pipeline.queries.association import association, corrected
from pipeline.queries.filters import EVERYTHING, Filters
from pipeline.queries.names import Series, find_series
from pipeline.queries.opening import KINDS, frame
from pipeline.queries.population import Population, select
from pipeline.queries.reading import Reading
from pipeline.snapshots.regions import REGIONS
from pipeline.trends.columns import LACKS_SEPARATOR, NEEDS

COOCCURRENCE = {
    "kind_a": "Kind of the first series",
    "id_a": "Its id",
    "label_a": "Its name for readers",
    "kind_b": "Kind of the second series",
    "id_b": "Its id",
    "label_b": "Its name for readers",
    "n_documents": "Documents that count for both",
    "n_documents_a": "Documents that count for the first",
    "n_documents_b": "Documents that count for the second",
    "n_documents_all": "Documents assessed for both kinds: what all the others are among",
    "weight": "Sum of the family weights of the documents that count for both",
    "expected": "What it would be if the two had nothing to do with each other",
    "lift": "weight / expected: 1 is chance, 2 twice as often",
    "lift_low": "Lower end of its 95 % interval",
    "lift_high": "Upper end",
    "p": "Two-sided p of lift 1",
    "q": "p after Benjamini and Hochberg over all pairs of the two kinds",
}
"""Columns of what `Snapshot.cooccurrence` returns."""

STRATA = {
    "": "''",
    "source": "source_id",
    "decade": "coalesce(year(published) // 10 * 10, 0)::VARCHAR",
    "language": "language",
}
"""Within what chance is reckoned, with its SQL."""
LEAST = 5
"""Pairs are listed that this many documents have, or would be expected to."""
MOST_PAIRS = 4_000_000
"""Possible pairs from which on only those met are looked at: the others are names met rarely."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What is held against what."""

    kind_a: str
    kind_b: str
    id_a: str = ""
    """Empty: all of the kind."""
    id_b: str = ""
    within: str = ""
    """One of STRATA: chance is reckoned in each source, ... by itself and added up, so that two
    things do not seem to go together because one source is full of both."""
    least: int = LEAST
    filters: Filters = EVERYTHING

    @property
    def kinds(self) -> tuple[str, str]:
        """Return both kinds."""
        return self.kind_a, self.kind_b


def cooccurrence(reading: Reading, pairing: Pairing) -> pd.DataFrame:
    """Return pairs of series with lift; see `Snapshot.cooccurrence`."""
    _check(pairing)
    named = _named(reading.connection, pairing)
    kinds = [one.kind if one else kind for one, kind in zip(named, pairing.kinds, strict=True)]
    pairing = replace(pairing, kind_a=kinds[0], kind_b=kinds[1])
    among = select(reading, pairing.filters)
    n_left = _load(reading.connection, pairing, named, among)
    pairs, n_possible = _pairs(reading.connection, pairing, named)
    found = association(pairs).assign(kind_a=pairing.kind_a, kind_b=pairing.kind_b)
    found = found.assign(q=corrected(found["p"].to_numpy(np.float64), n_possible))
    found = found.sort_values(["q", "p", "id_a", "id_b"], ignore_index=True)[list(COOCCURRENCE)]
    what = " and ".join(
        f"{kind} {one.label}" if one else f"every {kind}"
        for kind, one in zip(pairing.kinds, named, strict=True)
    )
    return noting.tell(
        found,
        f"{what} together{among.among}{_within(pairing)}",
        _notes(pairing, found, n_possible, n_left),
        noting.cite(reading.folder, f"{what} together{among.among}{_within(pairing)}"),
    )


def _check(pairing: Pairing) -> None:
    for kind in pairing.kinds:
        if kind not in KINDS:
            raise UsageError(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    if pairing.within not in STRATA:
        known = ", ".join(filter(None, STRATA))
        raise UsageError(f"{pairing.within}: chance is reckoned within {known}, or all at once")


def _named(
    connection: duckdb.DuckDBPyConnection, pairing: Pairing
) -> tuple[Series | None, Series | None]:
    first, second = (
        find_series(connection, kind, id_) if id_ else None
        for kind, id_ in zip(pairing.kinds, (pairing.id_a, pairing.id_b), strict=True)
    )
    if first and first == second:
        raise UsageError(f"{first.label}: goes together with itself always; name two series")
    return first, second


def _load(
    connection: duckdb.DuckDBPyConnection,
    pairing: Pairing,
    named: tuple[Series | None, Series | None],
    among: Population,
) -> int:
    """Write documents assessed for both kinds, and what they have; return how many are left out."""
    needs = sorted({NEEDS[kind] for kind in pairing.kinds if kind in NEEDS})
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE assessed AS SELECT document_id, family_id, "
        f"family_weight AS w, {STRATA[pairing.within]} AS stratum FROM {among.table} WHERE NOT "
        f"list_has_any(string_split(coalesce(lacks, ''), '{LACKS_SEPARATOR}'), $needs)",
        {"needs": needs or ["nothing"]},
    )
    for name, kind, one in zip(("first", "second"), pairing.kinds, named, strict=True):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT id, document_id, w, stratum "
            "FROM series_documents JOIN assessed USING (document_id) WHERE kind = $kind AND counts "
            "AND ($id IS NULL OR id = $id) QUALIFY count(*) OVER (PARTITION BY id) >= $least",
            {"kind": kind, "id": one.id if one else None, "least": 1 if one else pairing.least},
        )
    connection.execute(_KIN.format(regions=REGIONS))
    sql = f"SELECT (SELECT count(*) FROM {among.table}) - (SELECT count(*) FROM assessed)"
    return int(connection.execute(sql).fetchall()[0][0])


_KIN = (
    "CREATE OR REPLACE TEMP TABLE kin AS WITH member AS (SELECT id, country FROM ({regions}) "
    "UNION SELECT country, country FROM ({regions})) SELECT DISTINCT a.id AS id_a, b.id AS id_b "
    "FROM member a JOIN member b USING (country) WHERE a.id <> b.id"
)
"""Regions and their countries, and regions that share some: they go together by definition."""
_SCALE = (
    "(SELECT sum(w) / sum(w * w) AS scale, sum(n)::BIGINT AS n "
    "FROM (SELECT sum(w) AS w, count(*) AS n FROM assessed GROUP BY family_id, "
    "CASE WHEN w = 1 THEN document_id END))"
)
_PAIRS = """
WITH scale AS {scale},
whole AS (SELECT stratum, sum(w) AS w FROM assessed GROUP BY 1),
a AS (SELECT id, stratum, sum(w) AS w FROM first GROUP BY 1, 2),
b AS (SELECT id, stratum, sum(w) AS w FROM second GROUP BY 1, 2),
met AS (SELECT f.id AS id_a, s.id AS id_b, f.stratum, count(*) AS n, sum(f.w) AS w
    FROM first f JOIN second s USING (document_id) WHERE {different} GROUP BY ALL),
cells AS (SELECT a.id AS id_a, b.id AS id_b, scale, coalesce(met.n, 0) AS n,
        coalesce(met.w, 0) AS o, a.w AS a, b.w AS b, whole.w AS t
    FROM a JOIN b USING (stratum) JOIN whole USING (stratum) CROSS JOIN scale
    {join} met ON met.id_a = a.id AND met.id_b = b.id AND met.stratum = a.stratum
    WHERE {apart} AND NOT EXISTS (FROM kin k WHERE k.id_a = a.id AND k.id_b = b.id)),
found AS (SELECT id_a, id_b, any_value(scale) AS scale, sum(n)::BIGINT AS n_documents,
        sum(o) AS weight, sum(a * b / t) AS expected,
        sum(scale * a * b / t * (t - a) / t * (t - b) / greatest(t - 1 / scale, 1e-9)) AS variance,
        sum(scale * least(a, b)) AS most,
        sum(1 / (1 / (scale * o + 0.5) + 1 / (scale * greatest(a - o, 0) + 0.5)
            + 1 / (scale * greatest(b - o, 0) + 0.5)
            + 1 / (scale * greatest(t - a - b + o, 0) + 0.5))) AS spread
    FROM cells GROUP BY 1, 2 HAVING n_documents >= $least OR expected >= $least)
SELECT found.*, x.label AS label_a, y.label AS label_b, n_a AS n_documents_a,
    n_b AS n_documents_b, (SELECT n FROM scale) AS n_documents_all
FROM found
JOIN (SELECT id AS id_a, count(*) AS n_a FROM first GROUP BY 1) USING (id_a)
JOIN (SELECT id AS id_b, count(*) AS n_b FROM second GROUP BY 1) USING (id_b)
JOIN names x ON x.kind = $kind_a AND x.id = id_a JOIN names y ON y.kind = $kind_b AND y.id = id_b
"""


def _pairs(
    connection: duckdb.DuckDBPyConnection,
    pairing: Pairing,
    named: tuple[Series | None, Series | None],
) -> tuple[pd.DataFrame, int]:
    """Return the pairs worth listing, and how many there could be."""
    is_same = pairing.kind_a == pairing.kind_b
    halved = is_same and not any(named)
    apart = {"f.id < s.id": halved, "f.id <> s.id": is_same and not halved}
    different = next((sql for sql, holds in apart.items() if holds), "TRUE")
    counts = (
        "SELECT (SELECT count(DISTINCT id) FROM first), (SELECT count(DISTINCT id) FROM second)"
    )
    n_a, n_b = connection.execute(counts).fetchall()[0]
    n_possible = n_a * (n_a - 1) // 2 if halved else n_a * n_b
    sql = _PAIRS.format(
        scale=_SCALE,
        different=different,
        join="LEFT JOIN" if n_possible <= MOST_PAIRS else "JOIN",
        apart=different.replace("f.id", "a.id").replace("s.id", "b.id"),
    )
    least = 0 if all(named) else pairing.least
    asked = {"least": least, "kind_a": pairing.kind_a, "kind_b": pairing.kind_b}
    return frame(connection, sql, asked), int(n_possible)


def _within(pairing: Pairing) -> str:
    return f", chance reckoned within each {pairing.within}" if pairing.within else ""


def _notes(pairing: Pairing, found: pd.DataFrame, n_possible: int, n_left: int) -> list[str]:
    notes = []
    if n_left:
        notes.append(f"{n_left:,} documents could not be assessed for both, and are left out")
    if len(found) < n_possible:
        notes.append(
            f"{len(found):,} of {n_possible:,} pairs are listed: those that {pairing.least} or "
            "more documents have, or would be expected to; q is over all"
        )
    if "region" in pairing.kinds and set(pairing.kinds) <= {"region", "country"}:
        notes.append("left out: regions with their own countries, and regions that share some")
    if found.empty:
        notes.append("none: too few documents within these filters have either")
    return notes
