"""A share over time with its 95 % band."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from pipeline.markup import coordinates, element
from pipeline.publish.nouns import Point, Series
from pipeline.publish.standing import SOLID
from pipeline.publish.words import counted, percent, period_name

THIN = 5
"""Periods with fewer effective documents than this are dots without a line: one document more
or less moves their share by 20 points."""
CEILINGS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
"""Tops of the share axis: as few as let a reader compare charts."""

WIDTH, HEIGHT = 280, 140
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 20


def trend_chart(series: Series, granularity: str) -> Markup:
    """Draw a share over time; points above the scale are arrows at its top."""
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
    by_size = ([point for point in points if point.n_effective >= n] for n in (SOLID, THIN, 0))
    highest = max(point.share or 0.0 for point in next(filter(None, by_size))) * 1.1
    return next((top for top in CEILINGS if top >= highest), 1.0)


def _axes(place: _Place, names: Sequence[str]) -> list[Markup]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for share in (0.0, place.ceiling / 2, place.ceiling):
        y = place.y(share)
        parts.append(element("line", x1=LEFT, x2=right, y1=y, y2=y, class_="grid"))
        label = f"{100 * share:.3g}%"
        parts.append(element("text", label, x=LEFT - 5, y=y + 3.5, text_anchor="end"))
    parts.append(element("text", names[0], x=LEFT, y=bottom + 14))
    if names[1] != names[0]:
        parts.append(element("text", names[1], x=right, y=bottom + 14, text_anchor="end"))
    return parts


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return stretches of neighbouring periods that have enough documents for a line."""
    marked = groupby(points, key=lambda point: point.share is not None and _is_full(point))
    return [list(run) for is_filled, run in marked if is_filled]


def _is_full(point: Point) -> bool:
    return point.n_effective >= THIN


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
    kind = "open" if point.is_open else "full" if _is_full(point) else "thin"
    tip = element(
        "title",
        f"{period_name(point.start, granularity)}: {percent(share)} "
        f"({point.n_documents} of {point.n_all} documents)",
    )
    x, y = place.x(point), place.y(share)
    if share > place.ceiling:
        corners = coordinates([(x - 3.5, y + 5), (x + 3.5, y + 5), (x, y - 1)])
        return element("polygon", tip, points=corners, class_=f"dot {kind}")
    return element("circle", tip, cx=x, cy=y, r=2.2, class_=f"dot {kind}")


def _description(points: Sequence[Point], granularity: str) -> str:
    highest = max(points, key=lambda point: (point.share or 0.0, point.start))
    last = points[-1]
    return (
        f"Highest in {period_name(highest.start, granularity)} with "
        f"{percent(highest.share or 0.0)} of {counted(highest.n_all, 'document')}; last "
        f"{period_name(last.start, granularity)} with {percent(last.share or 0.0)}."
    )
