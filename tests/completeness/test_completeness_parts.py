"""A section that falls silent while the rest of its source goes on."""

import datetime as dt

import pytest

from pipeline.completeness import History, Part, find_findings, gather
from pipeline.completeness.parts import part_of
from tests.completeness.pasts import WEB, daily, day, found, kinds, office

N_DAYS = 300
WORKING = [n for n in range(-200, N_DAYS - 1) if day(n).weekday() < 5]
VISITS = tuple(daily([400, *office(N_DAYS)[1:]]))


def part(name, days):
    return Part(name, tuple(day(n) for n in days), tuple(day(max(n, -1) + 1) for n in days))


def past(*parts):
    days = sorted({at for each in parts for at in each.published})
    return History(VISITS, published=tuple((at, 1) for at in days), n_documents=500, parts=parts)


def test_a_section_that_stops_while_the_rest_goes_on_is_told():
    news = part("/news/", WORKING)
    calls = [n for n in WORKING if n % 2 and n < 260]
    (finding,) = found(past(part("/calls/", calls), news))
    assert finding.kind == "silent"
    assert "nothing new at addresses with /calls/ for" in finding.line
    assert dict(finding.evidence)["part"] == "/calls/"
    assert finding.since.date() == day(calls[-1] + 2)
    assert kinds(past(part("/calls/", [n for n in WORKING if n % 2]), news)) == []
    assert kinds(past(part("/calls/", [*calls, N_DAYS - 2]), news)) == [], "it is back"


def test_a_silent_part_does_not_hide_what_the_card_expects_of_the_whole():
    card = WEB.model_copy(update={"expect": WEB.expect.model_copy(update={"new_within_days": 2})})
    calls = part("/calls/", [n for n in WORKING if n % 2 and n < 260])
    news = part("/news/", WORKING[:-2])
    both = past(calls, news)
    visits = tuple(daily([400, *office(N_DAYS)[1 : N_DAYS - 2], 0, 0]))
    history = History(visits, published=both.published, n_documents=500, parts=both.parts)
    assert [finding.kind for finding in find_findings(card, history)] == ["silent", "expectation"]


@pytest.mark.parametrize(
    "days",
    [
        [n for n in WORKING if n % 2 and n < 150],
        [n for n in WORKING if n % 2 and 170 < n < 240],
        [n for n in WORKING if n % 2 and n < 260 and not 100 < n < 160],
        [n for n in WORKING if n % 40 == 0 and n < 260],
    ],
    ids=["given up long ago", "subject of a season", "lay still before", "small"],
)
def test_what_is_no_news_of_a_section_is_not_told(days):
    assert kinds(past(part("/calls/", days), part("/news/", WORKING))) == []


def test_where_all_parts_are_still_the_source_is_silent():
    days = [n for n in WORKING if n < 260]
    both = past(part("/calls/", days), part("/news/", days))
    visits = (*VISITS[:261], *(visit for visit in daily([0] * N_DAYS)[261:]))
    (finding,) = found(History(visits, published=both.published, n_documents=500, parts=both.parts))
    assert "part" not in dict(finding.evidence)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.example/news/2025/03/a-title", "/news/"),
        ("https://x.example/en/news/asia/a-title", "/en/news/"),
        ("https://x.example/2025-03/a-title/", "/a-title/"),
        ("https://x.example/a-title", "/"),
        ("https://x.example/?p=12", "/"),
        ("https://x.example", "/"),
    ],
)
def test_a_part_is_the_first_directories_without_numbers(url, name):
    assert part_of(url) == name


def test_items_are_gathered_whatever_their_order():
    items = [
        ("https://x.example/news/2025/b?at=/x/", "2025-03-02", "2025-03-04"),
        ("https://x.example/news/2024/a", "2025-03-01", "2025-03-04"),
        ("https://x.example/calls/c", "", "2025-03-03"),
    ]
    calls, news = gather(items)
    assert (calls.name, calls.published, calls.came) == ("/calls/", (), (dt.date(2025, 3, 3),))
    assert news.published == (dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    assert gather(items[::-1]) == (calls, news)
