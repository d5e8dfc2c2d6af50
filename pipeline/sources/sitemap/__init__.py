"""Kind `sitemap`: what a site says it has, by sitemaps.org, and the sitemaps its robots.txt names.

Read are sitemaps and their indexes as XML, compressed or not, with the dates, titles and keywords
of news sitemaps; as plain text, one address a line; and feeds, which the protocol allows, too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources import feed
from pipeline.sources.gathering import Gathering, broken, starts_at_urls
from pipeline.sources.sitemap.entries import take
from pipeline.sources.sitemap.unpacking import UnpackingError, unpacked

starts = starts_at_urls

MAX_BYTES = 200_000_000
"""Unpacked; the protocol allows 50 MiB, some have a few times that."""
_NAMED = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r"https?://\S+", re.IGNORECASE)


def follow(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return what a sitemap lists: pages, or further sitemaps."""
    try:
        body = unpacked(answer.body, MAX_BYTES)
    except UnpackingError as error:
        return broken(source, lead, f"{lead.url} {error}")
    answer = replace(answer, body=body)
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lead.url.partition("?")[0].endswith("/robots.txt"):
        return _robots(source, lead, answer)
    if not head.startswith(b"<") and b"\x00" not in head:
        return _lines(source, lead, answer)
    if re.search(rb"<(rss|feed|rdf:rdf)\b", head):
        return feed.follow(source, lead, answer, window)
    return take(source, lead, answer, window)


def _robots(source: Source, lead: Lead, answer: Answer) -> Reading:
    gathering = Gathering(source, lead, answer.url)
    for href in sitemaps_named(answer.body):
        gathering.index(gathering.further(href))
        gathering.n_stated += 1
    if not gathering.n_stated:
        detail = f"{lead.url} names no sitemap; give one as 'url', or use kind listing or feed"
        return broken(source, lead, detail)
    return gathering.reading()


def sitemaps_named(robots: bytes) -> list[str]:
    """Return the sitemaps that a robots.txt names, as written."""
    return _NAMED.findall(robots.decode("utf-8-sig", "replace").replace("\r", "\n"))


def _lines(source: Source, lead: Lead, answer: Answer) -> Reading:
    """Read a sitemap of plain text: one address a line and nothing else."""
    gathering = Gathering(source, lead, answer.url)
    lines = [line.strip() for line in answer.body.decode("utf-8-sig", "replace").splitlines()]
    written = [line for line in lines if line]
    urls = [line for line in written if _LINE.fullmatch(line)]
    if not urls:
        return broken(source, lead, f"{lead.url} is no sitemap; mend 'url' in the card")
    for url in urls:
        gathering.page(gathering.address(url))
    gathering.n_stated = len(urls)
    if len(urls) < len(written):
        detail = (
            f"{lead.url}: {len(written) - len(urls):,} lines are no addresses; the rest is read"
        )
        gathering.reject(lead.url, "damaged_index", detail)
    return gathering.reading()
