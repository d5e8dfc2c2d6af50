"""Figures as a reader meets them."""

from __future__ import annotations

import datetime as dt

MINUS = "\u2212"


def number(value: float) -> str:
    """Return 12,345, or 0.123 with three digits that count."""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}".replace("-", MINUS)
    return f"{value:.3g}".replace("-", MINUS)


def percent(share: float) -> str:
    """Return a share as 34 % or 3.4 %: two digits say all that an interval leaves to say."""
    value = 100 * share
    text = f"{value:.1f}" if 0 < abs(value) < 9.95 else f"{value:.0f}"
    return f"{text} %".replace("-", MINUS)


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    return f"{100 * difference:+.1f}".replace("-", MINUS)


def period_name(start: dt.date, granularity: str) -> str:
    """Return 1950s, 1957, 1957 Q2 or 1957-04."""
    if granularity == "decade":
        return f"{start.year}s"
    if granularity == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}" if granularity == "month" else f"{start.year}"
