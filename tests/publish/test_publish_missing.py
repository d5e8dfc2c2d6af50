import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import figures, reports
from pipeline.publish.reading.missing.silence import is_silent

Make = Callable[..., Path]
LACKS = "names; topics; suggestions"


def read(folder: Path) -> tuple[str, str]:
    pages = reports(folder)
    return pages["report.html"], pages["report.md"]


def by_day(source: str, *days: str) -> list[dict[str, object]]:
    given = {"source_id": source, "published_precision": "day", "published_confidence": 0.9}
    return [{**given, "published": dt.date.fromisoformat(day)} for day in days]


def test_silent_sources_are_told_by_their_own_rhythm(make_snapshot: Make) -> None:
    weekly = [f"2020-0{month}-{day}" for month in range(1, 7) for day in ("01", "08", "15", "22")]
    yearly = [f"{year}-01-01" for year in range(2014, 2021)]
    folder = make_snapshot(
        *by_day("weekly", *weekly),
        *by_day("yearly", *yearly),
        *by_day("few", "2010-01-01", "2010-01-02"),
        as_of="2020-12-31",
    )
    silence = figures(folder).missing.silence
    assert [(each.name, each.newest, each.pause) for each in silence.sources] == [
        ("Weekly", "2020-06-22", 10)
    ]
    assert silence.sources[0].waited == 192
    assert (silence.n_silent, silence.n_untold) == (1, 1)
    html, markdown = read(folder)
    assert "Silent for longer than their own rhythm lets expect: Weekly (newest: 2020" in html
    assert "Of 1 source there are too few dates to tell" in html
    assert "Silent source: Weekly" in markdown


@pytest.mark.parametrize(("as_of", "waited"), [("2021-01-01", []), ("2021-02-01", [1128])])
def test_a_year_is_waited_out_where_only_years_are_stated(
    make_snapshot: Make, as_of: str, waited: list[int]
) -> None:
    specs = [{"year": year} for year in range(2010, 2018)]
    silence = figures(make_snapshot(*specs, as_of=as_of)).missing.silence
    assert [each.waited for each in silence.sources] == waited
    assert [each.newest for each in silence.sources] == ["2017"] * len(waited)


@pytest.mark.parametrize(
    ("pause", "waited", "silent"),
    [(1, 60, False), (1, 61, True), (30, 90, False), (30, 91, True)],
)
def test_silence_is_three_pauses_and_sixty_days(pause: int, waited: int, silent: bool) -> None:
    assert is_silent(pause, waited) is silent


def test_sources_without_any_document_are_named(make_snapshot: Make) -> None:
    row = {"stage": "clean", "source_id": "mute", "locator": "a:b", "document_id": None}
    told = {"reason": "empty", "detail": "a:b: holds no text."}
    folder = make_snapshot({"year": 1990}, rejected=[row | told])
    assert figures(folder).missing.silence.empty == ("mute",)
    (example,) = figures(folder).missing.rejections
    assert (example.locator, example.detail) == ("a:b", "holds no text."), "not named twice"
    assert "Sources of which every input was rejected: mute." in read(folder)[0]


def test_unsure_dates_count_as_none_and_are_marked(make_snapshot: Make) -> None:
    folder = make_snapshot(
        {"year": 1990, "themes": ["heritage"]},
        {"year": 1890, "themes": ["heritage"], "published_confidence": 0.4},
        {"themes": ["heritage"]},
    )
    html, markdown = read(folder)
    undated = "1 document states no date, or only one after the day they were fetched"
    assert f"{undated}; the dates of 1 more are less sure than 0.5" in markdown
    assert "1890?" in html
    assert "dated 1990; 1 of them" in html
    shown = figures(folder)
    assert (shown.head.n_dated, shown.granularity) == (1, "year")
    assert [start.year for start in shown.volume.starts] == [1990]


def test_years_without_documents_are_named(make_snapshot: Make) -> None:
    dates = figures(make_snapshot(*[{"year": year} for year in (1990, 1994, 1996)])).missing.dates
    assert (dates.n_holes, dates.holes) == (4, ("1991 to 1993", "1995"))


def test_the_report_tells_languages_and_what_was_not_done(make_snapshot: Make) -> None:
    specs = [{"year": 1990} for _ in range(17)]
    specs += [{"year": 1991, "language": "fr", "lacks": LACKS} for _ in range(2)]
    specs += [{"year": 1991, "language": "cy", "lacks": "topics"}]
    folder = make_snapshot(*specs)
    missing = figures(folder).missing
    assert [(row.name, row.n, row.lacks) for row in missing.languages] == [
        ("English (en)", 17, ()),
        ("French (fr)", 2, ("names", "topics", "suggestions")),
        ("Welsh (cy)", 1, ("topics",)),
    ]
    told = [(each.lacks, round(each.share, 6)) for each in missing.unassessed]
    assert told == [(("names", "suggestions"), 0.1), (("topics",), 0.15)]
    assert missing.n_topicless == 17
    html, markdown = read(folder)
    assert "Mind the languages: 15\u202f% of all documents" in html
    assert "French (fr), Welsh (cy)" in markdown
    assert "names beyond the known ones; topics; suggestions by meaning" in markdown


def test_a_few_foreign_documents_are_no_finding(make_snapshot: Make) -> None:
    specs = [{"year": 1990}] * 19 + [{"year": 1990, "language": "fr", "lacks": LACKS}]
    html, _ = read(make_snapshot(*specs))
    assert "Mind the languages" not in html
    assert "French (fr)" in html


def test_an_english_corpus_lacks_nothing(make_snapshot: Make) -> None:
    html, markdown = read(make_snapshot({"year": 1990}, {"year": 1991}))
    assert "Everything was done for every document." in html
    assert "| English (en) | 2 | 100\u202f% | nothing |" in markdown


def test_the_report_tells_how_clean_and_whole_the_texts_are(make_snapshot: Make) -> None:
    specs = [{"year": 1990, "quality": quality} for quality in (0.2, 0.79, 0.8, 0.89, 0.9, 1.0)]
    specs[0]["gaps"] = specs[1]["gaps"] = "page 3; page 9"
    folder = make_snapshot(*specs)
    missing = figures(folder).missing
    assert [(step.below, step.n) for step in missing.quality] == [(0.8, 2), (0.9, 4)]
    assert (missing.n_gaps, missing.gaps) == (2, (("page 3", 2), ("page 9", 2)))
    markdown = read(folder)[1]
    assert "2 documents (33\u202f%) below 0.8, 4 documents (67\u202f%) below 0.9" in markdown


def decision(number: int, kind: str, state: str = "counts") -> dict[str, object]:
    row = {"number": number, "document_id": f"{0:016x}", "revision": 1, "scheme": "themes"}
    row |= {"concept_id": "heritage", "kind": kind, "state": state, "editor": "e1"}
    row |= {"decided_at": "2026-05-31T12:00:00+00:00", "probability": 0.4, "model": None}
    return row | {"decision_id": f"{number:032x}", "undoes": None, "batch": None, "via": "cli"}


def test_the_report_tells_what_editors_decided(make_snapshot: Make) -> None:
    log = [decision(1, "accept", "replaced"), decision(2, "reject"), decision(3, "complete")]
    log += [
        decision(4, "add"),
        decision(5, "add"),
        decision(6, "undo"),
        decision(7, "add", "undone"),
    ]
    for text in read(make_snapshot({"year": 1990, "themes": ["heritage"]}, decisions=log)):
        assert "beyond 2 tags that editors gave and 1 that they rejected" in text
    for text in read(make_snapshot({"year": 1991, "themes": ["heritage"]})):
        assert "editors gave" not in text


def test_findings_about_sources_are_told_as_they_stood(make_snapshot: Make) -> None:
    told = {"kind": "silent", "since": "2026-05-03T04:00:00+00:00", "is_new": True}
    rows = [
        {**told, "source": "council_news", "line": "nothing new for 9 days <b>", "evidence": {}},
        {**told, "source": "", "kind": "failing", "line": "not one can be read", "evidence": {}},
        {**told, "source": "a_closed", "kind": "silent", "line": "closed", "is_seen": True},
    ]
    folder = make_snapshot({"year": 2020})
    assert "visits showed no source that fails" in read(folder)[0]
    package = folder / "datapackage.json"
    content = json.loads(package.read_text("utf-8"))
    content["culturescope"]["findings"] = rows
    package.write_text(json.dumps(content), "utf-8")
    html, markdown = read(folder)
    assert "nothing new for 9 days &lt;b&gt;" in html
    assert "council\\_news, silent since 2026-05-03: nothing new for 9 days &lt;b&gt;" in markdown
    assert html.index("all on the web") < html.index("council_news") < html.index("a_closed")
    assert "a\\_closed, silent since 2026-05-03 (seen): closed" in markdown
    assert "<td>silent (seen)</td>" in html
