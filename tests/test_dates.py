import datetime as dt

import pytest

from pipeline.dates import StatedDate, UnclearDate, parse_date
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
