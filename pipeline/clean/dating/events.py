"""Dates of events and deadlines in a running text: what is announced, not what happened once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.clean.dating.events_words import (
    DEADLINE,
    HAPPENED,
    LABEL,
    NOUN,
    OPEN_CALL,
    OPENS,
    SPAN,
)
from pipeline.clean.dating.lines import DAY
from pipeline.clean.parts import MAX_STATED
from pipeline.date_ranges import find_ranges
from pipeline.dates import StatedDate, parse_date
from pipeline.records import DateClaim, DateKind

# How sure a date is an event of the document. Assigned by hand: a label says it; a line that is a
# date and little else says it nearly; words for events in the same sentence make it likely.
LABELLED, ALONE, TOLD = 0.85, 0.75, 0.6
DUE_LABELLED, DUE_TOLD = 0.9, 0.8
EARLY_BONUS, AHEAD_BONUS, PAST_MALUS = 0.05, 0.1, 0.15
MIN_CONFIDENCE = 0.55
MAX_CONFIDENCE = 0.95

MAX_EVENTS = 8
MAX_SCANNED = 20_000  # characters; what a document announces it announces early
EARLY = 1_500  # characters
MAX_ALONE = 90  # characters of a line that is hardly more than its date
BEFORE, AFTER = 120, 60  # characters around a date in which words tell what it is
PAST = dt.timedelta(days=400)  # an event is reported on within a year or so,
RECENT = dt.timedelta(days=60)  # a report on what "was held" that lately is about it
AHEAD = dt.timedelta(days=3 * 366)  # and announced no longer ahead than this

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_SENTENCE_END = re.compile(r"(?<![A-Z\d])[.!?]\s+(?=[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date met in a text, with what stands around it."""

    claim: DateClaim
    before: str
    after: str
    at: int


def find_events(
    text: str, title: str = "", *, published: dt.date | None = None, limit: int = MAX_EVENTS
) -> tuple[DateClaim, ...]:
    """Return the events and deadlines that a text announces or reports on, the surest first.

    Precision goes before recall. Ranges of days count with a label ("When: 24-27 October
    2023"), alone on a line, in the title, or in a sentence with words for events; single days
    only where words say that something opens or is due on them. A date far from the day of
    publication belongs to history, and so does one that people "met" or "signed" on.

    Args:
        text: Paragraphs split by blank lines.
        title: Read before the text.
        published: Day of publication; unknown: the last year that the text mentions stands for it.
        limit: Most claims returned.
    """
    whole = f"{title}\n\n{text[:MAX_SCANNED]}"
    span = _span(whole, published)
    if span is None:
        return ()
    found = [
        _judged(one, published)
        for start, paragraph in _paragraphs(whole, span)
        for one in (*_deadlines(paragraph, start), *_events(paragraph, start))
        if span[0] <= one.claim.start <= span[1]
    ]
    return _surest(found, limit)


def _span(text: str, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day between which an event of the document may begin."""
    if published is not None:
        return published - PAST, published + AHEAD
    years = [int(found[0]) for found in _YEAR.finditer(text)]
    return (dt.date(max(years) - 1, 1, 1), dt.date(max(years), 12, 31)) if years else None


def _paragraphs(text: str, span: tuple[dt.date, dt.date]) -> Iterator[tuple[int, str]]:
    """Yield where each paragraph begins that names a year of the span."""
    start = 0
    for paragraph in text.split("\n\n"):
        years = (int(found[0]) for found in _YEAR.finditer(paragraph))
        if any(span[0].year <= year <= span[1].year for year in years):
            yield start, paragraph
        start += len(paragraph) + 2


def _deadlines(paragraph: str, start: int) -> Iterator[_Found]:
    for cue in DEADLINE.finditer(paragraph):
        day = DAY.search(paragraph, cue.end(), cue.end() + AFTER)
        if day is None or _SENTENCE_END.search(paragraph, cue.end(), day.start()):
            continue
        confidence = DUE_LABELLED if paragraph[cue.end() :].startswith(":") else DUE_TOLD
        yield from _day(paragraph, day, start, "deadline", confidence)


def _events(paragraph: str, start: int) -> Iterator[_Found]:
    for at, stated, found in find_ranges(paragraph):
        before = _same_sentence(paragraph[max(0, at - BEFORE) : at])
        after = paragraph[at + len(stated) : at + len(stated) + AFTER]
        confidence = _range_confidence(paragraph, before, after, start)
        if confidence and not SPAN.search(before):
            one = DateClaim("event", found.start, "day", confidence, "text", stated[:MAX_STATED])
            is_call = OPEN_CALL.search(before) or DEADLINE.search(before)
            one = replace(one, kind="deadline", start=found.end) if is_call else one
            one = one if is_call else replace(one, end=found.end)
            yield _Found(one, before, after, start + at)
    for cue in OPENS.finditer(paragraph):
        day = DAY.search(paragraph, cue.end(), cue.end() + AFTER)
        if day is None or _SENTENCE_END.search(paragraph, cue.end(), day.start()):
            continue
        yield from _day(paragraph, day, start, "event", TOLD)


def _day(
    paragraph: str, day: re.Match[str], start: int, kind: DateKind, confidence: float
) -> Iterator[_Found]:
    outcome = parse_date(day[0])
    if not isinstance(outcome, StatedDate) or outcome.precision != "day":
        return
    before = _same_sentence(paragraph[max(0, day.start() - BEFORE) : day.start()])
    after = paragraph[day.end() : day.end() + AFTER]
    one = DateClaim(kind, outcome.date, "day", confidence, "text", day[0][:MAX_STATED])
    yield _Found(one, before, after, start + day.start())


def _range_confidence(paragraph: str, before: str, after: str, start: int) -> float:
    """Return how sure a range is an event by what stands around it; 0: nothing says so."""
    if LABEL.search(before):
        return LABELLED
    is_line = len(paragraph) <= MAX_ALONE and not paragraph.rstrip().endswith((".", "!", "?"))
    if start == 0 or is_line:
        return ALONE
    return TOLD if NOUN.search(before) or NOUN.search(after) else 0.0


def _same_sentence(before: str) -> str:
    return _SENTENCE_END.split(before)[-1]


def _judged(found: _Found, published: dt.date | None) -> DateClaim:
    """Return the claim with a confidence that heeds time, place in the text and tense."""
    one = found.claim
    confidence = one.confidence + (EARLY_BONUS if found.at <= EARLY else 0.0)
    last = one.end or one.start
    if published is not None and last >= published:
        confidence += AHEAD_BONUS
    elif HAPPENED.search(found.before) and not (published and last >= published - RECENT):
        confidence -= PAST_MALUS
    confidence = round(min(confidence, MAX_CONFIDENCE), 3)
    return replace(one, confidence=confidence)


def _surest(claims: list[DateClaim], limit: int) -> tuple[DateClaim, ...]:
    """Return each day or range once, the surest first, then by date."""
    unique: dict[tuple[DateKind, dt.date, dt.date | None], DateClaim] = {}
    for one in sorted(claims, key=lambda one: (-one.confidence, one.start, one.end or one.start)):
        if one.confidence >= MIN_CONFIDENCE:
            unique.setdefault((one.kind, one.start, one.end), one)
    kept = [one for one in unique.values() if not _is_within(one, list(unique.values()))]
    return tuple(kept[:limit])


def _is_within(one: DateClaim, others: list[DateClaim]) -> bool:
    """Tell an event of one day that is a deadline, or a day of a range, met again."""
    return (
        one.kind == "event"
        and one.end is None
        and any(
            (other.kind == "deadline" and other.start == one.start)
            or (other.end is not None and other.start <= one.start <= other.end)
            for other in others
        )
    )
