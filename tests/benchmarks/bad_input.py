"""Bad input: every case must end as a document or as a reason within 10 s and 1 GB.

`python -m tests.benchmarks.bad_input [WORD ...]`, from the root of the repository: cases whose name
holds one of the words, else all. Each runs in a process of its own; seconds are those of cleaning
alone, once a page was cleaned; memory is the most that this process and its children held
together, libraries included. A case that raises, dies or is not done after LIMIT_S is told as such.
Cases are listed in `CASES`; a list of another format is added there.
"""

from __future__ import annotations

import datetime as dt
import signal
import sys
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from pipeline.clean import clean_capture
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Rejected
from tests.benchmarks import bad_html, bad_office, bad_pdf, bad_text
from tests.benchmarks.bad_case import Case
from tests.benchmarks.harness import apart
from tests.benchmarks.measuring import costing
from tests.benchmarks.table import formatted

CASES: tuple[Case, ...] = tuple(
    chain(bad_html.CASES, bad_pdf.CASES, bad_office.CASES, bad_text.CASES)
)
_WARM_UP = next(case for case in CASES if case.name == "text without tags")
MAX_SECONDS, MAX_MB = 10.0, 1000.0
LIMIT_S = 120  # after which a case is ended
N_SHOWN = 30  # characters of a document's text, by which garbage is told
HEADS = ("case", "MB in", "s", "MB", "outcome", "begins", "")
Row = tuple[str, ...]


def clean_case(case: Case, body: bytes) -> Document | Rejected:
    """Clean a bad input as any other capture."""
    capture = Capture(
        document_id="0" * 16,
        revision=1,
        source_id="bad",
        locator=f"bad:{case.name}",
        media_type=case.media_type,
        sha256="",
        n_bytes=len(body),
        fetched_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        warc_file="",
        warc_offset=0,
    )
    card = {"id": "bad", "name": "Bad", "kind": "folder", "path": "bad", **case.card}
    return clean_capture(capture, body, Source.model_validate(card))


def measured(name: str) -> Row:
    """Return the row of one case, in this process."""
    signal.alarm(LIMIT_S)
    case = next(case for case in CASES if case.name == name)
    body = case.make()
    clean_case(_WARM_UP, _WARM_UP.make())  # what is loaded with the first page is no part of any
    with costing() as cost:
        outcome, begins, is_bad = _told(case, body)
    is_over = cost.seconds > MAX_SECONDS or cost.peak_mb > MAX_MB
    figures = (f"{len(body) / 1e6:.1f}", f"{cost.seconds:.1f}", f"{cost.peak_mb:.0f}")
    return (name, *figures, outcome, begins, "OVER" if is_over else "RAISED" if is_bad else "")


def _told(case: Case, body: bytes) -> tuple[str, str, bool]:
    """Return what became of a case, how its text begins, and whether it raised."""
    try:
        outcome = clean_case(case, body)
    except Exception as error:  # whatever it is, it is what is looked for
        return type(error).__name__, ascii(str(error))[:N_SHOWN], True
    if isinstance(outcome, Document):
        return f"{len(outcome.text):,} ch", ascii(outcome.text[:N_SHOWN])[1:-1], False
    return outcome.reason, "", False


def row_of(name: str) -> Row:
    """Return the row of one case, measured in a fresh process."""
    try:
        return apart(measured, name)
    except BrokenProcessPool:
        return (name, "", "", "", f"died, or took {LIMIT_S} s", "", "DIED")


def summary(rows: list[Row]) -> str:
    """Return how many cases ended how."""
    n_bad = sum(bool(row[-1]) for row in rows)
    n_documents = sum(row[4].endswith(" ch") for row in rows)
    n_broken = sum(row[-1] in ("RAISED", "DIED") for row in rows)
    return (
        f"{len(rows)} cases: {n_documents} documents, {len(rows) - n_documents - n_broken} reasons,"
        f" {n_broken} raised or died, {n_bad - n_broken} over {MAX_SECONDS:g} s or {MAX_MB:g} MB"
    )


def main(words: list[str]) -> int:
    """Print the table and what it comes to; 1 where a case took too much or broke."""
    names = [case.name for case in CASES if not words or any(word in case.name for word in words)]
    rows = []
    for name in names:
        rows.append(row_of(name))
        print(*rows[-1], sep=" | ", file=sys.stderr, flush=True)
    print(formatted(HEADS, rows, (0, 4, 5, 6)))
    print(summary(rows))
    return int(any(row[-1] for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
