import datetime as dt

import pytest

from pipeline.clean.html.dates import page_dates
from pipeline.clean.html.page import parse_page
from pipeline.records import DateClaim

LATEST = dt.date(2025, 6, 30)
PROSE = "The library of Little Harbour lends puppets, costumes and whole stages to anyone who asks."


def claims(body: str, head: str = "", lang: str = "en", url: str | None = None) -> list[DateClaim]:
    html = f'<html lang="{lang}"><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>'
    return list(page_dates(parse_page(html), url, LATEST))


def shown(found: list[DateClaim], kind: str = "published") -> list[str]:
    return [f"{one.start} {one.read_from}" for one in found if one.kind == kind]


def test_publication_and_change_are_kept_apart() -> None:
    head = """<meta property="article:published_time" content="2024-05-03T08:00:00Z">
    <meta property="article:modified_time" content="2024-06-01T08:00:00Z">"""
    body = "<h1>Puppets</h1><p>By Ana Sample</p><p>3 May 2024</p><p>Updated: 1 June 2024</p>"
    found = claims(body, head)
    assert shown(found) == ["2024-05-03 meta", "2024-05-03 visible"]
    assert shown(found, "modified") == ["2024-06-01 meta", "2024-06-01 visible"]


def test_an_event_has_its_own_dates() -> None:
    head = """<script type="application/ld+json">{"@type": "Event", "name": "Puppet days",
    "startDate": "2024-10-24T18:00", "endDate": "2024-10-27"}</script>"""
    found = claims("<h1>Puppet days</h1>", head)
    assert [(one.kind, one.start.day, one.end and one.end.day) for one in found] == [
        ("event", 24, 27)
    ]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", ["2024-05-03 visible"]),
        ("en-GB", ["2024-05-03 visible"]),
        ("en-US", ["2024-03-05 visible"]),
        ("en", ["2024-05-03 visible", "2024-03-05 visible"]),
        ("", ["2024-05-03 visible", "2024-03-05 visible"]),
    ],
)
def test_the_language_of_the_page_tells_days_from_months(lang: str, expected: list[str]) -> None:
    assert shown(claims("<h1>Puppets</h1><p>03/05/2024</p>", lang=lang)) == expected


@pytest.mark.parametrize(
    "other",
    [
        '<div class="related"><h3>More</h3><p>4 June 2024</p></div>',
        "<aside><p>4 June 2024</p></aside>",
        '<div class="comments"><p>4 June 2024</p></div>',
        "<p>Visitors in the harbour on 4 June 2024. (Photo: Ana Sample)</p>",
        "<p>Deadline: 4 June 2024</p>",
    ],
)
def test_dates_of_something_else_near_the_heading(other: str) -> None:
    body = f"<main><h1>Puppets</h1><p>3 May 2024</p>{other}</main>"
    assert shown(claims(body)) == ["2024-05-03 visible"]


def test_a_class_around_the_heading_says_nothing_of_its_date() -> None:
    body = '<div class="layout--nav widget"><h1>Puppets</h1><p>3 May 2024</p></div>'
    assert shown(claims(body)) == ["2024-05-03 visible"]


def test_of_a_list_of_articles_no_date_is_the_pages() -> None:
    body = "".join(f'<time pubdate datetime="2024-05-0{day}">x</time>' for day in range(1, 6))
    assert shown(claims(f"<div>{body}</div>")) == []


def test_a_sure_page_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise AssertionError("searched")

    monkeypatch.setattr("pipeline.clean.html.dates.find_date", fail)
    assert claims("<h1>Puppets</h1><p>Published: 1947</p>")
    assert claims("<p>x</p>", url="https://e.example/2024/05/03/puppets") == []


def test_a_month_in_the_address_leaves_the_day_to_the_page() -> None:
    body = "<div><div class='post-date'>3 May 2024</div></div>"
    found = claims(body, url="https://e.example/2024/05/puppets")
    assert shown(found) == ["2024-05-03 visible"]


def test_the_days_of_an_event_that_the_page_marks_are_not_those_of_its_publication() -> None:
    head = """<script type="application/ld+json">{"@type": "Event", "name": "Puppet days",
    "startDate": "2024-10-24", "endDate": "2024-10-27"}</script>"""
    days = '<p><time datetime="2024-10-24">24 Oct</time></p><p>27 October 2024</p>'
    found = claims(f"<h1>Puppet days</h1>{days}<p>Posted on 3 May 2024</p>", head)
    assert shown(found) == ["2024-05-03 visible"]
