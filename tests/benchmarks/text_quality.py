"""Text quality by decade: `python -m tests.benchmarks.text_quality PATH`.

PATH is a file of records (JSON lines, also gzipped) or a cleaned workspace.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.clean.language import tell_language
from pipeline.clean.ocr.mending import mend
from pipeline.clean.quality import text_quality
from pipeline.clean.record import plain_text
from pipeline.records import Document
from pipeline.settings import open_workspace
from pipeline.store import Store, documents
from pipeline.store.upsert import chunks
from tests.benchmarks.measuring import spread
from tests.benchmarks.table import formatted

EDGES = (0.8, 0.9, 0.95, 0.98, 0.99)
"""Upper ends of the columns; the last one is what is left."""
YEAR_FIELDS = ("year", "publication_date", "published", "date")
BATCH = 256
UNDATED = "none"

Scored = tuple[str, float]
"""Decade, quality."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.text_quality")
    parser.add_argument("path", type=Path, help="JSON lines, or the folder of a workspace")
    parser.add_argument("--text", default="text", help="field that holds the text")
    parser.add_argument("--documents", type=int, default=0, help="at most so many; 0: all")
    options = parser.parse_args()
    if options.path.is_dir():
        scored = from_workspace(options.path)
    else:
        scored = from_records(options.path, options.text, options.documents)
    print(quality_table(scored))
    return 0


def from_records(path: Path, field: str, most: int) -> Iterator[Scored]:
    """Clean and score the texts of a file of records."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    for record in spread(records, most) if most else records:
        text = plain_text(str(record.get(field) or ""))
        if text:
            language = tell_language(text)
            yield _decade(record), text_quality(mend(text, language), language)


def from_workspace(root: Path) -> Iterator[Scored]:
    """Read what the stage `clean` scored."""
    store = Store(open_workspace(root, os.environ).database_url)
    with store.read() as connection:
        for ids in chunks(documents.current_ids(connection), BATCH):
            for document in documents.load_documents(connection, ids):
                yield _decade_of(document), document.quality
    store.close()


def quality_table(scored: Iterable[Scored]) -> str:
    """Return the share of documents by decade and quality, in per cent."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for decade, quality in scored:
        column = sum(quality >= edge for edge in EDGES)
        counts[decade][column] += 1
        counts["all"][column] += 1
    heads = ("decade", *(f"< {edge:g}" for edge in EDGES), f">= {EDGES[-1]:g}", "documents")
    return formatted(heads, [_row(decade, counts[decade]) for decade in sorted(counts)], (0,))


def _row(decade: str, counts: Counter[int]) -> tuple[str, ...]:
    total = counts.total()
    shares = (f"{100 * counts[column] / total:.1f}" for column in range(len(EDGES) + 1))
    return (decade, *shares, f"{total:,}")


def _decade(record: Mapping[str, object]) -> str:
    stated = (str(record.get(field) or "")[:4] for field in YEAR_FIELDS)
    return next((f"{year[:3]}0s" for year in stated if year.isdigit()), UNDATED)


def _decade_of(document: Document) -> str:
    return f"{document.published.year // 10}0s" if document.published else UNDATED


if __name__ == "__main__":
    sys.exit(main())
