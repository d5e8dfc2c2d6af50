"""Events and deadlines that a page marks for machines: schema.org startDate, endDate and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.clean.html.page import Page, texts
from pipeline.clean.parts import claim
from pipeline.records import DateClaim

MARKED = 0.9  # for machines, by the publisher of the event
_DEADLINES = ("applicationDeadline", "registrationDeadline", "validThrough")


def event_claims(page: Page) -> Iterator[DateClaim]:
    """Yield the event that a page is about, with its last day, and its deadlines."""
    started = _first(page, "startDate")
    ended = _first(page, "endDate")
    begun = claim(started, MARKED, "json-ld", "event") if started else None
    if begun is not None:
        last = claim(ended, MARKED, "json-ld", "event") if ended else None
        is_range = last is not None and last.start > begun.start
        yield replace(begun, end=last.start) if last and is_range else begun
    for name in _DEADLINES:
        stated = _first(page, name)
        due = claim(stated, MARKED, "json-ld", "deadline") if stated else None
        if due is not None:
            yield due


def _first(page: Page, name: str) -> str:
    stated = (*texts(page.article.get(name)), *page.items.get(name.lower(), ()))
    return stated[0] if stated else ""
