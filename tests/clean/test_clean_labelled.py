import datetime as dt

import pytest

from pipeline.clean.labelled import Labelled, find_labelled, own
from pipeline.clean.sheet import without_markup

SENTENCE = "The ferry that carries the theatre leaves on Friday, and whoever is late has to swim."


def read(*marked: str) -> list[Labelled]:
    return find_labelled([without_markup(line) for line in marked], marked)


@pytest.mark.parametrize(
    ("lines", "kind", "start", "end"),
    [
        (["DEADLINE", "", "03 MAY 2024"], "deadline", dt.date(2024, 5, 3), None),
        (["Deadline: 3 May 2024"], "deadline", dt.date(2024, 5, 3), None),
        (["Deadline for applications: 3 May 2024, 23:59"], "deadline", dt.date(2024, 5, 3), None),
        (["Date limite : 3 mai 2024"], "deadline", dt.date(2024, 5, 3), None),
        (
            ["Event date: 24-27 October 2023"],
            "event",
            dt.date(2023, 10, 24),
            dt.date(2023, 10, 27),
        ),
        (["WHEN", "10-13 June 2024"], "event", dt.date(2024, 6, 10), dt.date(2024, 6, 13)),
    ],
)
def test_labelled_dates(lines: list[str], kind: str, start: dt.date, end: dt.date | None) -> None:
    (labelled,) = read(*lines)
    (when,) = labelled.dates
    assert (when.kind, when.start, when.end, when.precision) == (kind, start, end, "day")
    assert (when.read_from, labelled.start, labelled.end) == ("label", 0, len(lines) - 1)


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (
            ["WEBSITE", "", "[PUPPETS.EXAMPLE](https://puppets.example/A)"],
            "https://puppets.example/A",
        ),
        (["Website: www.puppets.example"], "https://www.puppets.example"),
        (["WEBSITE", "HTTPS://PUPPETS.EXAMPLE/CALL/"], "https://puppets.example/call/"),
    ],
)
def test_websites(lines: list[str], address: str) -> None:
    (labelled,) = read(*lines)
    assert labelled.website == address


@pytest.mark.parametrize(
    "line",
    [
        "When I was young the deadline was a line",
        "Deadline: soon",
        "Deadline",
        "Website design 2011",
        "Website: ask the puppeteer",
        f"When: {SENTENCE} {SENTENCE}",
    ],
)
def test_lines_that_only_begin_like_labels(line: str) -> None:
    assert read(line) == []


def test_the_deadline_of_another_call_is_not_ours() -> None:
    lines = [SENTENCE, "DEADLINE", "3 May 2024", "A call for cooks", "WEBSITE", "www.a.example"]
    lines += ["COUNTRIES", "FRANCE"]
    found = find_labelled(lines, lines)
    ours = own(found, lines, text_end=1, blocks=[range(6, 8)])
    assert [labelled.kind for labelled in ours] == ["website"]
    assert own(found, lines, text_end=8, blocks=[]) == found


def test_labels_beside_labels_that_count_count() -> None:
    lines = [SENTENCE, "DEADLINE", "3 May 2024", "WEBSITE", "www.a.example", "THEMES", "ARTS"]
    lines += ["WHEN", "10-13 June 2024"]
    found = find_labelled(lines, lines)
    assert own(found, lines, text_end=1, blocks=[range(5, 7)]) == found
