"""Bad mails, office files, texts, Markdown and records: a document or a reason, and soon."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import Pipe

import pytest

from pipeline.clean import child
from pipeline.clean.ocr import mending
from pipeline.clean.parts import MAX_CHARACTERS, MAX_LINES, too_large
from pipeline.records import Document, Rejected
from pipeline.sources.sniff import EPUB
from tests.benchmarks import bad_office, bad_text
from tests.benchmarks.bad_case import Case
from tests.benchmarks.bad_input import clean_case, summary
from tests.benchmarks.bad_office import CONTAINER, SENTENCE, packed

Clean = Callable[..., Document | Rejected]
MAX_SECONDS = 30  # three times the limit, for machines that have other work
QUICK = [case for case in (*bad_office.CASES, *bad_text.CASES) if case.quick]


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_a_document_or_a_reason(case: Case) -> None:
    body = case.make()
    began = time.monotonic()
    outcome = clean_case(case, body)
    assert time.monotonic() - began < MAX_SECONDS
    if isinstance(outcome, Rejected):
        assert outcome.reason
        assert outcome.detail.endswith(".")
    else:
        assert "\x00" not in outcome.text


@pytest.mark.parametrize("text", ["a" * (MAX_CHARACTERS + 1), "a\n" * (MAX_LINES + 1)])
@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
def test_endless_texts_are_not_read(clean: Clean, text: str, media_type: str) -> None:
    began = time.monotonic()
    outcome = clean(text, media_type)
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "too_large"
    assert time.monotonic() - began < 5


def test_long_books_are_read() -> None:
    assert too_large("a" * MAX_CHARACTERS) is None
    assert too_large("a\n" * MAX_LINES) is None


def test_texts_of_damage_alone_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    torn = "The gov ern ment of the pro vince was for eign to them and con cerned. " * 3
    assert mending.mend(torn, "en") != torn
    monkeypatch.setattr(mending, "MAX_FAULTS", 1)
    assert mending.mend(torn, "en") == torn


@pytest.mark.parametrize(
    ("published", "expected"), [("2026-01-01T10:00:00Z", 0.2), ("2019-05-04", 0.8)]
)
def test_the_second_of_a_conversion_is_no_day_of_publication(
    clean: Clean, published: str, expected: float
) -> None:
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:d='http://purl.org/dc/elements/1.1/'>"
        f"<metadata><d:date>{published}</d:date>"
        "<meta property='dcterms:modified'>2026-01-01T10:00:00Z</meta></metadata><manifest>"
        "<item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>"
    )
    members = {"META-INF/container.xml": CONTAINER, "c.opf": package}
    body = packed({**members, "a.xhtml": f"<html><body><p>{SENTENCE * 5}</p></body></html>"})
    outcome = clean(body, EPUB)
    assert isinstance(outcome, Document)
    assert [one.confidence for one in outcome.dates if one.kind == "published"] == [expected]


@pytest.mark.parametrize(
    ("task", "ended_by"),
    [("time.sleep(60)", signal.SIGALRM), ("max(iter(int, 1))", signal.SIGPROF)],
    ids=["waits", "works"],
)
def test_a_child_that_nobody_ends_ends_itself(task: str, ended_by: int) -> None:
    ours, theirs = Pipe()
    code = (
        "import sys, time; from multiprocessing.connection import Connection; "
        "from pipeline.clean import child; child.GRACE_S = 0; "
        f"child._function = lambda task: lambda body: {task}; "
        "child.serve(Connection(int(sys.argv[1])))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        cwd=os.getcwd(),
    )
    theirs.close()
    ours.send_bytes(json.dumps(["pdf", {}, 0.5, 1]).encode())
    ours.send_bytes(b"")
    assert process.wait(timeout=MAX_SECONDS) == -ended_by
    assert child.GRACE_S > 0


def test_the_summary_counts_how_cases_ended() -> None:
    rows = [
        ("a", "1", "1", "1", "900 ch", "x", ""),
        ("b", "1", "11", "1", "too_large", "", "OVER"),
        ("c", "", "", "", "died", "", "DIED"),
    ]
    assert summary(rows).startswith("3 cases: 1 documents, 1 reasons, 1 raised or died, 1 over")
