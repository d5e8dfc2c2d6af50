"""Numbers, days and counts as a reader meets them."""

from __future__ import annotations

import datetime as dt

from pipeline.publish.nouns import Identity, Series, Slope, Step

UNDONE = {
    "names": "names beyond the known ones",
    "topics": "topics",
    "suggestions": "suggestions by meaning",
}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
"""Length of periods."""
IRREGULAR = {"series": "series", "country": "countries", "family": "families"}


def until(identity: Identity) -> str:
    """Return up to when the corpus goes: ", complete up to 2025-12-31"; empty: not known."""
    if not identity.as_of:
        return ""
    return f", {'complete' if identity.is_as_of_set else 'dated'} up to {identity.as_of}"


def undone(what: str) -> str:
    """Return what could not be done for a language, in words."""
    return UNDONE.get(what, what)


def number(value: int) -> str:
    """Return a whole number with thousands apart: 12,345."""
    return f"{value:,}"


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: 1 document, 2 documents."""
    return f"{number(n)} {noun if n == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return a noun for several."""
    return IRREGULAR.get(noun, f"{noun}s")


def percent(share: float) -> str:
    """Return a share as 34 % or 3.4 %: two digits say all that an interval leaves to say."""
    value = 100 * share
    return f"{value:.1f}\u202f%" if 0 < value < 9.95 else f"{value:.0f}\u202f%"


def period_name(start: dt.date, granularity: str) -> str:
    """Return 1950s, 1957, 1957 Q2 or 1957-04."""
    names = {
        "decade": f"{start.year}s",
        "quarter": f"{start.year} Q{(start.month + 2) // 3}",
        "month": f"{start:%Y-%m}",
    }
    return names.get(granularity, str(start.year))


def period_end(start: dt.date, granularity: str) -> dt.date:
    """Return the day after the last of the period that begins at `start`."""
    months = 12 * start.year + start.month - 1 + MONTHS[granularity]
    is_last = months // 12 > dt.MAXYEAR
    return dt.date.max if is_last else dt.date(months // 12, months % 12 + 1, 1)


def in_period(start: dt.date, granularity: str) -> str:
    """Return "in the 1950s" or "in 1957"."""
    return f"in {'the ' if granularity == 'decade' else ''}{period_name(start, granularity)}"


def share_text(series: Series) -> str:
    """Return the share of all documents, with interval and count."""
    return (
        f"{percent(series.share)} of all documents ({percent(series.low)} to "
        f"{percent(series.high)}; {counted(series.n_documents, 'document')})"
    )


def points_span(slope: Slope) -> str:
    """Return a slope and its interval in percentage points."""
    return f"{points(slope.slope)} ({points(slope.low)} to {points(slope.high)}) points"


def difference_span(step: Step) -> str:
    """Return a difference of shares and its interval in percentage points."""
    return f"{points(step.difference)} ({points(step.low)} to {points(step.high)}) points"


def points(share: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    value = 100 * share
    digits = 2 if 0.005 <= abs(value) < 0.095 else 1  # else a small one would read as none
    return f"{value:+.{digits}f}".replace("-", "\u2212")


def small(q: float) -> str:
    """Return a q: "q = 0.012", or "q < 0.001" where more digits say nothing."""
    return "q\u00a0<\u00a00.001" if q < 0.001 else f"q\u00a0=\u00a0{q:.2g}"


def listed(parts: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def day_name(day: dt.date) -> str:
    """Return the first day of a period as 1972, April 1972 or 1972-04-17."""
    if day.day != 1:
        return day.isoformat()
    return str(day.year) if day.month == 1 else f"{day:%B} {day.year}"
