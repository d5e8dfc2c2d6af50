"""HTML: quality and speed of our whole cleaning of saved pages beside trafilatura alone.

The pages, the texts and the metric are those of the article-extraction benchmark
(https://github.com/scrapinghub/article-extraction-benchmark): shingles of four words, compared
as bags. They lie beside the repository and are no part of it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

import trafilatura

from pipeline.clean import load_cleaner
from pipeline.clean.cleaner import Cleaner
from pipeline.declarations import Source
from pipeline.records import Capture, Document, document_id
from pipeline.settings import Workspace
from tests.benchmarks.measuring import costing
from tests.benchmarks.nouns import Figures, Measure
from tests.benchmarks.workspaces import shared_folder

FOLDER = "corpora/html_benchmark"
N_GRAM = 4
_WORD = re.compile(r"\w+")
_SOURCE = Source(id="saved", name="saved", kind="folder", path="saved")
_FETCHED_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page and the text that people found in it."""

    capture: Capture
    body: bytes
    text: str


# In French, and with a torn word: so that language models and word lists are loaded.
_FIRST = Page(
    Capture(
        document_id=document_id("first"),
        revision=1,
        source_id="saved",
        locator="saved:first",
        media_type="text/html",
        sha256="",
        n_bytes=0,
        fetched_at=_FETCHED_AT,
        warc_file="",
        warc_offset=0,
    ),
    "<html><body><article><p>La compagnie de théâtre traversa la rivière pendant la nuit, avec "
    "ses marionnettes et ses costumes.</p><p>The pup pets were car ried over the moun tains by "
    "the company and its friends.</p></article></body></html>".encode(),
    "",
)


@dataclass(frozen=True, slots=True)
class Score:
    """Mean precision and recall over pages, and the F1 of these two means."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """Return the three figures."""
        return f"F1 {self.f1:.4f}, precision {self.precision:.4f}, recall {self.recall:.4f}"


def run(_: Workspace, rounds: int) -> Figures:
    """Clean each page and extract it bare, in turn."""
    shared = shared_folder()
    with costing() as looking:
        pages = saved_pages(shared / FOLDER) if shared else []
    if not pages:
        note = f"skipped: no {FOLDER} in a folder shared beside the repository"
        return Figures(0, looking.seconds, looking.peak_mb, note=note)
    cleaner = load_cleaner(min_characters=1)
    _both(cleaner, [_FIRST, pages[0]])  # what is loaded with the first pages is no part of any
    with costing() as cost:
        turns = [_both(cleaner, pages) for _ in range(max(1, rounds))]
    pairs = tuple(turn[0] for turn in turns)
    ours, bare = (score(texts, pages) for texts in turns[0][1:])
    # The first round: in later ones words and texts are met again that caches have kept.
    rates = [len(pages) / seconds for seconds in pairs[0]]
    note = (
        f"ours {ours}, {rates[0]:.0f} pages/s; bare {bare}, {rates[1]:.0f} pages/s; "
        f"pages per second, ours over bare: {rates[0] / rates[1]:.2f}"
    )
    n_words = sum(len(_WORD.findall(text)) for text in turns[0][1])
    return Figures(len(pages), min(ours for ours, _ in pairs), cost.peak_mb, pairs, n_words, note)


def main_text(folder: Path) -> Score:
    """Return how well the main text of the benchmark's pages comes out."""
    cleaner = load_cleaner(min_characters=1)
    found = saved_pages(folder)
    return score([_clean(cleaner, page) for page in found], found)


def saved_pages(folder: Path) -> list[Page]:
    """Read the benchmark's pages, in order of their keys; none where they are missing."""
    truth = folder / "ground-truth.json"
    if not truth.is_file():
        return []
    stated = json.loads(truth.read_text("utf-8"))
    return [_page(folder, key, stated[key]) for key in sorted(stated)]


def score(texts: Sequence[str], pages: Sequence[Page]) -> Score:
    """Compare extracted texts with those of the pages, as the benchmark does."""
    pairs = [
        compare(shingles(text), shingles(page.text))
        for text, page in zip(texts, pages, strict=True)
    ]
    return Score(mean(one for one, _ in pairs), mean(one for _, one in pairs))


def shingles(text: str) -> Shingles:
    """Return the bag of all runs of four words; of a shorter text, of all its words."""
    words = _WORD.findall(text)
    n_runs = max(1, len(words) - N_GRAM + 1) if words else 0
    return Counter(tuple(words[start : start + N_GRAM]) for start in range(n_runs))


def compare(found: Shingles, true: Shingles) -> tuple[float, float]:
    """Return precision and recall of one page; both 1 where there is nothing to find."""
    n_right = (found & true).total()
    precision = n_right / found.total() if found else float(not true)
    recall = n_right / true.total() if true else 1.0
    return precision, recall


def _both(
    cleaner: Cleaner, pages: Sequence[Page]
) -> tuple[tuple[float, float], list[str], list[str]]:
    """Return the seconds that both took, ours first, and both texts; in turn page by page."""
    ours: list[tuple[float, str]] = []
    bare: list[tuple[float, str]] = []
    for number, page in enumerate(pages):
        ways = [(ours, partial(_clean, cleaner)), (bare, _extract)]
        for taken, way in ways if number % 2 else ways[::-1]:
            taken.append(_timed(way, page))
    seconds = (sum(one for one, _ in ours), sum(one for one, _ in bare))
    return seconds, [text for _, text in ours], [text for _, text in bare]


def _timed(way: Callable[[Page], str], page: Page) -> tuple[float, str]:
    started = time.process_time()
    text = way(page)
    return time.process_time() - started, text


def _clean(cleaner: Cleaner, page: Page) -> str:
    outcome = cleaner.clean(page.capture, page.body, _SOURCE)
    return outcome.text if isinstance(outcome, Document) else ""


def _extract(page: Page) -> str:
    return trafilatura.extract(page.body, favor_precision=True, include_comments=False) or ""


def _page(folder: Path, key: str, stated: dict[str, str]) -> Page:
    body = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
    capture = Capture(
        document_id=document_id(key),
        revision=1,
        source_id=_SOURCE.id,
        locator=key,
        media_type="text/html",
        sha256="",
        n_bytes=len(body),
        fetched_at=_FETCHED_AT,
        warc_file="",
        warc_offset=0,
        url=stated.get("url"),
    )
    return Page(capture, body, stated["articleBody"])


MEASURE = Measure("html", "bare trafilatura.extract, the benchmark's own 181 pages", (), run)
