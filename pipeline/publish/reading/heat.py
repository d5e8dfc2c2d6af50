"""How often the documents that name a country have a theme."""

from __future__ import annotations

import math

from pipeline.publish.nouns import Cell, HeatMap, Series
from pipeline.publish.tables import Tables

HEAT_ROWS, HEAT_COLUMNS = 14, 14
Z_95 = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""

_BOTH = """
    SELECT c.id, t.id, count(*), sum(d.family_weight ORDER BY d.document_id)
    FROM series_documents c JOIN heat h ON h.kind = c.kind AND h.id = c.id
    JOIN series_documents t USING (document_id) JOIN heat g ON g.kind = t.kind AND g.id = t.id
    JOIN documents d USING (document_id)
    WHERE c.kind = 'country' AND t.kind = 'theme' AND c.counts AND t.counts GROUP BY 1, 2
"""
_WHOLE = """
    SELECT id, sum(weight ORDER BY family_id), sum(weight ** 2 ORDER BY family_id) FROM (
        SELECT c.id, d.family_id, sum(d.family_weight ORDER BY d.document_id) AS weight
        FROM series_documents c JOIN heat h USING (kind, id) JOIN documents d USING (document_id)
        WHERE c.kind = 'country' AND c.counts GROUP BY ALL
    ) GROUP BY id
"""


def read_heat(tables: Tables, countries: tuple[Series, ...], themes: tuple[Series, ...]) -> HeatMap:
    """Cross the most frequent countries with the most frequent themes."""
    rows, columns = countries[:HEAT_ROWS], themes[:HEAT_COLUMNS]
    tables.put("heat", ("kind", "id"), [(each.kind, each.id) for each in (*rows, *columns)])
    found = {(country, theme): (n, weight) for country, theme, n, weight in tables.all(_BOTH)}
    wholes = {id_: (weight, weight**2 / squares) for id_, weight, squares in tables.all(_WHOLE)}
    cells = tuple(
        tuple(
            _cell(*found.get((row.id, column.id), (0, 0.0)), *wholes[row.id]) for column in columns
        )
        for row in rows
    )
    return HeatMap(rows, columns, cells)


def _cell(n: int, weight: float, whole: float, n_effective: float) -> Cell:
    share = min(1.0, weight / whole)
    return Cell(n, share, *wilson(share, n_effective))


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the ends of the 95 % score interval of a share (Wilson 1927); n is above 0."""
    wide = Z_95**2 / n
    centre = (share + wide / 2) / (1 + wide)
    half = Z_95 / (1 + wide) * math.sqrt(share * (1 - share) / n + wide / (4 * n))
    return max(0.0, centre - half), min(1.0, centre + half)
