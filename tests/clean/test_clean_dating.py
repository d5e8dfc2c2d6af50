import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.clean.dating.deciding import MAX_CONFIDENCE, MAX_KEPT, decide, explain, surest_first
from pipeline.clean.dating.document import date_document
from pipeline.clean.dating.hints import hint_claims
from pipeline.clean.dating.language import settle
from pipeline.clean.dating.lines import dateline
from pipeline.clean.dating.sources import UNDECIDED, address_claims
from pipeline.clean.parts import Parts, claim
from pipeline.records import Capture, DateClaim, DateKind

LATEST = dt.date(2024, 6, 30)


def said(stated: str, confidence: float, read_from: str, kind: DateKind = "published") -> DateClaim:
    made = claim(stated, confidence, read_from, kind)
    assert made is not None
    return made


JSON_LD = said("2024-05-03", 0.93, "json-ld")
VISIBLE = said("3 May 2024", 0.85, "visible")
URL = said("2024-05-03", 0.88, "url")


def confidence(*claims: DateClaim) -> float:
    decided = decide(claims, LATEST)
    assert decided is not None
    return decided.confidence


def test_one_statement_is_as_sure_as_its_sort() -> None:
    assert decide([JSON_LD], LATEST) == JSON_LD
    assert decide([], LATEST) is None


def test_agreement_raises_and_contradiction_lowers() -> None:
    other = said("2023-01-09", 0.88, "url")
    assert confidence(JSON_LD, URL) > confidence(JSON_LD, VISIBLE) > confidence(JSON_LD)
    assert confidence(JSON_LD) > confidence(JSON_LD, other)
    assert confidence(JSON_LD, URL, VISIBLE) <= MAX_CONFIDENCE


def test_the_head_saying_it_twice_is_no_agreement() -> None:
    twice = said("2024-05-03", 0.88, "meta")
    assert confidence(JSON_LD, twice) == confidence(JSON_LD)


def test_two_weaker_sources_win_against_a_stronger_one() -> None:
    wrong = said("2024-01-01", 0.93, "json-ld")
    decided = decide([wrong, URL, said("3 May 2024", 0.85, "feed")], LATEST)
    assert decided is not None
    assert (decided.start, decided.read_from) == (dt.date(2024, 5, 3), "url")


def test_a_weak_source_supports_and_is_never_taken_or_feared() -> None:
    made, other = said("2024-05-03", 0.2, "pdf"), said("2020-01-01", 0.2, "pdf")
    assert decide([made], LATEST) is None
    assert confidence(VISIBLE, made) > VISIBLE.confidence
    assert confidence(VISIBLE, other) == VISIBLE.confidence


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [JSON_LD, URL, VISIBLE, said("2023-01-09", 0.7, "feed")]
    assert len({decide(order, LATEST) for order in permutations(claims)}) == 1


def test_nothing_is_published_after_its_capture() -> None:
    tomorrow = said("2024-07-01", 0.95, "json-ld")
    assert decide([tomorrow], LATEST) is None
    assert decide([tomorrow, VISIBLE], LATEST) == VISIBLE


def test_a_day_refines_a_month_that_agrees_and_no_other() -> None:
    month = said("May 2024", 0.9, "record")
    refined = decide([month, said("3 May 2024", 0.7, "visible")], LATEST)
    assert refined is not None
    assert (refined.start, refined.precision) == (dt.date(2024, 5, 3), "day")
    kept = decide([month, said("3 April 2024", 0.4, "visible")], LATEST)
    assert kept is not None
    assert (kept.start, kept.precision) == (dt.date(2024, 5, 1), "month")
    vague = decide([month, said("3 May 2024", 0.35, "visible")], LATEST)
    assert vague is not None
    assert vague.precision == "month"


def test_midnight_in_another_zone_is_the_day_that_readers_see() -> None:
    utc = said("2024-05-04T03:10:00Z", 0.93, "json-ld")
    decided = decide([utc, VISIBLE], LATEST)
    assert decided is not None
    assert (decided.start, decided.read_from) == (dt.date(2024, 5, 3), "json-ld")
    assert decided.confidence > utc.confidence
    noon = said("2024-05-04T13:10:00Z", 0.93, "json-ld")  # the fifth in Asia, never the third
    assert confidence(noon, VISIBLE) < noon.confidence


def test_a_date_line_that_shows_the_last_change_is_no_publication() -> None:
    changed = said("2024-06-01", 0.6, "json-ld", "modified")
    shown = said("1 June 2024", 0.85, "visible")
    assert decide([JSON_LD, changed, shown], LATEST) == JSON_LD
    assert decide([changed, shown], LATEST) == shown


def test_unclear_dates_only_support_others() -> None:
    readings = [
        DateClaim("published", day, "day", UNDECIDED, "visible", "03/05/2024")
        for day in (dt.date(2024, 5, 3), dt.date(2024, 3, 5))
    ]
    assert decide(readings, LATEST) is None
    assert confidence(URL, *readings) > URL.confidence
    german = decide(settle(readings, "de", LATEST), LATEST)
    assert german is not None
    assert german.start == dt.date(2024, 5, 3)
    assert settle(readings, "en", LATEST) == tuple(readings)


def test_two_digits_are_the_last_such_year() -> None:
    readings = [
        DateClaim("published", dt.date(year, 5, 8), "day", UNDECIDED, "visible", "8.5.31")
        for year in (2031, 1931)
    ]
    assert [one.start.year for one in settle(readings, "fr", LATEST)] == [1931]


def test_explanations_tell_each_claim_its_verdict() -> None:
    claims = [
        JSON_LD,
        said("2024-05-03", 0.88, "meta"),
        said("2023-01-09", 0.7, "url"),
        said("May 2024", 0.85, "feed"),
        said("2025-01-01", 0.9, "visible"),
        said("2024-09-01", 0.9, "label", "deadline"),
    ]
    verdicts = {row.read_from: row.verdict for row in explain(claims, LATEST)}
    assert verdicts == {
        "json-ld": "chosen",
        "meta": "agrees",
        "url": "contradicts",
        "feed": "silent",
        "visible": "later than capture",
        "label": "other date",
    }
    assert [row.value for row in explain(claims, LATEST)][-1] == "2024-09-01"
    assert all(row.verdict == "undecided" for row in explain([said("2024", 0.2, "pdf")], LATEST))


def test_kept_claims_are_the_surest_first_of_each_kind_and_once() -> None:
    due = said("2024-09-01", 0.9, "label", "deadline")
    kept = surest_first([due, URL, JSON_LD, URL])
    assert kept == (JSON_LD, URL, due)
    many = [said(f"{year}-01-01", 0.5, "text", "event") for year in range(1900, 1999)]
    assert len(surest_first(many)) == MAX_KEPT


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://e.example/2023/05/24/puppets", "2023-05-24"),
        ("https://e.example/2023/5/4/puppets", "2023-05-04"),
        ("https://e.example/news/2023/may/24/puppets", "2023-05-24"),
        ("https://e.example/news-20230524/", "2023-05-24"),
        ("https://e.example/puppets-2023-05-24.html", None),
        ("https://e.example/2023-05-24-puppets", "2023-05-24"),
        ("https://e.example/2023/05/puppets", "2023-05-01"),
        ("https://e.example/issues/2023-4/puppets", None),
        ("https://e.example/2023/13/24/puppets", None),
        ("https://e.example/item/20239999", None),
        (None, None),
    ],
)
def test_addresses_that_hold_a_date(url: str | None, day: str | None) -> None:
    assert [one.start.isoformat() for one in address_claims(url)] == ([day] if day else [])


def test_the_month_of_an_upload_is_less_sure() -> None:
    upload = address_claims("https://e.example/files/2023/05/report.pdf")[0]
    assert upload.confidence < address_claims("https://e.example/2023/05/report")[0].confidence


def test_hints_of_the_capture() -> None:
    hints = (
        ("feed-date", "Fri, 03 May 2024 10:00:00 +0200"),
        ("feed-title", "Puppets"),
        ("last-modified", "Sat, 04 May 2024 09:00:00 GMT"),
        ("sitemap-lastmod", "never"),
    )
    assert [(one.kind, one.start.day, one.read_from) for one in hint_claims(hints, LATEST)] == [
        ("published", 3, "feed"),
        ("modified", 4, "http"),
    ]


@pytest.mark.parametrize(
    ("line", "before", "expected"),
    [
        ("19 November 2019, 09:01 AM", "", ("published", "19 November 2019")),
        ("1:39 am EST, Wednesday, November 20, 2019", "", ("published", "November 20, 2019")),
        ("By Ana Sample, Friday, 3 May 2024 08:05 GMT", "", ("published", "3 May 2024")),
        ("publiziert am 25. September 2018", "", ("published", "25. September 2018")),
        ("3 May 2024", "Last updated:", ("modified", "3 May 2024")),
        ("Posted May 3, 2024 | Updated June 1, 2024", "", ("published", "May 3, 2024")),
        ("Last modified on Fri 3 May 2024", "", ("modified", "3 May 2024")),
        ("Published: April 1940 | News", "", ("published", "April 1940")),
        ("sexta-feira, 3 de maio de 2024 às 20:13", "", ("published", "3 de maio de 2024")),
        ("Published 1927 figures", "", None),
        ("May 3, 2024 was a good day", "", None),
        ("A book published on 5 May 2019 tells more", "", None),
        ("The players in Madrid, Tuesday, Nov. 19, 2019. (Sample)", "", None),
        ("Deadline: 3 May 2024", "", None),
        ("3 May 2024", "Closing date:", None),
        ("May 2024", "", None),
    ],
)
def test_datelines(line: str, before: str, expected: tuple[str, str] | None) -> None:
    found = dateline(line, before)
    assert (None if found is None else (found.kind, found.stated)) == expected


def captured(hour: int = 12) -> Capture:
    return Capture(
        document_id="0" * 16,
        revision=1,
        source_id="example",
        locator="example:item",
        media_type="text/html",
        sha256="0" * 64,
        n_bytes=1,
        fetched_at=dt.datetime(2024, 6, 30, hour, tzinfo=dt.UTC),
        warc_file="a.warc.gz",
        warc_offset=0,
        url="https://e.example/2024/05/03/puppets",
        hints=(("feed-date", "2024-05-03"),),
    )


def test_a_document_has_the_dates_of_its_parts_address_capture_and_text() -> None:
    parts = Parts(text="The puppet festival takes place from 24-27 October 2024.", dates=(VISIBLE,))
    dated = date_document(parts, captured())
    assert dated.published is not None
    assert dated.published.confidence > 0.97
    assert [(one.kind, one.read_from) for one in dated.claims] == [
        ("published", "feed"),
        ("published", "url"),
        ("published", "visible"),
        ("event", "text"),
    ]
    assert dated.claims[-1].end == dt.date(2024, 10, 27)


@pytest.mark.parametrize(("hour", "is_taken"), [(12, False), (22, True)])
def test_the_next_day_counts_once_it_has_begun_in_the_east(hour: int, is_taken: bool) -> None:
    parts = Parts(text="Puppets.", dates=(said("2024-07-01", 0.95, "record"),))
    capture = replace(captured(hour), url=None, hints=())
    assert (date_document(parts, capture).published is not None) == is_taken


@pytest.mark.parametrize(
    "line",
    [
        "24-27 October 2023",
        "12 May 2024 \u2013 14 May 2024",
        "12 to 14 May 2024",
        "12, 13 & 14 May 2024",
        "Sat 12 - Sun 13 May 2024",
        "2024-05-12 - 2024-05-14",
    ],
)
def test_a_range_of_days_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


def test_a_change_in_the_month_that_the_address_tells_may_be_the_publication() -> None:
    month = said("2024-05", 0.85, "url")
    changed = said("2024-05-03", 0.6, "sitemap", "modified")
    decided = decide([month, VISIBLE, changed], LATEST)
    assert decided is not None
    assert (decided.start, decided.precision) == (dt.date(2024, 5, 3), "day")
    later = said("2024-06-09", 0.6, "sitemap", "modified")
    shown = said("9 June 2024", 0.85, "visible")
    decided = decide([month, shown, later], LATEST)
    assert decided is not None
    assert (decided.start, decided.precision) == (dt.date(2024, 5, 1), "month")
