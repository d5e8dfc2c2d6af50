"""Quality and cost of families: `python -m tests.benchmarks.families [--documents N] [--seed N]`.

First re-posts of the sample articles and of texts on the same subjects, among look-alikes that are
none: pair precision and recall by sort of edit. With --documents also that many synthetic
documents of about 400 words with planted families, streamed through signatures, store and
comparison: documents a second, peak memory, size of the store, precision and recall.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from pathlib import Path

from pipeline.duplicates import sign
from pipeline.steps.families import update_families
from pipeline.store import Store, documents, families
from tests.benchmarks.reposts import (
    Planted,
    chain_writer,
    lookalikes,
    planted,
    reposts,
    sample_articles,
    shuffled_writer,
)

SEED = 4
N_WRITTEN = 300
BATCH = 500
FOOTER_WORDS = 50
COPIED_SHARE = 0.1
"""Of the synthetic documents: texts that have re-posts."""


@dataclass(frozen=True, slots=True)
class Found:
    """How the families found compare with those planted, in pairs of documents."""

    n_true: int
    n_found: int
    n_right: int
    recall_by_sort: dict[str, tuple[int, int]]
    """Edited copies in one family with their original, of how many."""
    wrong_by_sort: dict[tuple[str, str], int]
    """Pairs in one family that are two publications, by the sorts of both."""

    @property
    def precision(self) -> float:
        """Share of the pairs found that are planted ones, 0 to 1."""
        return self.n_right / max(self.n_found, 1)

    @property
    def recall(self) -> float:
        """Share of the planted pairs that are found, 0 to 1."""
        return self.n_right / max(self.n_true, 1)


def material(
    n_written: int = N_WRITTEN, seed: int = SEED, n_articles: int | None = None
) -> list[Planted]:
    """Return re-posts of the sample articles and of written texts, and look-alikes."""
    rng = random.Random(seed)
    articles = sample_articles()
    write = chain_writer(articles, rng)
    texts = articles[:n_articles] + [write(rng.randint(150, 500)) for _ in range(n_written)]
    return [*reposts(texts, write, rng), *lookalikes(write, rng)]


def stream(n_documents: int, seed: int = SEED) -> Iterator[Planted]:
    """Yield synthetic documents, one in ten with re-posts; half of the others share a footer."""
    rng = random.Random(seed)
    write = shuffled_writer(rng)
    n_texts = round(n_documents * COPIED_SHARE / 3)
    copied = (write(rng.randint(250, 550)) for _ in range(n_texts))
    footer = write(FOOTER_WORDS)
    alone = (
        planted(f"alone{n}", "alone", write(rng.randint(250, 550)) + footer * (n % 2))
        for n in range(n_documents)
    )
    known = chain(reposts(list(copied), write, rng), lookalikes(write, rng))
    yield from islice(chain(known, alone), n_documents)


def store_all(store: Store, made: Iterable[Planted]) -> dict[str, tuple[str, str]]:
    """Store documents batch by batch; return origin and sort of each."""
    told: dict[str, tuple[str, str]] = {}
    rest = iter(made)
    while batch := list(islice(rest, BATCH)):
        with store.write() as connection:
            documents.put_documents(connection, [one.document for one in batch])
            families.put_signatures(connection, [sign(one.document) for one in batch])
        told.update((one.document.id, (one.origin, one.sort)) for one in batch)
    return told


def compare(told: dict[str, tuple[str, str]], family_of: dict[str, str]) -> Found:
    """Compare the families found with those planted."""
    origin_of = {id_: origin for id_, (origin, _) in told.items()}
    found = _pairs(family_of)
    right = [pair for pair in found if origin_of[pair[0]] == origin_of[pair[1]]]
    wrong = Counter(
        tuple(sorted((told[a][1], told[b][1]))) for a, b in found if origin_of[a] != origin_of[b]
    )
    originals = {origin: id_ for id_, (origin, sort) in told.items() if sort == "original"}
    recall: dict[str, list[bool]] = defaultdict(list)
    for id_, (origin, sort) in told.items():
        if origin in originals and sort != "original":
            recall[sort].append(family_of[id_] == family_of[originals[origin]])
    return Found(
        len(_pairs(origin_of)),
        len(found),
        len(right),
        {sort: (sum(hits), len(hits)) for sort, hits in sorted(recall.items())},
        {(a, b): n for (a, b), n in sorted(wrong.items())},
    )


def _pairs(group_of: dict[str, str]) -> list[tuple[str, str]]:
    groups = defaultdict(list)
    for id_, group in sorted(group_of.items()):
        groups[group].append(id_)
    return [pair for held in groups.values() for pair in combinations(held, 2)]


def measured(url: str, made: Iterable[Planted]) -> tuple[Found, float, float]:
    """Find the families of planted documents; return seconds of storing and of comparing too."""
    with Store(url) as store:
        start = time.perf_counter()
        told = store_all(store, made)
        stored = time.perf_counter()
        update_families(store)
        done = time.perf_counter()
        with store.read() as connection:
            family_of = families.load_families(connection)
    return compare(told, family_of), stored - start, done - stored


def lines(found: Found) -> list[str]:
    """Return what a person reads."""
    told = [f"pairs: precision {found.precision:.3f}, recall {found.recall:.3f}"]
    told += [f"  {s:26} {hit:5} of {n:5}" for s, (hit, n) in found.recall_by_sort.items()]
    return told + [f"  wrong: {a} / {b}: {n}" for (a, b), n in found.wrong_by_sort.items()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=0, help="synthetic documents to stream")
    options.add_argument("--seed", type=int, default=SEED, help="other texts, other edits")
    asked = options.parse_args(arguments)
    n, seed = asked.documents, asked.seed
    with tempfile.TemporaryDirectory(prefix="culturescope-families-") as folder:
        if n:
            file = Path(folder) / "many.sqlite"
            found, storing, comparing = measured(f"sqlite:///{file}", stream(n, seed))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
            rate = n / (storing + comparing)
            head = f"{n} documents: stored {storing:.0f} s, compared {comparing:.0f} s"
            shown = [f"{head}, {rate:.0f}/s; peak {peak:.0f} MiB; store {size:.0f} MB"]
        else:
            found, _, seconds = measured(f"sqlite:///{folder}/few.sqlite", material(seed=seed))
            shown = [f"re-posts of sample articles; compared in {seconds:.1f} s"]
    sys.stdout.write("\n".join([*shown, *lines(found)]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
