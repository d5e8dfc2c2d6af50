"""All the dates of a document: what its parts, its address, its capture and its text say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.clean.dating.deciding import decide, surest_first
from pipeline.clean.dating.events import find_events
from pipeline.clean.dating.hints import hint_claims
from pipeline.clean.dating.language import settle
from pipeline.clean.dating.sources import address_claims
from pipeline.clean.parts import Parts
from pipeline.records import UNDETERMINED, Capture, DateClaim

# Nothing is published after it is read, but the day of the reading is the reader's: in Sydney it
# begins eleven hours before it does in UTC. Of zones farther east only posts of the first two
# hours of a day, read at once, lose their date.
AHEAD_OF_UTC = dt.timedelta(hours=11)


@dataclass(frozen=True, slots=True)
class Dated:
    """When a document was published, and every claim of every kind."""

    published: DateClaim | None
    """None where nothing states it."""
    claims: tuple[DateClaim, ...]
    """By kind, each kind's surest first; at most deciding.MAX_KEPT."""


def date_document(parts: Parts, capture: Capture, language: str = UNDETERMINED) -> Dated:
    """Return the dates of a document.

    Args:
        parts: The document as its reader found it.
        capture: What it was read from: its hints and address state dates, its day ends them.
        language: Of the document, ISO 639-1; tells what 03.04.2011 means.
    """
    latest = latest_day(capture)
    stated = (
        *parts.dates,
        *hint_claims(capture.hints, capture.fetched_at.date()),
        *address_claims(capture.url or parts.url),
    )
    stated = settle(stated, language, latest)
    published = decide(stated, latest)
    day = published.start if published else None
    announced = find_events(parts.text, parts.title, published=day)
    return Dated(published, surest_first((*stated, *announced)))


def latest_day(capture: Capture) -> dt.date:
    """Return the last day on which what was captured can have been published."""
    return (capture.fetched_at + AHEAD_OF_UTC).date()
