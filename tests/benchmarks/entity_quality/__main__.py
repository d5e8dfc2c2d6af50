"""Measure what the entities stage finds: gold set, CrossNER, acronyms of diplomatic papers.

Of a workspace: how much of what its documents name is in the gazetteers, by source and type.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.gazetteers import load_gazetteers
from pipeline.settings import Settings
from tests.benchmarks.entity_quality import abbreviations, crossner, gold, links, sentences
from tests.benchmarks.entity_quality.nouns import Found, Row
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.workspaces import REPOSITORY, SHARED_VARIABLE, shared_folder

HEADS = ("data", "what", "P", "R", "F", "right", "found", "wanted", "stock P", "stock R", "stock F")
LEGEND = """
stock: the same spaCy pipeline by paragraph: ORG; EVENT, WORK_OF_ART, LAW, PRODUCT; GPE that is a
country's name. No figure there: it gives none"""

LINKS = "links"
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
    parts = [*MEASURES, LINKS]
    parser.add_argument("--only", action="append", choices=parts, help="repeatable")
    parser.add_argument("--workspace", type=Path, help="of which part links reads the store")
    parser.add_argument("--gazetteers", type=Path, default=REPOSITORY / "models" / "gazetteers")
    options = parser.parse_args()
    print(machine(), flush=True)
    chosen = options.only or [*MEASURES, *([LINKS] if options.workspace else [])]
    if LINKS in chosen:
        _print_links(options.workspace)
    if measured := [name for name in chosen if name != LINKS]:
        _measure(measured, options.gazetteers)
    return 0


def _print_links(workspace: Path | None) -> None:
    if workspace is None:
        print(f"{LINKS} skipped: no --workspace")
        return
    print(formatted(links.HEADS, list(links.coverage(workspace)), (0, 1)))


def _measure(names: Sequence[str], folder: Path) -> None:
    shared = shared_folder()
    if shared is None:
        print(f"no folder shared beside the repository; {SHARED_VARIABLE} can name it")
    gazetteers = load_gazetteers(folder)
    recogniser = load_recogniser(Settings().spacy_model, gazetteers)
    rows = [row for name in names for row in _rows(name, shared, recogniser)]
    if rows:
        print(formatted(HEADS, [_cells(row) for row in rows], (0, 1)) + LEGEND)


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
