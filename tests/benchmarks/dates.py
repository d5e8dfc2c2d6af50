"""Dates of publication of real pages: `python -m tests.benchmarks.dates FOLDER ...`.

page_dates.json holds the day of each page, read by people from what the page shows and states of
itself (`date`, null where it states none; `elsewhere`: the same instant in another time zone).
"html_benchmark" are the pages of the public article-extraction benchmark, "trafilatura" those that
the source distribution trafilatura 1.0.0 carries in tests/cache, "htmldate" those of htmldate
1.0.0, whose days are the ones htmldate's own authors give, home pages and last changes among them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.clean import load_cleaner
from pipeline.declarations import Source
from pipeline.records import Capture, Document, document_id

GOLD = Path(__file__).with_name("page_dates.json")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
CAPTURED = {  # the days of the crawl, and of the releases
    "html_benchmark": dt.datetime(2019, 11, 20, 12, tzinfo=dt.UTC),
    "htmldate": dt.datetime(2021, 11, 30, 12, tzinfo=dt.UTC),
    "trafilatura": dt.datetime(2021, 11, 30, 12, tzinfo=dt.UTC),
}
_MOCKED = re.compile(r"'(https?://[^']+)'\s*:\s*'([^']+\.html)'")


@dataclass(frozen=True, slots=True)
class Case:
    """A page and its day."""

    name: str
    body: bytes
    url: str | None
    day: str | None
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read from a page."""

    case: Case
    day: str | None
    confidence: float
    read_from: str

    @property
    def is_right(self) -> bool:
        """Whether it is the day, or rightly none."""
        return self.day == self.case.day

    @property
    def is_same_instant(self) -> bool:
        """Whether it is the day, here or in another time zone."""
        return self.is_right or (self.day is not None and self.day == self.case.elsewhere)


def main() -> None:
    """Measure the pages of each folder."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.dates", description=__doc__)
    made.add_argument("folders", nargs="+", type=Path)
    made.add_argument("--half", type=int, choices=(0, 1), help="every second page only")
    made.add_argument("--wrong", action="store_true", help="list the pages read wrongly")
    options = made.parse_args()
    for folder in options.folders:
        name, cases = load_cases(folder)
        chosen = cases if options.half is None else cases[options.half :: 2]
        started = time.process_time()
        outcomes = measure(name, chosen)
        seconds = time.process_time() - started
        print(f"{name}: {len(chosen)} pages, {seconds:.1f} s")
        print("\n".join(report(outcomes)))
        for one in outcomes if options.wrong else ():
            if not one.is_right:
                print(f"  {one.case.name[:40]}: {one.case.day}, read {one.day} {one.read_from}")


def load_cases(folder: Path) -> tuple[str, list[Case]]:
    """Return the name of a set of pages and its cases in order of name.

    Raises:
        SystemExit: Where the folder holds none of the known sets.
    """
    truth = folder / "ground-truth.json"
    if truth.exists():
        urls = {name: entry.get("url") for name, entry in json.loads(truth.read_text()).items()}
        return "html_benchmark", list(_cases("html_benchmark", folder / "html", urls))
    for name, script in (("trafilatura", "realworld_tests.py"), ("htmldate", "unit_tests.py")):
        mocked = folder / "tests" / script
        if name in folder.name and mocked.exists():
            addresses = {page: url for url, page in _MOCKED.findall(mocked.read_text("utf-8"))}
            return name, list(_cases(name, folder / "tests" / "cache", addresses))
    raise SystemExit(f"{folder} holds neither ground-truth.json nor an unpacked sdist 1.0.0")


def _cases(name: str, pages: Path, urls: dict[str, str | None]) -> Iterator[Case]:
    for page, gold in sorted(json.loads(GOLD.read_text("utf-8"))[name].items()):
        packed = pages / f"{page}.html.gz"
        body = gzip.decompress(packed.read_bytes()) if packed.exists() else b""
        body = body or (pages / page).read_bytes()
        yield Case(page, body, urls.get(page), gold["date"], gold.get("elsewhere"))


def measure(name: str, cases: list[Case]) -> list[Outcome]:
    """Clean each page and return the date read."""
    cleaner = load_cleaner(min_characters=1)
    source = Source(id="pages", name="pages", kind="folder", path="pages")
    outcomes = []
    for case in cases:
        capture = _capture(case, CAPTURED[name])
        document = cleaner.clean(capture, case.body, source)
        if isinstance(document, Document):
            is_day = document.published_precision == "day"
            stated = document.published.isoformat() if document.published else None
            day = stated if is_day or stated is None else f"{stated[:7]} (no day)"
            confidence, read_from = document.published_confidence, document.published_from
            outcomes.append(Outcome(case, day, confidence, read_from))
        else:
            outcomes.append(Outcome(case, None, 0.0, document.reason))
    return outcomes


def _capture(case: Case, fetched_at: dt.datetime) -> Capture:
    return Capture(
        document_id=document_id(case.name),
        revision=1,
        source_id="pages",
        locator=case.name,
        media_type="text/html",
        sha256="",
        n_bytes=len(case.body),
        fetched_at=fetched_at,
        warc_file="",
        warc_offset=0,
        url=case.url,
    )


def report(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield lines: shares of right dates, and how right each bin of confidence is."""
    dated = [one for one in outcomes if one.case.day]
    answered = [one for one in outcomes if one.day]
    sure = [one for one in answered if one.confidence >= 0.9]
    yield f"  right of all         {_share(outcomes)}"
    yield f"  right of dated pages {_share(dated)}"
    yield f"  dates given          {len(answered)}; right {_share(answered)}"
    yield f"  at 0.9 or more       {len(sure)}; right {_share(sure)}"
    for low, high in pairwise(BINS):
        members = [one for one in answered if low <= one.confidence < high or one.confidence == 1]
        if members:
            mean = sum(one.confidence for one in members) / len(members)
            yield f"    {low:.2f}-{high:.2f} {len(members):4} said {mean:.3f} {_share(members)}"


def _share(outcomes: list[Outcome]) -> str:
    n = max(len(outcomes), 1)
    right = sum(one.is_right for one in outcomes) / n
    same = sum(one.is_same_instant for one in outcomes) / n
    return f"{right:.3f} (in either zone {same:.3f})"


if __name__ == "__main__":
    main()
