"""What a card says must hold of its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from pipeline.completeness.nouns import History, began, day_of, settled
from pipeline.completeness.pulse import ONE_DAY, Pulse
from pipeline.completeness.telling import counted, day, percent
from pipeline.declarations import Source
from pipeline.records import Finding

LATEST = 50
"""Items whose titles, dates, words and documents are looked at."""
LEAST = 5
"""Fewer items say nothing of shares."""


def unmet(source: Source, history: History, pulse: Pulse) -> Iterator[Finding]:
    """Yield one finding for each expectation of a card that is not met.

    Args:
        source: Its card has `expect` and `min_documents`.
        history: What is known of it, of one visit at least.
        pulse: When it had news.
    """
    checks = (_too_few(source, history), _too_long(source, pulse), _too_many(source, history))
    for each in (*filter(None, checks), *_of_items(source, history)):
        evidence = (("card", each.name), ("found", each.found), ("expected", each.expected))
        yield Finding(source.id, "expectation", each.since, each.line, evidence)


@dataclass(frozen=True, slots=True)
class _Unmet:
    name: str
    since: dt.datetime
    found: str
    expected: str
    line: str


def _too_few(source: Source, history: History) -> _Unmet | None:
    n, least = history.n_documents, source.min_documents
    if n >= least:
        return None
    line = (
        f"{n:,} documents, its card expects at least {least:,}; look at 'culturescope rejected "
        f"--source {source.id}'"
    )
    return _Unmet("min_documents", history.visits[0].started_at, str(n), str(least), line)


def _too_long(source: Source, pulse: Pulse) -> _Unmet | None:
    most = source.expect.new_within_days
    if most is None or not pulse.seen:
        return None
    last = max(pulse.last or dt.date.min, day_of(pulse.seen[0]) - ONE_DAY)
    n_days = (day_of(pulse.seen[-1]) - last).days
    if n_days <= most:
        return None
    line = (
        f"nothing new for {counted(n_days, 'day')} (since {day(last)}), its card expects something "
        f"within {most:g} days (new_within_days)"
    )
    late = next(visit for visit in pulse.seen if (day_of(visit) - last).days > most)
    return _Unmet("new_within_days", late.started_at, str(n_days), f"{most:g}", line)


def _too_many(source: Source, history: History) -> _Unmet | None:
    most = source.expect.max_new
    later = history.visits[settled(history.visits) :]
    if most is None or not later or later[-1].n_new <= most:
        return None
    n = later[-1].n_new
    line = f"{counted(n, 'new item')} in one visit, its card expects at most {most:,} (max_new)"
    return _Unmet("max_new", later[-1].started_at, str(n), str(most), line)


def _of_items(source: Source, history: History) -> Iterator[_Unmet]:
    looks = history.looks[-LATEST:]
    since = began(history, looks[0].run_id) if looks else history.visits[0].started_at
    good = [look for look in looks if look.words is not None]
    wanted = source.expect
    shares = (
        ("documents", wanted.documents, len(good), len(looks), "became documents"),
        (
            "titles",
            wanted.titles,
            sum(bool(look.title) for look in good),
            len(good),
            "have a title",
        ),
        ("dates", wanted.dates, sum(look.has_date for look in good), len(good), "have a date"),
    )
    for name, least, n, n_all, what in shares:
        if least is not None and n_all >= LEAST and n < least * n_all:
            line = (
                f"{n:,} of the last {n_all:,} items {what}, its card expects {percent(least)} "
                f"({name}); 'culturescope sources check {source.id}' shows what selectors find"
            )
            yield _Unmet(name, since, f"{n / n_all:.3f}", f"{least:g}", line)
    if wanted.median_words is not None and len(good) >= LEAST:
        middle = median(look.words or 0 for look in good)
        if middle < wanted.median_words:
            line = (
                f"half of the last {len(good):,} documents have {middle:,.0f} words or fewer, its "
                f"card expects {wanted.median_words:,} (median_words)"
            )
            yield _Unmet("median_words", since, f"{middle:g}", str(wanted.median_words), line)
