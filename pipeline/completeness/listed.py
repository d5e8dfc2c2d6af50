"""What indexes list: nothing at all, far less than ever, and what has vanished at once."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Sequence

from pipeline.completeness.nouns import History, day_of, is_seen
from pipeline.completeness.streaks import streak
from pipeline.completeness.telling import counted, day, last_visits
from pipeline.declarations import Source
from pipeline.records import Finding, Visit

MEMORY = 30
"""Visits that say how much an index lists at least."""
MIN_MEMORY = 8
"""With fewer nothing is said."""
FELL_TO = 0.7
"""Listing less than this part of the least of the last MEMORY visits is a fall: indexes of a fixed
length vary by an item or two, those of a whole site grow."""
IN_A_ROW = 2
STEADY_KINDS = ("feed", "listing")
"""Their first page lists as much at every visit, whether all pages are read or not."""
SETTLES_AFTER = dt.timedelta(days=60)
"""After so long the shorter list is taken for what the source is now."""
GONE_SHARE, GONE_LEAST = 0.2, 5
"""So much gone at once is told of: a page is taken down now and then, a fifth of a source never."""
BACK = 0.5
"""Where no more than this part of them is gone now, the others have come back."""
TOLD_FOR = dt.timedelta(days=7)
"""What happened in one visit is told of for a week, so that it is seen."""


def find_empty(source: Source, history: History) -> Finding | None:
    """Tell whether indexes are read but name nothing: feeds, selectors or an API have changed."""
    visits = [visit for visit in history.visits if _can_list(source, visit)]
    found = streak(visits, [not visit.n_listed for visit in visits])
    if found is None:
        return None
    first, n = found.visits[0], len(found.visits)
    usual = max((visit.n_listed for visit in visits[-MEMORY - n : -n]), default=0)
    before = f"before up to {usual:,}" if usual else "and never did before"
    line = (
        f"its index can be read but lists nothing at {last_visits(n)} ({before}). "
        f"{_what_to_do(source)}: 'culturescope sources check {source.id}'"
    )
    evidence = (("visits_in_a_row", str(n)), ("listed_before", str(usual)))
    return Finding(source.id, "layout", first.started_at, line, evidence)


def _what_to_do(source: Source) -> str:
    is_by_selectors = source.kind == "listing"
    return "See what its selectors find" if is_by_selectors else "See whether it has moved"


def find_shorter(source: Source, history: History) -> Finding | None:
    """Tell whether indexes list far fewer items than in any visit of late."""
    whole = [visit for visit in history.visits if _is_whole(source, visit)]
    alike = [visit for visit in whole if visit.is_full == whole[-1].is_full]
    low, least = _low(alike)
    if len(low) < IN_A_ROW:
        return None
    first, last = _first_low(whole, alike[alike.index(low[0]) - 1], low[0]), low[-1]
    line = (
        f"its index lists {counted(last.n_listed, 'item')}, though it never listed fewer than "
        f"{least:,} in the visits before {day(first.started_at)}. See whether items have gone or "
        f"are missed: 'culturescope sources check {source.id}'"
    )
    evidence = (("listed", str(last.n_listed)), ("least_before", str(least)))
    return Finding(source.id, "shrinking", first.started_at, line, evidence)


def _first_low(whole: Sequence[Visit], well: Visit, low: Visit) -> Visit:
    """Return the visit that began a fall: visits that read all and those for news take turns."""
    others, _ = _low([visit for visit in whole if visit.is_full != low.is_full])
    return next((visit for visit in others if well.number < visit.number < low.number), low)


def find_gone(source: Source, history: History) -> Finding | None:
    """Tell whether a good part of a source vanished in one visit."""
    last = history.visits[-1] if history.visits else None
    for visit in reversed(history.visits):
        if last is None or last.started_at - visit.started_at > TOLD_FOR:
            return None
        n_all = max(visit.n_listed + visit.n_gone, history.n_documents)
        if visit.n_gone >= max(GONE_LEAST, GONE_SHARE * n_all):
            is_back = history.n_gone is not None and history.n_gone <= BACK * visit.n_gone
            return None if is_back else _gone(source, visit, n_all)
    return None


def _gone(source: Source, visit: Visit, n_all: int) -> Finding:
    what = "pages" if source.is_web else "files or records"
    line = (
        f"{visit.n_gone:,} of {n_all:,} {what} were gone at once on {day(visit.started_at)}; their "
        "documents are kept. If that is no wish of the publisher, look whether the place has moved "
        "and mend the card"
    )
    evidence = (("gone", str(visit.n_gone)), ("of", str(n_all)))
    return Finding(source.id, "shrinking", visit.started_at, line, evidence)


def _can_list(source: Source, visit: Visit) -> bool:
    """Tell whether what a visit lists says something: an API asked for news may well have none."""
    n_read = visit.n_index + visit.n_index_same
    says_all = visit.is_full or source.kind in STEADY_KINDS
    return is_seen(visit) and says_all and n_read > 0 and not visit.n_index_failed


def _is_whole(source: Source, visit: Visit) -> bool:
    return _can_list(source, visit) and visit.status == "done" and bool(visit.n_listed)


def _low(visits: Sequence[Visit]) -> tuple[list[Visit], int]:
    """Return the visits at the end that list far less than those before, and the least of those."""
    usual: deque[int] = deque(maxlen=MEMORY)
    low: list[Visit] = []
    for visit in visits:
        least = min(usual, default=0)
        if len(usual) >= MIN_MEMORY and visit.n_listed < FELL_TO * least:
            low.append(visit)
            if day_of(visit) - day_of(low[0]) > SETTLES_AFTER:
                usual, low = deque((v.n_listed for v in low), maxlen=MEMORY), []
        else:
            usual.append(visit.n_listed)
            low = []
    return low, min(usual, default=0)
