"""Shares over time: a line with its 95 % band, hollow where a period is open, nothing in gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.queries.output.charts.style import PAPER, RULE, SOFT, WIDTH, colour, mark
from pipeline.queries.output.picture import Line, Lines, Point
from pipeline.queries.output.words import number, percent, period_name

MOST_TOGETHER = 3
"""Lines in one plot; bands of more cannot be told apart, so they get a plot each."""
COLUMNS = 3
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
HEADROOM = 1.1


def draw_lines(figure: Figure, lines: Lines) -> None:
    """Draw all lines: together where they are few, else one small plot each on equal scales."""
    if len(lines.lines) <= MOST_TOGETHER:
        _together(figure, lines)
    else:
        _apart(figure, lines)


def _together(figure: Figure, lines: Lines) -> None:
    figure.set_size_inches(WIDTH, 4.6)
    grid = figure.add_gridspec(2, 1, height_ratios=(5, 1), hspace=0.12)
    axes = figure.add_subplot(grid[0])
    below = figure.add_subplot(grid[1], sharex=axes)
    for at, line in enumerate(lines.lines):
        _draw(axes, line, at)
    _scale(axes, lines)
    axes.tick_params(labelbottom=False, bottom=False)
    if len(lines.lines) > 1:
        axes.legend(frameon=False, ncols=len(lines.lines), loc="lower left", bbox_to_anchor=(0, 1))
    axes.set_ylabel("share of documents")
    _volume(below, lines)


def _apart(figure: Figure, lines: Lines) -> None:
    n_rows = -(-len(lines.lines) // COLUMNS)
    figure.set_size_inches(WIDTH, 0.6 + 1.75 * n_rows)
    all_axes: Any = figure.subplots(n_rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
    flat = [axes for row in all_axes for axes in row]
    for axes, line in zip(flat, lines.lines, strict=False):
        _draw(axes, line, 0)
        axes.set_title(_short(line.label))
    _scale(flat[0], lines)
    for axes in flat[len(lines.lines) :]:
        axes.set_visible(False)
    for at, axes in enumerate(flat[: len(lines.lines)]):
        axes.tick_params(labelbottom=at + COLUMNS >= len(lines.lines))


def _short(label: str, most: int = 34) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _place(point: Point) -> int:
    """Return where a period stands: months since year 0."""
    return point.start.year * 12 + point.start.month - 1


def _draw(axes: Axes, line: Line, at: int) -> None:
    axes.plot([], [], color=colour(at), marker=mark(at), markersize=4, label=line.label)
    for run in _runs(line.points):
        closed = [point for point in run if not point.is_open]
        _band(axes, run, at)
        axes.plot(*_xy(closed), color=colour(at), zorder=3)
        if len(closed) < len(run):
            last = run[max(0, len(closed) - 1) :]
            axes.plot(*_xy(last), color=colour(at), linestyle=(0, (3, 2)), zorder=3)
    _dots(axes, line.points, at)


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return stretches of neighbouring periods that have enough documents for a line."""
    marked = groupby(points, key=lambda point: point.share is not None and not point.is_thin)
    return [list(run) for is_filled, run in marked if is_filled]


def _band(axes: Axes, run: Sequence[Point], at: int) -> None:
    low, high = [point.low for point in run], [point.high for point in run]
    if len(run) > 1:
        axes.fill_between(_xy(run)[0], low, high, color=colour(at), alpha=0.16, linewidth=0)
    else:
        axes.vlines(_xy(run)[0], low, high, color=colour(at), alpha=0.4, linewidth=3)


def _dots(axes: Axes, points: Sequence[Point], at: int) -> None:
    size = 4.0 if len(points) <= 40 else 2.6
    kinds = (
        ([p for p in points if not p.is_open and not p.is_thin], colour(at), colour(at), 1.0),
        ([p for p in points if p.is_open], PAPER, colour(at), 1.0),
        ([p for p in points if p.is_thin and not p.is_open], SOFT, SOFT, 0.45),
    )
    for some, face, edge, alpha in kinds:
        drawn = [point for point in some if point.share is not None]
        style: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": edge, "alpha": alpha}
        look: dict[str, Any] = {
            "marker": mark(at),
            "markersize": size,
            "linestyle": "none",
            "zorder": 4,
        }
        axes.plot(*_xy(drawn), **style, **look)


def _xy(points: Sequence[Point]) -> tuple[list[int], list[float]]:
    return [_place(point) for point in points], [point.share or 0.0 for point in points]


def _scale(axes: Axes, lines: Lines) -> None:
    points = [point for line in lines.lines for point in line.points if point.share is not None]
    filled = [point for point in points if not point.is_thin] or points
    highest = max((min(point.high, 3 * (point.share or 0.0) + 0.02) for point in filled), default=1)
    axes.set_ylim(0, min(1.0, HEADROOM * highest) or 1.0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(round(value, 6))))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    _time_axis(axes, lines)


def _time_axis(axes: Axes, lines: Lines) -> None:
    starts = sorted({point.start for line in lines.lines for point in line.points})
    step = MONTHS.get(lines.granularity, 12)
    places = [start.year * 12 + start.month - 1 for start in starts]
    axes.set_xlim(places[0] - step * 0.7, places[-1] + step * 0.7)
    most = 10 if len(lines.lines) <= MOST_TOGETHER else 4
    every = next(n for n in _STEPS[lines.granularity] if (places[-1] - places[0]) / n < most)
    ticks = [place for place in range(places[0], places[-1] + 1) if place % every == 0]
    ticks = ticks if len(ticks) > 1 else sorted({places[0], places[-1]})
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: _tick_name(round(value), every, lines.granularity))
    )


_YEARS = [12 * n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)]
_STEPS = {
    "month": [1, 2, 3, 6, *_YEARS],
    "quarter": [3, 6, *_YEARS],
    "year": _YEARS,
    "decade": [n for n in _YEARS if n >= 120],
}


def _tick_name(place: int, every: int, granularity: str) -> str:
    start = dt.date(place // 12, place % 12 + 1, 1)
    return period_name(start, granularity if every < 12 or granularity == "decade" else "year")


def _volume(axes: Axes, lines: Lines) -> None:
    """Draw how many documents the shares are of, below."""
    wholes = {point.start: 0 for line in lines.lines for point in line.points}
    for line in lines.lines:
        for point in line.points:
            wholes[point.start] = max(wholes[point.start], point.n_all)
    places = [start.year * 12 + start.month - 1 for start in wholes]
    step = MONTHS.get(lines.granularity, 12)
    axes.bar(places, list(wholes.values()), width=0.8 * step, color=RULE)
    most = max(wholes.values())
    axes.set_yticks([most] if most else [])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(round(value))))
    axes.set_ylim(0, max(1, most))
    axes.set_ylabel("of", rotation=0, ha="right", va="center")
    axes.grid(False)
