import json

import pytest

from pipeline.records import document_id

FEED = "https://x.example/news/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>News</title><language>en-GB</language>%s</channel></rss>"""
ITEM = """<item><title>Lanterns &amp;amp; &lt;i&gt;drums&lt;/i&gt;</title>
<link>https://x.example/news/lanterns?utm_source=rss</link><guid isPermaLink="false">7</guid>
<pubDate>Sun, 12 May 2024 23:30:00 -0500</pubDate><dc:creator>Mira Okoro</dc:creator>
<category>Festivals</category><category>Asia</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>Forty lanterns. <a href="/plan.pdf?v=2">Plan</a></p>]]>
</content:encoded>
<enclosure url="https://cdn.example/annual.pdf" type="application/pdf" length="1"/></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/blog/">
<title>Blog</title>
<entry><id>tag:x.example,2024:1</id><title type="html">A &amp;lt;b&amp;gt; tag</title>
<link rel="alternate" href="first"/><updated>2024-06-02T10:00:00Z</updated>
<author><name>Jo Lindqvist</name><email>jo@x.example</email></author>
<content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>%s</feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "fr",
    "next_url": "https://x.example/feed.json?page=2",
    "items": [
        {
            "id": 12,
            "url": "https://x.example/a",
            "title": "Un atelier",
            "content_html": "<p>Trois jours.</p>",
            "date_published": "2024-03-01T09:00:00+01:00",
            "authors": [{"name": "Léa Faye"}],
            "tags": ["ateliers"],
            "attachments": [{"url": "/a.pdf", "mime_type": "application/pdf"}],
        },
        "no object",
    ],
}


def test_an_item_of_rss_is_a_page_to_fetch_with_what_the_feed_says_of_it(follow):
    reading = follow("feed", FEED, RSS % ITEM, files=["pdf"])
    page, file = reading.leads
    assert (page.url, page.role) == ("https://x.example/news/lanterns", "page")
    assert page.hints == (
        ("feed-author", "Mira Okoro"),
        ("feed-date", "Sun, 12 May 2024 23:30:00 -0500"),
        ("feed-label", "Festivals"),
        ("feed-label", "Asia"),
        ("feed-language", "en-GB"),
        ("feed-title", "Lanterns & drums"),
    )
    assert page.stated == "Sun, 12 May 2024 23:30:00 -0500"
    assert (file.url, file.role, file.parent) == (
        "https://cdn.example/annual.pdf",
        "file",
        page.url,
    )
    assert (reading.n_stated, reading.rejected) == (1, ())


def test_an_item_is_a_record_where_the_card_wants_the_feeds_own_text(follow):
    reading = follow("feed", FEED, RSS % ITEM, content="record", files=["pdf"])
    (item,) = reading.items
    assert item.locator == item.url == "https://x.example/news/lanterns"
    assert json.loads(item.body) == {
        "id": "7",
        "title": "Lanterns & drums",
        "text": '<p>Forty lanterns. <a href="/plan.pdf?v=2">Plan</a></p>',
        "text_format": "html",
        "published": "Sun, 12 May 2024 23:30:00 -0500",
        "authors": ["Mira Okoro"],
        "keywords": ["Festivals", "Asia"],
        "language": "en-GB",
        "url": "https://x.example/news/lanterns",
    }
    assert [(lead.url, document_id(lead.parent)) for lead in reading.leads] == [
        ("https://cdn.example/annual.pdf", document_id(item.locator)),
        ("https://x.example/plan.pdf?v=2", document_id(item.locator)),
    ]


def test_atom_gives_links_relative_to_its_base_and_dates_of_change_as_such(follow):
    (lead,) = follow("feed", FEED, ATOM % "").leads
    assert lead.url == "https://x.example/blog/first"
    assert lead.hints == (
        ("feed-author", "Jo Lindqvist"),
        ("feed-title", "A tag"),
        ("feed-updated", "2024-06-02T10:00:00Z"),
    )


def test_json_feeds_are_read_with_their_next_page_and_broken_items_told(follow):
    reading = follow("feed", FEED, json.dumps(JSON_FEED), files=["pdf"])
    assert [(lead.url, lead.role) for lead in reading.leads] == [
        ("https://x.example/a", "page"),
        ("https://x.example/a.pdf", "file"),
        ("https://x.example/feed.json?page=2", "index"),
    ]
    assert ("feed-author", "Léa Faye") in reading.leads[0].hints
    assert [one.reason for one in reading.rejected] == ["damaged_index"]


def test_rss_1_and_a_version_without_a_name_are_read(follow):
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"/>
      <item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link></item>
    </rdf:RDF>"""
    old = "<rss><channel><item><link>/2</link></item></channel></rss>"
    assert [lead.url for lead in follow("feed", FEED, rdf).leads] == ["https://x.example/1"]
    assert [lead.url for lead in follow("feed", FEED, old).leads] == ["https://x.example/2"]


def test_a_damaged_feed_is_read_as_far_as_it_goes_and_told(follow):
    damaged = RSS % (ITEM + "<item><title>Bread & roses</title><link>/b</link></item>")
    for body in (damaged, damaged + "<item><link>/c"):
        reading = follow("feed", FEED, body)
        assert [lead.url for lead in reading.leads] == [
            "https://x.example/news/lanterns",
            "https://x.example/b",
        ]
        assert [(one.locator, one.reason) for one in reading.rejected] == [(FEED, "damaged_index")]
        assert "line" in reading.rejected[0].detail


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><h1>Sign in</h1></body></html>",
        b"",
        b"{}",
        b'{"items": ' + b"[" * 100_000,
        b"\x00\x01\x02" * 50,
        b"<rss",
        b"x" * 20_000_001,
    ],
)
def test_what_is_no_feed_is_told(follow, body):
    reading = follow("feed", FEED, body)
    assert [(one.locator, one.reason) for one in reading.rejected] == [(FEED, "broken_index")]
    assert reading.leads == reading.items == ()


@pytest.mark.parametrize("reference", ["&#xd800;", "&#x110000;", "&#99999999999;", "&nbsp;"])
def test_characters_that_do_not_exist_harm_nothing(follow, reference):
    items = f"<item><title>A {reference}B & C</title><link>/a</link></item>"
    (lead,) = follow("feed", FEED, RSS % items).leads
    assert ("feed-title", "A B & C") in lead.hints


def test_an_empty_feed_is_a_feed(follow):
    assert follow("feed", FEED, RSS % "").rejected == ()


def test_entries_without_link_keep_their_text_and_those_without_text_are_told(follow):
    items = """<item><guid>12</guid><description>&lt;p&gt;A note.&lt;/p&gt;</description></item>
    <item><guid>13</guid><title>Nothing</title></item>
    <item><guid>https://x.example/by-guid</guid></item>"""
    reading = follow("feed", FEED, RSS % items)
    assert [lead.url for lead in reading.leads] == ["https://x.example/by-guid"]
    assert [(item.locator, item.url) for item in reading.items] == [("web#12", None)]
    assert [(one.locator, one.reason) for one in reading.rejected] == [("web#13", "no_link")]


def test_a_link_to_the_whole_site_gives_way_to_an_address_in_the_guid(follow):
    items = "<link>https://x.example/</link>" + "".join(
        f"<item><link>https://x.example/</link><guid>https://x.example/{n}</guid></item>"
        for n in (1, 2)
    )
    reading = follow("feed", FEED, RSS % items)
    assert [lead.url for lead in reading.leads] == ["https://x.example/1", "https://x.example/2"]


def test_entries_that_share_a_guid_or_a_link_stay_apart(follow):
    items = "".join(
        f"<item><guid>same</guid><description>Note {n}</description></item>" for n in (1, 2)
    ) + "".join(
        f"<item><guid>{n}</guid><link>/all</link><description>Text {n}</description></item>"
        for n in (3, 4)
    )
    reading = follow("feed", FEED, RSS % items, content="record")
    assert len({item.locator for item in reading.items}) == 4
    assert len(follow("feed", FEED, RSS % items).leads) == 1


def test_pages_of_a_feed_are_turned_but_never_round_in_circles(follow):
    link = '<link rel="next" href="?page=%s"/>'
    reading = follow("feed", FEED, ATOM % (link % 2))
    assert reading.leads[-1].url == "https://x.example/blog/?page=2"
    assert reading.leads[-1].hints == (("index-page", "2"),)
    itself = ATOM % f'<link rel="next" href="{FEED}"/>'
    assert [lead.role for lead in follow("feed", FEED, itself).leads] == ["page"]
    last = follow(
        "feed", FEED, ATOM % (link % 3), hints=(("index-page", "2"),), listing={"max_pages": 2}
    )
    assert [lead.role for lead in last.leads] == ["page"]


def test_of_a_window_only_entries_of_it_and_those_without_date_are_taken(follow, window):
    items = "".join(
        f"<item><link>/{n}</link>{date}</item>"
        for n, date in enumerate(
            ("<pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate>",
             "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>", "", "<pubDate>soon</pubDate>")
        )
    )  # fmt: skip
    reading = follow("feed", FEED, RSS % items, window=window("2024-04-01", "2024-06-01"))
    assert [lead.url[-1] for lead in reading.leads] == ["1", "2", "3"]
    assert reading.n_stated == 4
    older = ATOM % '<link rel="next" href="?page=2"/>'
    assert follow("feed", FEED, older, window=window("2025-01-01")).leads == ()


def test_dates_of_the_moment_of_asking_are_those_of_the_feed_and_no_dates_of_items(follow):
    stated = "<pubDate>Thu, 01 Jan 2026 00:01:00 GMT</pubDate>"
    items = "".join(f"<item><link>/{n}</link>{stated}</item>" for n in range(5))
    assert {lead.stated for lead in follow("feed", FEED, RSS % items).leads} == {""}
    older = items.replace("01 Jan 2026", "30 Dec 2025", 1)
    assert all(lead.stated for lead in follow("feed", FEED, RSS % older).leads)


def test_entries_of_other_hosts_are_left_and_told_where_they_are_all(follow):
    inside, outside = (
        "<item><link>/a</link></item>",
        "<item><link>https://y.example/a</link></item>",
    )
    assert follow("feed", FEED, RSS % (inside + outside)).rejected == ()
    reading = follow("feed", FEED, RSS % outside)
    assert [one.reason for one in reading.rejected] == ["other_host"]
    assert "https://y.example (1)" in reading.rejected[0].detail
    assert follow("feed", FEED, RSS % outside, hosts=["y.example"]).leads
    assert follow("feed", FEED, RSS % inside, exclude=["a"]).leads == ()


@pytest.mark.parametrize(
    ("declared", "written", "header"),
    [
        ("iso-8859-1", "utf-8", ""),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8", "utf-16", ""),
        ("windows-1252", "windows-1252", ""),
    ],
)
def test_wrong_names_of_encodings_do_no_harm(follow, declared, written, header):
    body = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><link>/a</link>' + (
        "<title>Théâtre à Łódź</title></item></channel></rss>".replace("Łódź", "Lyon")
    )
    headers = [("Content-Type", header)] if header else []
    (lead,) = follow("feed", FEED, body.encode(written), headers=headers).leads
    assert ("feed-title", "Théâtre à Lyon") in lead.hints


@pytest.mark.parametrize(
    ("declared", "header"),
    [("utf-8", ""), ("UTF-8", "text/xml; charset=utf-8"), ("", "text/xml; charset=UTF8")],
)
def test_what_is_called_utf_8_and_is_not_is_read_as_what_it_is(follow, declared, header):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    item = "<item><title>“Café” à Bogotá n° 4 – €</title><link>/a</link></item>"
    body = f"{head}<rss><channel>{item}</channel></rss>".encode("cp1252")
    headers = [("Content-Type", header)] if header else []
    (page,) = follow("feed", FEED, body, headers=headers).leads
    assert dict(page.hints)["feed-title"] == "“Café” à Bogotá n° 4 – €"


def test_a_character_that_was_cut_spoils_no_other(follow):
    item = ITEM.replace("Short.", "Un été à l’opéra…").replace("Lanterns", "Fête à Łódź")
    body = (RSS % item).encode().replace("…".encode(), b"\xe2\x80")
    (page,) = follow("feed", FEED, body).leads
    assert dict(page.hints)["feed-title"] == "Fête à Łódź & drums"


def test_dates_that_stand_for_none_and_marks_of_readers_are_left_out(follow):
    item = ITEM.replace("?utm_source=rss", "?source=rss----ab12---4")
    item = item.replace("Sun, 12 May 2024 23:30:00 -0500", "Thu, 01 Jan 1970 00:00:00 +0100")
    (page,) = follow("feed", FEED, RSS % item).leads
    assert (page.url, page.stated) == ("https://x.example/news/lanterns", "")
    assert "feed-date" not in dict(page.hints)


def test_entities_neither_expand_nor_reach_files(follow):
    laughs = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    for doctype in (
        f"<!DOCTYPE l [{laughs}]>",
        '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    ):
        item = "<item><link>/a</link><title>&j;</title></item>"
        reading = follow("feed", FEED, f"{doctype}<rss><channel>{item}</channel></rss>")
        said = dict(reading.leads[0].hints).get("feed-title", "") if reading.leads else ""
        assert "root" not in said
        assert len(said) < 100
