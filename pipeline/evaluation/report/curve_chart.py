"""Learning curves as inline SVG, with their 95 % bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from pipeline.evaluation.report.charts import Frame
from pipeline.evaluation.report.nouns import NamedCurve
from pipeline.evaluation.report.words import number, spanned
from pipeline.evaluation.tagging import Point
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.markup import coordinates, element

WIDTH, HEIGHT = 300, 190
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Distances of the level lines; the first is taken that needs LEVELS or fewer."""
LEVELS = 6
CLOSE = 18
"""Labels below that would stand nearer to each other are left out."""

Told = Sequence[tuple[Point, Estimate]]


def curve_chart(
    curves: Sequence[NamedCurve], figure: Callable[[Point], Estimate], name: str, *, from_zero: bool
) -> Markup:
    """Draw a figure over the number of decisions.

    Args:
        curves: One line each.
        figure: Which figure.
        name: Of the figure.
        from_zero: Whether the scale begins at 0.
    """
    lines = [_told(each, figure) for each in curves]
    told = [pair for line in lines for pair in line]
    if not told:
        return Markup("")
    frame, levels = _frame(told, from_zero)
    parts = [
        element("title", f"{name} by number of decisions"),
        element("desc", " ".join(map(_described, curves, lines))),
        *frame.grid(levels, [f"{level:.2f}" for level in levels]),
        *_names(frame, max(lines, key=lambda line: line[-1][0].n_decisions)),
    ]
    for place, line in reversed(list(enumerate(lines))):
        parts += _line(frame, line, place)
    return element("svg", *parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="curve")


def _told(each: NamedCurve, figure: Callable[[Point], Estimate]) -> Told:
    found = [(point, figure(point)) for point in each.curve.points]
    return [pair for pair in found if pair[1].value is not None]


def _described(each: NamedCurve, line: Told) -> str:
    if not line:
        return f"{each.name}: not measured."
    first, last = line[0], line[-1]
    return (
        f"{each.name}: {spanned(first[1])} with {number(first[0].n_decisions)} decisions, "
        f"{spanned(last[1])} with {number(last[0].n_decisions)}."
    )


def _line(frame: Frame, line: Told, place: int) -> Iterator[Markup]:
    """Draw a band, a line over it, and a dot a point."""
    upper = [(_x(frame, p), frame.y(_edge(e.high, e))) for p, e in line]
    lower = [(_x(frame, p), frame.y(_edge(e.low, e))) for p, e in reversed(line)]
    middle = [(_x(frame, p), frame.y(_edge(e.value, e))) for p, e in line]
    yield element("polygon", points=coordinates([*upper, *lower]), class_=f"band b{place}")
    yield element("polyline", points=coordinates(middle), class_=f"line l{place}")
    for (x, y), (point, each) in zip(middle, line, strict=True):
        tip = element("title", f"{number(point.n_decisions)} decisions: {spanned(each)}")
        yield element("circle", tip, cx=x, cy=y, r=3, class_=f"s{place}")


def _x(frame: Frame, point: Point) -> float:
    """Decisions lie by their square roots: the first ones matter most."""
    return frame.x(math.sqrt(point.n_decisions))


def _edge(edge: float | None, each: Estimate) -> float:
    return edge if edge is not None else each.value or 0.0


def _frame(told: Told, from_zero: bool) -> tuple[Frame, list[float]]:
    low = 0.0 if from_zero else min(_edge(each.low, each) for _, each in told)
    high = max(_edge(each.high, each) for _, each in told)
    step = next((s for s in STEPS if (high - low) / s <= LEVELS - 1), STEPS[-1])
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    levels = [place * step for place in range(first, last + 1)]
    most = max(point.n_decisions for point, _ in told)
    return Frame(WIDTH, HEIGHT, math.sqrt(most) or 1.0, levels[0], levels[-1]), levels


def _names(frame: Frame, line: Told) -> Iterator[Markup]:
    yield frame.below(frame.x_top / 2, "decisions", line=1)
    last = -math.inf
    for point, _ in line:
        x = _x(frame, point)
        if x - last >= CLOSE:
            yield frame.below(math.sqrt(point.n_decisions), number(point.n_decisions))
            last = x
