"""When to try again what failed: later each time, and not all at the same moment."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

STEP_S: Final = 15.0
"""Waited longer after each failure: 15 s, 30 s, 45 s. Media Cloud's collector found steps that grow
in a line enough; doubling leaves feeds alone for days after a bad night."""
JITTER = 0.25
"""Up to so much of it longer: what failed together is not tried together."""
DAY_S = 86_400.0
MAX_S = 30 * DAY_S
"""What was given up is still tried once a month."""
SOONER = 0.25
"""Up to so much of its time sooner is what is known looked at again: else an archive that was taken
in on one day would be asked for on one day ever after; and what is due after a week would be passed
by every second time, by a visit a week that begins some seconds sooner than the last one did."""
MAX_DAYS = 36_500.0


def next_try(n_failures: int, now: dt.datetime, key: str) -> dt.datetime:
    """Return when to try again what has failed so often and is not given up.

    Args:
        n_failures: In a row, from 1.
        now: UTC.
        key: The address: the same key and count give the same wait.
    """
    return now + dt.timedelta(seconds=STEP_S * n_failures * _jitter(key, n_failures))


def rare_try(n_failures: int, tries: int, now: dt.datetime, key: str) -> dt.datetime:
    """Return when to try again what was given up: after a day, two, three, at most a month.

    Args:
        n_failures: In a row.
        tries: After which it was given up (the card's manners.tries).
        now: UTC.
        key: The address.
    """
    days = max(1, n_failures - tries + 1)
    return now + dt.timedelta(seconds=min(DAY_S * days * _jitter(key, n_failures), MAX_S))


def next_look(days: float, now: dt.datetime, key: str) -> dt.datetime:
    """Return when to look again at what is known.

    Args:
        days: After which it is due at the latest; a hundred years at most.
        now: UTC.
        key: The address: its place in the last quarter of that time is always the same.
    """
    part = 1 - SOONER * (_jitter(key, 0) - 1) / JITTER
    return now + dt.timedelta(days=min(days, MAX_DAYS) * part)


def _jitter(key: str, n_failures: int) -> float:
    drawn = hashlib.sha256(f"{key} {n_failures}".encode("utf-8", "surrogatepass")).digest()
    return 1 + JITTER * int.from_bytes(drawn[:4]) / 2**32
