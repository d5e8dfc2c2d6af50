"""What a card says must hold of its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.completeness.nouns import History, Look, began, day_of, settled
from pipeline.completeness.pulse import ONE_DAY, Pulse
from pipeline.completeness.telling import counted, day, percent
from pipeline.declarations import Source
from pipeline.records import Finding

LATEST = 50
"""Items whose titles, dates, words and documents are looked at."""
LEAST = 5
"""Fewer items say nothing of shares."""
SHARES = {"documents": "became documents", "titles": "have a title", "dates": "have a date"}
"""Shares that a card may expect of items, and what these do."""


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
    if pulse.seen[0].number > 1 and last < day_of(pulse.seen[0]):
        late = pulse.seen[0]  # or earlier: older visits are not looked at any more
    return _Unmet("new_within_days", late.started_at, str(n_days), f"{most:g}", line)


def _too_many(source: Source, history: History) -> _Unmet | None:
    most = source.expect.max_new
    later = history.visits[settled(history.visits) :]
    if most is None or not later or later[-1].n_new <= most:
        return None
    n = later[-1].n_new
    first = next((at for at, v in enumerate(reversed(later)) if v.n_new <= most), len(later))
    since = later[len(later) - first].started_at  # many in a row are one finding
    line = f"{counted(n, 'new item')} in one visit, its card expects at most {most:,} (max_new)"
    return _Unmet("max_new", since, str(n), str(most), line)


def _of_items(source: Source, history: History) -> Iterator[_Unmet]:
    for name, what in SHARES.items():
        least: float | None = getattr(source.expect, name)
        if least is not None:
            yield from _too_small_a_share(source, history, (name, what, least))
    yield from _too_short(source, history)


def _too_small_a_share(
    source: Source, history: History, wanted: tuple[str, str, float]
) -> Iterator[_Unmet]:
    name, what, least = wanted

    def is_met(looks: Sequence[Look]) -> bool | None:
        n, n_all = _counts(name, looks)
        return n >= least * n_all if n_all >= LEAST else None

    if is_met(history.looks[-LATEST:]) is False:
        n, n_all = _counts(name, history.looks[-LATEST:])
        line = (
            f"{n:,} of the last {n_all:,} items {what}, its card expects {percent(least)} "
            f"({name}); 'culturescope sources check {source.id}' shows what selectors find"
        )
        since = _unmet_since(history, is_met)
        yield _Unmet(name, since, f"{n / n_all:.3f}", f"{least:g}", line)


def _counts(name: str, looks: Sequence[Look]) -> tuple[int, int]:
    """Return how many items are as they should be, and of how many."""
    good = [look for look in looks if look.words is not None]
    if name == "documents":
        return len(good), len(looks)
    return sum(bool(look.title) if name == "titles" else look.has_date for look in good), len(good)


def _too_short(source: Source, history: History) -> Iterator[_Unmet]:
    least = source.expect.median_words
    if least is None:
        return
    most = least

    def is_met(looks: Sequence[Look]) -> bool | None:
        words = _words(looks)
        return median(words) >= most if len(words) >= LEAST else None

    if is_met(history.looks[-LATEST:]) is False:
        words = _words(history.looks[-LATEST:])
        middle = median(words)
        line = (
            f"half of the last {len(words):,} documents have {middle:,.0f} words or fewer, its "
            f"card expects {least:,} (median_words)"
        )
        since = _unmet_since(history, is_met)
        yield _Unmet("median_words", since, f"{middle:g}", str(least), line)


def _words(looks: Sequence[Look]) -> list[int]:
    return [look.words for look in looks if look.words is not None]


def _unmet_since(history: History, is_met: Callable[[Sequence[Look]], bool | None]) -> dt.datetime:
    """Return from which visit on an expectation was not met, up to now.

    The first visit where it was met at no time that is known: the oldest known item is another one
    at every visit.

    Args:
        history: Of which the last LATEST items do not meet it.
        is_met: By so many items; None: too few to say so.
    """
    looks = history.looks
    since = history.visits[0].started_at
    least = min(LATEST, len(looks))
    ends = [at for at in range(least, len(looks)) if looks[at].run_id != looks[at - 1].run_id]
    for end in ends:
        if is_met(looks[max(end - LATEST, 0) : end]) is not False:
            after = looks[end].run_id
            since = began(history, after)
    return since
