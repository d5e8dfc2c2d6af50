"""A frame as a table for people: shares in percent, intervals in one column, periods by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.queries.output.columns import column_title, shown_columns
from pipeline.queries.output.gathering import TIMES, UNTIL, gathered
from pipeline.queries.output.picture import Sides, ends, side_names
from pipeline.queries.output.plain import records
from pipeline.queries.output.words import chance, day_name, number, percent, period_name, points

EMPTY = ""
BLOCK = "█"
SAID = 240
"""Characters of a passage that a table shows."""

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
    shown = shown_columns(names, rows, str(frame.attrs.get("title", "")))
    sides = side_names(frame)
    columns = [column for name in shown for column in _column(name, names, rows, sides)]
    if bar and {"period_start", "share"} <= set(names):
        columns.append(_bar(rows, bar))
    return Cells(
        tuple(column.name for column in columns),
        tuple(column.is_number for column in columns),
        tuple(tuple(column.show(row) for column in columns) for row in gathered(rows)),
        tuple(column.source for column in columns),
    )


def _column(name: str, names: Sequence[str], rows: Sequence[Row], sides: Sides) -> list[_Column]:
    if name in TIMES:
        title = column_title(name, sides)
        return [_Column(name, title, False, lambda row: _period(row, name))]
    if name == "published":
        return [_Column(name, name, False, _published)]
    if name == "text":
        return [_Column(name, column_title(name, sides), False, said)]
    show, is_number = _shower(name, rows)
    title = column_title(name, sides)
    if "share_a" in names and set(ends(name)) <= set(names):  # two sides: space is scarce
        return [_Column(name, title, True, lambda row: _with_span(row, name, show))]
    found = [_Column(name, title, is_number, lambda row: show(row[name]))]
    if set(ends(name)) <= set(names):
        found.append(_Column(name, "95 % interval", True, lambda row: _span(row, name, show)))
    return found


def _bar(rows: Sequence[Row], width: int) -> _Column:
    highest = max((row["share"] or 0.0 for row in rows), default=0.0) or 1.0
    return _Column(
        "share", "", False, lambda row: BLOCK * round(width * (row["share"] or 0.0) / highest)
    )


def _shower(name: str, rows: Sequence[Row]) -> tuple[Callable[[Any], str], bool]:
    if name.startswith("share"):
        return lambda value: EMPTY if value is None else percent(value), True
    if name.startswith(("difference", "slope")):
        return lambda value: EMPTY if value is None else points(value), True
    if name in ("p", "q"):
        return lambda value: EMPTY if value is None else chance(value), True
    values = [row[name] for row in rows if row[name] is not None]
    is_number = bool(values) and all(
        isinstance(value, (int, float)) and not isinstance(value, bool) for value in values
    )
    return (_number if is_number else _text), is_number


def said(row: Row) -> str:
    """Return what a passage says: the sentence that counts, or how it begins."""
    text = str(row.get("sentence") or row["text"] or "")
    return text if len(text) <= SAID else f"{text[:SAID].rsplit(' ', 1)[0]} …"


def _number(value: Any) -> str:
    return EMPTY if value is None else number(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return EMPTY if value is None else str(value)


def _span(row: Row, name: str, show: Callable[[Any], str]) -> str:
    low, high = (row[end] for end in ends(name))
    return EMPTY if low is None or high is None else f"{show(low)} to {show(high)}"


def _with_span(row: Row, name: str, show: Callable[[Any], str]) -> str:
    span = _span(row, name, show).replace(" %", "")
    return f"{show(row[name])} ({span})" if span else show(row[name])


def _period(row: Row, time: str) -> str:
    name = _period_name(row, row[time])
    if row.get(UNTIL):
        return f"{name} to {_period_name(row, row[UNTIL])}"
    return f"{name} (open)" if row.get("is_open") else name


def _period_name(row: Row, start: Any) -> str:
    if isinstance(start, dt.date):
        return period_name(start, row.get("granularity") or "year")
    return "undated" if start is None else str(start)


def _published(row: Row) -> str:
    return day_name(row["published"], row.get("published_precision"))
