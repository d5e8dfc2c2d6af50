"""When a source has had news, as far as visits and dates of publication tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.completeness.nouns import History, day_of, is_seen, settled
from pipeline.completeness.rhythm import Rhythm, learn_rhythm
from pipeline.declarations import Source
from pipeline.records import Visit

DATED = 0.5
"""From this share of documents that state their day on, the rhythm is that of publication, which is
known for the time before the first visit, too."""
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pulse:
    """A source's signs of life."""

    seen: tuple[Visit, ...]
    """Visits that saw the source, by number."""
    days: tuple[dt.date, ...]
    """Days with news, ascending: of publication where known, else of arrival."""
    last: dt.date | None
    """Last day of which it is known that there was news; None: no news is known."""
    rhythm: Rhythm | None
    """None: too little is known."""


def feel_pulse(source: Source, history: History) -> Pulse:
    """Return when a source had news; what nobody looked at counts for nothing."""
    seen = tuple(visit for visit in history.visits if is_seen(visit))
    if not seen:
        return Pulse((), (), None, None)
    until = day_of(seen[-1])
    came = [day for day in arrivals(history.visits) if day <= until]  # clocks are set back, too
    days = tuple(_published(history, until) if _is_dated(source, history) else came)
    last = max((*days[-1:], *came[-1:]), default=None)
    return Pulse(seen, days, last, learn_rhythm(days, until))


def last_archive_day(history: History) -> dt.date:
    """Return the day of the visit up to which an archive was taken in."""
    return day_of(history.visits[settled(history.visits) - 1])


def arrivals(visits: tuple[Visit, ...]) -> list[dt.date]:
    """Return the days before visits that brought something new, once the archive was in."""
    later = visits[settled(visits) :]
    return sorted({day_of(visit) - ONE_DAY for visit in later if visit.n_new})


def _is_dated(source: Source, history: History) -> bool:
    """Tell whether dates tell the rhythm; a folder's are those of an archive."""
    n_dated = sum(n for _, n in history.published)
    return source.is_web and n_dated > 0 and n_dated >= DATED * history.n_documents


def _published(history: History, until: dt.date) -> Sequence[dt.date]:
    return [day for day, _ in history.published if day <= until]
