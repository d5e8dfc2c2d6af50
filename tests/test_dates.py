import datetime as dt

import pytest
from babel import Locale

from pipeline.date_ranges import StatedRange, find_ranges, last_day, parse_range
from pipeline.dates import (
    FURTHER_LANGUAGES,
    LANGUAGES,
    StatedDate,
    UnclearDate,
    month_number,
    parse_date,
    readings,
)
from pipeline.records import Precision

DAY = StatedDate(dt.date(2023, 5, 24), "day")


@pytest.mark.parametrize(
    "stated",
    [
        "2023-05-24",
        "2023-05-24T23:30:00-05:00",
        "2023-05-24 10:00:00",
        "2023/05/24",
        "20230524",
        "24 May 2023",
        "24th of May, 2023",
        "24-May-2023",
        "May 24, 2023",
        "May 24th, 2023 at 10:15",
        "POSTED ON 24 MAY 2023",
        "Published: May 24, 2023",
        "Wednesday, 24 May 2023",
        "Wed, 24 May 2023 10:00:00 +0200",
        "24 mai 2023",
        "le 24 mai 2023",
        "24. Mai 2023",
        "24 de mayo de 2023",
        "24.05.2023",
        "05/24/2023",
        "2023-5-24",
        "24 maggio 2023",
        "24 de maio de 2023",
        "den 24 maj 2023",
        "24. května 2023",
        "24. toukokuuta 2023",
        "24 maja 2023 r.",
        "24 мая 2023 г.",
        "24 Μαΐου 2023",
        "24 Mayıs 2023",
        "mercoledì 24 maggio 2023",
        "2023年5月24日",
        "May 24, 2023 5pm ET",
        "24 May 2023 \u2013 10:15",
    ],
)
def test_one_day_in_many_forms(stated: str) -> None:
    assert parse_date(stated) == DAY


@pytest.mark.parametrize(
    ("stated", "date", "precision"),
    [
        ("Aug. 1947", dt.date(1947, 8, 1), "month"),
        ("août 1947", dt.date(1947, 8, 1), "month"),
        ("1947-08", dt.date(1947, 8, 1), "month"),
        ("8/1947", dt.date(1947, 8, 1), "month"),
        ("1947|Aug. 1947", dt.date(1947, 8, 1), "month"),
        ("1947", dt.date(1947, 1, 1), "year"),
        ("1947|July - Aug. 1947", dt.date(1947, 1, 1), "year"),
        ("1er janvier 2001", dt.date(2001, 1, 1), "day"),
        ("05/05/2011", dt.date(2011, 5, 5), "day"),
        ("29 February 2024", dt.date(2024, 2, 29), "day"),
        ("Sept. 3, 1950", dt.date(1950, 9, 3), "day"),
    ],
)
def test_precision_is_what_is_stated(stated: str, date: dt.date, precision: Precision) -> None:
    assert parse_date(stated) == StatedDate(date, precision)


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("", "empty"),
        (" | ", "empty"),
        ("03/04/2011", "ambiguous"),
        ("03.04.2011", "ambiguous"),
        ("31 February 2001", "impossible"),
        ("29 February 2023", "impossible"),
        ("2023-13-01", "impossible"),
        ("0000-00-00", "impossible"),
        ("9999", "impossible"),
        ("24 May 23", "two_digit_year"),
        ("24/05/11", "two_digit_year"),
        ("now", "unreadable"),
        ("We", "unreadable"),
        ("May", "unreadable"),
        ("24-27 October 2023", "unreadable"),
        ("Friday", "unreadable"),
        ("3 Brumaire 1799", "unreadable"),
        ("room 2023", "unreadable"),
    ],
)
def test_what_is_not_clear_has_a_reason(stated: str, reason: str) -> None:
    outcome = parse_date(stated)
    assert isinstance(outcome, UnclearDate)
    assert outcome.reason == reason


def test_no_name_means_two_months() -> None:
    for language in (*LANGUAGES, *FURTHER_LANGUAGES):
        for context in ("format", "stand-alone"):
            for number, name in Locale(language).months[context]["wide"].items():
                assert month_number(name) == number, (language, name)


@pytest.mark.parametrize("word", ["set", "out", "pro", "led", "elo"])
def test_words_that_are_short_for_months_elsewhere_are_no_months(word: str) -> None:
    assert month_number(word) is None


def test_an_order_decides_what_is_ambiguous_and_nothing_else() -> None:
    assert parse_date("03/04/2011", "day first") == StatedDate(dt.date(2011, 4, 3), "day")
    assert parse_date("03/04/2011", "month first") == StatedDate(dt.date(2011, 3, 4), "day")
    assert parse_date("25/04/2011", "month first") == StatedDate(dt.date(2011, 4, 25), "day")


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        ("03/04/2011", ["2011-04-03", "2011-03-04"]),
        ("11/19/19", ["2019-11-19", "1919-11-19"]),
        ("8.5.12", ["2012-05-08", "2012-08-05", "1912-05-08", "1912-08-05"]),
        ("25/04/2011", []),
        ("3 April 2011", []),
        ("31/31/2011", []),
        ("", []),
    ],
)
def test_readings_of_unclear_dates(stated: str, days: list[str]) -> None:
    assert [reading.date.isoformat() for reading in readings(stated)] == days


@pytest.mark.parametrize(
    ("stated", "start", "end"),
    [
        ("24-27 October 2023", "2023-10-24", "2023-10-27"),
        ("from 10-13 June 2024", "2024-06-10", "2024-06-13"),
        ("30 September \u2013 2 October 2021", "2021-09-30", "2021-10-02"),
        ("30 December - 2 January 2021", "2020-12-30", "2021-01-02"),
        ("May 3-5, 2019", "2019-05-03", "2019-05-05"),
        ("Sept 30 to Oct 2, 2021", "2021-09-30", "2021-10-02"),
        ("12 July to 4 August 2025", "2025-07-12", "2025-08-04"),
        ("1 May 2023 \u2013 30 April 2024", "2023-05-01", "2024-04-30"),
        ("Friday 24 \u2013 Sunday 26 May 2024", "2024-05-24", "2024-05-26"),
        ("24 and 25 October 2023", "2023-10-24", "2023-10-25"),
        ("du 24 au 27 octobre 2023", "2023-10-24", "2023-10-27"),
        ("vom 24. bis 27. Oktober 2023", "2023-10-24", "2023-10-27"),
        ("del 24 al 27 de octubre de 2023", "2023-10-24", "2023-10-27"),
        ("24.\u201327.10.2023", "2023-10-24", "2023-10-27"),
        ("2024-05-01/2024-05-03", "2024-05-01", "2024-05-03"),
        ("June \u2013 August 2024", "2024-06-01", "2024-08-31"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
    ],
)
def test_ranges(stated: str, start: str, end: str) -> None:
    found = parse_range(stated)
    assert isinstance(found, StatedRange), found
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("", "empty"),
        ("24 October 2023", "unreadable"),
        ("room 3-5 flats 2020", "unreadable"),
        ("2019-20", "unreadable"),
        ("31-3 May 2020", "impossible"),
        ("30-31 June 2020", "impossible"),
        ("2 May 1950 to 3 May 2020", "impossible"),
        ("2021-2019", "impossible"),
    ],
)
def test_what_is_no_range_has_a_reason(stated: str, reason: str) -> None:
    outcome = parse_range(stated)
    assert isinstance(outcome, UnclearDate)
    assert outcome.reason == reason


def test_ranges_in_a_running_text() -> None:
    text = "It runs 24-27 October 2023; then May 3-5, 2024. See pp. 24-27 and 1999-2001."
    assert [(at, stated) for at, stated, _ in find_ranges(text)] == [
        (8, "24-27 October 2023"),
        (33, "May 3-5, 2024"),
    ]


@pytest.mark.parametrize(
    ("stated", "last"),
    [("2024", "2024-12-31"), ("02/2024", "2024-02-29"), ("20240203", "2024-02-03")],
)
def test_the_last_day_of_what_is_stated(stated: str, last: str) -> None:
    found = parse_date(stated)
    assert isinstance(found, StatedDate)
    assert last_day(found).isoformat() == last
