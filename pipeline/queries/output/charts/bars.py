"""Figures side by side: dots with intervals, or bars for counts."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from pipeline.queries.output.charts.style import INK, PAPER, RULE, SOFT, WIDTH, colour, mark, short
from pipeline.queries.output.nouns import Bars, Mark
from pipeline.queries.output.words import MINUS, number

YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)
MOST_TICKS = 12
RATIOS = ("lift", "ratio")
WIDEST = 64
"""Ratios beyond it, and below 1 / it, run out of the chart."""
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
    _scale(axes, bars.unit)
    if len(bars.sides) > 1:
        axes.legend(
            frameon=False, ncols=len(bars.sides), loc="lower left", bbox_to_anchor=(-0.02, 1)
        )


def _scale(axes: Axes, unit: str) -> None:
    axes.set_xlabel(SAYS[unit])
    if unit in RATIOS:  # half as often is as far from 1 as twice as often
        axes.set_xscale("log", base=2)
        low, high = axes.get_xlim()
        axes.set_xlim(max(low, 1 / WIDEST), min(high, WIDEST))
        axes.axvline(1, color=SOFT, linewidth=1)
        axes.xaxis.set_major_locator(LogLocator(base=2, numticks=8))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    if unit in ("share", "count"):
        axes.set_xlim(left=0)
    elif unit == "difference":
        axes.axvline(0, color=SOFT, linewidth=1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, unit)))


def _side(axes: Axes, bars: Bars, side: int) -> None:
    shift = 0.18 * (side - (len(bars.sides) - 1) / 2) * 2
    marks = [(row + shift, found[side]) for row, found in enumerate(bars.marks)]
    drawn = [(place, _within(found, bars.unit)) for place, found in marks if found]
    places, values = [place for place, _ in drawn], [found.value for _, found in drawn]
    look: dict[str, Any] = {"color": colour(side), "label": bars.sides[side] or None}
    if bars.unit == "count":
        axes.barh(places, values, height=0.66, **look)
        return
    for place, found in drawn:
        if found.high > found.low:
            axes.plot([found.low, found.high], [place, place], color=colour(side), alpha=0.5, lw=3)
    face = colour(side) if side == 0 else PAPER
    axes.plot(values, places, mark(side), markersize=6, markerfacecolor=face, **look)


def _within(found: Mark, unit: str) -> Mark:
    """Return a ratio that a logarithmic scale can show; other figures as they are."""
    if unit not in RATIOS:
        return found
    ends = (found.value, found.low, found.high)
    return Mark(*(min(max(value, 1 / WIDEST), WIDEST) for value in ends))


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
    if unit in RATIOS and value < 1:
        return f"1/{number(round(1 / value, 6))}"
    return number(round(value, 6))
