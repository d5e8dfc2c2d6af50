"""Statements of a date that came along with a capture: of feeds, sitemaps, listings, servers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.clean.dating.lines import dateline
from pipeline.clean.dating.sources import MODIFIED
from pipeline.clean.dating.stated import stated_claims
from pipeline.records import DateClaim, DateKind, Hints

# How sure a statement of the sort is when it stands alone; estimates. What a publisher's machine
# says of each item is as good as what its pages say for machines; what stands beside a link of an
# index page may be the day of an event.
FEED = 0.93
LISTING = 0.85
GIVEN = 0.95  # by whoever wrote the list of addresses
# Some machines say of everything that it is of today: it may well be, if nothing says otherwise.
TODAY = 0.6

_HINTS: dict[str, tuple[DateKind, float, str]] = {
    "feed-date": ("published", FEED, "feed"),
    "feed-updated": ("modified", MODIFIED, "feed"),
    "listing-date": ("published", LISTING, "listing"),
    "listing-updated": ("modified", MODIFIED, "listing"),
    "oai-date": ("published", FEED, "oai"),
    "oai-updated": ("modified", MODIFIED, "oai"),
    "sitemap-date": ("published", FEED, "sitemap"),
    "sitemap-lastmod": ("modified", MODIFIED, "sitemap"),
    "urls-date": ("published", GIVEN, "list"),
    "wordpress-date": ("published", FEED, "wordpress"),
    "wordpress-updated": ("modified", MODIFIED, "wordpress"),
    "last-modified": ("modified", MODIFIED, "http"),
}
"""What the hints of a capture state: kind, how sure, and what the claim says it was read from."""


def hint_claims(hints: Hints, captured: dt.date) -> tuple[DateClaim, ...]:
    """Return what feed, sitemap, listing, API or HTTP header said of an item's dates.

    Of 03/04/2011 each reading is a claim that proves nothing alone.

    Args:
        hints: Of the capture.
        captured: Its day, in UTC.
    """
    found = (claim for name, stated in hints for claim in _claims(name, stated))
    return tuple(_of_today(claim) if claim.start >= captured else claim for claim in found)


def _of_today(claim: DateClaim) -> DateClaim:
    is_given = claim.read_from == "list" or claim.kind != "published"
    return claim if is_given else replace(claim, confidence=min(claim.confidence, TODAY))


def _claims(name: str, stated: str) -> Iterator[DateClaim]:
    if name not in _HINTS:
        return
    kind, confidence, read_from = _HINTS[name]
    found = tuple(stated_claims(stated, confidence, read_from, kind=kind))
    yield from found or _of_line(stated, confidence, read_from, kind)


def _of_line(stated: str, confidence: float, read_from: str, kind: DateKind) -> Iterator[DateClaim]:
    """Read "Posted on 3 May 2024 | News", as it stands beside the links of index pages."""
    line = dateline(" ".join(stated.split()))
    if line is not None:
        meant = line.kind if kind == "published" else kind
        yield from stated_claims(line.stated, confidence, read_from, kind=meant)
