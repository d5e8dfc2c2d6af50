"""Shares over time: a line with its 95 % band, hollow where a period is open, nothing in gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.queries.output.charts.axes import place, runs, scale, time_axis, volume
from pipeline.queries.output.charts.style import (
    PAPER,
    SOFT,
    WIDTH,
    colour,
    mark,
    short,
)
from pipeline.queries.output.nouns import Line, Lines, Point
from pipeline.queries.output.words import number

MOST_TOGETHER = 3
"""Lines in one plot; bands of more cannot be told apart, so they get a plot each."""
COLUMNS = 3
ARROW = 6
"""The sign that matplotlib calls caretup: a share beyond the scale."""
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
    scale(axes, lines)
    for at, line in enumerate(lines.lines):
        _draw(axes, line, at)
    time_axis(axes, lines, most=10)
    axes.tick_params(labelbottom=False, bottom=False)
    axes.set_ylabel("share of documents")
    names = [line.label for line in lines.lines]
    if len(names) > 1:
        n_columns = len(names) if sum(map(len, names)) <= LEGEND_CHARACTERS else 1
        axes.legend(frameon=False, ncols=n_columns, loc="lower left", bbox_to_anchor=(-0.02, 1))
    volume(below, lines)


def _apart(figure: Figure, lines: Lines) -> None:
    n_rows = -(-len(lines.lines) // COLUMNS)
    figure.set_size_inches(WIDTH, 1.75 * n_rows)
    how = {"hspace": 0.5, "wspace": 0.12}
    share: Any = {"sharex": True, "sharey": True, "squeeze": False}
    plots = figure.subplots(n_rows, COLUMNS, gridspec_kw=how, **share).flatten().tolist()
    scale(plots[0], lines)
    for at, (axes, line) in enumerate(zip(plots, lines.lines, strict=False)):
        _draw(axes, line, 0, is_small=True)
        axes.set_title(short(line.label, 30), fontsize=8.5, pad=12)
        said = f"{number(sum(point.n for point in line.points))} documents"
        axes.text(0, 1.04, said, transform=axes.transAxes, fontsize=7, color=SOFT)
        axes.tick_params(labelbottom=at + COLUMNS >= len(lines.lines))
    time_axis(plots[0], lines, most=4)
    for axes in plots[len(lines.lines) :]:
        axes.set_visible(False)


def _draw(axes: Axes, line: Line, at: int, *, is_small: bool = False) -> None:
    axes.plot([], [], color=colour(at), marker=mark(at), markersize=4, label=line.label)
    for run in runs(line.points):
        closed = [point for point in run if not point.is_open]
        _band(axes, run, at)
        axes.plot(*_xy(closed), color=colour(at), linewidth=1.2 if is_small else 1.6, zorder=3)
        if len(closed) < len(run):
            last = run[max(0, len(closed) - 1) :]
            axes.plot(*_xy(last), color=colour(at), linestyle=(0, (3, 2)), zorder=3)
    _dots(axes, line.points, at, 1.6 if is_small else 4.0 if len(line.points) <= 40 else 2.6)


def _band(axes: Axes, run: Sequence[Point], at: int) -> None:
    low, high = [point.low for point in run], [point.high for point in run]
    if len(run) > 1:
        axes.fill_between(_xy(run)[0], low, high, color=colour(at), alpha=0.16, linewidth=0)
    else:
        axes.vlines(_xy(run)[0], low, high, color=colour(at), alpha=0.4, linewidth=5 - 1.5 * at)


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
    return [place(point) for point in points], [point.share or 0.0 for point in points]
