"""What a page says of itself: JSON-LD, meta elements, microdata, links."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.clean.html.links import MAX_ALTERNATES, page_alternates
from pipeline.clean.html.meta import page_authors, page_keywords, page_section, page_title
from pipeline.clean.html.page import Page, parse_page
from pipeline.records import Document, Rejected

Clean = Callable[..., Document | Rejected]

TEXT = (
    "The choir of the two banks of the river rehearses on a raft, since neither town would let "
    "the other one have the hall, and its concerts begin when the current allows it. "
) * 3
MICRODATA = f"""<html lang="en-GB"><head><title>River Post</title></head><body>
<div itemscope itemtype="https://schema.org/Organization"><b itemprop="name">River Post</b>
  <span itemprop="author">The printers</span></div>
<article itemscope itemtype="http://schema.org/NewsArticle">
  <h1 itemprop="headline">A choir on a raft</h1>
  <p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person"
     ><a itemprop="name" href="/ida">Ida Raft</a>, <i itemprop="jobTitle">singer</i></span>,
     <time itemprop="datePublished" datetime="2021-05-06T10:00">last week</time></p>
  <meta itemprop="articleSection" content="Music">
  <meta itemprop="keywords" content="Choirs, Rivers">
  <div itemprop="articleBody"><p>{TEXT}</p></div></article></body></html>"""


def head(elements: str) -> Page:
    return parse_page(f"<html><head>{elements}</head><body><p>{TEXT}</p></body></html>")


def keywords(page: Page) -> list[str]:
    return [label.text for label in page_keywords(page, frozenset())]


def test_microdata_tells_what_nothing_else_does(clean: Clean) -> None:
    page = clean(MICRODATA, "text/html")
    assert isinstance(page, Document)
    assert page.title == "A choir on a raft"
    assert page.authors == ("Ida Raft",)
    assert page.section == "Music"
    assert [label.text for label in page.labels] == ["Choirs", "Rivers"]
    assert parse_page(MICRODATA).items["datepublished"] == ("2021-05-06T10:00",)


def test_properties_outside_any_item_count_where_no_item_is_an_article() -> None:
    thing = "<div itemscope itemtype='https://schema.org/Thing'><b itemprop='author'>No</b></div>"
    page = parse_page(
        "<html><body><h1 itemprop='headline'>Raft</h1><span itemprop='author'>Ida Raft</span>"
        f"{thing}{TEXT}"
    )
    assert page.items["author"] == ("Ida Raft",)
    assert page.items["headline"] == ("Raft",)


def test_the_best_item_is_the_first_of_the_best_type() -> None:
    items = "".join(
        f"<p itemscope itemtype='https://schema.org/{kind}'><b itemprop='headline'>{name}</b></p>"
        for kind, name in (("WebPage", "site"), ("NewsArticle", "own"), ("NewsArticle", "other"))
    )
    assert parse_page(f"<html><body>{items}</body></html>").items["headline"] == ("own",)


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ('<meta name="DC.title" content="Raft">', "Raft"),
        ('<meta property="dc:title" content="Raft">', "Raft"),
        ('<meta name="citation_title" content="Raft">', "Raft"),
        ('<meta name="DC.title" content="Raft"><meta property="og:title" content="Log">', "Log"),
        ("<title>Raft</title>", "Raft"),
    ],
)
def test_titles(elements: str, expected: str) -> None:
    assert page_title(head(elements)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Raft</h1><p>x", "Raft"),
        ("<h1>The Quay</h1><p>x", "The Quay"),
        ("<h1>Raft</h1><h1>Log</h1>", "Raft"),
        ("<p>x<p>y", "The Quay"),
    ],
)
def test_a_site_that_titles_every_page_by_its_name(body: str, expected: str) -> None:
    sites = ("og:site_name", "og:title")
    names = "".join(f'<meta property="{name}" content="The Quay">' for name in sites)
    page = f"<html><head>{names}<title>The Quay</title></head><body>{body}</body></html>"
    assert page_title(parse_page(page)) == expected


def test_dublin_core_and_citations() -> None:
    page = head(
        '<meta property="dcterms:subject" content="Choirs; Rivers">'
        '<meta name="DC.creator" content="Ida Raft"><meta name="DC.creator" content="Olaf Log">'
        '<meta name="citation_keywords" content="Rafts">'
        '<meta property="article:section" content="Art">'
    )
    assert page_authors(page) == ("Ida Raft", "Olaf Log")
    assert sorted(keywords(page)) == ["Choirs", "Rafts", "Rivers"]
    assert page_section(page) == "Art"


def test_language_is_the_pages_own_word() -> None:
    body = "<body><p>a</p><p>b</p></body></html>"
    assert parse_page(MICRODATA).language == "en-GB"
    assert parse_page(f"<html lang='fr'>{body}").language == "fr"
    assert parse_page(f"<html>{body}").language == ""


ALTERNATES = """
<link rel="alternate" hreflang="en-gb" href="https://river.example/en/raft">
<link rel="alternate" hreflang="en" href="https://river.example/us/raft">
<link rel="alternate" hreflang="x-default" href="https://river.example/raft">
<link rel="alternate" hreflang="fr" href="HTTPS://River.example:443/fr/radeau#top">
<link rel="alternate" hreflang="fr-CA" href="https://river.example/fr/radeau">
<link rel="alternate" hreflang="de" href="/de/floss">
<link rel="alternate" hreflang="es" href="javascript:alert(1)">
<link rel="stylesheet" hreflang="it" href="https://river.example/it.css">
<link rel="alternate" hreflang="pt" href="http://[river/pt">
<link rel="alternate" hreflang="zh-Hans" href="http://river.example:8080/zh?id=3">
"""


def test_language_versions_are_absolute_and_of_other_languages() -> None:
    page = parse_page(MICRODATA.replace("</head>", ALTERNATES + "</head>"))
    assert page_alternates(page, "https://river.example/en/raft") == (
        "https://river.example/fr/radeau",
        "http://river.example:8080/zh?id=3",
    )
    many = "".join(
        f'<link rel="alternate" hreflang="fr" href="https://river.example/{n}">' for n in range(80)
    )
    assert len(page_alternates(head(many), None)) == MAX_ALTERNATES


def test_language_versions_reach_the_document(clean: Clean) -> None:
    page = clean(MICRODATA.replace("</head>", ALTERNATES + "</head>"), "text/html")
    assert isinstance(page, Document)
    assert page.alternates[0] == "https://river.example/fr/radeau"
    assert page.published in (dt.date(2021, 5, 6), None)


def test_structured_data_that_is_broken_or_endless_is_passed_over() -> None:
    for data in ("{", "[" * 5000, '{"@type": 3}', '"x"', '[[[{"@type": ["Article", null]}]]]'):
        assert page_title(head(f'<script type="application/ld+json">{data}</script>')) == ""


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (
            '<link rel="canonical" href="https://News.example.org:443/a#top">',
            "https://news.example.org/a",
        ),
        ('<meta property="og:url" content="http://example.org/b">', "http://example.org/b"),
        ('<link rel="canonical" href="/relative"><link rel="canonical" href="javascript:x">', None),
        ("", None),
    ],
)
def test_a_saved_page_tells_its_address(
    clean: Callable[..., Document | Rejected], head: str, url: str | None
) -> None:
    words = "The puppets crossed the river by boat and sang for the ferrymen of the other side. "
    body = f"<html><head>{head}</head><body><article><p>{words * 3}</p></article></body></html>"
    outcome = clean(body, "text/html")
    assert isinstance(outcome, Document)
    assert outcome.url == url
