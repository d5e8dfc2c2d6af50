"""What part of a source is wanted, as people and schedules write it."""

from __future__ import annotations

import datetime as dt

from pipeline.errors import UsageError
from pipeline.records import Window


def window(since: str = "", until: str = "") -> Window:
    """Read a window from two dates or times in ISO 8601, in UTC unless they say otherwise.

    Args:
        since: The first day (or moment) that is wanted; empty: from the beginning.
        until: The first that is not; empty: to the end.

    Raises:
        UsageError: One of them is no date, or the window is empty.
    """
    found = Window(_moment("since", since), _moment("until", until))
    if found.since and found.until and found.until <= found.since:
        raise UsageError(f"'until' {until} is not after 'since' {since}; exchange them")
    return found


def _moment(name: str, told: str) -> dt.datetime | None:
    if not told:
        return None
    try:
        moment = dt.datetime.fromisoformat(told)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"'{name}' {told!r} is no date; write it like 2026-05-31 or 2026-05-31T14:00"
        ) from error
