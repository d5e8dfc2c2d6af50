"""A host that fails again and again is left alone for a while, whatever addresses are due there."""

from __future__ import annotations

import datetime as dt
import math
from email.utils import parsedate_to_datetime

from pipeline.sources.web.failing import OF_THE_HOST, NoAnswerError
from pipeline.sources.web.state import HostState

OPENS_AT = 5
"""Failures in a row: fewer are a bad page or two, or a restart of the server."""
OPENS_AT_500 = 20
"""Where the last was status 500, which tells of a page more than of its host: whole shelves of old
pages are broken in some places, and what stands behind them shall be reached."""
STEP_S = 60.0
"""Left alone longer after each further failure; one try in between decides."""
MAX_S = 3600.0
BUSY_S = 20.0
"""What a busy host is given where it does not say itself, longer each time."""
SERVER_ERROR = 500
OWN_WISH_S = 60.0
"""Who asks to be left alone longer than this says himself when to come back: that is no failure of
which our breaker had to find out how long it lasts, and whoever forgives those forgives none."""
LONGEST_S = 86_400.0
"""A day: Retry-After is not believed beyond it."""


def note_success(state: HostState) -> None:
    """Note that a host answers as hosts should, be it that it has no such page."""
    state.n_failures = 0
    state.not_before = None


def note_failure(state: HostState, problem: NoAnswerError, now: dt.datetime) -> None:
    """Note a failure of a host, and until when to leave it alone."""
    if problem.reason not in OF_THE_HOST:
        return
    stated = problem.retry_after_s if problem.reason == "busy" else None
    if stated is not None and stated > OWN_WISH_S:
        state.not_before = now + dt.timedelta(seconds=stated)
        state.n_failures = min(state.n_failures + 1, OPENS_AT - 1)
        return
    state.n_failures += 1
    wait_s = 0.0
    if problem.reason == "busy":
        wait_s = BUSY_S * state.n_failures if stated is None else stated
    opens_at = OPENS_AT_500 if problem.status == SERVER_ERROR else OPENS_AT
    if state.n_failures >= opens_at:
        wait_s = max(wait_s, min(MAX_S, STEP_S * (state.n_failures - opens_at + 1)))
    if wait_s:
        state.not_before = now + dt.timedelta(seconds=wait_s)


def retry_after_s(value: str, now: dt.datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, a day at most; None for none.

    Args:
        value: Seconds, or a date of HTTP.
        now: UTC.
    """
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:9]), LONGEST_S)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    seconds = (when - now).total_seconds()
    return min(max(0.0, math.ceil(seconds)), LONGEST_S)
