"""Which path of which host answers with what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.site import feeds, indexes, oai, pages, wordpress
from tests.site.replies import Handler, Reply, Request, moved, of_type

if TYPE_CHECKING:
    from tests.site.serving import Site

NEWEST = 50
"""Articles in a feed that does not hold all."""
ABOUT = "<p>The Meridian Trust supports exchange in the arts.</p>"
ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n"


def routes(site: Site, host: str) -> dict[str, Handler]:
    """Return what answers at which path of a host; articles have no entry here."""
    common: dict[str, Handler] = {
        "/robots.txt": lambda _: _robots(site, host),
        "/about": lambda _: pages.plain("About us", ABOUT),
        "/": lambda _: _home(site, host),
    }
    made = {"news": _news, "archive": _archive, "blog": _blog, "repository": _repository}
    return common | (made[host](site) if host in made else {})


def article_page(site: Site, request: Request) -> Reply | None:
    """Return the article at a path, or the month of the calendar; None: there is none."""
    if request.host == "archive" and re.fullmatch(r"/calendar/\d{4}/\d{1,2}", request.path):
        return indexes.calendar(request.path, site.shelves["archive"].standing)
    if request.path.startswith("/files/"):
        return pages.report(request.path)
    if request.host == "blog" and request.path.startswith(f"{wordpress.API}posts/"):
        number = int(request.path.rsplit("/", 1)[-1])
        return wordpress.post(number, site.shelves["blog"].standing, site.url("blog"))
    if request.path.startswith("/wp-json/"):
        return wordpress.no_route()
    shelf = site.shelves.get(request.host)
    one = shelf.at(request.path) if shelf else None
    if one is None or one.is_gone:
        return None
    return pages.article(one, site.url(request.host), noise=site.noise)


def _robots(site: Site, host: str) -> Reply:
    given = site.robots.get(host, "")
    if isinstance(given, Reply):
        return given
    sitemap = f"Sitemap: {site.url('news', '/sitemap_index.xml')}\n" if host == "news" else ""
    return of_type("text/plain", given or ROBOTS + sitemap)


def _home(site: Site, host: str) -> Reply:
    shelf = site.shelves.get(host)
    some = shelf.standing[:5] if shelf else []
    links = "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in some)
    reply = pages.plain("Meridian Trust", f"<ul>{links}</ul>")
    heads = {
        "news": '<link rel="alternate" type="application/rss+xml" href="/feed.rss">',
        "blog": f'<link rel="https://api.w.org/" href="{site.url("blog", "/wp-json/")}">',
    }
    body = reply.body.replace(b"</head>", f"{heads.get(host, '')}</head>".encode())
    return of_type("text/html; charset=utf-8", body)


def _news(site: Site) -> dict[str, Handler]:
    shelf, base = site.shelves["news"], site.url("news")
    half = len(shelf.articles) // 2
    return {
        "/feed.rss": lambda _: feeds.rss(shelf.standing[:NEWEST], base),
        "/feed.atom": lambda _: feeds.atom(shelf.standing[:NEWEST], base),
        "/feed.json": lambda _: feeds.json_feed(shelf.standing[:NEWEST], base),
        "/feed/all.atom": lambda request: feeds.paged(
            shelf.standing, base, int(request.query.get("page", "1"))
        ),
        "/feed/tracked.rss": lambda _: feeds.rss(shelf.standing[:NEWEST], base, tracked=True),
        "/feed/broken.rss": lambda _: feeds.broken(shelf.standing[:NEWEST], base),
        "/feed/page": lambda _: pages.plain("Our feed has moved", ABOUT),
        "/sitemap_index.xml": lambda _: indexes.sitemap_index(
            ("/sitemap-1.xml.gz", "/sitemap-2.xml", "/sitemap-news.xml"), base
        ),
        "/sitemap-1.xml.gz": lambda _: indexes.sitemap_gz(
            [one for one in shelf.standing if one.number < half], base
        ),
        "/sitemap-2.xml": lambda _: indexes.sitemap(
            [one for one in shelf.standing if one.number >= half], base, ("/about", "/private/page")
        ),
        "/sitemap-news.xml": lambda _: indexes.news_sitemap(shelf.standing[:10], base),
        "/sitemap.txt": lambda _: of_type("text/plain", "\n".join(site.urls("news"))),
        "/private/page": lambda _: pages.plain("Private", ABOUT),
        "/old-address": lambda _: moved(shelf.articles[0].path),
    }


def _archive(site: Site) -> dict[str, Handler]:
    shelf = site.shelves["archive"]
    return {
        "/archive": lambda request: indexes.listing(
            shelf.standing, int(request.query.get("page", "1"))
        )
    }


def _blog(site: Site) -> dict[str, Handler]:
    shelf, base = site.shelves["blog"], site.url("blog")
    return {
        "/wp-json/": lambda _: wordpress.root(base),
        f"{wordpress.API}posts": lambda request: wordpress.posts(request, shelf.standing, base),
    }


def _repository(site: Site) -> dict[str, Handler]:
    shelf, base = site.shelves["repository"], site.url("repository")
    return {
        "/oai": lambda request: oai.answer(request, shelf.articles, base),
        "/reports": lambda request: indexes.listing(
            shelf.standing, int(request.query.get("page", "1"))
        ),
    }
