"""Charts as inline SVG: no library in the page, the same bytes for the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from pipeline.markup import coordinates, element
from pipeline.publish.nouns import Point, Series, Volume
from pipeline.publish.words import number, percent, period_name

THIN = 5
"""Periods with fewer effective documents than this are dots without a line: one document more
or less moves their share by 20 points."""
CEILINGS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
"""Tops of the share axis: as few as let a reader compare charts."""

WIDTH, HEIGHT = 280, 140
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 20
WIDE, TALL = 900, 260


def trend_chart(series: Series, granularity: str) -> Markup:
    """Draw a share over time with its 95 % band."""
    points = [point for point in series.points if point.share is not None]
    if not points:
        return Markup("")
    place = _Place(series.points, _ceiling(points))
    names = [period_name(series.points[at].start, granularity) for at in (0, -1)]
    title = element("title", f"{series.label}: share of documents, {names[0]} to {names[1]}")
    described = element("desc", _description(points, granularity))
    parts = [title, described, *_axes(place, names)]
    for run in _runs(series.points):
        parts.append(_band(run, place))
        parts += _line(run, place)
    parts += [_dot(point, place, granularity) for point in points]
    return element("svg", *parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="trend")


class _Place:
    """Where a period and a share lie on the canvas."""

    def __init__(self, points: Sequence[Point], ceiling: float) -> None:
        self.ceiling = ceiling
        self._column = {point.start: at for at, point in enumerate(points)}
        self._step = (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)

    def x(self, point: Point) -> float:
        return LEFT + self._step * self._column[point.start]

    def y(self, share: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(1.0, share / self.ceiling))


def _ceiling(points: Sequence[Point]) -> float:
    filled = [point for point in points if point.n_effective >= THIN] or points
    highest = max(point.share or 0.0 for point in filled) * 1.1
    return next((top for top in CEILINGS if top >= highest), 1.0)


def _axes(place: _Place, names: Sequence[str]) -> list[Markup]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for share in (0.0, place.ceiling / 2, place.ceiling):
        y = place.y(share)
        parts.append(element("line", x1=LEFT, x2=right, y1=y, y2=y, class_="grid"))
        label = percent(share).replace("\u202f", "")
        parts.append(element("text", label, x=LEFT - 5, y=y + 3.5, text_anchor="end"))
    parts.append(element("text", names[0], x=LEFT, y=bottom + 14))
    if names[1] != names[0]:
        parts.append(element("text", names[1], x=right, y=bottom + 14, text_anchor="end"))
    return parts


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return stretches of neighbouring periods that have enough documents for a line."""
    marked = groupby(points, key=lambda point: point.n_effective >= THIN)
    return [list(run) for is_filled, run in marked if is_filled]


def _band(run: Sequence[Point], place: _Place) -> Markup:
    upper = [(place.x(point), place.y(point.high or 0.0)) for point in run]
    lower = [(place.x(point), place.y(point.low or 0.0)) for point in reversed(run)]
    return element("polygon", points=coordinates([*upper, *lower]), class_="band")


def _line(run: Sequence[Point], place: _Place) -> list[Markup]:
    """Draw a line, its way into an open period dashed."""
    n_open = sum(point.is_open for point in run)
    at = [(place.x(point), place.y(point.share or 0.0)) for point in run]
    closed = at[: len(at) - n_open]
    parts = [element("polyline", points=coordinates(closed), class_="line")]
    if n_open:
        parts.append(element("polyline", points=coordinates(at[-n_open - 1 :]), class_="line open"))
    return parts


def _dot(point: Point, place: _Place, granularity: str) -> Markup:
    share = point.share or 0.0
    kind = "open" if point.is_open else "thin" if point.n_effective < THIN else "full"
    tip = (
        f"{period_name(point.start, granularity)}: {percent(share)} "
        f"({point.n_documents} of {point.n_all} documents)"
    )
    where = {"cx": place.x(point), "cy": place.y(share)}
    return element("circle", element("title", tip), **where, r=2.2, class_=f"dot {kind}")


def _description(points: Sequence[Point], granularity: str) -> str:
    highest = max(points, key=lambda point: (point.share or 0.0, point.start))
    last = points[-1]
    return (
        f"Highest in {period_name(highest.start, granularity)} with "
        f"{percent(highest.share or 0.0)} of {highest.n_all} documents; last "
        f"{period_name(last.start, granularity)} with {percent(last.share or 0.0)}."
    )


def volume_chart(volume: Volume, granularity: str) -> Markup:
    """Draw documents by period as bars, sources stacked."""
    if not volume.starts:
        return Markup("")
    totals = [sum(column) for column in zip(*volume.counts, strict=True)]
    top = max(totals)
    bottom, step = TALL - 30, (WIDE - 50) / len(totals)
    parts = [
        element("title", "Documents by period and source"),
        element("desc", f"Most in one period: {number(top)}. The table below says all."),
    ]
    for n in range(0, top + 1, _tick(top)):
        y = bottom - n / top * (bottom - 16)
        parts.append(element("line", x1=44, x2=WIDE - 4, y1=y, y2=y, class_="grid"))
        parts.append(element("text", number(n), x=38, y=y + 4, text_anchor="end"))
    every = max(1, round(60 / step))
    for at, start in enumerate(volume.starts):
        x, name = 46 + at * step, period_name(start, granularity)
        stack = [row[at] for row in volume.counts]
        parts += _stack(stack, volume.sources, name, (x, step * 0.86, (bottom - 16) / top, bottom))
        if at % every == 0:
            middle = x + step * 0.43
            parts.append(element("text", name, x=middle, y=bottom + 18, text_anchor="middle"))
    return element("svg", *parts, viewBox=f"0 0 {WIDE} {TALL}", role="img", class_="volume")


def _tick(top: int) -> int:
    """Return the round distance of about four lines of a scale up to `top` documents."""
    steps = (digit * int(f"1{'0' * power}") for power in range(12) for digit in (1, 2, 5))
    return next(step for step in steps if step * 4 >= top)


def _stack(
    counts: Sequence[int],
    names: Sequence[str],
    period: str,
    frame: tuple[float, float, float, float],
) -> list[Markup]:
    x, width, scale, y = frame
    parts = []
    for place, (n, name) in enumerate(zip(counts, names, strict=True)):
        if n:
            y -= n * scale
            tip = element("title", f"{period}, {name}: {number(n)} documents")
            size = {"x": x, "y": y, "width": width, "height": n * scale}
            parts.append(element("rect", tip, **size, class_=f"c{place}"))
    return parts


def bar(series: Series, ceiling: float) -> Markup:
    """Draw a share as a bar with its interval as a whisker; `ceiling` fills the width."""
    end, low, high = (200 * value / ceiling for value in (series.share, series.low, series.high))
    parts = [
        element("title", f"{series.label}: {percent(series.share)}"),
        element("rect", x=0, y=3, width=end, height=10, class_="c0"),
        element("line", x1=low, x2=high, y1=8, y2=8, class_="whisker"),
    ]
    shape = {"viewBox": "0 0 200 16", "preserveAspectRatio": "none"}
    return element("svg", *parts, **shape, role="img", class_="bar")
