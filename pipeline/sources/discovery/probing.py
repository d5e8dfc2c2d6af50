"""Which addresses tell how a site can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag

from pipeline.records import Answer, Failure
from pipeline.sources import wordpress
from pipeline.sources.pages import attribute, base_address, soup_of
from pipeline.sources.sitemap import sitemaps_named
from pipeline.sources.web import addresses

FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "application/xml", "text/xml",
)  # fmt: skip
MOST_FEEDS, MOST_SITEMAPS = 3, 2
MOST_LINKS = 300
"""Looked at on one page; some name a feed for each label and comment."""
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|feeds?|atom|news-feed)(?:/|\.xml|\.php|\.json)?$|\.rss$", re.IGNORECASE
)
IDENTIFY = "verb=Identify"
_REPOSITORIES = {
    "dspace": ("/server/oai/request", "/oai/request"),
    "eprints": ("/cgi/oai2",),
    "invenio": ("/oai2d",),
    "omeka": ("/oai",),
    "open journal systems": ("/index.php/index/oai",),
}
"""Where the common programs of repositories answer OAI-PMH, by a word their pages hold."""
_JOURNALS = "open journal systems"
_JOURNAL = re.compile(r"https?://[^/?#]+(?:/[^/?#]+)*?/index\.php/[^/?#]+|https?://[^/?#]+/[^/?#]+")
"""Address of one journal of theirs: each answers for itself."""


def probes(url: str) -> tuple[str, ...]:
    """Return the addresses to ask besides one that is known, in order, from that address alone."""
    here = url.partition("?")[0].partition("#")[0].rstrip("/")
    root = addresses.host_of(addresses.canonical_url(url) or url)
    asked = [f"{root}/robots.txt", f"{root}/wp-json/", f"{root}/sitemap.xml", f"{here}/feed/"]
    if here != root:
        asked.append(f"{root}/feed/")
    if "oai" in here.removeprefix(root).lower():
        asked.append(f"{here}?{IDENTIFY}")
    return tuple(one for one in dict.fromkeys(asked) if one != url)


def further(url: str, answers: Sequence[Answer | Failure]) -> tuple[str, ...]:
    """Return what first answers name: feeds of the page, sitemaps of robots.txt, a site's API."""
    asked = {answer.asked for answer in answers} | {url}
    named = dict.fromkeys(_named(url, [one for one in answers if isinstance(one, Answer)]))
    return tuple(one for one in named if one and one not in asked)


def feeds_of(soup: BeautifulSoup, answer: Answer) -> Iterator[str]:
    """Yield the feeds that a page links in its head, but those of its comments."""
    base = base_address(soup, answer)
    for link in soup.find_all("link", rel="alternate", href=True, limit=MOST_LINKS):
        is_feed = attribute(link, "type").lower().partition(";")[0] in FEED_TYPES
        said = (attribute(link, "title") + attribute(link, "href")).lower()
        if is_feed and "comment" not in said and "oembed" not in said:
            yield addresses.fetchable_url(addresses.resolved(base, attribute(link, "href")))


def _linked_feeds(soup: BeautifulSoup, answer: Answer) -> Iterator[str]:
    """Yield the feeds that a page links for its readers to see."""
    base = base_address(soup, answer)
    for link in soup.find_all("a", href=_FEED_PATH, limit=MOST_LINKS):
        yield addresses.fetchable_url(addresses.resolved(base, attribute(link, "href")))


def _named(url: str, answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        if answer.asked.endswith("/robots.txt"):
            for href in sitemaps_named(answer.body)[:MOST_SITEMAPS]:
                yield addresses.fetchable_url(addresses.resolved(answer.url, href))
        elif answer.asked == url and answer.media_type == "text/html":
            yield from _of_page(answer)


def _of_page(answer: Answer) -> Iterator[str]:
    soup = soup_of(answer)
    feeds = dict.fromkeys([*feeds_of(soup, answer), *_linked_feeds(soup, answer)])
    yield from list(feeds)[:MOST_FEEDS]
    yield addresses.fetchable_url(wordpress.api_of(answer))
    generator = soup.find("meta", attrs={"name": "generator"})
    said = attribute(generator, "content").lower() if isinstance(generator, Tag) else ""
    root = addresses.host_of(answer.url)
    for program, paths in _REPOSITORIES.items():
        if program in said:
            yield from (f"{root}{path}?{IDENTIFY}" for path in paths)
    journal = _JOURNAL.match(answer.url) if _JOURNALS in said else None
    if journal is not None:
        yield f"{journal[0]}/oai?{IDENTIFY}"
