"""Pages of articles as HTML, with all that surrounds a text, and the PDFs that they link to."""

from __future__ import annotations

import datetime as dt
from functools import cache
from html import escape
from itertools import count

from tests.site import words
from tests.site.replies import PDF, Reply, html, of_type, validated
from tests.site.shelf import Article

_served = count(1)

_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {host} of the Meridian Trust</title>
<link rel="canonical" href="{canonical}">
<meta name="author" content="{author}">
<meta property="article:published_time" content="{published}">
<meta property="article:section" content="{section}">
<script>window.visit = {served};</script><style>p {{ margin: 1em }}</style></head>
<body><header><a href="/">Meridian Trust</a></header>
<nav><ul><li><a href="/news">News</a></li><li><a href="/about">About us</a></li></ul></nav>
<main><article><h1>{title}</h1>
<p class="byline">By {author}, <time datetime="{published}">{written}</time></p>
<div class="text">{body}</div>{files}</article></main>
<aside><form action="/subscribe"><input type="hidden" name="token" value="{served:08x}">
<button>Subscribe</button></form><p>Visitor number {served} of this hour.</p></aside>
<footer><p>Terms of use. Privacy. Served {served} times.</p></footer></body></html>
"""


def article(one: Article, base: str, *, noise: bool = True) -> Reply:
    """Return an article's page.

    Args:
        one: The article.
        base: Address of its host, such as "http://127.0.0.2:8000".
        noise: Token, counter and script differ at every request, and there is no validator; else
            the page has ETag and Last-Modified.
    """
    body = "".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
    files = "".join(f'<p><a href="{path}">The whole report</a></p>' for path in one.files)
    text = _FRAME.format(
        title=escape(one.title), host=one.host, canonical=one.canonical or base + one.path,
        author=escape(one.author), published=one.published.isoformat(), section=one.section,
        written=f"{one.published:%d %B %Y}", body=body, files=files,
        served=next(_served) if noise else 0,
    )  # fmt: skip
    return html(text) if noise else validated(html(text), one.changed)


def plain(title: str, body: str) -> Reply:
    """Return a page that is no article."""
    return html(f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head>"
                f"<body><h1>{escape(title)}</h1>{body}</body></html>")  # fmt: skip


@cache
def report(seed: str) -> Reply:
    """Return a PDF of two pages."""
    from fpdf import FPDF  # half a second that most tests need not pay

    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2021, 3, 4, tzinfo=dt.UTC))
    pdf.set_title(f"Report: {_latin(words.title(seed))}")
    pdf.set_font("Helvetica", size=11)
    for text in words.paragraphs(f"report {seed}", 4):
        pdf.add_page()
        pdf.multi_cell(0, 6, _latin(text))
    return validated(of_type(PDF, bytes(pdf.output())))


def _latin(text: str) -> str:
    return text.encode("latin-1", "ignore").decode("latin-1")
