"""A deployment as people look at it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One schedule group, its last run and its next one. Times are in its own time zone."""

    group: str
    sources: tuple[str, ...]
    schedule: str
    time_zone: str
    last_at: str = ""
    """Start; "" if it never ran."""
    last_state: str = ""
    last_told: str = ""
    """What the last run said at its end."""
    next_at: str = ""
    n_waiting: int = 0
    """Runs that are due and have not begun."""
