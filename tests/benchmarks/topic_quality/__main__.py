"""Command line: `python -m tests.benchmarks.topic_quality`, or `make bench-topics`.

One table: coherence and diversity of the words, passages' documents in no topic, agreement over
seeds, agreement with people's labels, and time after embedding; with 20, 50 and the program's own
number of topics.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from pipeline.settings import open_workspace
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.topic_quality.coherence import coherence, diversity
from tests.benchmarks.topic_quality.corpora import (
    NEWSGROUPS,
    SHARED,
    of_newsgroups,
    of_shared,
    of_store,
)
from tests.benchmarks.topic_quality.methods import Bertopic, factors, ours
from tests.benchmarks.topic_quality.nouns import Corpus, Outcome
from tests.benchmarks.workspaces import REPOSITORY

NUMBERS = (20, 50, 0)
DOCUMENTS = 600
FEW = 200
HEADS = ("corpus", "method", "asked", "topics", "NPMI", "diversity", "in none", "seeds", "labels",
         "seconds", "time")  # fmt: skip
LEGEND = """
asked: number of topics; own: chosen by the program, and by HDBSCAN for itself; NMF gets ours
NPMI: c_npmi of ten words, window 10; diversity: part of all those words that is different
in none: documents of which no passage has a topic
seeds: adjusted Rand index of passages' topics, mean over pairs of seeds (NMF starts alike)
labels: normalised mutual information with the labels people gave
seconds: of the processor, after embedding, compiled code warm; time: as part of BERTopic's"""


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.topic_quality")
    made.add_argument("--only", action="append", choices=[*SHARED, NEWSGROUPS], help="repeatable")
    made.add_argument("--workspace", type=Path, help="take vectors from this one's store")
    made.add_argument("--source", action="append", help="with --workspace: source; all: every one")
    made.add_argument("--documents", type=int, default=DOCUMENTS, help="most a corpus; 0: all")
    made.add_argument("--seeds", type=int, default=3, help="of the program")
    made.add_argument("--peer-seeds", type=int, default=1, help="of BERTopic")
    made.add_argument("--newsgroups", type=Path, default=REPOSITORY / ".newsgroups")
    return made


def main() -> int:
    """Run the benchmark; return the exit code."""
    options = parser().parse_args()
    print(machine(), flush=True)
    rows = []
    for corpus in _corpora(options):
        if isinstance(corpus, str):
            print(corpus, flush=True)
            continue
        for row in compare(corpus, options.seeds, options.peer_seeds):
            print("  ".join(row), file=sys.stderr, flush=True)
            rows.append(row)
    if rows:
        print(formatted(HEADS, rows, (0, 1)) + LEGEND)
    return 0


def _corpora(options: argparse.Namespace) -> Iterator[Corpus | str]:
    if options.workspace:
        workspace = open_workspace(options.workspace)
        for source in options.source or ["all"]:
            yield of_store(workspace, source, options.documents)
        return
    for name in SHARED:
        if name in (options.only or SHARED):
            yield of_shared(name, options.documents)
    if NEWSGROUPS in (options.only or [NEWSGROUPS]):
        yield of_newsgroups(options.newsgroups)


def compare(corpus: Corpus, n_seeds: int, n_peer_seeds: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of one corpus."""
    title = f"{corpus.name}, {len(corpus.passages):,} passages"
    few = Corpus("few", corpus.passages[:FEW], corpus.vectors[:FEW])
    ours(few, 2, [0])  # imports and compiles what the first run would pay for
    Bertopic(few, [0]).topics(0)
    peer = Bertopic(corpus, range(n_peer_seeds))
    for asked in NUMBERS:
        here = ours(corpus, asked, range(n_seeds))
        theirs = peer.topics(asked)
        third = factors(corpus, asked or len(here.topics), [0])
        for outcome in (here, theirs, third):
            yield _line(title, corpus, asked, outcome, outcome.seconds / theirs.seconds)


def _line(
    title: str, corpus: Corpus, asked: int, outcome: Outcome, ratio: float
) -> tuple[str, ...]:
    labels = "-"
    if corpus.labels:
        labels = f"{normalized_mutual_info_score(corpus.labels, outcome.groups):.3f}"
    return (
        title,
        outcome.method,
        str(asked) if asked else "own",
        str(len(outcome.topics)),
        f"{coherence(outcome.topics, corpus):.3f}",
        f"{diversity(outcome.topics):.3f}",
        f"{100 * _in_none(corpus, outcome.groups):.1f} %",
        "-" if outcome.agreement is None else f"{outcome.agreement:.2f}",
        labels,
        f"{outcome.seconds:.1f}",
        f"{ratio:.2f}",
    )


def _in_none(corpus: Corpus, groups: np.ndarray) -> float:
    """Part of the documents that have no topic."""
    has: dict[str, bool] = {}
    for passage, group in zip(corpus.passages, groups, strict=True):
        has[passage.document_id] = has.get(passage.document_id, False) or group >= 0
    return sum(not each for each in has.values()) / len(has)


if __name__ == "__main__":
    sys.exit(main())
