"""A frame as a table for people: shares in percent, intervals in one column, periods by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.queries.output.gathering import UNTIL, gathered
from pipeline.queries.output.picture import Sides, ends, side_names
from pipeline.queries.output.plain import records
from pipeline.queries.output.words import number, percent, period_name, points

NAMES = {
    "n_documents": "documents",
    "n_documents_all": "of",
    "n_unassessed": "not assessed",
    "source_id": "source",
    "document_id": "document",
    "passage_id": "passage",
    "n_passages": "passages",
}
TECHNICAL = (
    *("weight", "weight_all", "weight_unassessed", "n_effective", "share_counted", "granularity"),
    *("is_open", "published_precision", "score", "section", "language"),
)
"""Columns that programs get and readers of a table do not miss."""
NAMING = ("kind", "id", "label", "variant", "series")
"""Columns left out where they say the same in every row: the title says it."""
EMPTY = ""
BLOCK = "█"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as text."""

    names: tuple[str, ...]
    are_numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]
    """Column of the frame that each comes from."""


@dataclass(frozen=True, slots=True)
class _Column:
    source: str
    name: str
    is_number: bool
    show: Callable[[Row], str]


def readable(frame: pd.DataFrame, bar: int = 0) -> Cells:
    """Return a frame as a reader wants it; runs of periods without documents are one row.

    Args:
        frame: Of any columns.
        bar: Shares by period get a bar of up to so many characters; 0: none.
    """
    names, rows = [str(name) for name in frame.columns], records(frame)
    shown = [name for name in names if _is_shown(name, names, rows)]
    sides = side_names(frame)
    columns = [column for name in shown for column in _column(name, names, rows, sides)]
    if bar and {"period_start", "share"} <= set(names):
        columns.append(_bar(rows, bar))
    return Cells(
        tuple(column.name for column in columns),
        tuple(column.is_number for column in columns),
        tuple(
            tuple(column.show(row) for column in columns)
            for row in (gathered(rows) if "period_start" in names else rows)
        ),
        tuple(column.source for column in columns),
    )


def _is_shown(name: str, names: Sequence[str], rows: Sequence[Row]) -> bool:
    if name in TECHNICAL or any(name in ends(other) for other in names):
        return False
    if name == "n_unassessed":
        return any(row[name] for row in rows)
    if name == "document_id":
        return "passage_id" not in names
    if name in NAMING:
        is_id = name in ("kind", "id") and "label" in names
        return not is_id and len({row[name] for row in rows}) > 1
    return True


def _column(name: str, names: Sequence[str], rows: Sequence[Row], sides: Sides) -> list[_Column]:
    if name == "period_start":
        return [_Column(name, "period", False, _period)]
    show, is_number = _shower(name, rows)
    title = _title(name, sides)
    found = [_Column(name, title, is_number, lambda row: show(row[name]))]
    if set(ends(name)) <= set(names):
        found.append(_Column(name, "95 % interval", True, lambda row: _span(row, name, show)))
    return found


def _bar(rows: Sequence[Row], width: int) -> _Column:
    highest = max((row["share"] or 0.0 for row in rows), default=0.0) or 1.0
    return _Column(
        "share", "", False, lambda row: BLOCK * round(width * (row["share"] or 0.0) / highest)
    )


def _title(name: str, sides: Sides) -> str:
    for end, side in zip(("_a", "_b"), sides, strict=True):
        base = name.removesuffix(end)
        if base != name:
            return f"{NAMES.get(base, base.replace('_', ' '))} {side}"
    return NAMES.get(name, name.replace("_", " "))


def _shower(name: str, rows: Sequence[Row]) -> tuple[Callable[[Any], str], bool]:
    if name.startswith("share"):
        return lambda value: EMPTY if value is None else percent(value), True
    if name.startswith("difference"):
        return lambda value: EMPTY if value is None else points(value), True
    if name in ("year", "decade"):
        return lambda value: "undated" if value is None else str(value), False
    values = [row[name] for row in rows if row[name] is not None]
    is_number = bool(values) and all(
        isinstance(value, (int, float)) and not isinstance(value, bool) for value in values
    )
    return (_number if is_number else _text), is_number


def _number(value: Any) -> str:
    return EMPTY if value is None else number(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return EMPTY if value is None else str(value)


def _span(row: Row, name: str, show: Callable[[Any], str]) -> str:
    low, high = (row[end] for end in ends(name))
    return EMPTY if low is None or high is None else f"{show(low)} to {show(high)}"


def _period(row: Row) -> str:
    start = row["period_start"]
    if start is None:
        return "undated"
    granularity = row.get("granularity") or "year"
    name = period_name(start, granularity)
    if row.get(UNTIL):
        return f"{name} to {period_name(row[UNTIL], granularity)}"
    return f"{name} (open)" if row.get("is_open") else name
