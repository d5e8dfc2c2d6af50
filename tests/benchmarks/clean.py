"""Clean: captures become documents. HTML pages are compared with the bare extractor."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import trafilatura

from pipeline.declarations import Source
from pipeline.records import Capture, document_id
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.declared import enabled_sources
from pipeline.store import Store, captures, documents
from pipeline.store.warc import read_body
from tests.benchmarks.corpus import all_documents, count_words
from tests.benchmarks.measuring import alternate, spread, timed_stage
from tests.benchmarks.nouns import Figures, Measure
from tests.benchmarks.workspaces import PAGES_DIR

MOST_PAGES = 60
HTML = "text/html"

Page = tuple[Capture, bytes, Source]


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the stage; then the cleaning of its HTML pages against trafilatura alone."""
    cost, report = timed_stage(workspace, "clean")
    pages = spread(_captured_pages(workspace) or _laid_pages(workspace), MOST_PAGES)
    cleaner = models.cleaner(workspace)
    pairs = alternate(
        lambda: [cleaner.clean(*page) for page in pages],
        lambda: [_extract(body) for _, body, _ in pages],
        rounds if pages else 0,
    )
    note = f"ratio on {len(pages)} pages" if pages else "no HTML pages here to compare"
    n_words = count_words(all_documents(workspace))
    return Figures(report.n_out, cost.seconds, cost.peak_mb, pairs, n_words, note)


def _extract(body: bytes) -> str | None:
    html = body.decode("utf-8", "replace")
    return trafilatura.extract(html, favor_precision=True, include_comments=False)


def _captured_pages(workspace: Workspace) -> list[Page]:
    sources = enabled_sources(workspace)
    with Store(workspace.database_url) as store, store.read() as connection:
        found = list(captures.load_captures(connection, documents.current_ids(connection)))
    return [
        (
            one,
            read_body(workspace.warc_dir / one.warc_file, one.warc_offset),
            sources[one.source_id],
        )
        for one in found
        if one.media_type == HTML
    ]


def _laid_pages(workspace: Workspace) -> list[Page]:
    """Return the pages laid beside a corpus that has none of its own."""
    source = Source(id="pages", name="pages", kind="folder", path=PAGES_DIR)
    paths = sorted((workspace.root / PAGES_DIR).glob("*.html"))
    return [(_capture(path), path.read_bytes(), source) for path in paths]


def _capture(path: Path) -> Capture:
    return Capture(
        document_id=document_id(path.name),
        revision=1,
        source_id="pages",
        locator=path.name,
        media_type=HTML,
        sha256="",
        n_bytes=path.stat().st_size,
        fetched_at=dt.datetime.now(dt.UTC),
        warc_file="",
        warc_offset=0,
    )


MEASURE = Measure("clean", "bare trafilatura.extract, same pages", ("ingest",), run)
