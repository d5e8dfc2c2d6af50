"""Measure what the entities stage finds: gold set, CrossNER, acronyms of diplomatic papers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.gazetteers import load_gazetteers
from pipeline.settings import Settings
from tests.benchmarks.entity_quality import abbreviations, crossner, gold, sentences
from tests.benchmarks.entity_quality.nouns import Found, Row
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.workspaces import REPOSITORY, SHARED_VARIABLE, shared_folder

HEADS = ("data", "what", "P", "R", "F", "right", "found", "wanted", "stock P", "stock R", "stock F")
LEGEND = """
stock: the same spaCy pipeline by paragraph: ORG; EVENT, WORK_OF_ART, LAW, PRODUCT; GPE that is a
country's name. No figure there: it gives none"""

GOLD = "gold/dev.jsonl"
POLITICS = "corpora/crossner/politics_dev.txt"
PAPERS = "corpora/frus/documents.jsonl.gz"
ABBREVIATIONS = "corpora/vocab/frus_abbreviations.tsv"

Measuring = Callable[[Path, Recogniser], Iterator[Row]]
MEASURES: dict[str, tuple[tuple[str, ...], Measuring]] = {
    "gold": ((GOLD,), lambda at, model: gold.measure(at / GOLD, model)),
    "crossner": ((POLITICS,), lambda at, model: crossner.measure(at / POLITICS, model)),
    "frus": (
        (PAPERS, ABBREVIATIONS),
        lambda at, model: abbreviations.measure(at / PAPERS, at / ABBREVIATIONS, model),
    ),
    "sentences": ((), lambda _, model: sentences.measure(model)),
}
"""Files needed, below the shared folder, and what is done with them."""


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.entity_quality")
    parser.add_argument("--only", action="append", choices=[*MEASURES], help="repeatable")
    parser.add_argument("--gazetteers", type=Path, default=REPOSITORY / "models" / "gazetteers")
    options = parser.parse_args()
    print(machine(), flush=True)
    shared = shared_folder()
    if shared is None:
        print(f"no folder shared beside the repository; {SHARED_VARIABLE} can name it")
    gazetteers = load_gazetteers(options.gazetteers)
    recogniser = load_recogniser(Settings().spacy_model, gazetteers)
    rows = [row for name in options.only or MEASURES for row in _rows(name, shared, recogniser)]
    if rows:
        print(formatted(HEADS, [_cells(row) for row in rows], (0, 1)) + LEGEND)
    return 0


def _rows(name: str, shared: Path | None, recogniser: Recogniser) -> Iterator[Row]:
    needed, measuring = MEASURES[name]
    for file in needed:
        if shared is None or not (shared / file).is_file():
            print(f"{name} skipped: no {file} in the shared folder")
            return
    yield from measuring(shared or Path(), recogniser)


def _cells(row: Row) -> tuple[str, ...]:
    ours = row.ours
    counts = (f"{ours.n_right:,}", f"{ours.n_predicted:,}", f"{ours.n_wanted:,}")
    return (row.data, row.what, *_figures(ours), *counts, *_figures(row.peer))


def _figures(found: Found | None) -> tuple[str, str, str]:
    if found is None:
        return ("-", "-", "-")
    return (f"{found.precision:.3f}", f"{found.recall:.3f}", f"{found.f1:.3f}")


if __name__ == "__main__":
    sys.exit(main())
