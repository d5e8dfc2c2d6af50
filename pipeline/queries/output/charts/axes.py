"""The axes of shares over time, and the stretches that are drawn as lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.queries.output.charts.style import COLUMN, SOFT
from pipeline.queries.output.nouns import Lines, Point
from pipeline.queries.output.words import number, period_name

MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
HEADROOM = 1.1
_YEARS = [12 * n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)]
_STEPS = {
    "month": [1, 2, 3, 6, *_YEARS],
    "quarter": [3, 6, *_YEARS],
    "year": _YEARS,
    "decade": [n for n in _YEARS if n >= 120],
}


def place(point: Point) -> int:
    """Return where a period stands: months since year 0."""
    return point.start.year * 12 + point.start.month - 1


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return stretches of neighbouring periods that have enough documents for a line."""
    marked = groupby(points, key=lambda point: point.share is not None and not point.is_thin)
    return [list(run) for is_filled, run in marked if is_filled]


def scale(axes: Axes, lines: Lines) -> None:
    """Set the share axis by what is on a line; single dots beyond it become arrows."""
    stretches = [run for line in lines.lines for run in runs(line.points)]
    points = [point for run in stretches if len(run) > 1 for point in run]
    points = points or [point for line in lines.lines for point in line.points]
    shares = [point.share or 0.0 for point in points]
    highest = max([0.0, *shares, *(min(p.high, 2 * max(shares)) for p in points)])
    axes.set_ylim(0, min(1.0, HEADROOM * highest) or 1.0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(100 * value, 6):g} %"))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))


def time_axis(axes: Axes, lines: Lines, most: int) -> None:
    """Name round periods below, fewer than `most` of them."""
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


def _tick_name(place: int, every: int, granularity: str) -> str:
    start = dt.date(place // 12, place % 12 + 1, 1)
    return period_name(start, granularity if every < 12 or granularity == "decade" else "year")


def volume(axes: Axes, lines: Lines) -> None:
    """Draw how many documents the shares are of, below."""
    wholes: dict[int, int] = {}
    for line in lines.lines:
        for point in line.points:
            wholes[place(point)] = max(wholes.get(place(point), 0), point.n_all)
    most = max(wholes.values(), default=0)
    width = 0.8 * MONTHS.get(lines.granularity, 12)
    axes.bar(list(wholes), list(wholes.values()), width=width, color=COLUMN)
    axes.set_yticks([])
    axes.set_ylim(0, max(1, most))
    said = f"Documents in each period that the shares are of, up to {number(most)}"
    axes.set_title(said, fontsize=7.5, fontweight="normal", color=SOFT, pad=3)
