"""Small texts of shapes that make careless patterns run for hours."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.clean.fragment import read_fragment
from pipeline.clean.html.page import parse_page
from pipeline.clean.markdown_text import markdown_text
from pipeline.clean.markup import read_markup
from pipeline.clean.parts import Problem
from pipeline.clean.pasted import MAX_LINES, read_pasted
from pipeline.clean.wrap import unwrap

MAX_SECONDS = 5.0
BODY = "The council met in the old town hall and decided on a plan for the arts of the region.\n\n"

CASES: dict[str, tuple[Callable[[str], object], str]] = {
    "breadcrumb without end": (
        lambda text: read_pasted(text, {}),
        f"home{' / a' * 300}.\n\n{BODY}",
    ),
    "hyphen at every line": (unwrap, "abcd efgh-\n" * 60_000),
    "links never closed": (lambda text: read_pasted(text, {}), "[a" * 100_000),
    "label headings": (lambda text: read_pasted(text, {}), BODY + "Tags\n" * 60_000),
    "images never closed": (markdown_text, "![" * 8_000),
    "shortcodes never closed": (markdown_text, "{%" * 8_000),
    "siblings": (read_fragment, "<p>A word.</p>" * 10_000),
    "levels": (read_fragment, "<div>" * 20_000 + "A word."),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_text_is_read_in_time(name: str) -> None:
    read, text = CASES[name]
    began = time.process_time()
    read(text)
    assert time.process_time() - began < MAX_SECONDS


def test_a_page_that_is_but_an_open_tag_has_no_tree() -> None:
    assert parse_page("<html").tree is None


def test_a_text_of_too_many_lines_is_a_book_and_keeps_what_looks_like_furniture() -> None:
    book = "A Long Book\n\n" + (BODY + "Share this article\n\n") * MAX_LINES
    parts = read_pasted(book, {})
    assert parts.title == "A Long Book"
    assert parts.text.count("Share this article") == MAX_LINES


def test_hyphens_over_three_lines_are_mended_as_before() -> None:
    lines = [
        "the inter-",
        "na-",
        "tional council of well-",
        "being met in the",
        "mother-in-",
        "law",
    ]
    assert (
        unwrap("\n".join(lines))
        == "the international council of wellbeing met in the mother-in-law"
    )


def test_large_markup_is_read_by_the_child_and_as_here() -> None:
    html = "<p>A word.</p>" * 10_500
    assert read_markup(html, "html") == "\n\n".join(["A word."] * 10_500)


def test_markup_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.clean.markup.TIMEOUT_S", 0.01)
    outcome = read_markup("| a " * 20_000 + "\n" + "|-" * 20_000 + "\n", "markdown")
    assert isinstance(outcome, Problem)
    assert outcome.reason == "too_complex"
