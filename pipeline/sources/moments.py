"""Dates as indexes state them, held against the window that is wanted."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from pipeline.records import Window

Span = tuple[dt.datetime, dt.datetime]
"""From the first moment that a stated date may mean to the first after it; UTC."""

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?)?)?$"
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)$")
EVERYTHING = Window()
LONGEST = 200
"""Characters of a date as mails write it, with its comments."""

_SECOND = dt.timedelta(seconds=1)
_DAY = dt.timedelta(days=1)


def span(stated: str) -> Span | None:
    """Read a date in ISO 8601 (day, month or year, with or without time) or as mails write it.

    Without a zone it is taken as UTC; half a day too early or too late does no harm in a window.

    Returns:
        What it may mean; None where it states no such date.
    """
    text = stated.strip()
    try:
        if found := _ISO.match(text) or _DIGITS.match(text):
            return _iso(*found.groups())
        moment = parsedate_to_datetime(text[:LONGEST])
        return _from(moment.replace(tzinfo=moment.tzinfo or dt.UTC), _SECOND)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def is_wanted(window: Window, *stated: str) -> bool:
    """Tell whether one of the stated dates may lie in a window; what states none is wanted."""
    if window == EVERYTHING:
        return True
    spans = [found for found in map(span, stated) if found is not None]
    return not spans or any(_meets(window, *found) for found in spans)


def is_before(window: Window, *stated: str) -> bool:
    """Tell whether dates are stated and all lie before the window."""
    since = window.since
    if since is None:
        return False
    spans = [found for found in map(span, stated) if found is not None]
    return bool(spans) and all(end <= since for _, end in spans)


def _iso(year: str, month: str | None, day: str | None, *time: str | None) -> Span:
    start = dt.datetime(int(year), int(month or 1), int(day or 1), tzinfo=dt.UTC)
    if time and time[0] is not None:
        hour, minute, second, zone = time
        start = start.replace(
            hour=int(hour or 0), minute=int(minute or 0), second=min(59, int(second or 0))
        )
        return _from(start.replace(tzinfo=_zone(zone or "")), _SECOND if second else 60 * _SECOND)
    if day:
        return _from(start, _DAY)
    if month:
        return start, (start + 31 * _DAY).replace(day=1)
    return start, start.replace(year=start.year + 1)


def _zone(stated: str) -> dt.timezone:
    if not stated.startswith(("+", "-")):
        return dt.UTC
    digits = stated[1:].replace(":", "")
    minutes = 60 * int(digits[:2]) + int(digits[2:] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if stated[0] == "-" else minutes))


def _from(start: dt.datetime, length: dt.timedelta) -> Span:
    start = start.astimezone(dt.UTC)
    return start, start + length


def _meets(window: Window, start: dt.datetime, end: dt.datetime) -> bool:
    is_late_enough = window.since is None or end > window.since
    return is_late_enough and (window.until is None or start < window.until)
