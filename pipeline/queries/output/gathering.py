"""Runs of periods without any document, told in one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

Row = dict[str, Any]

UNTIL = "until"
"""Start of the last period of a run; only rows that stand for several periods have it."""
SHORTEST = 3
"""Shorter runs are listed period by period."""


TIMES = ("period_start", "year", "decade")
"""Columns that say which period a row is of."""


def gathered(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, runs of SHORTEST or more empty periods of one series as one row."""
    time = next((name for name in TIMES if rows and name in rows[0]), None)
    if time is None:
        return list(rows)
    found: list[Row] = []
    for (is_empty, *_), run in groupby(rows, key=_kind):
        listed = list(run)
        if is_empty and len(listed) >= SHORTEST:
            found.append({**listed[0], UNTIL: listed[-1][time]})
        else:
            found += listed
    return found


def _kind(row: Row) -> tuple[Any, ...]:
    is_empty = row.get("n_documents_all") == 0 and not row.get("is_open")
    return (is_empty, *(row.get(name) for name in ("kind", "id", "variant", "series")))
