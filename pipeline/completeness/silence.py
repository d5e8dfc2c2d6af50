"""Silent: nothing new for longer than the source's own rhythm lets expect."""

from __future__ import annotations

import datetime as dt

from pipeline.completeness.nouns import day_of
from pipeline.completeness.pulse import ONE_DAY, Pulse
from pipeline.completeness.rhythm import Rhythm
from pipeline.completeness.telling import counted, day, how_often, rounded
from pipeline.declarations import Source
from pipeline.records import Finding, Visit

FALSE_A_YEAR = 0.2
"""Silences a year and source that mere chance may bring."""
AS_LONG = 0.9
"""A wait of this part of the present one was as long."""
YEARS_APART = 3.0
"""A wait that came more often than once in so many years is no silence, whatever a rhythm says:
work comes in clusters, and an only editor goes on leave."""
WHOLE_YEAR = 1.0
"""Years of a past that shows a source's breaks. Of a shorter one a silence must be longer than any
wait by as much as the past is too short: of waits that come in no order, those longer than the
longest of T years come 1/T times a year, and those of long tails half as often if twice as long
(law of records; B. C. Arnold, N. Balakrishnan and H. N. Nagaraja, Records, 1998)."""


def find_silence(source: Source, pulse: Pulse) -> Finding | None:
    """Tell whether a source has fallen silent.

    Only visits that saw the source count: what nobody looked at was not silent. A source that was
    silent when it was first visited (a closed archive) is left alone until it brings something.
    """
    rhythm, last = pulse.rhythm, pulse.last
    if rhythm is None or last is None:
        return None
    waited = rhythm.waited(last, day_of(pulse.seen[-1]))
    if not _is_silent(rhythm, waited) or _was_silent_before(rhythm, last, pulse.seen[0]):
        return None
    return _finding(source, pulse, last, (rhythm.days, waited, rhythm.waits.chance(waited)))


def _is_silent(rhythm: Rhythm, waited: float) -> bool:
    """Tell whether so long a wait is rare, by its rhythm as well as by its past as it was."""
    is_rare = rhythm.waits.chance(waited) * rhythm.a_year < FALSE_A_YEAR
    return is_rare and not _is_known(rhythm, waited)


def _is_known(rhythm: Rhythm, waited: float) -> bool:
    """Tell whether there were waits as long, at any season, or may well be in a whole year."""
    waits, rank = rhythm.waits.longest, int(rhythm.n_years / YEARS_APART)
    known = waits[min(rank, len(waits) - 1)]
    return known > AS_LONG * waited * min(rhythm.n_years / WHOLE_YEAR, 1.0)


def _was_silent_before(rhythm: Rhythm, last: dt.date, first: Visit) -> bool:
    return last < day_of(first) and _is_silent(rhythm, rhythm.waited(last, day_of(first)))


def _finding(
    source: Source, pulse: Pulse, last: dt.date, measured: tuple[float, float, float]
) -> Finding:
    usual_days, waited, chance = measured
    seen = pulse.seen
    since = next((v for v in seen if day_of(v) > last + ONE_DAY and not v.n_new), seen[-1])
    n_days = (day_of(seen[-1]) - last).days
    a_year = chance * 365.25 / max(usual_days, 1.0)
    n_failed = sum(visit.n_failed for visit in seen if day_of(visit) > last + ONE_DAY)
    failed = (
        f"{counted(n_failed, 'request')} for pages failed since ('culturescope rejected --source "
        f"{source.id}' tells why). "
    )
    usual = f"every {rounded(usual_days)} days" if usual_days >= 1.5 else "nearly every day"
    line = (
        f"nothing new for {counted(n_days, 'day')} (since {day(last)}), though it usually brings "
        f"something {usual}; with its rhythm so far, so long a pause comes {how_often(a_year)}. "
        f"{failed if n_failed else ''}"
        f"Look whether it still publishes and where: 'culturescope sources check {source.id}'"
    )
    evidence = (
        ("last_news", last.isoformat()),
        ("days_waited", str(n_days)),
        ("usual_days", f"{usual_days:.2f}"),
        ("usual_waits_waited", f"{waited:.2f}"),
        ("expected_a_year", f"{a_year:.2g}"),
    )
    return Finding(source.id, "silent", since.started_at, line, evidence)
