"""Bad input: every case must end as a document or as a reason within 10 s and 1 GB.

`python -m tests.benchmarks.bad_input [WORD ...]`, from the root of the repository: cases whose name
holds one of the words, else all. Each runs in a process of its own; seconds are those of cleaning
alone, once a page was cleaned; memory is the most that this process and its children held
together, libraries included.
Cases are listed in `CASES`; a list of another format is added there.
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import chain

from pipeline.clean import clean_capture
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Rejected
from tests.benchmarks import bad_html
from tests.benchmarks.bad_case import Case
from tests.benchmarks.harness import apart
from tests.benchmarks.measuring import costing
from tests.benchmarks.table import formatted

CASES: tuple[Case, ...] = tuple(chain(bad_html.CASES))
_WARM_UP = next(case for case in CASES if case.name == "text without tags")
MAX_SECONDS, MAX_MB = 10.0, 1000.0
HEADS = ("case", "MB in", "s", "MB", "outcome", "")


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
    return clean_capture(capture, body, Source(id="bad", name="bad", kind="folder", path="bad"))


def measured(name: str) -> tuple[str, ...]:
    """Return the row of one case, in this process."""
    case = next(case for case in CASES if case.name == name)
    body = case.make()
    clean_case(_WARM_UP, _WARM_UP.make())  # what is loaded with the first page is no part of any
    with costing() as cost:
        outcome = clean_case(case, body)
    told = f"{len(outcome.text):,} ch" if isinstance(outcome, Document) else outcome.reason
    is_over = cost.seconds > MAX_SECONDS or cost.peak_mb > MAX_MB
    figures = (f"{len(body) / 1e6:.1f}", f"{cost.seconds:.1f}", f"{cost.peak_mb:.0f}")
    return (name, *figures, told, "OVER" if is_over else "")


def main(words: list[str]) -> int:
    """Print the table; 1 where a case took too much."""
    names = [case.name for case in CASES if not words or any(word in case.name for word in words)]
    rows = []
    for name in names:
        rows.append(apart(measured, name))
        print(*rows[-1], sep=" | ", file=sys.stderr, flush=True)
    print(formatted(HEADS, rows, (0, 4, 5)))
    return int(any(row[-1] for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
