import gzip

import pytest

MAP = "https://x.example/sitemap.xml"
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">%s</urlset>"""
NEWS = """<url><loc>
 https://x.example/news/1?b=2&amp;a=1&amp;fbclid=x </loc>
<lastmod>2024-05-02T10:00:00+02:00</lastmod>
<image:image><image:loc>https://x.example/1.jpg</image:loc><image:title>No</image:title>
</image:image><news:news><news:publication><news:name>X</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2024-05-01</news:publication_date>
<news:title>Drums &amp;amp; lanterns</news:title><news:keywords>Festivals, Asia</news:keywords>
</news:news></url>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://x.example/2019.xml</loc><lastmod>2019-12-31</lastmod></sitemap>
<sitemap><loc>/2024.xml.gz</loc><lastmod>2024-06-01</lastmod></sitemap>
<sitemap><loc>https://x.example/sitemap.xml</loc></sitemap></sitemapindex>"""


def _urls(reading) -> list[str]:
    return [lead.url for lead in reading.leads]


def _entries(*pairs: tuple[str, str]) -> str:
    return URLSET % "".join(
        f"<url><loc>{loc}</loc><lastmod>{lastmod}</lastmod></url>" for loc, lastmod in pairs
    )


def test_a_page_comes_with_its_dates_title_and_keywords(follow):
    (lead,) = follow("sitemap", MAP, URLSET % NEWS).leads
    assert lead.url == "https://x.example/news/1?b=2&a=1"
    assert lead.stated == "2024-05-02T10:00:00+02:00"
    assert lead.hints == (
        ("sitemap-date", "2024-05-01"),
        ("sitemap-label", "Festivals"),
        ("sitemap-label", "Asia"),
        ("sitemap-language", "en"),
        ("sitemap-lastmod", "2024-05-02T10:00:00+02:00"),
        ("sitemap-title", "Drums & lanterns"),
    )


def test_an_index_leads_to_further_sitemaps_but_not_to_itself(follow, window):
    reading = follow("sitemap", MAP, INDEX)
    assert [(lead.url, lead.role, lead.stated) for lead in reading.leads] == [
        ("https://x.example/2019.xml", "index", "2019-12-31"),
        ("https://x.example/2024.xml.gz", "index", "2024-06-01"),
    ]
    without = follow("sitemap", MAP, INDEX, exclude=["2019*.xml"])
    assert _urls(without) == ["https://x.example/2024.xml.gz"]
    newer = follow("sitemap", MAP, INDEX, window=window("2020-01-01"))
    assert _urls(newer) == ["https://x.example/2024.xml.gz"]


def test_patterns_and_windows_narrow_what_is_taken(follow, window):
    body = _entries(
        ("https://x.example/news/1", "2023-01-01"),
        ("https://x.example/news/2", "2024-02"),
        ("https://x.example/about", "2024-02-01"),
        ("https://x.example/news/3", ""),
    )
    reading = follow(
        "sitemap", MAP, body, include=["news/**"], window=window("2024-02-15", "2024-03-01")
    )
    assert _urls(reading) == ["https://x.example/news/2", "https://x.example/news/3"]
    assert reading.n_stated == 4


def test_one_date_for_all_pages_is_that_of_the_file_and_no_date_of_them(follow):
    same = [(f"https://x.example/{n}", "2024-02-01") for n in range(10)]
    assert {lead.stated for lead in follow("sitemap", MAP, _entries(*same)).leads} == {""}
    assert {lead.stated for lead in follow("sitemap", MAP, _entries(*same[:3])).leads} == {
        "2024-02-01"
    }


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: body, lambda body: b"\n\n " + body])
def test_packed_sitemaps_and_such_that_begin_late_are_read(follow, pack):
    body = pack(_entries(("https://x.example/1", "2024-01-01")).encode())
    reading = follow("sitemap", MAP + ".gz", body)
    assert _urls(reading) == ["https://x.example/1"]
    assert reading.rejected == ()


def test_bare_ampersands_other_namespaces_and_controls_do_no_harm(follow):
    body = "<s:urlset xmlns:s='urn:x'><s:url><s:loc>https://x.example/?a=1&b=2\x0b</s:loc></s:url>"
    reading = follow("sitemap", MAP, body + "</s:urlset>")
    assert _urls(reading) == ["https://x.example/?a=1&b=2"]
    assert reading.rejected == ()


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: body])
def test_a_damaged_sitemap_is_read_as_far_as_it_goes_and_told(follow, pack):
    many = [(f"https://x.example/{n * n}/{n}", f"2024-01-{n % 28 + 1:02}") for n in range(500)]
    packed = pack(_entries(*many).encode())
    reading = follow("sitemap", MAP, packed[: len(packed) * 2 // 3])
    assert 100 < len(reading.leads) < 500
    assert [(one.locator, one.reason) for one in reading.rejected] == [(MAP, "damaged_index")]


@pytest.mark.parametrize("end", ["", "</url>", "</loc>", "13</loc>", "example/13</loc>"])
def test_an_address_that_a_cut_leaves_unfinished_is_not_taken(follow, end):
    whole = _entries(("https://x.example/12", ""), ("https://x.example/13", ""))
    whole = whole.replace("<lastmod></lastmod>", "")
    body = whole[: whole.rindex(end) if end else whole.rindex("</urlset>")]
    expected = ["https://x.example/12", "https://x.example/13"][: 1 if end else 2]
    assert _urls(follow("sitemap", MAP, body)) == expected


def test_text_sitemaps_and_those_of_robots_txt_are_read(follow):
    text = "\ufeffhttps://x.example/1\r\nhttps://x.example/2\r\n\r\nnonsense\r\n"
    reading = follow("sitemap", "https://x.example/sitemap.txt", text)
    assert _urls(reading) == ["https://x.example/1", "https://x.example/2"]
    assert [one.reason for one in reading.rejected] == ["damaged_index"]
    robots = "User-agent: *\nDisallow: /private\n\nsitemap: /a.xml\nSITEMAP:https://x.example/b.xml"
    reading = follow("sitemap", "https://x.example/robots.txt", robots)
    assert _urls(reading) == ["https://x.example/a.xml", "https://x.example/b.xml"]
    assert {lead.role for lead in reading.leads} == {"index"}


def test_a_feed_stands_for_a_sitemap(follow):
    body = "<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>"
    assert _urls(follow("sitemap", MAP, body)) == ["https://x.example/1"]


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (MAP, b"<!doctype html><html><body><p>Not found</p></body></html>"),
        (MAP, b"nothing of the sort"),
        (MAP, b"\x1f\x8b\x08 broken"),
        (MAP, b"<urlset>" + b"<a>" * 10_000),
        (MAP, b'<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>https://x.example/</loc></url></urlset>'),
        ("https://x.example/robots.txt", b"User-agent: *"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap_is_told(follow, url, body):
    reading = follow("sitemap", url, body)
    assert [(one.locator, one.reason) for one in reading.rejected] == [(url, "broken_index")]
    assert reading.leads == ()


def test_pages_that_all_changed_just_now_did_not(follow):
    """Some sites write the time of asking with each page, to the second."""
    now = [(f"https://x.example/{n}", f"2025-12-31T23:59:{50 + n}+00:00") for n in range(6)]
    then = [("https://x.example/old", "2025-03-01T10:00:00+00:00")]
    leads = follow("sitemap", MAP, _entries(*now, *then)).leads
    assert [lead.stated for lead in leads] == [""] * 6 + ["2025-03-01T10:00:00+00:00"]
    few = follow("sitemap", MAP, _entries(*now[:3])).leads
    assert all(lead.stated for lead in few)


def test_bombs_and_lists_without_end_are_cut(follow, monkeypatch):
    monkeypatch.setattr("pipeline.sources.sitemap.MAX_BYTES", 1_000_000)
    monkeypatch.setattr("pipeline.sources.sitemap.entries.MAX_ENTRIES", 20)
    bomb = follow("sitemap", MAP, gzip.compress(b"<urlset>" + b" " * 2_000_000))
    assert [one.reason for one in bomb.rejected] == ["broken_index"]
    many = follow("sitemap", MAP, _entries(*((f"https://x.example/{n}", "") for n in range(30))))
    assert len(many.leads) == 20
    assert [one.reason for one in many.rejected] == ["damaged_index"]


def test_places_that_are_no_address_are_told_one_by_one(follow):
    body = _entries(("ftp://x.example/1", ""), ("https://x.example/2", ""), ("mailto:a@b", ""))
    reading = follow("sitemap", MAP, body)
    assert _urls(reading) == ["https://x.example/2"]
    assert [(one.locator, one.reason) for one in reading.rejected] == [
        ("ftp://x.example/1", "bad_address"),
        ("mailto:a@b", "bad_address"),
    ]
