import datetime as dt
import json

import pytest

from pipeline.declarations import Source
from pipeline.records import Answer, Failure, Lead, Window
from pipeline.sources import WEB
from pipeline.sources.discovery import further, listing_blocks, probes, propose

SITE = "https://x.example/"
TITLES = (
    "A library opens in Dakar",
    "Two choirs meet in Seoul",
    "Lanterns over the old harbour",
    "A grant for young translators",
    "Workshops on letters and maps",
)
MENU = "<nav><ul>" + "".join(f'<li><a href="/m{n}">Menu entry {n}</a></li>' for n in range(9))
PAGE = """<html lang="en-GB"><head><title>News | The Trust</title>
<meta property="og:site_name" content="The Trust"><meta name="generator" content="DSpace 7.6">
<link rel="alternate" type="application/rss+xml" href="/feed" title="News">
<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">
<link rel="https://api.w.org/" href="/api/wp-json/"></head><body>%s</ul></nav>%s
<ul class="pager"><li class="pager-next"><a href="/news?page=1">Next</a></li></ul>
<footer><div class="c"><a href="/imprint">Imprint of this site</a></div></footer></body></html>"""
CARDS = "".join(
    f'<div class="card card-{n}"><a href="/news/{n}"><img src="{n}.jpg"></a>'
    f'<h3><a href="/news/{n}">{title}</a></h3><span class="when">{n + 1} May 2024</span>'
    f'<a href="/tag/a">Asia</a></div>'
    for n, title in enumerate(TITLES)
)


def _answer(url: str, body: str | bytes, type_: str = "text/html", **headers: str) -> Answer:
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    body = body.encode() if isinstance(body, str) else body
    return Answer(url, url, 200, tuple(headers.items()), body, type_, "", "", at)


def _feed(n: int, text: str = "short") -> str:
    items = "".join(f"<item><link>/news/{k}</link><description>{text}</description></item>"
                    for k in range(n))  # fmt: skip
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


def _sitemap(*paths: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{SITE}{path}</loc></url>' for path in paths)}</urlset>"


def test_a_few_addresses_are_asked_besides():
    assert probes(SITE + "news") == (
        SITE + "robots.txt",
        SITE + "wp-json/",
        SITE + "sitemap.xml",
        SITE + "news/feed/",
        SITE + "feed/",
    )
    assert SITE + "oai/request?verb=Identify" in probes(SITE + "oai/request")
    assert SITE + "sitemap.xml" not in probes(SITE + "sitemap.xml")


def test_what_the_page_and_robots_name_is_asked_next():
    robots = _answer(SITE + "robots.txt", "Sitemap: /map.xml\nSitemap: /map.xml\n")
    failed = Failure(SITE + "wp-json/", SITE + "wp-json/", "gone", "It is not there.", 404)
    assert further(SITE, [_answer(SITE, PAGE % (MENU, CARDS)), robots, failed]) == (
        SITE + "feed",
        SITE + "api/wp-json/",
        SITE + "server/oai/request?verb=Identify",
        SITE + "oai/request?verb=Identify",
        SITE + "map.xml",
    )


def test_feeds_that_are_linked_for_readers_are_asked_too():
    page = '<a href="/rss.xml">RSS</a><a href="/feeding-us">City</a><a href="news/atom/">A</a>'
    assert further(SITE, [_answer(SITE, page)]) == (SITE + "rss.xml", SITE + "news/atom/")


def test_a_list_without_names_of_its_own_is_named_by_what_it_lies_in():
    items = "".join(f"<li><a href='/n/{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
    menu = f"<div class='main-menu'><ul class='x'>{items}</ul></div>"
    named = listing_blocks(f"{menu}<ul id='news'>{items}</ul>".encode(), SITE)
    assert [one["links"] for one in named] == ["#news > li a"]
    made_up = f"<div class='hJpRRP'><ul>{items}</ul></div>"
    assert listing_blocks(made_up.encode(), SITE) == ()


def test_a_list_of_cards_is_found_with_dates_and_how_to_turn_its_pages():
    best = listing_blocks((PAGE % (MENU, CARDS)).encode(), SITE + "news")[0]
    assert best == {
        "links": "div.card h3 a",
        "block": "div.card",
        "published": "span.when",
        "next": "li.pager-next a",
    }


def test_what_is_found_can_be_read_as_a_card():
    page = _answer(SITE + "news", PAGE % (MENU, CARDS))
    proposal = next(one for one in propose(page.url, [page]) if one.card["kind"] == "listing")
    source = Source(id="web", name=proposal.name, **proposal.card)
    reading = WEB["listing"].follow(source, Lead(page.url, "index"), page, Window())
    assert [lead.url for lead in reading.leads if lead.role == "page"] == [
        f"{SITE}news/{n}" for n in range(5)
    ]
    assert reading.leads[0].hints == (
        ("listing-date", "1 May 2024"),
        ("listing-title", TITLES[0]),
    )
    assert (proposal.name, proposal.language) == ("The Trust", "en")


@pytest.mark.parametrize(
    ("links", "keys"),
    [
        ('<a href="?page=1">2</a><a href="?page=2">3</a>', {"first": 1}),
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', {"first": 2}),
        ('<a href="?start=20">2</a><a href="?start=40">3</a>', {"first": 20, "step": 20}),
        ('<a rel="next" href="/older">Older</a>', {"next": 'a[rel~="next"]'}),
        ('<a href="/other?page=2">2</a>', {}),
        ("", {}),
    ],
)
def test_pages_are_turned_as_their_links_show(links, keys):
    page = f"<ul>{CARDS.replace('div', 'li')}</ul>{links}"
    found = listing_blocks(page.encode(), SITE + "news")[0]
    turning = {key: found[key] for key in ("next", "first", "step") if key in found}
    assert turning == keys
    assert ("pages" in found) == ("first" in keys)


def test_menus_and_single_links_are_no_list():
    assert listing_blocks((PAGE % (MENU, "")).encode(), SITE) == ()
    assert listing_blocks(b"", SITE) == ()


def test_all_there_is_comes_before_the_newest_only():
    api = json.dumps({"name": "The Trust", "namespaces": ["oembed/1.0", "wp/v2"]})
    answers = [
        _answer(SITE, PAGE % (MENU, CARDS)),
        _answer(SITE + "wp-json/", api, "application/json"),
        _answer(SITE + "sitemap.xml", _sitemap("news/1", "about"), "application/xml"),
        _answer(SITE + "feed/", _feed(12), "application/xml"),
        _answer(SITE + "robots.txt", "User-agent: *", "text/plain"),
        Failure(SITE + "x", SITE + "x", "timeout", "It did not answer."),
    ]
    found = propose(SITE, answers)
    assert [one.card["kind"] for one in found] == ["wordpress", "sitemap", "feed", "listing"]
    assert found == propose(SITE, answers[::-1])
    assert "newest 12 items" in found[2].why
    for one in found:
        Source(id="web", name=one.name, **one.card)


def test_of_a_section_only_what_lies_in_it_is_proposed():
    answers = [
        _answer(SITE + "news", PAGE % ("", "")),
        _answer(SITE + "sitemap.xml", _sitemap("news/1", "about"), "application/xml"),
        _answer(SITE + "news/feed/", _feed(3, "long " * 400), "application/xml"),
        _answer(SITE + "feed/", _feed(3), "application/xml"),
    ]
    found = propose(SITE + "news", answers)
    assert [(one.card["url"], one.card.get("include")) for one in found] == [
        (SITE + "sitemap.xml", ["news/**"]),
        (SITE + "news/feed/", None),
        (SITE + "feed/", None),
    ]
    assert "with their texts" in found[1].why
    article = SITE + "news/a-library-opens-in-dakar"
    (of_article,) = propose(article, answers[1:2])
    assert of_article.card["include"] == ["news/**"]
    nowhere = propose(SITE + "events", answers[1:2])
    assert "include" not in nowhere[0].card


def test_an_address_of_a_feed_or_repository_itself_comes_first():
    identify = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><Identify>'
        "<repositoryName>Re\u009b31mports</repositoryName></Identify></OAI-PMH>"
    )
    repository = _answer(SITE + "oai?verb=Identify", identify, "application/xml")
    (found,) = propose(SITE + "oai", [repository])
    assert (found.card, found.name) == ({"kind": "oai", "url": SITE + "oai"}, "Re 31mports")
    assert found.why.isprintable()
    feed = _answer(SITE + "feed.xml", _feed(2), "application/xml")
    sitemap = _answer(SITE + "sitemap.xml", _sitemap("a"), "application/xml")
    assert propose(feed.url, [sitemap, feed])[0].card == {"kind": "feed", "url": feed.url}


def test_a_feed_that_is_given_itself_names_the_source():
    titled = _feed(2).replace("<channel>", "<channel><title>Notes &amp;amp; news</title>")
    feed = _answer(SITE + "feed", titled, "application/xml")
    items = [{"id": "1", "url": SITE + "1"}]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "The Trust", "items": items}
    of_json = _answer(SITE + "feed.json", json.dumps(about), "application/json")
    assert [propose(one.url, [one])[0].name for one in (feed, of_json)] == [
        "Notes & news",
        "The Trust",
    ]
    page = _answer(SITE, PAGE % ("", ""))
    assert propose(SITE, [page, feed])[0].name == "The Trust"


def test_nothing_is_proposed_of_nothing():
    assert propose(SITE, []) == ()
    assert propose(SITE, [_answer(SITE, b"\x00" * 100, "application/octet-stream")]) == ()


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (SITE + "index.php/jc/about", SITE + "index.php/jc/oai?verb=Identify"),
        (SITE + "ojs/index.php/jc", SITE + "ojs/index.php/jc/oai?verb=Identify"),
        (SITE + "jc/issue/archive", SITE + "jc/oai?verb=Identify"),
        (SITE, SITE + "index.php/index/oai?verb=Identify"),
    ],
)
def test_each_journal_of_a_publisher_is_asked_for_its_records(page, asked):
    head = '<meta name="generator" content="Open Journal Systems 3.3.0.14">'
    assert asked in further(page, [_answer(page, head)])


def test_lists_of_authors_and_labels_are_left_out_of_a_sitemap():
    names = (
        "post-sitemap.xml", "post-sitemap2.xml", "category-sitemap.xml", "post_tag-sitemap3.xml",
        "author-sitemap.xml", "wp-sitemap-users-1.xml", "sitemap-tags.xml", "sitemap-posts.xml",
        "heritage-sitemap.xml", "stages-sitemap.xml",
    )  # fmt: skip
    entries = "".join(f"<sitemap><loc>{SITE}{name}</loc></sitemap>" for name in names)
    index = _answer(SITE + "sitemap.xml", f"<sitemapindex>{entries}</sitemapindex>")
    (proposal,) = propose(SITE, [index])
    assert proposal.card["exclude"] == [
        "category-sitemap.xml", "post_tag-sitemap*.xml", "author-sitemap.xml",
        "wp-sitemap-users-*.xml", "sitemap-tags.xml",
    ]  # fmt: skip
    pages = "".join(f"<url><loc>{SITE}{name}</loc></url>" for name in ("", "tags", "a/tag.html"))
    whole = _answer(SITE + "sitemap.xml", f"<urlset>{pages}</urlset>")
    assert propose(SITE, [whole])[0].card["exclude"] == ["/"]


def test_the_link_in_a_heading_is_the_item_and_not_the_one_that_says_more():
    block = (
        '<div class=item><h2><a href="/{n}">A choir in town {n}</a></h2>'
        '<p><a class=btn href="/{n}">Read more: A choir in town {n}</a></p></div>'
    )
    page = "".join(block.format(n=n) for n in range(4)).encode()
    assert listing_blocks(page, SITE + "news")[0]["links"] == "div.item h2 a"
