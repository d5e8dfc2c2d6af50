"""Figures as a reader meets them."""

from __future__ import annotations

import datetime as dt

MINUS = "\u2212"
LEAST_CHANCE = 0.001
"""Smaller p are told as smaller than it: their size rests on what no interval carries."""


def number(value: float) -> str:
    """Return 12,345, or 0.123 with three digits that count."""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}".replace("-", MINUS)
    return f"{value:.3g}".replace("-", MINUS)


def percent(share: float) -> str:
    """Return a share as 34 % or 3.4 %: two digits say all that an interval leaves to say."""
    value = 100 * share
    digits = 0 if value == 0 or abs(value) >= 9.95 else 1 if abs(value) >= 0.095 else 2
    text = f"{value:.{digits}f}"
    return f"{text} %".replace("-", MINUS)


def chance(p: float) -> str:
    """Return a p or q as far as anybody should read it."""
    return f"{p:.2g}" if p >= LEAST_CHANCE else f"<{LEAST_CHANCE}"


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    value = 100 * difference
    if abs(value) < 0.005:
        return "0"
    return f"{value:+.{1 if abs(value) >= 0.95 else 2}f}".replace("-", MINUS)


def day_name(day: object, precision: object) -> str:
    """Return a date as far as it is known: 2019, 2019-03 or 2019-03-12; "undated" for none."""
    if day is None:
        return "undated"
    return str(day)[: {"year": 4, "month": 7}.get(str(precision), 10)]


def period_name(start: dt.date, granularity: str) -> str:
    """Return 1950s, 1957, 1957 Q2 or 1957-04."""
    if granularity == "decade":
        return f"{start.year}s"
    if granularity == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}" if granularity == "month" else f"{start.year}"


def one_line(text: str) -> str:
    """Return a text, which may hold anything, as a line that steers no terminal, breaks no page."""
    return "".join(c if c.isprintable() else " " for c in text)
