"""Sitemaps and listings of a shelf, and a calendar that never ends."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Sequence
from html import escape

from tests.site.pages import plain
from tests.site.replies import XML, Reply, not_found, of_type, validated, xml
from tests.site.shelf import Article

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
PER_PAGE = 10


def sitemap_index(paths: Sequence[str], base: str) -> Reply:
    entries = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return xml(f'<sitemapindex xmlns="{SITEMAPS}">{entries}</sitemapindex>')


def sitemap(articles: Sequence[Article], base: str, extra: Sequence[str] = ()) -> Reply:
    """Return a sitemap; `extra` are further paths, which are no articles."""
    entries = "".join(
        f"<url><loc>{base}{one.path}</loc><lastmod>{one.changed.isoformat()}</lastmod></url>"
        for one in articles
    )
    others = "".join(f"<url><loc>{base}{escape(path)}</loc></url>" for path in extra)
    return validated(xml(f'<urlset xmlns="{SITEMAPS}">{entries}{others}</urlset>'))


def sitemap_gz(articles: Sequence[Article], base: str) -> Reply:
    """Return a sitemap as a gzip file, which its server does not know to be XML."""
    body = gzip.compress(sitemap(articles, base).body, mtime=0)
    return validated(of_type("application/x-gzip", body))


def news_sitemap(articles: Sequence[Article], base: str) -> Reply:
    entries = "".join(
        f"<url><loc>{base}{one.path}</loc><news:news><news:publication><news:name>Meridian"
        "</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{one.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(one.title)}</news:title></news:news></url>"
        for one in articles
    )
    return of_type(XML, f'<urlset xmlns="{SITEMAPS}" xmlns:news="{NEWS}">{entries}</urlset>')


def listing(articles: Sequence[Article], page: int) -> Reply:
    """Return one index page: blocks with date, title and link; a link to the next; none after."""
    some = articles[(page - 1) * PER_PAGE : page * PER_PAGE]
    if not some:
        return not_found()
    blocks = "".join(
        f'<li class="teaser"><span class="date">{one.published:%d %B %Y}</span>'
        f'<h2><a href="{one.path}?utm_campaign=list">{escape(one.title)}</a></h2>'
        f"<p>{escape(one.paragraphs[0][:120])}</p></li>"
        for one in some
    )
    more = page * PER_PAGE < len(articles)
    turn = f'<a class="next" rel="next" href="?page={page + 1}">Older</a>' if more else ""
    return plain("Archive", f'<nav><a href="/about">About</a></nav><ul>{blocks}</ul>{turn}')


def calendar(path: str, articles: Sequence[Article]) -> Reply:
    """Return a month; each links to the next for ever, and to one article of ours."""
    year, month = (int(part) for part in path.split("/")[-2:])
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    one = articles[(12 * year + month) % len(articles)]
    return plain(
        f"{year}-{month:02}",
        f'<ul><li class="teaser"><a href="{one.path}">{escape(one.title)}</a></li></ul>'
        f'<a class="next" href="/calendar/{following.year}/{following.month}">Next month</a>',
    )
