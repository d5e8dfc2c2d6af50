import datetime as dt

import pytest

from pipeline.clean.dating.events import MAX_CONFIDENCE, MIN_CONFIDENCE, find_events

PUBLISHED = dt.date(2023, 5, 24)


def found(text: str, title: str = "", published: dt.date | None = PUBLISHED) -> list[str]:
    claims = find_events(text, title, published=published)
    return [f"{one.kind} {one.start}" + (f"/{one.end}" if one.end else "") for one in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The festival takes place in Oslo from 24-27 October 2023.",
            ["event 2023-10-24/2023-10-27"],
        ),
        (
            "The puppet exhibition runs from 12 July to 4 August 2023 at the harbour museum.",
            ["event 2023-07-12/2023-08-04"],
        ),
        ("Dates: 24-27 October 2023\nPlace: Oslo", ["event 2023-10-24/2023-10-27"]),
        ("24\u201327 October 2023, Oslo", ["event 2023-10-24/2023-10-27"]),
        ("The reading will be held on 3 June 2023 at the library.", ["event 2023-06-03"]),
        ("Opening on Friday, June 3, 2023, in the old harbour.", ["event 2023-06-03"]),
        ("Deadline: 3 July 2023", ["deadline 2023-07-03"]),
        ("Apply by 5 July 2023 through the form of the fund.", ["deadline 2023-07-05"]),
        ("The closing date for applications is 3 June 2023.", ["deadline 2023-06-03"]),
        ("Applications are open until 30 June 2023 to all.", ["deadline 2023-06-30"]),
        (
            "L'exposition se tiendra du 24 au 27 octobre 2023 à Paris.",
            ["event 2023-10-24/2023-10-27"],
        ),
        (
            "Das Festival findet vom 24. bis 27. Oktober 2023 in Berlin statt.",
            ["event 2023-10-24/2023-10-27"],
        ),
        ("Applications are open 5 March - 14 July 2023 to all.", ["deadline 2023-07-14"]),
        ("Bewerbungsschluss: 1. Juli 2023", ["deadline 2023-07-01"]),
        ("Fecha límite: 1 de julio de 2023", ["deadline 2023-07-01"]),
    ],
)
def test_announced_dates(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "From 3 to 5 May 1945 the delegates met at the conference that ended the war.",
        "He was in office from 3 May 2022 to 5 June 2022, and was followed by his deputy.",
        "The delegation visited Rome on 20-22 May 2023, and saw the harbour and its library.",
        "The library was founded on 3 June 2023.",
        "She wrote to the ministry on 4 May 2023 and has had no answer since then.",
        "The conference of 24-27 October 2033 is far away, though many speak of it today.",
        "Report (period covered: 26 June 2022 through 21 January 2023) of the festival",
        "Nothing is said of any day.",
        "",
    ],
)
def test_history_and_other_dates_are_no_events(text: str) -> None:
    assert found(text) == []


def test_without_a_day_of_publication_the_last_year_of_the_text_counts() -> None:
    text = "The conference of 3-5 May 1950 is known. The festival runs 24-27 October 2023 in Oslo."
    assert found(text, published=None) == ["event 2023-10-24/2023-10-27"]


def test_the_surest_come_first_and_each_once() -> None:
    text = (
        "The festival runs from 24-27 October 2023. It opens on 24 October 2023.\n\n"
        "When: 24-27 October 2023\n\nDeadline: 3 July 2023"
    )
    claims = find_events(text, published=PUBLISHED)
    assert [(one.kind, one.start.month) for one in claims] == [("deadline", 7), ("event", 10)]
    assert all(MIN_CONFIDENCE <= one.confidence <= MAX_CONFIDENCE for one in claims)
    assert claims[1].stated == "24-27 October 2023"


def test_the_title_is_read_too() -> None:
    assert found("Puppets from the whole world.", "Puppet days, 24-27 October 2023") == [
        "event 2023-10-24/2023-10-27"
    ]


def test_at_most_so_many() -> None:
    text = "\n\n".join(f"Deadline: {day} July 2023" for day in range(1, 20))
    assert len(find_events(text, published=PUBLISHED, limit=3)) == 3
