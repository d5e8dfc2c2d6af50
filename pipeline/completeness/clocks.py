"""Visits of a machine whose clock was wrong for a while: what they tell is right, their time not.

Of all visits, in the order in which they were made, as many as can be keep their times; those that
do not fit in between take the time of the one before. One run by a clock that is a year ahead would
else make each source silent for that year, and date what is told of it by days to come.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Visit


def in_time(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """Return visits, by number, with times that never run back."""
    if all(one.started_at <= after.started_at for one, after in pairwise(visits)):
        return tuple(visits)
    kept = _longest(visits)
    last = visits[min(kept)].started_at
    found = []
    for at, visit in enumerate(visits):
        last = visit.started_at if at in kept else last
        found.append(_moved(visit, last))
    return tuple(found)


def _longest(visits: Sequence[Visit]) -> set[int]:
    """Return the places of a longest series whose times never run back, by patience sorting."""
    ends, times = list[int](), list[dt.datetime]()
    before: list[int] = []
    for at, visit in enumerate(visits):
        length = bisect_right(times, visit.started_at)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
        times[length : length + 1] = [visit.started_at]
    kept, last = set[int](), ends[-1]
    while last >= 0:
        kept.add(last)
        last = before[last]
    return kept


def _moved(visit: Visit, start: dt.datetime) -> Visit:
    if visit.started_at == start:
        return visit
    took = visit.finished_at - visit.started_at if visit.finished_at else None
    return replace(visit, started_at=start, finished_at=start + took if took is not None else None)
