"""Broken and hostile PDFs: a result or a reason, soon, and the next file is read as ever."""

import time

import pytest

from pipeline.clean.parts import Parts, Problem
from pipeline.clean.pdf.reader import read_pages
from pipeline.clean.pdf.reading import read_pdf
from tests.benchmarks.bad_case import Case
from tests.benchmarks.bad_pdf import CASES, TEXT, form_tree, page_of, scattered

MAX_SECONDS = 30  # three times the limit, for machines that have other work
REASONS = {"broken_pdf", "too_large", "timeout", "needs_ocr", "encrypted_pdf"}


@pytest.mark.parametrize("case", [case for case in CASES if case.quick], ids=lambda case: case.name)
def test_a_result_or_a_reason(case: Case) -> None:
    body = case.make()
    began = time.monotonic()
    outcome = read_pdf(body)
    assert time.monotonic() - began < MAX_SECONDS
    if isinstance(outcome, Problem):
        assert outcome.reason in REASONS
        assert outcome.detail.endswith(".")
    assert isinstance(read_pdf(page_of(TEXT)), Parts), "the next file is read as ever"


def test_what_takes_too_long_is_ended() -> None:
    outcome = read_pages(form_tree(), cpu_s=1)
    assert isinstance(outcome, Problem)
    assert outcome.reason in {"timeout", "broken_pdf"}
    assert isinstance(read_pdf(page_of(TEXT)), Parts), "the next file is read as ever"


def test_words_in_disorder_are_read_in_time() -> None:
    outcome = read_pdf(scattered(8000))
    assert isinstance(outcome, Parts)
    assert outcome.text.count("word") == 8000
