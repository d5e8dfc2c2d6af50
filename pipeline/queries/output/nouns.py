"""What a chart is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line."""

    start: dt.date
    share: float | None
    """None: no documents."""
    low: float
    high: float
    n: int
    n_all: int
    is_thin: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One series over time."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Shares over time."""

    lines: tuple[Line, ...]
    granularity: str
    n_left_out: int = 0
    """Series beyond MOST_LINES."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure with its interval; equal ends: none is known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures side by side: one row a name, one mark a side."""

    names: tuple[str, ...]
    sides: tuple[str, ...]
    marks: tuple[tuple[Mark | None, ...], ...]
    """One tuple a name, a mark or None a side."""
    unit: str
    """share, difference, ratio or count."""
    is_time: bool = False
    n_left_out: int = 0


Picture = Lines | Bars
