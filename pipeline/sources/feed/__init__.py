"""Kind `feed`: RSS 0.9 to 2.0, Atom and JSON Feed, with the pages of those that have several.

A feed holds the newest items only: what it no longer names is not gone. Most feeds in the world are
damaged somewhere; they are read as far as they go, and the damage is told.
"""

from __future__ import annotations

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources.feed import taking
from pipeline.sources.feed.entries import Feed
from pipeline.sources.feed.json_feed import read_json_feed
from pipeline.sources.feed.xml_feed import read_xml_feed
from pipeline.sources.gathering import broken, starts_at_urls

starts = starts_at_urls

MAX_BYTES = 20_000_000
"""feedparser reads some 2 MB a second; the longest archives of texts have about 10 MB."""


def follow(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return a feed's items, as pages to fetch or as records, and the feed's next page.

    Of a feed that is damaged, what could be read, and a Rejected `damaged_index`; of none,
    `broken_index`.
    """
    if len(answer.body) > MAX_BYTES:
        return broken(source, lead, f"{lead.url}: the feed has more than {MAX_BYTES:,} bytes")
    feed = read_feed(answer)
    if not feed.is_feed or (feed.problem and not feed.entries):
        return broken(source, lead, f"{lead.url} {feed.problem}")
    return taking.take(source, lead, answer, feed, window)


def read_feed(answer: Answer) -> Feed:
    """Read a feed of any format."""
    head = answer.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return read_json_feed(answer.body) if head.startswith(b"{") else read_xml_feed(answer)
