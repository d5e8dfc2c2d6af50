"""Corpora with nothing, or with too little, to report on: sensible pages in clear words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import reports

Make = Callable[..., Path]
HERITAGE = {"themes": ["heritage"]}


def read(folder: Path) -> tuple[str, str]:
    pages = reports(folder)
    return pages["report.html"], pages["report.md"]


def test_an_empty_corpus_has_a_report(make_snapshot: Make) -> None:
    for text in read(make_snapshot()):
        assert "holds no documents yet, so there is nothing to report" in text
        assert "nan" not in text.lower().replace("finance", "")


def test_one_document_has_a_report(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot({"year": 1990, **HERITAGE}))
    for text in (html, markdown):
        assert "The corpus holds 1 document in 1 family, dated 1990; 1 of them" in text
        assert "has a date and counts in trends" in text
        assert "Heritage is the only theme found" in text
        assert "All dated documents are of 1990: nothing can be said of change" in text
        assert not re.search(r"(?<!of )\b1 documents", text)


def test_one_period_says_that_nothing_can_change(make_snapshot: Make) -> None:
    html, _ = read(make_snapshot(*[{"year": 1990, **HERITAGE}] * 30))
    assert "All dated documents are of 1990" in html
    assert "No turning point stands, and nothing is emerging or fading" in html


def test_an_undated_corpus_has_a_report(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot(HERITAGE, HERITAGE))
    assert "No document has a date" in html
    assert "Mind the dates: 2 documents (100\u202f%) without a sure date" in html
    assert "2 documents state no date" in markdown
    assert "No document has a date that counts: no trend" in markdown
    assert "none was tested" in html


def test_one_theme_everywhere_is_all_of_it(make_snapshot: Make) -> None:
    specs = [{"year": 1990 + at % 12, **HERITAGE} for at in range(120)]
    html, _ = read(make_snapshot(*specs))
    assert "Heritage is the only theme found: 100\u202f% of all documents (97\u202f% to 100" in html
    assert "No rise or fall stands" not in html, "none was tested"


def test_dates_in_the_future_count_in_no_trend(make_snapshot: Make) -> None:
    specs = [{"year": 2019, **HERITAGE}] * 3 + [{"year": 2999, **HERITAGE}]
    html, markdown = read(make_snapshot(*specs, as_of="2020-12-31"))
    assert "dated 2019; 3 of them" in html
    assert "1 document dated in the future count in overall shares but in no trend" in html
    assert (
        "1 document is dated after 2020-12-31, the day up to which the corpus is complete" in html
    )
    assert "2999?" in html
    assert "1 document dated after 2020-12-31" in markdown


@pytest.mark.parametrize("missing", ["changes", "movers", "topic_events", "slopes", "trends"])
def test_an_older_snapshot_without_a_table_has_a_report(make_snapshot: Make, missing: str) -> None:
    folder = make_snapshot({"year": 1990, **HERITAGE})
    (folder / f"{missing}.parquet").unlink()
    assert "Heritage" in reports(folder)["report.html"]
