import pytest

from pipeline.records import Window
from pipeline.sources.hinting import hints, plain
from pipeline.sources.moments import is_before, is_wanted, span


@pytest.mark.parametrize(
    ("stated", "start", "end"),
    [
        ("2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00"),
        ("2024-12", "2024-12-01T00:00:00", "2025-01-01T00:00:00"),
        ("20240229", "2024-02-29T00:00:00", "2024-03-01T00:00:00"),
        ("2024-02-29", "2024-02-29T00:00:00", "2024-03-01T00:00:00"),
        ("2024-02-29T10:30+02:00", "2024-02-29T08:30:00", "2024-02-29T08:31:00"),
        (" 2024-02-29 10:30:05.123Z ", "2024-02-29T10:30:05", "2024-02-29T10:30:06"),
        ("2024-02-29T23:00:00-0230", "2024-03-01T01:30:00", "2024-03-01T01:30:01"),
        ("Thu, 29 Feb 2024 23:00:00 EST", "2024-03-01T04:00:00", "2024-03-01T04:00:01"),
    ],
)
def test_a_stated_date_means_a_stretch_of_time(stated, start, end):
    found = span(stated)
    assert found is not None
    assert [moment.isoformat() for moment in found] == [f"{start}+00:00", f"{end}+00:00"]


@pytest.mark.parametrize(
    "stated",
    ["", "yesterday", "2024-02-30", "2024-13", "0000-00-00T00:00:00", "9999-12-31", "9999",
     "2024-02-29T25:00", "Thu, 99 Feb 2024 23:00:00 EST", "1" * 400, "2024-01-01T00:00+99:99",
     "Fri, 31 Dec 9999 23:59:59 -1200"],
)  # fmt: skip
def test_what_states_none_is_no_error(stated):
    assert span(stated) is None
    assert is_wanted(Window(), stated)


def test_one_date_within_is_enough_and_none_at_all_too(window):
    may = window("2024-05-01", "2024-06-01")
    assert is_wanted(may, "2019-01-01", "2024-05-31T23:59:59Z")
    assert is_wanted(may, "", "soon")
    assert is_wanted(may, "2024")
    assert not is_wanted(may, "2024-06-01")
    assert not is_wanted(may, "2024-04-30", "")
    assert is_before(may, "2024-04-30", "")
    assert not is_before(may, "2024-04-30", "2024-05-01")
    assert not is_before(may, "")
    assert not is_before(window("", "2024-06-01"), "2000-01-01")


def test_hints_are_plain_lines_in_order_of_name():
    assert hints("feed", title="A &amp;lt; B", author=["Bo", "", "Al", "Bo"], date="") == (
        ("feed-author", "Bo"),
        ("feed-author", "Al"),
        ("feed-title", "A < B"),
    )
    assert plain("<p>One<br/>\n two</p><!-- no -->\x00") == "One two"
    assert plain("5 < 6 > 4") == "5 < 6 > 4"
    assert len(plain("x" * 10_000)) == 500
