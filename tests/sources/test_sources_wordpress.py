import json
from pathlib import Path

import pytest

from pipeline.declarations import Source
from pipeline.records import Window
from pipeline.sources import WEB

SITE = "https://x.example/"
POSTS = "https://x.example/wp-json/wp/v2/posts?per_page=50&page=1&orderby=id&order=asc"
POST = {
    "id": 31,
    "date": "2024-05-13T01:30:00",
    "date_gmt": "2024-05-12T23:30:00",
    "modified_gmt": "2024-06-01T08:00:00",
    "type": "post",
    "link": "https://x.example/2024/05/lanterns/",
    "title": {"rendered": "Lanterns &#038; <em>drums</em>"},
    "content": {"rendered": "<p>Forty <a href='/up/plan.PDF'>plans</a>.</p>", "protected": False},
    "excerpt": {"rendered": "<p>Short.</p>"},
    "_embedded": {
        "author": [{"name": "Mira Okoro"}, {"code": "rest_user_invalid_id", "message": "no"}],
        "wp:term": [
            [{"taxonomy": "category", "name": "Festivals &amp; fairs"},
             {"taxonomy": "category", "name": "Uncategorized"}],
            [{"taxonomy": "post_tag", "name": "Asia"},
             {"taxonomy": "post_format", "name": "Aside"}],
        ],
    },
}  # fmt: skip


def _starts(url: str, window: Window | None = None, **keys) -> list[str]:
    source = Source(id="web", name="Web", kind="wordpress", url=url, **keys)
    return [lead.url for lead in WEB["wordpress"].starts(source, Path(), window or Window()).leads]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (SITE + "wp-json/", "https://x.example/wp-json/wp/v2/posts?per_page=50&page=1&"),
        (SITE + "wp-json", "https://x.example/wp-json/wp/v2/posts?per_page=50&page=1&"),
        (SITE + "wp-json/wp/v2", "https://x.example/wp-json/wp/v2/posts?per_page=50&page=1&"),
        (SITE + "?rest_route=/", "https://x.example/?rest_route=/wp/v2/posts&per_page=50&page=1&"),
        (
            SITE + "wp-json/wp/v2/event?categories=5&page=9",
            "https://x.example/wp-json/wp/v2/event?categories=5&per_page=50&page=1&",
        ),
        (
            "https://public.example/wp/v2/sites/x.example",
            "https://public.example/wp/v2/sites/x.example/posts?per_page=50&page=1&",
        ),
    ],
)
def test_an_api_is_asked_in_the_way_its_address_shows(url, asked):
    (first,) = _starts(url)
    assert first.startswith(asked)
    assert "_embed=author,wp:term" in first
    assert "orderby=id&order=asc" in first


def test_types_and_windows_are_asked_for(window):
    posts, ahead, events, _ = _starts(
        SITE + "wp-json/",
        window("2024-05-02", "2024-06-01"),
        wordpress={"types": ["posts", "event"], "per_page": 20},
        content="page",
    )
    assert "/wp/v2/posts?per_page=20" in posts
    assert "/wp/v2/event?per_page=20" in events
    assert "modified_after=2024-05-01T00%3A00%3A00" in posts.replace(":", "%3A")
    assert "before=2024-06-02T00%3A00%3A00" in posts.replace(":", "%3A")
    assert "content" not in posts
    assert ahead == posts.replace("modified_after=", "after=")  # written ahead, due by now


@pytest.mark.parametrize(
    ("body", "headers", "api"),
    [
        ("<html>", [("Link", '<https://x.example/?rest_route=/>; rel="https://api.w.org/"')],
         "https://x.example/?rest_route=/wp/v2/posts&"),
        ('<html><link rel="https://api.w.org/" href="/blog/api/wp-json/">', [],
         "https://x.example/blog/api/wp-json/wp/v2/posts?"),
        ("<html><p>No link", [], "https://x.example/wp-json/wp/v2/posts?"),
    ],
)  # fmt: skip
def test_of_a_site_its_page_says_where_the_api_is(follow, body, headers, api):
    assert _starts(SITE) == [SITE]
    reading = follow("wordpress", SITE, body, headers=headers)
    assert [lead.role for lead in reading.leads] == ["index"]
    assert reading.leads[0].url.startswith(api)


def test_a_post_is_a_record_with_its_authors_and_terms(follow):
    reading = follow("wordpress", POSTS, json.dumps([POST]), files=["pdf"])
    (item,) = reading.items
    assert item.locator == item.url == "https://x.example/2024/05/lanterns/"
    assert json.loads(item.body) == {
        "id": "31",
        "title": "Lanterns & drums",
        "text": "<p>Forty <a href='/up/plan.PDF'>plans</a>.</p>",
        "text_format": "html",
        "published": "2024-05-13T01:30:00",
        "authors": ["Mira Okoro"],
        "section": "Festivals & fairs",
        "keywords": ["Festivals & fairs", "Asia"],
        "url": "https://x.example/2024/05/lanterns/",
    }
    assert item.hints == (("wordpress-updated", "2024-06-01T08:00:00Z"),)
    (file,) = reading.leads
    assert (file.url, file.parent) == ("https://x.example/up/plan.PDF", item.locator)


def test_a_new_stamp_alone_changes_no_record(follow):
    stamped = POST | {"modified_gmt": "2025-01-01T00:00:00"}
    one, other = (follow("wordpress", POSTS, json.dumps([post])) for post in (POST, stamped))
    assert one.items[0].body == other.items[0].body
    assert one.items[0].hints != other.items[0].hints


def test_posts_are_pages_where_the_card_says_so_or_the_api_has_no_text(follow):
    bare = POST | {"content": {"rendered": " \n"}}
    for post, keys in ((POST, {"content": "page"}), (bare, {})):
        reading = follow("wordpress", POSTS, json.dumps([post]), **keys)
        (lead,) = reading.leads
        assert (lead.url, lead.role) == ("https://x.example/2024/05/lanterns/", "page")
        assert lead.stated == "2024-06-01T08:00:00Z"
        assert ("wordpress-title", "Lanterns & drums") in lead.hints
        assert reading.items == ()


def test_pages_are_all_named_by_the_first_and_the_next_by_each(follow):
    def further(page: int, n_posts: int, total: str = "4") -> list[str]:
        url = POSTS.replace("page=1&", f"page={page}&")
        headers = [("X-WP-TotalPages", total)] if total else []
        body = json.dumps([POST | {"id": n} for n in range(n_posts)])
        reading = follow("wordpress", url, body, headers=headers, wordpress={"per_page": 3})
        return [lead.url.partition("&page=")[2].partition("&")[0] for lead in reading.leads]

    assert further(1, 3) == ["2", "3", "4"]
    assert further(3, 3) == ["4"]
    assert further(4, 1) == []
    assert further(4, 3, "5") == ["5"]
    assert further(1, 3, "") == ["2"]
    assert further(2, 2, "") == []


def test_posts_outside_of_a_window_behind_a_password_or_elsewhere_are_left(follow, window):
    posts = [
        POST | {"date_gmt": "2019-01-01T00:00:00", "modified_gmt": "2019-01-02T00:00:00"},
        POST | {"content": {"rendered": "", "protected": True}, "link": SITE + "secret"},
        POST | {"link": "https://y.example/1"},
        POST | {"link": ""},
        "no object",
    ]
    reading = follow("wordpress", POSTS, json.dumps(posts), window=window("2024-05-20"))
    assert reading.leads == ()
    assert [item.locator for item in reading.items] == ["web#post-31"]
    assert [(one.locator, one.reason) for one in reading.rejected] == [
        ("https://x.example/secret", "protected")
    ]
    assert reading.n_stated == 5


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"code":"rest_no_route","message":"No route"}', "rest_no_route"),
        (b"<html>Just a moment...</html>", "no answer of WordPress"),
        (b"", "no answer of WordPress"),
        (b"[" * 100_000, "no answer of WordPress"),
    ],
)
def test_what_is_no_list_of_posts_is_told(follow, body, said):
    reading = follow("wordpress", POSTS, body)
    assert [(one.locator, one.reason) for one in reading.rejected] == [(POSTS, "broken_index")]
    assert said in reading.rejected[0].detail


def test_warnings_before_the_json_are_passed_over(follow):
    body = "<br />\n<b>Warning</b>: something in /var/www\n" + json.dumps([POST])
    assert len(follow("wordpress", POSTS, body).items) == 1
