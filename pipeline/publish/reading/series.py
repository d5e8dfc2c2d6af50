"""Series with their points and slopes: a few queries for all of them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

from pipeline.publish.nouns import KIND_NAMES, Point, Series, Slope
from pipeline.publish.tables import Tables

SHOWN = {
    "theme": 60,
    "discipline": 30,
    "topic": 60,
    "country": 15,
    "region": 24,
    "organisation": 15,
    "programme": 15,
}
"""Charts and bars of the report end here; the tables of the snapshot hold the rest."""
OF_A_SORT = {"region": 8}
"""Of these how many of each sort at most, else those of one would crowd the others out: the UN, the
World Bank and texts divide the same world, and the largest parts of it are in most documents."""
MAX_POINTS = 60
MAX_LABEL = 120
"""Longer names are cut."""
_SERIES = f"""
    s.kind, s.id, left(s.label, {MAX_LABEL}), s.n_documents, coalesce(s.share, 0),
    coalesce(s.share_low, 0), coalesce(s.share_high, 0), coalesce(s.share_counted, s.share)
"""
_SORT = "CASE WHEN s.kind = 'region' THEN split_part(s.id, ':', 1) END"


def count_series(tables: Tables) -> dict[str, int]:
    """Return by kind how many series have documents."""
    sql = "SELECT kind, count(*) FROM series WHERE n_documents > 0 GROUP BY kind ORDER BY kind"
    return dict(tables.all(sql))


def read_series(tables: Tables, shown: str, tested: str) -> dict[str, tuple[Series, ...]]:
    """Return by kind the most frequent series, without their documents."""
    ranked: dict[str, tuple[Series, ...]] = {}
    for kind in KIND_NAMES:
        rows = tables.all(
            f"SELECT {_SERIES} FROM series s WHERE s.kind = ? AND s.n_documents > 0 "
            f"QUALIFY row_number() OVER (PARTITION BY {_SORT} ORDER BY s.share DESC, s.id) <= ? "
            "ORDER BY s.share DESC, s.id LIMIT ?",
            kind,
            OF_A_SORT.get(kind, SHOWN[kind]),
            SHOWN[kind],
        )
        ranked[kind] = tuple(Series(*row) for row in rows)
    every = [series for each in ranked.values() for series in each]
    filled = iter(_moving(tables, every, shown, tested))
    return {kind: tuple(next(filled) for _ in each) for kind, each in ranked.items()}


def read_others(tables: Tables, keys: Iterable[tuple[str, str]]) -> tuple[Series, ...]:
    """Return named series, for their documents alone."""
    tables.put("others", ("kind", "id"), sorted(set(keys)))
    rows = tables.all(f"SELECT {_SERIES} FROM series s JOIN others USING (kind, id) ORDER BY 1, 2")
    return tuple(Series(*row) for row in rows)


def _moving(tables: Tables, every: list[Series], shown: str, tested: str) -> list[Series]:
    tables.put("shown", ("kind", "id"), [(each.kind, each.id) for each in every])
    points, slopes = _points(tables, shown), _slopes(tables, tested)
    return [
        dataclasses.replace(
            each,
            points=tuple(points[each.kind, each.id][-MAX_POINTS:]),
            slope=slopes.get((each.kind, each.id, "all")),
            panel=slopes.get((each.kind, each.id, "panel")),
            weighted=slopes.get((each.kind, each.id, "poststratified")),
        )
        for each in every
    ]


def _points(tables: Tables, granularity: str) -> dict[tuple[str, str], list[Point]]:
    rows = tables.all(
        "SELECT kind, id, period_start, n_documents, n_documents_all, n_effective, share, "
        "share_low, share_high, is_open FROM trends JOIN shown USING (kind, id) "
        "WHERE granularity = ? ORDER BY kind, id, period_start",
        granularity,
    )
    found = defaultdict(list)
    for kind, id_, *point in rows:
        found[kind, id_].append(Point(*point))
    return found


def _slopes(tables: Tables, granularity: str) -> dict[tuple[str, str, str], Slope]:
    rows = tables.all(
        "SELECT kind, id, variant, n_periods, slope, slope_low, slope_high, q FROM slopes "
        "JOIN shown USING (kind, id) WHERE granularity = ?",
        granularity,
    )
    return {(kind, id_, variant): Slope(*slope) for kind, id_, variant, *slope in rows}
