"""Indexes of the imaginary web, as they are sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from tests.benchmarks.fuzz.clock import BEGINNING
from tests.benchmarks.fuzz.web import Article, Entry, Index, Web

PER_FEED, PER_PAGE, PER_MAP, PER_API = 8, 4, 5, 3
XML, JSON, HTML = "application/xml", "application/json", "text/html"
SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
OAI = 'xmlns="http://www.openarchives.org/OAI/2.0/"'
DC = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
Sent = tuple[int, str, str, tuple[tuple[str, str], ...]]
"""Status, media type, body, further headers."""


def sent(web: Web, index: Index, target: str) -> Sent | None:
    """Return what an index answers; None where there is nothing at an address below it."""
    path, _, query = target.partition("?")
    asked = dict(parse_qsl(query))
    if index.kind == "feed" and path == "/feed.xml":
        return 200, XML, _feed(web, index), ()
    if index.kind == "sitemap" and path.endswith(".xml"):
        return _sitemap(web, index, path)
    if index.kind == "listing" and path == "/list":
        return 200, HTML, _listing(web, index, int(asked.get("page", "1"))), ()
    if index.kind == "wordpress" and path == "/wp-json/wp/v2/posts":
        return _posts(web, index, asked)
    if index.kind == "oai" and path == "/oai":
        return 200, XML, _records(web, index, asked), ()
    return None


def start(index: Index) -> str:
    """Return the address that a card has of an index."""
    ends = {
        "feed": "feed.xml", "sitemap": "sitemap.xml", "listing": "list", "wordpress": "wp-json/",
        "oai": "oai", "urls": "",
    }  # fmt: skip
    return f"{index.base}/{ends[index.kind]}"


def listed(web: Web, index: Index) -> list[Entry]:
    """Return what an index lists at most, before pages are cut off."""
    if index.kind == "feed":
        return index.entries[:PER_FEED]
    if index.kind in ("wordpress", "oai"):
        return [one for one in index.entries if web.articles[one.key].status == 200]
    return index.entries


def moment(at: float) -> dt.datetime:
    return (BEGINNING + dt.timedelta(seconds=at)).replace(microsecond=0)


def _stated(index: Index, one: Article) -> str:
    at = {"true": one.changed, "frozen": 0.0}.get(index.dates)
    return "" if at is None else moment(at).isoformat()


def _feed(web: Web, index: Index) -> str:
    items = ""
    for entry in listed(web, index):
        one = web.articles[entry.key]
        date = format_datetime(moment(one.published))
        items += (
            f"<item><title>Title {one.key}</title><link>{escape(web.href(entry))}</link>"
            f"<guid isPermaLink='false'>{one.key}</guid><pubDate>{date}</pubDate></item>"
        )
    return f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'


def _sitemap(web: Web, index: Index, path: str) -> Sent | None:
    parts = [index.entries[n : n + PER_MAP] for n in range(0, len(index.entries), PER_MAP)] or [[]]
    if path == "/sitemap.xml":
        maps = "".join(
            f"<sitemap><loc>{index.base}/map-{n}.xml</loc>{_map_date(web, index, part)}</sitemap>"
            for n, part in enumerate(parts)
        )
        return 200, XML, f"<sitemapindex {SITEMAPS}>{maps}</sitemapindex>", ()
    number = path.removeprefix("/map-").removesuffix(".xml")
    if not number.isdecimal() or int(number) >= len(parts):
        return None
    rows = ""
    for entry in parts[int(number)]:
        date = _stated(index, web.articles[entry.key])
        stated = f"<lastmod>{date}</lastmod>" if date else ""
        rows += f"<url><loc>{escape(web.href(entry))}</loc>{stated}</url>"
    return 200, XML, f"<urlset {SITEMAPS}>{rows}</urlset>", ()


def _map_date(web: Web, index: Index, part: Sequence[Entry]) -> str:
    dates = [_stated(index, web.articles[entry.key]) for entry in part]
    return f"<lastmod>{max(dates)}</lastmod>" if index.dates == "frozen" and any(dates) else ""


def _listing(web: Web, index: Index, page: int) -> str:
    some = index.entries[(page - 1) * PER_PAGE : page * PER_PAGE]
    items = "".join(
        f'<h2><a href="{escape(web.href(entry))}">Title {entry.key}</a></h2>' for entry in some
    )
    more = page * PER_PAGE < len(index.entries)
    turn = f'<a class="next" href="?page={page + 1}">next</a>' if more else ""
    return f"<html><head><title>L</title></head><body>{items}{turn}</body></html>"


def _posts(web: Web, index: Index, asked: dict[str, str]) -> Sent:
    found = [web.articles[entry.key] for entry in listed(web, index)]
    found.sort(key=lambda one: int(one.key[1:]))
    for name in ("modified_after", "after"):
        if name in asked:
            since = dt.datetime.fromisoformat(asked[name]).replace(tzinfo=dt.UTC)
            at = "changed" if name == "modified_after" else "published"
            found = [one for one in found if moment(getattr(one, at)) > since]
    size, page = int(asked["per_page"]), int(asked["page"])
    n_pages = -(-len(found) // size)
    if page > max(n_pages, 1):
        error = {"code": "rest_post_invalid_page_number", "message": "", "data": {"status": 400}}
        return 400, JSON, json.dumps(error), ()
    posts = [_post(one) for one in found[(page - 1) * size : page * size]]
    totals = (("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(n_pages)))
    return 200, JSON, json.dumps(posts), totals


def _post(one: Article) -> dict[str, Any]:
    published, changed = (f"{moment(at):%Y-%m-%dT%H:%M:%S}" for at in (one.published, one.changed))
    return {
        "id": int(one.key[1:]), "date": published, "date_gmt": published, "modified_gmt": changed,
        "link": one.url, "type": "post", "title": {"rendered": f"Title {one.key}"},
        "content": {"rendered": one.main, "protected": False},
    }  # fmt: skip


def _records(web: Web, index: Index, asked: dict[str, str]) -> str:
    token = asked.get("resumptionToken", "")
    start, since = token.split("!") if token else ("0", asked.get("from", ""))
    rows = [(web.articles[one.key], False) for one in listed(web, index)]
    if index.tells_deleted:
        known = {one.key for one, _ in rows}
        named = [*index.stamps, *(one.key for one in index.entries)]
        rows += [(web.articles[key], True) for key in dict.fromkeys(named) if key not in known]
    found = [
        (one, is_gone, _day(index, one))
        for one, is_gone in sorted(rows, key=lambda row: int(row[0].key[1:]))
    ]
    found = [row for row in found if row[2] >= since]
    body = "".join(_record(index, *row) for row in found[int(start) : int(start) + PER_API])
    more = int(start) + PER_API < len(found)
    turn = f"<resumptionToken>{int(start) + PER_API}!{since}</resumptionToken>" if more else ""
    inner = f"<ListRecords>{body}{turn}</ListRecords>"
    if not found:
        inner = '<error code="noRecordsMatch">none</error>'
    return f"<OAI-PMH {OAI}><responseDate>2024-01-01T00:00:00Z</responseDate>{inner}</OAI-PMH>"


def _day(index: Index, one: Article) -> str:
    return f"{moment(max(one.changed, index.stamps.get(one.key, 0.0))):%Y-%m-%d}"


def _record(index: Index, one: Article, is_gone: bool, day: str) -> str:
    status = ' status="deleted"' if is_gone else ""
    head = (
        f"<header{status}><identifier>oai:{index.name}:{one.key}</identifier>"
        f"<datestamp>{day}</datestamp></header>"
    )
    if is_gone:
        return f"<record>{head}</record>"
    return (
        f"<record>{head}<metadata><oai_dc:dc {DC}><dc:title>Title {one.key}</dc:title>"
        f"<dc:description>{escape(one.main)}</dc:description><dc:identifier>{escape(one.url)}"
        "</dc:identifier></oai_dc:dc></metadata></record>"
    )
