"""Addresses of WordPress's API: its collections, their windows and their pages."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Window
from pipeline.sources.pages import header

FIELDS = (
    "id,date,date_gmt,modified_gmt,link,type,title,content,excerpt,lang,author,_links,_embedded"
)
"""`_embedded` is given only with `_links`."""
FIELDS_OF_PAGES = FIELDS.replace("content,excerpt,", "")
MARGIN = dt.timedelta(days=1)
"""By which windows are asked for wider: older versions read them in the site's own time zone."""
MOST_PAGES = 20_000
"""Of one collection: two million posts."""

_PLAIN = re.compile(r"(?P<root>[^?#]*\?(?:[^#]*&)?rest_route=)(?P<route>[^&#]*)(?P<more>&[^#]*)?")
_PRETTY = re.compile(r"(?P<root>[^?#]*?/wp-json)(?P<route>/[^?#]*)?(?:\?(?P<more>[^#]*))?(?:#.*)?")
_NAMESPACE = re.compile(r"(?P<root>[^?#]*?)(?P<route>/wp/v2[^?#]*)(?:\?(?P<more>[^#]*))?(?:#.*)?")
_COLLECTION = re.compile(r"(?P<space>.*/wp/v2(?:/sites/[^/]+)?)/(?P<type>[\w-]+)/?")
_PAGE = re.compile(r"(?<=[?&]page=)\d+")
_OURS = re.compile(r"(?:page|per_page|orderby|order|_embed|_fields|modified_after|after|before)=")


def is_api(url: str) -> bool:
    """Tell addresses of an API from those of a site."""
    return "rest_route=" in url or "/wp-json" in url or "/wp/v2" in url


def collections(source: Source, api: str, window: Window) -> list[str]:
    """Return the first pages of the collections that a card wants of an API.

    Args:
        source: The card.
        api: Address of an API, of its namespace wp/v2 or of one collection.
        window: Which posts are wanted.

    Returns:
        Addresses; none where `api` is the address of a site.
    """
    parts = _PLAIN.fullmatch(api) or _PRETTY.fullmatch(api) or _NAMESPACE.fullmatch(api)
    if parts is None:
        return []
    route = re.sub("%2f", "/", parts["route"] or "", flags=re.IGNORECASE).rstrip("/")
    found = _COLLECTION.fullmatch(route)
    is_one = found is not None and found["type"] != "sites"
    space = found["space"] if found and is_one else route if "/wp/v2" in route else "/wp/v2"
    types = (found["type"],) if found and is_one else source.wordpress.types
    mark = "&" if parts["root"].endswith("rest_route=") else "?"
    kept = "&".join(_kept(parts["more"] or ""))
    ways = [f"{kept}&{one}" if kept else one for one in _parameters(source, window)]
    return [f"{parts['root']}{space}/{type_}{mark}{asked}" for type_ in types for asked in ways]


def further(lead: Lead, answer: Answer, n_posts: int, per_page: int) -> list[str]:
    """Return the further pages of a collection.

    The first page names all of them, so that one that fails hides no other; each names the next,
    since there may be more by then. Where a server hides their number, a full page has a next one.
    """
    page = _PAGE.search(lead.url)
    if page is None:
        return []
    number = int(page[0])
    total = header(answer, "x-wp-totalpages")
    last = int(total[:9]) if total.isdecimal() else number + (n_posts >= per_page)
    end = last if number == 1 else min(last, number + 1)
    pages = range(number + 1, min(end, MOST_PAGES) + 1)
    return [_PAGE.sub(str(one), lead.url, count=1) for one in pages]


def _kept(query: str) -> list[str]:
    return [part for part in query.split("&") if part and not _OURS.match(part)]


def _parameters(source: Source, window: Window) -> list[str]:
    """Return the parameters of each question.

    What is new since a moment takes two: what was changed since, and what was published since. A
    post that was written ahead keeps the time of its last change when its hour comes.
    """
    fields = FIELDS_OF_PAGES if source.content == "page" else FIELDS
    asked = [
        f"per_page={source.wordpress.per_page}", "page=1", "orderby=id", "order=asc",
        "_embed=author,wp:term", f"_fields={fields}",
    ]  # fmt: skip
    if window.until is not None:
        asked.append(f"before={_moment(window.until + MARGIN)}")
    if window.since is None:
        return ["&".join(asked)]
    since = _moment(window.since - MARGIN)
    return ["&".join([*asked, f"{word}={since}"]) for word in ("modified_after", "after")]


def _moment(at: dt.datetime) -> str:
    return quote(at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"))
