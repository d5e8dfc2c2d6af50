"""Numbers as a reader meets them."""

from __future__ import annotations

import datetime as dt

from pipeline.publish.nouns import Series, Slope

UNDONE = {
    "names": "names beyond the known ones",
    "topics": "topics",
    "suggestions": "suggestions by meaning",
}


def undone(what: str) -> str:
    """Return what could not be done for a language, in words."""
    return UNDONE.get(what, what)


def number(value: int) -> str:
    """Return a whole number with thousands apart: 12,345."""
    return f"{value:,}"


def percent(share: float) -> str:
    """Return a share as 34 % or 3.4 %: two digits say all that an interval leaves to say."""
    value = 100 * share
    return f"{value:.1f}\u202f%" if 0 < value < 9.95 else f"{value:.0f}\u202f%"


def period_name(start: dt.date, granularity: str) -> str:
    """Return 1950s or 1957."""
    return f"{start.year}s" if granularity == "decade" else str(start.year)


def share_text(series: Series) -> str:
    """Return the share of all documents, with interval and count."""
    return (
        f"{percent(series.share)} of all documents ({percent(series.low)} to "
        f"{percent(series.high)}; {number(series.n_documents)} documents)"
    )


def points_span(slope: Slope) -> str:
    """Return a slope and its interval in percentage points."""
    return f"{_points(slope.slope)} ({_points(slope.low)} to {_points(slope.high)}) points"


def _points(value: float) -> str:
    text = f"{100 * value:+.1f}"
    return text.replace("-", "\u2212")
