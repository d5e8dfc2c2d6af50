"""HTML pages of two sites of our own invention, with all that surrounds a text on the web."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from forms.articles import Article, related
from forms.labels import discipline_labels, theme_labels
from forms.templates import render

N_RELATED = 3


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its pages lie in the folder `web_<name>`."""

    name: str
    title: str
    base_url: str
    kinds: tuple[str, ...]
    """Ways of stating the date, which take turns."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a page are written and what its head says of them."""

    used: str = "utf-8"
    declared: str = "utf-8"
    http_equiv: bool = False
    typographic: bool = False
    """Curly quotes and dashes, which Windows-1252 holds and Latin-1 does not."""


CHRONICLE = Site(
    name="chronicle",
    title="Culturescope Chronicle",
    base_url="https://chronicle.example.org/",
    kinds=("json-ld", "opengraph", "visible", "time", "json-ld-graph"),
)
ALMANAC = Site(
    name="almanac",
    title="Culturescope Almanac",
    base_url="https://almanac.example.org/",
    kinds=("visible", "json-ld", "dublin-core", "time", "opengraph"),
)
SITES = (CHRONICLE, ALMANAC)

UTF8 = Encoding()
OLD_ENCODINGS = {
    "chronicle": (
        Encoding("latin-1", "iso-8859-1", http_equiv=True),
        Encoding("latin-1", "utf-8"),  # the declaration is wrong
        Encoding("latin-1", "iso-8859-1"),
        Encoding("cp1252", "windows-1252", typographic=True),
    ),
    "almanac": (
        Encoding("latin-1", "iso-8859-1", http_equiv=True),
        Encoding("cp1252", "iso-8859-1", typographic=True),  # as browsers take it
    ),
}
"""For pages with accents (and quotes) that the encoding holds, the first in order of time."""

COMMENTS = (
    ("A librarian", "2 November 2025", "Thank you for this. We have put a copy into our folder."),
    ("Reader 41", "14 December 2025", "Is there a longer account of this that you would advise?"),
    ("A. Teacher", "9 January 2026", "My class read this entry and had more questions than time."),
    ("Reader 7", "11 January 2026", "I remember it differently, but that was long ago."),
    ("The editors", "12 January 2026", "Corrections are welcome at any time; write to the desk."),
    ("A visitor", "18 January 2026", "The link to the previous entry does not work on my phone."),
)


def web_pages(site: Site, articles: list[Article], everything: list[Article]) -> dict[str, bytes]:
    """Return the site's pages: bytes by path.

    Args:
        site: One of SITES.
        articles: Those the site carries, in order of time.
        everything: All articles; related links lead to any of them.
    """
    encodings = _encodings(site, articles)
    pages: dict[str, bytes] = {}
    for number, article in enumerate(articles):
        encoding = encodings.get(article.slug, UTF8)
        kind = site.kinds[number % len(site.kinds)]
        page = _page(site, article, kind, everything) | {
            "declared": encoding.declared,
            "http_equiv": encoding.http_equiv,
        }
        if encoding.typographic:
            page |= {"blocks": [typographic(block) for block in article.paragraphs]}
        html = render(f"{site.name}.html.j2", page)
        path = f"web_{site.name}/{article.slug}.html"
        pages[path] = html.encode(encoding.used, "xmlcharrefreplace")
    return pages


def typographic(text: str) -> str:
    """Return text with curly quotes and en dashes."""
    opened = text.replace(' "', " “").replace('("', "(“")
    if opened.startswith('"'):
        opened = "“" + opened[1:]
    return opened.replace('"', "”").replace("'", "’").replace(" - ", " – ")


def _encodings(site: Site, articles: list[Article]) -> dict[str, Encoding]:
    """Give each old encoding of the site the first page that shows it and has none yet."""
    chosen: dict[str, Encoding] = {}
    for encoding in OLD_ENCODINGS[site.name]:
        for article in articles:
            if article.slug not in chosen and _shows(encoding, article.body):
                chosen[article.slug] = encoding
                break
    return chosen


def _shows(encoding: Encoding, text: str) -> bool:
    has_accents = not text.isascii() and all(ord(char) < 256 for char in text)
    return has_accents and ("'" in text or not encoding.typographic)


def _page(site: Site, article: Article, kind: str, everything: list[Article]) -> dict[str, Any]:
    url = f"{site.base_url}{article.slug}.html"
    day_known = len(article.date) == len("2023-05-24")
    lot = int(article.rank[:8], 16)
    return {
        "title": article.title,
        "url": url,
        "kind": kind,
        "section": article.section,
        "author": article.author,
        "teaser": article.teaser,
        "blocks": article.paragraphs,
        "date": article.date,
        "written_date": article.written_date,
        "american_date": article.american_date,
        "iso_time": article.date + ("T09:00:00+00:00" if day_known else ""),
        "posted": posted(article),
        "tags": tags(article),
        "keywords": _keywords(article),
        "json_ld": _json_ld(site, article, url, kind),
        "related": [_link(other) for other in related(article, everything, N_RELATED)],
        "most_read": [_link(other) for other in everything[lot % 7 :: 31][:N_RELATED]],
        "comments": _comments(lot),
        "has_advertisement": lot % 2 == 0,
    }


def posted(article: Article) -> str:
    """Return the line that states the date in words."""
    lead = "Posted on" if len(article.written_date.split()) == 3 else "Published:"
    return f"{lead} {article.written_date}"


def tags(article: Article) -> list[tuple[str, list[str]]]:
    """Return the publisher's labels by kind."""
    return [
        ("countries", list(article.countries)),
        ("themes", theme_labels(article.themes)),
        ("disciplines", discipline_labels(article.disciplines)),
    ]


def _keywords(article: Article) -> list[str]:
    """Return labels for a list that commas separate; labels with a comma inside are left out."""
    labels = [label for _, labels in reversed(tags(article)) for label in labels]
    return [label for label in labels if "," not in label]


def _link(article: Article) -> dict[str, str]:
    return {
        "url": f"{article.slug}.html",
        "title": article.title,
        "date": article.date,
        "written_date": article.written_date,
        "teaser": article.teaser,
    }


def _comments(lot: int) -> list[dict[str, str]]:
    first, n = lot % len(COMMENTS), lot // 16 % 3
    chosen = (COMMENTS[(first + step) % len(COMMENTS)] for step in range(n))
    return [{"who": who, "when": when, "text": text} for who, when, text in chosen]


def _json_ld(site: Site, article: Article, url: str, kind: str) -> str:
    if not kind.startswith("json-ld"):
        return ""
    publisher = {"@type": "Organization", "name": site.title}
    node: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.date,
        "dateModified": "2026-01-20",
        "articleSection": article.section,
        "keywords": theme_labels(article.themes),
        "mainEntityOfPage": url,
        "publisher": publisher,
    }
    if article.author:
        node["author"] = {"@type": "Organization", "name": article.author}
    if kind == "json-ld-graph":
        site_node = {"@type": "WebSite", "name": site.title, "url": site.base_url}
        return _script({"@context": "https://schema.org", "@graph": [site_node, node]})
    return _script({"@context": "https://schema.org"} | node)


def _script(value: dict[str, Any]) -> str:
    return json.dumps(value).replace("<", "\\u003c")
