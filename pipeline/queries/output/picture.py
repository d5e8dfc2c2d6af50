"""Which chart shows an answer, and its figures: nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.queries.output.nouns import Bars, Line, Lines, Mark, Picture, Point
from pipeline.queries.output.plain import records
from pipeline.queries.output.words import period_name

MOST_LINES = 24
MOST_BARS = 30
"""More cannot be read in one chart; the rest stays in the table, and a note says so."""
THIN = 5
"""Periods with fewer effective documents than this are dots without a line: one document more
or less moves their share by 20 points."""

Row = dict[str, Any]
Sides = tuple[str, str]
SIDES: Sides = ("A", "B")


def picture_of(frame: pd.DataFrame) -> Picture | None:
    """Return the chart of an answer; None: it holds nothing that a chart could show.

    Shares by period are lines with bands; shares of two sides, shares, differences and ratios are
    dots with intervals; counts are bars.
    """
    names, rows = [str(name) for name in frame.columns], records(frame)
    if not rows:
        return None
    if {"period_start", "share"} <= set(names):
        return _lines(names, rows)
    if {"share_a", "share_b"} <= set(names):
        return _bars(names, rows, ("share_a", "share_b"), "share", side_names(frame))
    for unit in ("share", "difference", "slope", "lift", "ratio"):
        if unit in names:
            return _bars(names, rows, (unit,), "difference" if unit == "slope" else unit)
    if "n_documents" in names:
        return _bars(names, rows, ("n_documents",), "count")
    return None


def has_chart(frame: pd.DataFrame) -> bool:
    """Tell whether an answer can be drawn."""
    return picture_of(frame) is not None


def side_names(frame: pd.DataFrame) -> Sides:
    """Return what the two sides of a comparison are called: `frame.attrs["sides"]`, else A, B."""
    told = frame.attrs.get("sides")
    return (str(told[0]), str(told[1])) if told else SIDES


def ends(name: str) -> tuple[str, str]:
    """Return the columns of a figure's interval: share_low, share_high; share_low_a for share_a."""
    base, side = (name[:-2], name[-2:]) if name[-2:] in ("_a", "_b") else (name, "")
    return f"{base}_low{side}", f"{base}_high{side}"


def _lines(names: Sequence[str], rows: Sequence[Row]) -> Lines | None:
    keys = [name for name in ("kind", "id", "series", "variant", "source_id") if name in names]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row["period_start"] is not None:
            groups.setdefault(tuple(str(row[name]) for name in keys), []).append(row)
    if not groups:
        return None
    labels = _labels(names, [group[0] for group in groups.values()])
    drawn = [
        Line(label, tuple(sorted(map(_point, group), key=lambda point: point.start)))
        for label, group in zip(labels, groups.values(), strict=True)
    ][:MOST_LINES]
    return Lines(tuple(drawn), rows[0].get("granularity") or "year", len(groups) - len(drawn))


def _point(row: Row) -> Point:
    share = row["share"]
    low, high = (row.get(name) for name in ends("share"))
    n, n_all = row.get("n_documents") or 0, row.get("n_documents_all") or 0
    return Point(
        row["period_start"],
        share,
        (share or 0.0) if low is None else low,
        (share or 0.0) if high is None else high,
        n,
        n_all,
        float(row.get("n_effective") or n_all) < THIN,
        bool(row.get("is_open")),
    )


def _labels(names: Sequence[str], firsts: Sequence[Row]) -> list[str]:
    """Return what tells series or rows from each other, in the fewest words."""
    told = [name for name in ("label", "series", "variant", "source_id") if name in names]
    vary = [name for name in told if len({row[name] for row in firsts}) > 1] or told[:1]
    return [" · ".join(str(row[name]) for name in vary if row[name]) for row in firsts]


def _bars(
    names: Sequence[str],
    rows: Sequence[Row],
    figures: Sequence[str],
    unit: str,
    sides: Sides = SIDES,
) -> Bars:
    time = next((name for name in ("year", "decade", "period") if name in names), None)
    shown = [row for row in rows if time is None or row[time] is not None]
    shown = shown if time else shown[:MOST_BARS]
    return Bars(
        tuple(str(row[time]) for row in shown) if time else tuple(_row_names(names, shown)),
        sides if len(figures) > 1 else ("",),
        tuple(tuple(_mark(row, name) for name in figures) for row in shown),
        unit,
        time is not None,
        0 if time else len(rows) - len(shown),
    )


def _mark(row: Row, name: str) -> Mark | None:
    value = row[name]
    if value is None:
        return None
    low, high = (row.get(end) for end in ends(name))
    return Mark(value, value if low is None else low, value if high is None else high)


def _row_names(names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return a name a row: its label, or the labels of both where it is a pair."""
    labels = [name for name in names if name == "label" or name.startswith("label_")]
    labels = [name for name in labels if len({row[name] for row in rows}) > 1] or labels
    texts = (
        labels or [name for name in names if any(isinstance(row[name], str) for row in rows)][:1]
    )
    found = [" and ".join(str(row[name]) for name in texts if row[name]) for row in rows]
    starts = [row.get("period_start") for row in rows]
    return [
        f"{name}, {period_name(start, row.get('granularity') or 'year')}" if start else name
        for name, start, row in zip(found, starts, rows, strict=True)
    ]
