"""When a figure may be told of: after correction for all series, with its interval."""

from __future__ import annotations

from enum import Enum

from pipeline.publish.nouns import Point, Series, Slope

MAX_Q = 0.05
"""False-discovery rate that what is told may have: one in twenty told ones may be chance."""
MIN_EFFECTIVE = 10
"""Periods with fewer effective documents are not told of; the same as in `trends.slopes`."""
SOLID = 30
"""Periods of this many effective documents set the scale of a chart and the ends of what is told,
where there are any: a share of twelve documents may be anything."""

FEW = 10
"""Documents at an end of a rise or fall below which it is told only where the ends' intervals are
apart: tests may be right about a movement whose ends nobody can see."""


class Check(Enum):
    """What fixed sources say to a rise or fall of all documents."""

    HOLDS = "holds"
    UNSURE = "unsure"
    """They point the same way, but the interval includes no change."""
    REVERSED = "reversed"
    UNKNOWN = "unknown"
    """No sources are there all along, or they have too few documents."""


def is_carried(series: Series) -> bool:
    """Tell whether a series' rise or fall stands: tests after correction, and interval."""
    slope = series.slope
    return slope is not None and slope.q < MAX_Q and is_apart(slope)


def is_apart(slope: Slope) -> bool:
    """Tell whether a slope's interval leaves out 0."""
    return slope.low > 0 or slope.high < 0


def rests_on_few(series: Series) -> bool:
    """Tell whether few documents stand at an end of a movement whose ends are hardly apart."""
    found = ends(series)
    if found is None or min(point.n_documents for point in found) >= FEW:
        return False
    first, last = found
    return (first.low or 0.0) <= (last.high or 0.0) and (last.low or 0.0) <= (first.high or 0.0)


def fixed(series: Series) -> Slope | None:
    """Return the slope on fixed sources: of the panel, else with sources weighted alike."""
    return series.panel or series.weighted


def check(series: Series) -> Check:
    """Tell whether a series' rise or fall is found on fixed sources, too."""
    slope, other = series.slope, fixed(series)
    if slope is None or other is None:
        return Check.UNKNOWN
    if slope.slope * other.slope < 0:
        return Check.REVERSED
    return Check.HOLDS if is_apart(other) else Check.UNSURE


def ends(series: Series) -> tuple[Point, Point] | None:
    """Return the periods a rise or fall is told from: the first and the last closed one that is
    solid, else that counted in the slope; None where there is none."""
    closed = [point for point in series.points if point.share is not None and not point.is_open]
    by_size = ([p for p in closed if p.n_effective >= n] for n in (SOLID, MIN_EFFECTIVE, 0))
    solid = next(filter(None, by_size), [])
    return (solid[0], solid[-1]) if solid else None
