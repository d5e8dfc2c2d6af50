"""Shares over time: a line with its 95 % band, hollow where a period is open, nothing in gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.queries.output.charts.style import (
    COLUMN,
    PAPER,
    SOFT,
    WIDTH,
    colour,
    mark,
    short,
)
from pipeline.queries.output.picture import Line, Lines, Point
from pipeline.queries.output.words import number, period_name

MOST_TOGETHER = 3
"""Lines in one plot; bands of more cannot be told apart, so they get a plot each."""
COLUMNS = 3
ARROW = 6
"""The sign that matplotlib calls caretup: a share beyond the scale."""
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
HEADROOM = 1.1
LEGEND_CHARACTERS = 70
"""Names longer than this together stand below each other."""


def draw_lines(figure: Figure, lines: Lines) -> None:
    """Draw all lines: together where they are few, else one small plot each on equal scales."""
    if len(lines.lines) <= MOST_TOGETHER:
        _together(figure, lines)
    else:
        _apart(figure, lines)


def _together(figure: Figure, lines: Lines) -> None:
    figure.set_size_inches(WIDTH, 4.4)
    grid = figure.add_gridspec(2, 1, height_ratios=(6, 1), hspace=0.16)
    axes = figure.add_subplot(grid[0])
    below = figure.add_subplot(grid[1], sharex=axes)
    _scale(axes, lines)
    for at, line in enumerate(lines.lines):
        _draw(axes, line, at)
    _time_axis(axes, lines, most=10)
    axes.tick_params(labelbottom=False, bottom=False)
    axes.set_ylabel("share of documents")
    names = [line.label for line in lines.lines]
    if len(names) > 1:
        n_columns = len(names) if sum(map(len, names)) <= LEGEND_CHARACTERS else 1
        axes.legend(frameon=False, ncols=n_columns, loc="lower left", bbox_to_anchor=(-0.02, 1))
    _volume(below, lines)


def _apart(figure: Figure, lines: Lines) -> None:
    n_rows = -(-len(lines.lines) // COLUMNS)
    figure.set_size_inches(WIDTH, 1.75 * n_rows)
    how = {"hspace": 0.5, "wspace": 0.12}
    share: Any = {"sharex": True, "sharey": True, "squeeze": False}
    plots = figure.subplots(n_rows, COLUMNS, gridspec_kw=how, **share).flatten().tolist()
    _scale(plots[0], lines)
    for at, (axes, line) in enumerate(zip(plots, lines.lines, strict=False)):
        _draw(axes, line, 0, is_small=True)
        axes.set_title(short(line.label, 30), fontsize=8.5, pad=12)
        said = f"{number(sum(point.n for point in line.points))} documents"
        axes.text(0, 1.04, said, transform=axes.transAxes, fontsize=7, color=SOFT)
        axes.tick_params(labelbottom=at + COLUMNS >= len(lines.lines))
    _time_axis(plots[0], lines, most=4)
    for axes in plots[len(lines.lines) :]:
        axes.set_visible(False)


def _place(point: Point) -> int:
    """Return where a period stands: months since year 0."""
    return point.start.year * 12 + point.start.month - 1


def _draw(axes: Axes, line: Line, at: int, *, is_small: bool = False) -> None:
    axes.plot([], [], color=colour(at), marker=mark(at), markersize=4, label=line.label)
    for run in _runs(line.points):
        closed = [point for point in run if not point.is_open]
        _band(axes, run, at)
        axes.plot(*_xy(closed), color=colour(at), linewidth=1.2 if is_small else 1.6, zorder=3)
        if len(closed) < len(run):
            last = run[max(0, len(closed) - 1) :]
            axes.plot(*_xy(last), color=colour(at), linestyle=(0, (3, 2)), zorder=3)
    _dots(axes, line.points, at, 1.6 if is_small else 4.0 if len(line.points) <= 40 else 2.6)


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


def _dots(axes: Axes, points: Sequence[Point], at: int, size: float) -> None:
    """Draw a mark a period: hollow where it is open, grey where it is thin, arrows at the top."""
    top = axes.get_ylim()[1]
    alike: dict[tuple[bool, bool, bool], list[Point]] = {}
    for point in points:
        if point.share is not None:
            kind = (point.is_open, point.is_thin, point.share > top)
            alike.setdefault(kind, []).append(point)
    for (is_open, is_thin, is_beyond), some in alike.items():
        edge = SOFT if is_thin and not is_open else colour(at)
        places, shares = _xy(some)
        axes.plot(
            places,
            [top] * len(some) if is_beyond else shares,
            marker=ARROW if is_beyond else mark(at),
            markersize=max(size, 3.0) if is_open else size,
            markerfacecolor=PAPER if is_open else edge,
            markeredgecolor=edge,
            alpha=0.5 if is_thin else 1.0,
            linestyle="none",
            clip_on=False,
            zorder=4,
        )


def _xy(points: Sequence[Point]) -> tuple[list[int], list[float]]:
    return [_place(point) for point in points], [point.share or 0.0 for point in points]


def _scale(axes: Axes, lines: Lines) -> None:
    """Set the share axis by what is on a line; single dots beyond it become arrows."""
    runs = [run for line in lines.lines for run in _runs(line.points)]
    points = [point for run in runs if len(run) > 1 for point in run]
    points = points or [point for line in lines.lines for point in line.points]
    shares = [point.share or 0.0 for point in points]
    highest = max([0.0, *shares, *(min(p.high, 2 * max(shares)) for p in points)])
    axes.set_ylim(0, min(1.0, HEADROOM * highest) or 1.0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(100 * value, 6):g} %"))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))


def _time_axis(axes: Axes, lines: Lines, most: int) -> None:
    starts = sorted({point.start for line in lines.lines for point in line.points})
    step = MONTHS.get(lines.granularity, 12)
    places = [start.year * 12 + start.month - 1 for start in starts]
    axes.set_xlim(places[0] - step * 0.7, places[-1] + step * 0.7)
    steps = _STEPS.get(lines.granularity, _YEARS)
    every = next(n for n in steps if (places[-1] - places[0]) / n < most)
    ticks = [place for place in range(places[0], places[-1] + 1) if place % every == 0]
    axes.set_xticks(ticks if len(ticks) > 1 else sorted({places[0], places[-1]}))
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
    wholes: dict[int, int] = {}
    for line in lines.lines:
        for point in line.points:
            wholes[_place(point)] = max(wholes.get(_place(point), 0), point.n_all)
    most = max(wholes.values(), default=0)
    width = 0.8 * MONTHS.get(lines.granularity, 12)
    axes.bar(list(wholes), list(wholes.values()), width=width, color=COLUMN)
    axes.set_yticks([])
    axes.set_ylim(0, max(1, most))
    said = f"Documents in each period that the shares are of, up to {number(most)}"
    axes.set_title(said, fontsize=7.5, fontweight="normal", color=SOFT, pad=3)
