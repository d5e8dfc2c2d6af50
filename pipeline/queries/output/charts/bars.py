"""Figures side by side: dots with intervals, or bars for counts."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.queries.output.charts.style import INK, PAPER, RULE, SOFT, WIDTH, colour, mark, short
from pipeline.queries.output.picture import Bars
from pipeline.queries.output.words import MINUS, number

YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)
MOST_TICKS = 12
SAYS = {
    "share": "share of documents, with 95 % interval",
    "difference": "difference in percentage points, with 95 % interval",
    "ratio": "ratio, with 95 % interval",
    "lift": "times as often together as by chance, with 95 % interval",
    "count": "documents",
}


def draw_bars(figure: Figure, bars: Bars) -> None:
    """Draw counts over time as columns, other counts as bars, all else as dots with whiskers."""
    if bars.is_time:
        _columns(figure, bars)
        return
    figure.set_size_inches(WIDTH, 1.0 + 0.3 * max(3, len(bars.names)))
    axes = figure.add_subplot()
    for side in range(len(bars.sides)):
        _side(axes, bars, side)
    axes.set_yticks(range(len(bars.names)), [short(name, 48) for name in bars.names])
    axes.set_ylim(len(bars.names) - 0.4, -0.6)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, bars.unit)))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(SAYS[bars.unit])
    if bars.unit in ("share", "count"):
        axes.set_xlim(left=0)
    else:
        axes.axvline(0 if bars.unit == "difference" else 1, color=SOFT, linewidth=1)
    if len(bars.sides) > 1:
        axes.legend(
            frameon=False, ncols=len(bars.sides), loc="lower left", bbox_to_anchor=(-0.02, 1)
        )


def _side(axes: Axes, bars: Bars, side: int) -> None:
    shift = 0.18 * (side - (len(bars.sides) - 1) / 2) * 2
    label = bars.sides[side] or None
    at = [
        (row + shift, marks[side])
        for row, marks in enumerate(bars.marks)
        if marks[side] is not None
    ]
    places = [place for place, _ in at]
    values = [found.value for _, found in at if found]
    if bars.unit == "count":
        axes.barh(places, values, height=0.66, color=colour(side), label=label)
        return
    for place, found in at:
        if found and found.high > found.low:
            axes.plot([found.low, found.high], [place, place], color=colour(side), alpha=0.5, lw=3)
    face = colour(side) if side == 0 else PAPER
    style: dict[str, Any] = {
        "markerfacecolor": face,
        "markeredgecolor": colour(side),
        "markersize": 6,
    }
    axes.plot(values, places, mark(side), **style, label=label)


def _columns(figure: Figure, bars: Bars) -> None:
    figure.set_size_inches(WIDTH, 3.6)
    axes = figure.add_subplot()
    values = [marks[0].value if marks[0] else 0.0 for marks in bars.marks]
    axes.bar(range(len(values)), values, width=0.8, color=colour(0))
    years = [int(name[:4]) for name in bars.names]
    every = next(n for n in YEARS if (years[-1] - years[0]) / n < MOST_TICKS)
    ticks = [at for at, year in enumerate(years) if year % every == 0]
    axes.set_xticks(ticks, [bars.names[at] for at in ticks])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(round(value))))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_ylabel(SAYS[bars.unit])
    axes.spines["bottom"].set_color(RULE)


def _tick(value: float, unit: str) -> str:
    if unit == "share":
        return f"{round(100 * value, 6):g} %"
    if unit == "difference":
        return f"{round(100 * value, 6):+g}".replace("-", MINUS) if value else "0"
    return number(round(value, 6))
