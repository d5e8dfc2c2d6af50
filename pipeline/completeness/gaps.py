"""Gaps: an index that names nothing it named before, so that what came between was never seen."""

from __future__ import annotations

import datetime as dt

from pipeline.completeness.nouns import History
from pipeline.completeness.telling import counted, day
from pipeline.declarations import Source
from pipeline.records import Finding, Visit

NONE_KNOWN = "not one of the "
"""How the note of a visit begins whose indexes named nothing that was known."""
TOLD_FOR = dt.timedelta(days=7)
"""What happened in one visit is told of for a week, so that it is seen."""


def find_gap(source: Source, history: History) -> Finding | None:
    """Tell whether an index of the last week named nothing that visits before had found.

    The index shows less than the place brings between two visits; or its addresses have changed,
    and every document comes in for a second time. Gaps no more than a week apart are one finding.
    """
    gaps: list[Visit] = []
    for visit in reversed(history.visits):
        later = gaps[0] if gaps else history.visits[-1]
        if later.started_at - visit.started_at > TOLD_FOR:
            break
        if visit.note.startswith(NONE_KNOWN):
            gaps.insert(0, visit)
    if not gaps:
        return None
    first, last = gaps[0], gaps[-1]
    again = "" if first is last else f", as at {counted(len(gaps) - 1, 'visit')} before,"
    line = (
        f"on {day(last.started_at)}{again} its index listed {counted(last.n_listed, 'item')}, and "
        "not one that was known: what came in between may have been missed. Visit it more often, "
        "or read a sitemap or a listing; or have its addresses changed (then see 'drop_query')? "
        f"'culturescope sources check {source.id}'"
    )
    evidence = (("listed", str(last.n_listed)), ("visits", str(len(gaps))))
    return Finding(source.id, "exploding", first.started_at, line, evidence)
