"""Kind `wordpress`: the public REST API of WordPress, version 2.

The card's `url` may be a site, its API ("https://x.example/wp-json/", or with plain permalinks
"https://x.example/?rest_route=/") or one collection of it with parameters
("https://x.example/wp-json/wp/v2/posts?categories=5"). Of a site its page is asked first, since
that says where its API is. Collections are read by id from the lowest, so that what is published
while they are read moves nothing to a page already read.
"""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import Tag

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources.gathering import Gathering, broken
from pipeline.sources.pages import attribute, header, soup_of
from pipeline.sources.web import addresses
from pipeline.sources.wordpress import asking, posts

REL = "https://api.w.org/"
"""By this relation a page and its headers link the API."""


def starts(source: Source, root: Path, window: Window) -> Reading:
    """Return the first page of every collection, or the sites that say where these are."""
    del root
    leads: list[Lead] = []
    for url in source.url:
        first = asking.collections(source, url, window) or [url]
        leads.extend(Lead(addresses.fetchable_url(one) or one, "index") for one in first)
    return Reading(leads=tuple(dict.fromkeys(leads)))


def follow(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return the posts of one page of a collection and its further pages, or a site's API."""
    if not asking.is_api(lead.url):
        return _site(source, lead, answer, window)
    found = parsed(answer.body)
    if not isinstance(found, list):
        return broken(source, lead, f"{lead.url} {_problem(found)}")
    gathering = Gathering(source, lead, answer.url)
    gathering.n_stated = len(found)
    for post in found:
        if isinstance(post, dict):
            posts.take(source, gathering, post, window)
    for url in asking.further(lead, answer, len(found), source.wordpress.per_page):
        gathering.index(url)
    return gathering.reading()


def parsed(body: bytes) -> object:
    """Return what JSON holds, also behind warnings that a server printed before it; "" of none."""
    text = body.decode("utf-8-sig", "replace")
    for start in (0, text.find("[{"), text.find('{"')):
        try:
            if start >= 0:
                return json.loads(text[start:])
        except (ValueError, RecursionError):
            continue
    return ""


def api_of(answer: Answer) -> str:
    """Return the API that a site's page links, in its headers or its head; "" for none."""
    for part in header(answer, "link").split(","):
        target, _, parameters = part.partition(";")
        if REL in parameters:
            return addresses.resolved(answer.url, target.strip(" <>"))
    link = soup_of(answer).find("link", rel=REL)
    return addresses.resolved(answer.url, attribute(link, "href")) if isinstance(link, Tag) else ""


def _site(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Go on to a site's API; where the page links none, to where it usually is."""
    api = api_of(answer) or addresses.resolved(answer.url.rstrip("/") + "/", "wp-json/")
    gathering = Gathering(source, lead, answer.url)
    for url in asking.collections(source, api, window):
        gathering.index(addresses.fetchable_url(url))
    return gathering.reading()


def _problem(found: object) -> str:
    if isinstance(found, dict) and "code" in found:
        said = f"{found.get('code')}: {found.get('message', '')}"[:200]
        return f"answers an error ({said}); mend 'types' under [wordpress], or use kind feed"
    return "is no answer of WordPress; mend 'url' in the card, or use kind feed or sitemap"
