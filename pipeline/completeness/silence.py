"""Silent: nothing new for longer than the source's own rhythm lets expect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.completeness.nouns import History, day_of, is_seen, settled
from pipeline.completeness.rhythm import Rhythm, learn_rhythm
from pipeline.completeness.telling import counted, day, how_often, rounded
from pipeline.declarations import Source
from pipeline.records import Finding, Visit

FALSE_A_YEAR = 0.1
"""Silences a year and source that mere chance may bring."""
LEAST_WAITS = 2.2
"""Two usual waits make no silence, however regular a source was: holidays are not in calendars."""
DATED = 0.8
"""From this share of documents that state their day on, the rhythm is that of publication, which is
known for the time before the first visit, too."""
ONE_DAY = dt.timedelta(days=1)


def find_silence(source: Source, history: History) -> Finding | None:
    """Tell whether a source has fallen silent.

    Only visits that saw the source count: what nobody looked at was not silent. A source that was
    silent when it was first visited (a closed archive) is left alone until it brings something.
    """
    visits = [visit for visit in history.visits if is_seen(visit)]
    if not visits:
        return None
    rhythm = source_rhythm(source, history)
    last = last_sign(source, history)
    if rhythm is None or last is None:
        return None
    waited = rhythm.waited(last, day_of(visits[-1]))
    if not _is_silent(rhythm, waited) or _was_silent_before(rhythm, last, visits[0]):
        return None
    return _finding(source, visits, rhythm, last, waited)


def source_rhythm(source: Source, history: History) -> Rhythm | None:
    """Return a source's rhythm, None where too little is known of it."""
    visits = [visit for visit in history.visits if is_seen(visit)]
    days = active_days(source, history)
    return learn_rhythm(days, day_of(visits[-1])) if visits and days else None


def active_days(source: Source, history: History) -> list[dt.date]:
    """Return the days with news, ascending: of publication where known, else of arrival."""
    n_dated = sum(n for _, n in history.published)
    if source.is_web and n_dated >= DATED * history.n_documents and n_dated:
        until = max((day_of(visit) for visit in history.visits), default=dt.date.max)
        return [day for day, _ in history.published if day <= until]
    return arrivals(history)


def arrivals(history: History) -> list[dt.date]:
    """Return the days before visits that brought something new, once the archive was in."""
    later = history.visits[settled(history.visits) :]
    return sorted({day_of(visit) - ONE_DAY for visit in later if visit.n_new})


def last_sign(source: Source, history: History) -> dt.date | None:
    """Return the last day of which it is known that the source had news."""
    days = [*active_days(source, history)[-1:], *arrivals(history)[-1:]]
    return max(days, default=None)


def _is_silent(rhythm: Rhythm, waited: float) -> bool:
    rare = rhythm.chance(waited) * rhythm.a_year < FALSE_A_YEAR
    return waited > LEAST_WAITS and rare


def _was_silent_before(rhythm: Rhythm, last: dt.date, first: Visit) -> bool:
    return last < day_of(first) and _is_silent(rhythm, rhythm.waited(last, day_of(first)))


def _finding(
    source: Source, visits: Sequence[Visit], rhythm: Rhythm, last: dt.date, waited: float
) -> Finding:
    since = next((v for v in visits if day_of(v) > last + ONE_DAY and not v.n_new), visits[-1])
    n_days = (day_of(visits[-1]) - last).days
    a_year = rhythm.chance(waited) * rhythm.a_year
    usual = f"every {rounded(rhythm.days)} days" if rhythm.days >= 1.5 else "nearly every day"
    line = (
        f"nothing new for {counted(n_days, 'day')} (since {day(last)}), though it usually brings "
        f"something {usual}; by chance so long a pause comes {how_often(a_year)}. Look whether it "
        f"still publishes and where: 'culturescope sources check {source.id}'"
    )
    evidence = (
        ("last_news", last.isoformat()),
        ("days_waited", str(n_days)),
        ("usual_days", f"{rhythm.days:.2f}"),
        ("usual_waits_waited", f"{waited:.2f}"),
        ("expected_a_year", f"{a_year:.2g}"),
    )
    return Finding(source.id, "silent", since.started_at, line, evidence)
