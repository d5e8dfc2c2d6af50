"""Pages made to hang or to swallow memory end as a document or a reason, the same each time."""

import datetime as dt
import time
from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.clean.html import reading as html
from pipeline.clean.html.cost import LARGE, SMALL, Size, depth, fits, size
from pipeline.clean.html.here import Reading, read_here
from pipeline.clean.html.reading import read_html
from pipeline.clean.html.worker import read
from pipeline.clean.parts import Parts, Problem
from pipeline.declarations import Selectors, Source
from pipeline.records import Document, Rejected
from tests.benchmarks.bad_case import Case
from tests.benchmarks.bad_html import ARTICLE, CASES, WORDS, page
from tests.benchmarks.bad_input import CASES as ALL_CASES
from tests.benchmarks.bad_input import clean_case
from tests.benchmarks.html_pages import Score, compare, shingles

SOURCE = Source(id="example", name="Example", kind="folder", path="x")
LATEST = dt.date(2025, 6, 30)
KNOWN = {"themes": frozenset(["cultural policy"])}
READING = Reading(Selectors(drop=".promo"), "https://e.example/a", LATEST, KNOWN)
MANY = page(ARTICLE + "<br>" * (SMALL.tags + 1), "<meta property='og:title' content='Strings'>")


@pytest.mark.parametrize("case", [case for case in CASES if case.quick], ids=lambda case: case.name)
def test_bad_pages_end_soon(case: Case) -> None:
    started = time.process_time()  # other processes may be busy
    outcome = clean_case(case, case.make())
    assert time.process_time() - started < 10
    assert isinstance(outcome, Document | Rejected)
    if isinstance(outcome, Rejected):
        assert outcome.reason
        assert outcome.detail.endswith(".")


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in ALL_CASES]
    assert len(set(names)) == len(names)
    assert set(CASES) <= set(ALL_CASES)


def test_a_child_reads_what_this_process_would_read() -> None:
    assert not fits(size(MANY), SMALL)
    apart = read_html(MANY.encode(), SOURCE, READING.url, LATEST, KNOWN)
    assert isinstance(apart, Parts)
    assert apart == read_here(MANY, Reading(SOURCE.select, READING.url, LATEST, KNOWN))
    assert apart.title == "Strings"


def test_the_worker_takes_and_gives_plain_values() -> None:
    stated = html.READING.dump_python(READING, mode="json")
    for coarsely in (False, True):
        answer = read(MANY.encode(), stated, coarsely)
        assert WORDS.strip() in html.PARTS.validate_python(answer["parts"]).text


@pytest.mark.parametrize("failure", ["timeout", "died", {"error": "out of memory"}])
def test_where_all_takes_too_long_the_visible_text_is_read(
    monkeypatch: pytest.MonkeyPatch, failure: object
) -> None:
    asked: list[bool] = []

    def call(task: str, body: bytes, timeout_s: float, options: Mapping[str, Any]) -> object:
        assert (task, timeout_s > 0) == ("html", True)
        if body:
            asked.append(options["coarsely"])
        return read(body, **options) if options["coarsely"] else failure

    monkeypatch.setattr(html.CONFINED, "call", call)
    parts = read_html(MANY.encode(), SOURCE, None, LATEST, {})
    assert isinstance(parts, Parts)
    assert WORDS.strip() in parts.text
    assert asked == [False, True]


def test_where_nothing_holds_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html.CONFINED, "call", lambda *_, **__: "timeout")
    outcome = read_html(MANY.encode(), SOURCE, None, LATEST, {})
    assert isinstance(outcome, Problem)
    assert outcome.reason == "too_complex"
    assert f"{len(MANY):,}" in outcome.detail


def test_larger_pages_are_rejected_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_BYTES", 1000)
    outcome = read_html(MANY.encode(), SOURCE, None, LATEST, {})
    assert isinstance(outcome, Problem)
    assert outcome.reason == "too_large"
    monkeypatch.setattr(html, "MONSTROUS", Size(1000, 10, 10))
    monkeypatch.setattr(html, "MAX_BYTES", 10**9)
    outcome = read_html(MANY.encode(), SOURCE, None, LATEST, {})
    assert isinstance(outcome, Problem)
    assert outcome.reason == "too_complex"


def test_images_written_into_a_page_make_it_no_larger() -> None:
    image = "<img src='data:image/png;base64," + "QUJD" * 1_100_000 + "'>"
    parts = read_html(page(ARTICLE + image).encode(), SOURCE, None, LATEST, {})
    assert isinstance(parts, Parts)
    assert WORDS.strip() in parts.text


def test_limits_grow() -> None:
    assert fits(SMALL, LARGE)
    assert size("<a b=c>") == Size(7, 1, 1)
    assert depth("<div><p><p><p><b></b></div><br/><i><i/>") == 2
    assert depth("<b>" * 100_000) > 2000


def test_the_metric_counts_runs_of_four_words() -> None:
    assert shingles("") == {}
    assert list(shingles("one two")) == [("one", "two")]
    assert compare(shingles("a b c d e"), shingles("a b c d")) == (0.5, 1.0)
    assert compare(shingles(""), shingles("a b")) == (0.0, 0.0)
    assert Score(0.5, 1.0).f1 == pytest.approx(2 / 3)
