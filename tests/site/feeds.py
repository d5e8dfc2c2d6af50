"""Feeds of a shelf: RSS, Atom, JSON Feed, paged Atom, and broken ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from tests.site.replies import Reply, as_json, of_type, validated
from tests.site.shelf import Article

RSS_TYPE, ATOM_TYPE = "application/rss+xml; charset=utf-8", "application/atom+xml"
FEED_JSON = "application/feed+json"
PER_PAGE = 20


def rss(articles: Sequence[Article], base: str, *, tracked: bool = False) -> Reply:
    """Return RSS 2.0; `tracked` adds the parameters of a newsletter to every link."""
    tail = "?utm_source=feed&amp;utm_medium=rss#top" if tracked else ""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{base}{one.path}{tail}</link>"
        f"<guid isPermaLink='false'>{one.seed}</guid><dc:creator>{escape(one.author)}</dc:creator>"
        f"<category>{one.section}</category><pubDate>{format_datetime(_noon(one))}</pubDate>"
        f"<description>{escape(one.paragraphs[0])}</description></item>"
        for one in articles
    )
    return _xml(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Meridian Trust</title><link>{base}/</link><description>All that is new"
        f"</description>{items}</channel></rss>",
        RSS_TYPE,
    )


def atom(articles: Sequence[Article], base: str, following: str = "") -> Reply:
    """Return Atom 1.0; `following` is the path of the next page (RFC 5005)."""
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><link href='{base}{one.path}'/>"
        f"<id>tag:meridian.example,2015:{one.number}</id><updated>{one.changed.isoformat()}"
        f"</updated><published>{_noon(one).isoformat()}</published>"
        f"<author><name>{escape(one.author)}</name></author>"
        f"<summary>{escape(one.paragraphs[0])}</summary></entry>"
        for one in articles
    )
    link = f"<link rel='next' href='{base}{following}'/>" if following else ""
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Meridian Trust</title>{link}'
        f"<id>{base}/</id><updated>2024-01-01T00:00:00Z</updated>{entries}</feed>",
        ATOM_TYPE,
    )


def paged(articles: Sequence[Article], base: str, page: int) -> Reply:
    """Return one page of the whole as Atom, with a link to the next."""
    some = articles[(page - 1) * PER_PAGE : page * PER_PAGE]
    more = page * PER_PAGE < len(articles)
    return atom(some, base, f"/feed/all.atom?page={page + 1}" if more else "")


def json_feed(articles: Sequence[Article], base: str) -> Reply:
    """Return JSON Feed 1.1."""
    items = [
        {
            "id": one.seed, "url": base + one.path, "title": one.title,
            "content_text": one.paragraphs[0], "date_published": _noon(one).isoformat(),
            "date_modified": one.changed.isoformat(), "authors": [{"name": one.author}],
            "tags": [one.section],
        }
        for one in articles
    ]  # fmt: skip
    value = {"version": "https://jsonfeed.org/version/1.1", "title": "Meridian", "items": items}
    reply = as_json(value)
    return validated(of_type(FEED_JSON, reply.body))


def broken(articles: Sequence[Article], base: str) -> Reply:
    """Return RSS with a bare ampersand, a control character, and cut off in mid item."""
    whole = rss(articles, base).body.decode()
    spoilt = whole.replace("<title>A", "<title>Bread & \x0b roses: A", 2)
    last = spoilt.rindex("<item>")
    return of_type(RSS_TYPE, spoilt[: last + 30])


def _xml(body: str, media_type: str) -> Reply:
    return validated(of_type(media_type, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'))


def _noon(one: Article) -> dt.datetime:
    return dt.datetime.combine(one.published, dt.time(12), tzinfo=dt.UTC)
