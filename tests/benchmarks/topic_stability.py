"""Do topic ids last? Twelve rolling refits over a growing magazine, against plain BERTopic.

`python -m tests.benchmarks.topic_stability`, from the root of the repository. Topics are fitted on
all articles up to 1950, then up to 1955, and so on, each time starting from what the last fit left;
BERTopic with its defaults is fitted on the same passages and vectors, its ids as they come.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from pipeline.records import Passage
from pipeline.steps import run_stages
from pipeline.topics import Fitting as HowToFit
from pipeline.topics import Registry, document_topics, fit_topics
from pipeline.topics.values import PassageTopic
from tests.benchmarks.measuring import quiet, spread
from tests.benchmarks.table import formatted
from tests.benchmarks.workspaces import shared_folder, source_workspace

YEARS = tuple(range(1950, 2010, 5))
DOCUMENTS = 1_500
"""So many articles at equal distances take some ten minutes; --documents 0 takes all."""
FIELDS = '[fields]\nid = "{id}"\npublished = "publication_date"\n'
PASSAGES = """
SELECT p.passage_id, p.document_id, p.ordinal, p.start, p.end, p.n_words,
    substr(d.text, p.start + 1, p.end - p.start), v.vector, substr(d.published, 1, 4)
FROM passages p
JOIN documents d ON d.document_id = p.document_id AND d.is_current
JOIN vectors v ON v.text_sha256 = p.text_sha256
WHERE d.published IS NOT NULL AND (:source = '' OR d.source_id = :source)
ORDER BY p.passage_id
"""
METHODS = ("here", "peer")
TITLES = {"here": "this program", "peer": "BERTopic with its defaults"}
LEGEND = """
same id: of the documents that had a topic at the last fit, those whose main topic (by words) has
the same id now; ARI: adjusted Rand index of main topics then and now, whatever the ids, of the
documents that have a topic at both fits: who puts many in none is judged by the easy ones"""
HEADS = ("up to", "documents", "passages", "topics", "in none", "same id", "ARI", "seconds")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages in order of id, with vectors and years."""

    passages: Sequence[Passage]
    vectors: np.ndarray
    years: np.ndarray

    def where(self, chosen: np.ndarray) -> Corpus:
        """Return the passages of those rows."""
        rows = np.flatnonzero(chosen)
        passages = [self.passages[row] for row in rows]
        return replace(self, passages=passages, vectors=self.vectors[rows], years=self.years[rows])


Fitting = Callable[[Corpus], list[str]]
"""Fits topics to more and more passages; returns the topic of each, "" for none."""


@dataclass(frozen=True, slots=True)
class Step:
    """One fit of one method."""

    main: Mapping[str, str]
    """Topic that most words of a document are in, by document id; "" for none."""
    of_passages: Sequence[str]
    seconds: float


def main() -> None:
    """Measure and print."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.topic_stability")
    made.add_argument("--store", type=Path, help="take vectors from this store (SQLite)")
    made.add_argument("--source", default="", help="with --store: id of the source")
    made.add_argument("--documents", type=int, default=DOCUMENTS, help="at most; 0: all")
    made.add_argument("--only", choices=METHODS, help="this one alone")
    options = made.parse_args()
    corpus = _corpus(options)
    if corpus is None:
        print("skipped: no folder shared/corpora/courier beside the repository")
        return
    for name in METHODS:
        if options.only in (None, name):
            print(f"\n{TITLES[name]}\n{_report(corpus, _fitting(name))}", flush=True)
    print(LEGEND)


def _corpus(options: argparse.Namespace) -> Corpus | None:
    if options.store:
        return _some(_read(options.store, options.source), options.documents)
    shared = shared_folder()
    articles = shared and shared / "corpora" / "courier" / "articles.jsonl.gz"
    if not articles or not articles.exists():
        return None
    with tempfile.TemporaryDirectory(prefix="culturescope-bench-") as folder:
        made = source_workspace(Path(folder) / "workspace", articles, options.documents, FIELDS)
        run_stages(made, ("ingest", "clean", "topics"), "benchmark of topics", quiet)
        return _read(made.store_dir / "culturescope.sqlite", "")


def _read(store: Path, source: str) -> Corpus:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        rows = connection.execute(PASSAGES, {"source": source}).fetchall()
    vectors = np.frombuffer(b"".join(row[7] for row in rows), dtype="<f4")
    return Corpus(
        [Passage(*row[:7]) for row in rows],
        vectors.reshape(len(rows), -1),
        np.array([int(row[8]) for row in rows]),
    )


def _some(corpus: Corpus, most: int) -> Corpus:
    ids = sorted({passage.document_id for passage in corpus.passages})
    chosen = set(spread(ids, most) if most else ids)
    return corpus.where(np.array([one.document_id in chosen for one in corpus.passages]))


def _report(corpus: Corpus, fit: Fitting) -> str:
    last, rows = None, []
    for year in YEARS:
        step = _step(corpus.where(corpus.years <= year), fit)
        rows.append(_row(year, step, last))
        print(f"  {year}: {step.seconds:.0f} s", file=sys.stderr, flush=True)
        last = step
    return formatted(HEADS, [*rows, _mean(rows)], ())


def _step(part: Corpus, fit: Fitting) -> Step:
    began = time.monotonic()
    with threadpool_limits(1):
        topics = fit(part)
    seconds = time.monotonic() - began
    given = [
        PassageTopic(passage.id, topic, 1.0)
        for passage, topic in zip(part.passages, topics, strict=True)
    ]
    main: dict[str, str] = {}
    for each in document_topics(part.passages, given):  # the greatest share of a document first
        main.setdefault(each.document_id, each.topic_id)
    documents = sorted({passage.document_id for passage in part.passages})
    return Step({id_: main.get(id_, "") for id_ in documents}, topics, seconds)


def _row(year: int, step: Step, last: Step | None) -> tuple[str, ...]:
    none = sum(not topic for topic in step.of_passages) / max(len(step.of_passages), 1)
    n_topics = len(set(step.of_passages) - {""})
    counts = f"{len(step.main):,}", f"{len(step.of_passages):,}", f"{n_topics:,}", f"{none:.3f}"
    if last is None:
        return (str(year), *counts, "", "", f"{step.seconds:.0f}")
    had = [id_ for id_, topic in last.main.items() if topic]
    same = sum(step.main[id_] == last.main[id_] for id_ in had) / max(len(had), 1)
    both = [id_ for id_ in had if step.main[id_]]
    labels = [[one.main[id_] for id_ in both] for one in (last, step)]
    agreement = adjusted_rand_score(*labels)
    return (str(year), *counts, f"{same:.3f}", f"{agreement:.3f}", f"{step.seconds:.0f}")


def _mean(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    means = [np.mean([float(row[at]) for row in rows if row[at]]) for at in (4, 5, 6, 7)]
    none, same, agreement, seconds = means
    return ("mean", "", "", "", f"{none:.3f}", f"{same:.3f}", f"{agreement:.3f}", f"{seconds:.0f}")


def _fitting(name: str) -> Fitting:
    return _here() if name == "here" else _plain()


def _here() -> Fitting:
    """Return the program's own fits, each starting from what the last one left."""
    registry = Registry()

    def fit(part: Corpus) -> list[str]:
        nonlocal registry
        found = fit_topics(part.passages, part.vectors, HowToFit(previous=registry))
        registry = found.registry
        return [each.topic_id for each in found.passages]

    return fit


def _plain() -> Fitting:
    """Return BERTopic as it comes: UMAP, HDBSCAN, its own numbers."""

    def fit(part: Corpus) -> list[str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from bertopic import BERTopic

            texts = [passage.text for passage in part.passages]
            topics, _ = BERTopic().fit_transform(texts, np.asarray(part.vectors))
        return ["" if topic < 0 else str(topic) for topic in topics]

    return fit


if __name__ == "__main__":
    main()
