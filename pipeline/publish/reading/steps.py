"""Changes of level, and what moves lately: those that stand after correction."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from pipeline.publish.nouns import Step
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.standing import MAX_Q
from pipeline.publish.tables import Tables

MAX_STEPS = {"theme": 10, "discipline": 4, "topic": 6, "country": 4, "organisation": 4}
"""Rows of each list by kind, so that many names do not hide the themes; kinds in this order."""
MAX_ELSE = 2
Month = tuple[str, dt.date, int]
"""Source, first day of a month, documents."""
Stretch = tuple[dt.date, dt.date]
"""First day, and the day after the last."""


def _by_kind(values: Mapping[str, int], otherwise: int) -> str:
    """Return SQL that gives each kind its number."""
    cases = " ".join(f"WHEN '{kind}' THEN {value}" for kind, value in values.items())
    return f"CASE kind {cases} ELSE {otherwise} END"


_MOST = _by_kind(MAX_STEPS, MAX_ELSE)
_ORDER = _by_kind({kind: at for at, kind in enumerate(MAX_STEPS)}, len(MAX_STEPS))
SAME = 0.001
"""How far a share may be from the mean over the stretch that it is told of: a change that the
table does not hold may have ended that stretch."""


def _same(share: str, side: str) -> str:
    """Return SQL that tells whether a share is the mean over the periods of its side."""
    periods = f"FILTER (day {side} period_start)"
    return f"abs(sum(share * e) {periods} / sum(e) {periods} - {share}) < {SAME}"


_STANDS = f"q < {MAX_Q} AND (difference_low > 0 OR difference_high < 0)"
_CHANGES = f"""
    WITH c AS (
        SELECT *, coalesce(lag(period_start) OVER w, DATE '0001-01-01') AS since,
            coalesce(lead(period_start) OVER w, DATE '9999-12-31') AS until
        FROM changes WHERE granularity = ?
        WINDOW w AS (PARTITION BY kind, id ORDER BY period_start)
    )
    SELECT kind, id, left(label, {MAX_LABEL}), period_start, share_before, share_after,
        difference, difference_low, difference_high, q,
        CASE WHEN {_same("share_before", "<")} THEN sum(n) FILTER (day < period_start)::BIGINT END,
        CASE WHEN {_same("share_after", ">=")} THEN sum(n) FILTER (day >= period_start)::BIGINT END,
        since, until,
        row_number() OVER (PARTITION BY kind ORDER BY q, abs(difference) DESC, id, period_start)
            AS rank
    FROM c LEFT JOIN (SELECT kind AS k, id AS i, granularity AS g, period_start AS day,
        n_documents AS n, share, n_effective AS e FROM trends WHERE NOT is_open
        AND share IS NOT NULL) ON k = kind AND i = id AND g = granularity
        AND day >= since AND day < until
    WHERE {_STANDS} GROUP BY kind, id, label, period_start, share_before, share_after, difference,
        difference_low, difference_high, q, since, until
    QUALIFY rank <= {_MOST} ORDER BY {_ORDER}, kind, rank
"""
_MOVERS = f"""
    SELECT kind, id, left(label, {MAX_LABEL}), since, share_before, share_recent, difference,
        difference_low, difference_high, q, n_before, n_recent,
        row_number() OVER (PARTITION BY kind ORDER BY q, abs(difference) DESC, id) AS rank
    FROM movers WHERE direction = ? AND {_STANDS}
    QUALIFY rank <= {_MOST} ORDER BY {_ORDER}, kind, rank
"""


def read_changes(tables: Tables, granularity: str) -> tuple[Step, ...]:
    """Return the changes of level that stand, the surest of each kind first."""
    months = source_months(tables)
    rows = tables.all(_CHANGES, granularity)
    return tuple(
        dataclasses.replace(step, turnover=turnover(months, *_sides(step)))
        for step in (Step(*row[:14]) for row in rows)
    )


def read_movers(tables: Tables, direction: str) -> tuple[Step, ...]:
    """Return what is `emerging` or `fading` beyond chance, the surest of each kind first."""
    months = source_months(tables)
    steps = [Step(*row[:12]) for row in tables.all(_MOVERS, direction)]
    return tuple(
        dataclasses.replace(step, turnover=turnover(months, *_sides(step))) for step in steps
    )


def _sides(step: Step) -> tuple[Stretch, Stretch]:
    return (step.since, step.start), (step.start, step.until)


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
