"""Whatever an index holds, it is read or told, the same way each time, and never raises."""

import datetime as dt
import gzip
import json
import random
import time

import pytest

from pipeline.records import Answer
from pipeline.sources.discovery import further, propose
from pipeline.sources.gathering import LONGEST_DETAIL

PIECES = (
    b"<", b">", b"&", b"'", b'"', b"]]>", b"<!--", b"\x00", b"\xff\xfe", b"</", b"{", b"[", b"null",
    b"http://[", b"https://x.example:99999/", b"\\ud800", b"%zz", b"<item>", b"xmlns:x='",
    b"9" * 400, b"&#x110000;", b"&#xd800;", b"&nbsp;", b"<!DOCTYPE x [", b"<?xml", b"-1", b"1e999",
)  # fmt: skip
SAMPLES = {
    "feed": "<rss version='2.0'><channel><title>T</title><item><title>One</title><link>/1</link>"
    "<guid>1</guid><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate><description>Text</description>"
    "</item></channel></rss>",
    "sitemap": "<urlset><url><loc>https://x.example/1</loc><lastmod>2024-05-06</lastmod></url>"
    "<url><loc>https://x.example/2</loc></url></urlset>",
    "oai": "<OAI-PMH><ListRecords><record><header><identifier>a:1</identifier><datestamp>2024-05-06"
    "</datestamp></header><metadata><dc><title>T</title><date>2024</date><identifier>https://"
    "x.example/1</identifier></dc></metadata></record><resumptionToken>t</resumptionToken>"
    "</ListRecords></OAI-PMH>",
    "wordpress": json.dumps(
        [{"id": 1, "link": "https://x.example/1", "date_gmt": "2024-05-06T10:00:00",
          "title": {"rendered": "T"}, "content": {"rendered": "<p>Text</p>"},
          "_embedded": {"author": [{"name": "A"}], "wp:term": [[{"name": "B"}]]}}]
    ),
    "listing": "<html><base href='/n/'><div class=t><a href=1>One</a><span>6 May 2024</span></div>"
    "<a class=next href='?page=2'>2</a></html>",
}  # fmt: skip
CARDS: dict[str, dict[str, object]] = {
    "listing": {"listing": {"links": ".t a", "block": ".t", "published": "span", "next": ".next"}}
}


def _damaged(body: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 2, 5))):
        start = chance.randrange(len(body) + 1)
        end = start + chance.choice((0, 0, 1, 20))
        body = body[:start] + chance.choice(PIECES) + body[end:]
    return body[: chance.randrange(len(body) + 1)] if chance.random() < 0.2 else body


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_damage_is_read_or_told(follow, kind, window):
    chance = random.Random(kind)
    may = window("2024-05-01", "2024-06-01")
    for _ in range(60):
        body = _damaged(SAMPLES[kind].encode(), chance)
        keys = {"content": chance.choice(("page", "record")), "window": may, "files": ["pdf"]}
        url = "https://x.example/wp-json/wp/v2/posts?page=1"
        reading = follow(kind, url, body, **CARDS.get(kind, {}), **keys)
        assert reading == follow(kind, url, body, **CARDS.get(kind, {}), **keys)
        for lead in reading.leads:
            assert lead.url.startswith(("http://", "https://"))
        for item in reading.items:
            assert json.loads(item.body)["text_format"]
        for one in reading.rejected:
            assert one.detail.isprintable()
            assert len(one.locator) <= 600


def test_discovery_reads_damage_too():
    chance = random.Random("discovery")
    url = "https://x.example/n"
    for kind in sorted(SAMPLES) * 8:
        body = _damaged(SAMPLES[kind].encode(), chance)
        answer = _answer(url, body, chance.choice(("text/html", "application/xml")))
        assert propose(url, [answer]) == propose(url, [answer])
        further(url, [answer])


def _answer(url: str, body: bytes, media_type: str):
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Answer(url, url, 200, (), body, media_type, "", "", at)


_EMPTY_MEMBER = gzip.compress(b"", 9, mtime=0)
WITHOUT_END = {
    "blank lines of a robots.txt": ("sitemap", "robots.txt", b"\n" * 500_000, "broken_index"),
    "parts of a packed sitemap": ("sitemap", "s.xml.gz", _EMPTY_MEMBER * 50_000, "broken_index"),
    "an author": (
        "feed", "f",
        f"<rss><channel><item><link>/1</link><author>{'a@' * 50_000} b</author></item>"
        f"<item><title>T</title><link>javascript:{'x' * 50_000}</link></item></channel></rss>"
        .encode(),
        "no_link",
    ),
    "blocks in each other": ("listing", "l", b"<p class=t><b><a href=1>x" * 50_000, "empty_index"),
}  # fmt: skip


@pytest.mark.parametrize("what", WITHOUT_END)
def test_what_goes_on_without_end_takes_no_time_and_little_room(follow, what):
    kind, name, body, reason = WITHOUT_END[what]
    began = time.process_time()
    reading = follow(kind, f"https://x.example/{name}", body, **CARDS.get(kind, {}))
    assert time.process_time() - began < 5  # hours, by the square of the length
    assert [one.reason for one in reading.rejected] == [reason]
    assert len(reading.rejected[0].detail) <= LONGEST_DETAIL


@pytest.mark.parametrize("total", ["\u00b2", "9" * 5000, "-1", ""])
def test_a_number_of_pages_that_is_none_harms_nothing(follow, total):
    url = "https://x.example/wp-json/wp/v2/posts?page=1"
    headers = [("X-WP-TotalPages", total)]
    reading = follow("wordpress", url, SAMPLES["wordpress"], headers=headers)
    assert len(reading.items) == 1
