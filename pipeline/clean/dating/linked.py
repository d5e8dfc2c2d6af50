"""The date of a file that states none: that of the page which links it, as far as that tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.clean.dating.deciding import decide, surest_first
from pipeline.kinship import LINKING_PAGE
from pipeline.records import DateClaim, Document

# How sure the page's date is for the file, as a share of how sure it is for the page; estimates.
# A file that was made within a month of the page came with it; what is known to be older, or newer,
# was only linked there, and the claim supports nothing.
TOGETHER, UNKNOWN, APART = 0.85, 0.65, 0.25
NEAR = dt.timedelta(days=31)
LONGEST = dt.timedelta(days=366)  # a report may lie a year before somebody writes of it
_MADE = ("pdf", "properties")
"""Where claims of the day stand on which a file was made."""


def dated_by_page(document: Document, page: Document | None, latest: dt.date) -> Document:
    """Return a file's document with the date of its page where it has none of its own.

    Args:
        document: As cleaned, or as this returned it before.
        page: That links it; None: none does, and what was read off one before is taken back.
        latest: Last day on which the file can have been published.
    """
    own = tuple(one for one in document.dates if one.read_from != LINKING_PAGE)
    if document.published_from not in ("", LINKING_PAGE):
        return document
    told = _claim(page, own) if page else None
    dates = surest_first((*own, told)) if told else own
    chosen = decide(dates, latest) if told else None
    return replace(
        document,
        dates=dates,
        published=chosen.start if chosen else None,
        published_precision=chosen.precision if chosen else None,
        published_confidence=chosen.confidence if chosen else 0.0,
        published_from=chosen.read_from if chosen else "",
    )


def _claim(page: Document, own: tuple[DateClaim, ...]) -> DateClaim | None:
    if page.published is None or page.published_precision is None:
        return None
    made = [one.start for one in own if one.read_from in _MADE and one.kind == "published"]
    confidence = round(page.published_confidence * _share(page.published, made), 3)
    stated = page.published.isoformat()
    precision = page.published_precision
    return DateClaim("published", page.published, precision, confidence, LINKING_PAGE, stated)


def _share(published: dt.date, made: list[dt.date]) -> float:
    """Return how likely a file is as old as its page."""
    if not made:
        return UNKNOWN
    if any(abs(published - day) <= NEAR for day in made):
        return TOGETHER
    is_possible = any(dt.timedelta(0) < published - day <= LONGEST for day in made)
    return UNKNOWN if is_possible else APART
