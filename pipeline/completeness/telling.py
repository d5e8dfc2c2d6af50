"""Figures in the words of findings."""

from __future__ import annotations

import datetime as dt

LONGEST_YEARS = 100
"""No source is known so well that more could be said of how rare something is."""


def counted(n: int, noun: str) -> str:
    """Return "1 page", "2 pages", "1,200 pages"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def last_visits(n: int) -> str:
    """Return "the last visit", "the last 3 visits"."""
    return "the last visit" if n == 1 else f"the last {n:,} visits"


def rounded(value: float) -> str:
    """Return a figure as a person would say it: 0.4, 3.5, 12, 1,200."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def day(when: dt.date) -> str:
    """Return a day as 3 May 2026."""
    return f"{when.day} {when:%B %Y}"


def percent(share: float) -> str:
    """Return a share (0 to 1) in percent."""
    return f"{100 * share:.0f} %"


def how_often(a_year: float) -> str:
    """Return how often chance brings what is expected so many times a year."""
    years = 1 / a_year if a_year > 0 else LONGEST_YEARS + 1
    if years > LONGEST_YEARS:
        return f"less than once in {LONGEST_YEARS:,} years"
    return f"once in {years:,.0f} years" if years >= 1.5 else "once a year or more"
