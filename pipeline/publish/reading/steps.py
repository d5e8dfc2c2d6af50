"""Changes of level, and what moves lately: those that stand after correction."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from pipeline.publish.nouns import Step
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.standing import MAX_Q
from pipeline.publish.tables import Tables

MAX_STEPS = 20
"""Rows of each list."""
Month = tuple[str, dt.date, int]
"""Source, first day of a month, documents."""
Stretch = tuple[dt.date, dt.date]
"""First day, and the day after the last."""

_STANDS = f"q < {MAX_Q} AND (difference_low > 0 OR difference_high < 0)"
_CHANGES = f"""
    WITH c AS (
        SELECT *, coalesce(lag(period_start) OVER w, DATE '0001-01-01') AS since,
            coalesce(lead(period_start) OVER w, DATE '9999-12-31') AS until
        FROM changes WHERE granularity = ?
        WINDOW w AS (PARTITION BY kind, id ORDER BY period_start)
    )
    SELECT c.kind, c.id, left(c.label, {MAX_LABEL}), c.period_start, c.share_before, c.share_after,
        c.difference, c.difference_low, c.difference_high, c.q,
        coalesce(sum(t.n_documents) FILTER (t.period_start < c.period_start), 0)::BIGINT,
        coalesce(sum(t.n_documents) FILTER (t.period_start >= c.period_start), 0)::BIGINT,
        c.since, c.until
    FROM c LEFT JOIN trends t ON t.kind = c.kind AND t.id = c.id AND t.granularity = c.granularity
        AND t.period_start >= c.since AND t.period_start < c.until
    WHERE {_STANDS} GROUP BY ALL ORDER BY c.q, max(abs(c.difference)) DESC, 1, 2, 4 LIMIT ?
"""
_MOVERS = f"""
    SELECT kind, id, left(label, {MAX_LABEL}), since, share_before, share_recent, difference,
        difference_low, difference_high, q, n_before, n_recent
    FROM movers WHERE direction = ? AND {_STANDS}
    ORDER BY q, abs(difference) DESC, kind, id LIMIT ?
"""


def read_changes(tables: Tables, granularity: str) -> tuple[Step, ...]:
    """Return the changes of level that stand, the surest first."""
    months = source_months(tables)
    rows = tables.all(_CHANGES, granularity, MAX_STEPS)
    return tuple(
        dataclasses.replace(
            Step(*row[:12]), turnover=turnover(months, (row[12], row[3]), (row[3], row[13]))
        )
        for row in rows
    )


def read_movers(tables: Tables, direction: str) -> tuple[Step, ...]:
    """Return what is `emerging` or `fading` beyond chance, the surest first."""
    months = source_months(tables)
    steps = [Step(*row) for row in tables.all(_MOVERS, direction, MAX_STEPS)]
    return tuple(
        dataclasses.replace(step, turnover=turnover(months, *_sides(step))) for step in steps
    )


def _sides(step: Step) -> tuple[Stretch, Stretch]:
    return (dt.date.min, step.start), (step.start, dt.date.max)


def count_steps(tables: Tables, granularity: str) -> tuple[int, int]:
    """Return how many changes at a granularity and how many movers stand."""
    n_changes = f"SELECT count(*) FROM changes WHERE granularity = ? AND {_STANDS}"
    n_movers = f"SELECT count(*) FROM movers WHERE {_STANDS}"
    return tables.one(n_changes, granularity)[0], tables.one(n_movers)[0]


def turnover(months: Sequence[Month], one: Stretch, other: Stretch) -> float:
    """Return how far the mixes of sources in two stretches of time are apart.

    Half the sum of the absolute differences of their parts: 0 where both mixes are the same, 1
    where no source is in both.
    """
    sides: list[dict[str, int]] = [{}, {}]
    for source, month, n in months:
        for side, (start, end) in zip(sides, (one, other), strict=True):
            if start <= month < end:
                side[source] = side.get(source, 0) + n
    wholes = [sum(side.values()) for side in sides]
    if not all(wholes):
        return 0.0
    names = sorted({name for side in sides for name in side})
    parts = (
        [side.get(name, 0) / whole for side, whole in zip(sides, wholes, strict=True)]
        for name in names
    )
    return sum(abs(a - b) for a, b in parts) / 2


def source_months(tables: Tables) -> list[Month]:
    """Count dated documents by source and month."""
    return tables.all(
        "SELECT source_id, date_trunc('month', counted)::DATE, count(*) FROM documents "
        "WHERE counted IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
