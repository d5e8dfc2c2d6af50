"""Findings that somebody knows of and that nothing can be done about: an office that closed.

A card names them by what and when ("silent 2026-05-03"): whatever of that began on the day or
before is seen. What begins later, because it was well in between or because something else goes
wrong, is not. `since` may move to an earlier day as evidence grows, hardly ever to a later one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.completeness.nouns import History, day_of, is_seen
from pipeline.declarations import Seen, Source
from pipeline.records import Finding

LATER_VISITS = 10
"""Visits by which the beginning of a changed layout may move: of several signs one may cease. In 22
simulated places with faults of 90 days it did by eight at most."""
LATER = dt.timedelta(days=28)
"""By how much that of a fall may, which is told from whole weeks; there, by 21 days at most."""


def mark_of(finding: Finding) -> Seen:
    """Return what a card says of a finding that somebody knows of."""
    evidence = dict(finding.evidence)
    what = evidence.get("card", finding.kind)
    part = evidence.get("part", "")
    return Seen(what=f"{what} {part}" if part else what, day=finding.since.date())


def written(mark: Seen) -> str:
    """Return a mark as it stands on a card."""
    return f"{mark.what} {mark.day.isoformat()}"


def fitting(source: Source, history: History, finding: Finding) -> Seen | None:
    """Return the card's entry that a finding is seen by, None where it is not seen.

    Of many entries that fit it is the latest.
    """
    what, last = mark_of(finding).what, day_of(history.visits[-1])
    fits = [
        mark
        for mark in source.expect.seen
        if mark.what == what and mark.day <= last and _began_by(mark.day, history, finding)
    ]
    return max(fits, key=lambda mark: mark.day, default=None)


def _began_by(day: dt.date, history: History, finding: Finding) -> bool:
    began = finding.since.date()
    if began <= day or _reaches_back(history, finding):
        return True
    if finding.kind == "layout":
        before = (visit for visit in history.visits if visit.started_at <= finding.since)
        return sum(day_of(visit) > day for visit in before) <= LATER_VISITS
    return "weeks" in dict(finding.evidence) and began - day <= LATER


def _reaches_back(history: History, finding: Finding) -> bool:
    """Tell whether a finding is as old as anything known: it began then, or before."""
    oldest = history.visits[0]
    first = next((visit for visit in history.visits if is_seen(visit)), oldest)
    return oldest.number > 1 and finding.since <= first.started_at


def stale(source: Source, known: Mapping[Finding, Seen]) -> tuple[Seen, ...]:
    """Return the card's entries that no finding is seen by, in their order.

    Args:
        source: Its card.
        known: What of all findings, those that follow from others too, is seen by which entry.
    """
    used = set(known.values())
    return tuple(mark for mark in source.expect.seen if mark not in used)
