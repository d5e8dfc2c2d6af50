import datetime as dt
import gzip
import json
from collections.abc import Callable

import pytest

from pipeline.clean.html.body import main_text
from pipeline.records import Document, Label, Rejected

Clean = Callable[..., Document | Rejected]

P1 = (
    "The library of Little Harbour lends puppets, costumes and whole stages to anyone who asks, "
    "and it has done so for forty years without losing more than a single string."
)
P2 = (
    "Its new café, where readers rehearse on Fridays, was paid for by a foundation from across "
    "the bay; the opening drew visitors from three countries and a visiting brass band."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>A library of puppets | Harbour News</title>
<meta property="og:title" content="A library of puppets | Harbour News">
<meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2024-02-01T08:00:00Z">
<meta property="article:tag" content="Libraries">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "Harbour News"}},
  {{"@type": "NewsArticle", "headline": "A library of puppets",
    "author": [{{"@type": "Person", "name": "Ana Sample"}}], "articleSection": "Culture",
    "keywords": "Puppets, Lending", "datePublished": "2024-01-31T20:00:00+01:00"}}]}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<article><h1>A library of puppets</h1><p>{P1}</p><p class="promo">Buy our mug!</p><p>{P2}</p>
<span class="where">Czech Republic</span><time datetime="2023-12-24">Christmas</time></article>
<footer><p>© 2024 Harbour News. All rights reserved.</p></footer></body></html>"""


def document(outcome: Document | Rejected) -> Document:
    assert isinstance(outcome, Document), outcome
    return outcome


def test_a_page_is_read_by_what_it_says_of_itself(clean: Clean) -> None:
    page = document(clean(PAGE, "text/html", url="https://harbour.example/library"))
    assert page.title == "A library of puppets"
    assert P1 in page.text
    assert P2 in page.text
    assert "rights reserved" not in page.text
    assert not page.text.startswith(page.title)
    assert page.authors == ("Ana Sample",)
    assert page.section == "Culture"
    assert page.labels == tuple(
        Label("keywords", text) for text in ("Puppets", "Lending", "Libraries")
    )
    assert (page.published, page.published_from) == (dt.date(2024, 1, 31), "json-ld")
    assert page.url == "https://harbour.example/library"


def test_a_card_goes_before_the_page(clean: Clean) -> None:
    select = {
        "body": "article p",
        "drop": ".promo",
        "countries": ".where",
        "published": "article time",
    }
    page = document(clean(PAGE, "text/html", select=select))
    assert page.text == f"{P1}\n\n{P2}"
    assert (page.published, page.published_from) == (dt.date(2023, 12, 24), "selector")
    assert page.labels[0] == Label("countries", "Czech Republic")
    assert page.title == "A library of puppets"


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ('<meta name="DC.date.issued" content="2020-03-04">', None, ("2020-03-04", "meta")),
        ('<time pubdate datetime="2020-03-04">x</time>', None, ("2020-03-04", "time")),
        ("<p>Posted on March 4, 2020</p>", None, ("2020-03-04", "visible")),
        ("", "https://e.example/2020/03/04/puppets", ("2020-03-04", "url")),
        ('<meta name="date" content="2031-01-01">', None, (None, "")),
        ('<meta name="date" content="03/04/2011">', None, (None, "")),
        ("<p>Written 03/04/2011</p>", None, (None, "")),
        ("<p>Written 2011-04-03</p>", None, ("2011-04-03", "htmldate")),
        ("<p>Written 2012-10-10</p>", None, ("2012-10-10", "htmldate")),
        ("<p>A book published on 5 May 2019 tells more</p>", None, (None, "")),
        ("", None, (None, "")),
    ],
)
def test_dates_come_with_where_they_were_read(
    clean: Clean, head: str, url: str | None, expected: tuple[str | None, str]
) -> None:
    html = f"<html><body>{head}<article><p>{P1}</p><p>{P2}</p></article></body></html>"
    page = document(clean(html, "text/html", url=url))
    stated = page.published.isoformat() if page.published else None
    assert (stated, page.published_from) == expected


TIME = '<time datetime="{}">x</time>'


@pytest.mark.parametrize(
    ("below", "after", "expected"),
    [
        (TIME.format("1964-10-05"), "", "1964-10-05 day time"),
        (TIME.format("1999-10"), "", "1999-10-01 month time"),
        (TIME.format("2020-01-02"), TIME.format("2021-03-04") * 80, "2020-01-02 day time"),
        ("", f"<div class='related'>{TIME.format('2021-03-04')}</div>", "None None htmldate"),
        ("", f"<footer>Last change {TIME.format('2021-03-04')}</footer>", "None None htmldate"),
        (f"<p>Updated: {TIME.format('2021-03-04')}</p>", "", "None None htmldate"),
        ("<p>Published: April 1940 | News</p>", "", "1940-04-01 month visible"),
        ("<p>Published: 1927</p>", "", "1927-01-01 year visible"),
        ("<p>Published: <b>3 April 1940</b></p>", "", "1940-04-03 day visible"),
        ("<p>Published 1927 figures</p>", "", "None None "),
        ("", f"<p>{P1}</p>" * 20 + "<p>Published: April 1940</p>", "None None "),
    ],
)
def test_dates_shown_below_the_heading(clean: Clean, below: str, after: str, expected: str) -> None:
    html = (
        f"<html><body><h1>Puppets</h1>{below}<div><p>{P1}</p><p>{P2}</p></div>{after}</body></html>"
    )
    page = document(clean(html, "text/html"))
    found = f"{page.published} {page.published_precision} {page.published_from}"
    if expected == "None None htmldate":  # whatever a search may find, no <time> of others
        assert page.published_from in ("", "htmldate")
    else:
        assert found == expected


def test_a_day_that_no_page_states_is_not_taken(
    clean: Clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.clean.html.dates.find_date", lambda *_, **__: "1999-10-21")
    for stated, expected in (
        ("1999-10", ("1999-10-01", "month")),
        ("21 October 1999", ("1999-10-21", "day")),
        ("21 October", ("None", None)),
    ):
        html = f"<html><body><p>In {stated} it began.</p><p>{P1}</p><p>{P2}</p></body></html>"
        page = document(clean(html, "text/html"))
        assert (str(page.published), page.published_precision) == expected


def test_keywords_are_the_publishers_words(clean: Clean) -> None:
    junk = ["_no-apple-news", "section:news", "topic: Puppets", "type_news", "x" * 61, '"']
    listed = json.dumps(["Strings, sticks and shadows", "Puppets", *junk])
    html = f"""<html><head><meta name="keywords" content="Puppets, Music, {", ".join(junk[:2])}">
    <script type="application/ld+json">{{"@type": "Article", "keywords": {listed}}}</script>
    </head><body><p>{P1}</p><p>{P2}</p></body></html>"""
    page = document(clean(html, "text/html"))
    assert [label.text for label in page.labels] == [
        "Strings, sticks and shadows",
        "Puppets",
        "Music",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Puppets lent to everybody - Harbour News", "Puppets lent to everybody"),
        ("Puppets - a history of small theatres in harbour towns", None),
        ("Puppets", "Puppets"),
    ],
)
def test_the_name_of_the_site_is_cut_off(clean: Clean, title: str, expected: str | None) -> None:
    html = f"<html><head><title>{title}</title></head><body><p>{P1}</p><p>{P2}</p></body></html>"
    assert document(clean(html, "text/html")).title == (expected or title)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", ""])
def test_encodings_that_are_declared_wrongly(clean: Clean, encoding: str, declared: str) -> None:
    html = PAGE.replace('charset="utf-8"', f'charset="{declared}"' if declared else "name='x'")
    assert "Its new café, where" in document(clean(html.encode(encoding), "text/html")).text


def test_mojibake_is_mended_and_quotes_stay(clean: Clean) -> None:
    html = PAGE.replace("Its new café,", "Its “new” cafÃ©,")
    assert "Its “new” café, where" in document(clean(html, "text/html")).text


def test_xhtml_with_a_prologue(clean: Clean) -> None:
    html = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + PAGE
    assert P1 in document(clean(html, "text/html", select={"drop": ".promo"})).text


def test_pages_too_deep_or_too_large_still_give_their_text() -> None:
    deep = "<div>" * 100_000 + f"<p>{P1}</p>" + "</div>" * 100_000
    assert P1 in main_text(f"<html><body>{deep}</body></html>")
    large = f"<html><body><!-- {'x' * 4_100_000} --><article><p>{P1}</p></article></body></html>"
    assert P1 in main_text(large)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"  \n", "empty"),
        (b"<html><body><nav></nav><img src='a.png'></body></html>", "no_body"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "too_short"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text"),
        (gzip.compress(b"hello", mtime=0), "not_text"),
        (bytes(range(256)) * 10, "not_text"),
    ],
)
def test_pages_without_text_have_a_reason(clean: Clean, body: bytes, reason: str) -> None:
    outcome = clean(body, "text/html")
    assert isinstance(outcome, Rejected)
    assert outcome.reason == reason
    assert outcome.stage == "clean"
    assert outcome.detail.endswith(".")
