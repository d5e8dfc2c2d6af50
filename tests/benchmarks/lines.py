"""Pasted pages: five-fold cross-validation of the cleaner of text on rendered benchmark pages.

`python -m tests.benchmarks.lines --pages FOLDER`, where FOLDER is a copy of the
article-extraction benchmark. Needs html-text, inscriptis and some minutes: a model is learnt for
each fold, and every page is read with one that has not seen it.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.clean.lines.gold import SHINGLE, tokens
from pipeline.clean.lines.model import LineModel
from pipeline.clean.lines.pages import RENDERINGS, Page, benchmark_pages, own_pages
from pipeline.clean.lines.train import folds, learn
from pipeline.clean.pasted import read_pasted

N_FOLDS = 5


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return what the benchmark counts: runs of four words, of shorter texts the whole."""
    words = tokens(text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[at : at + SHINGLE]) for at in starts)


def precision_recall(found: str, body: str) -> tuple[float, float]:
    """Compare one text with the true one."""
    own, true = shingles(found), shingles(body)
    both = (own & true).total()
    precision = both / own.total() if own else float(not true)
    recall = both / true.total() if true else 1.0
    return precision, recall


def f1(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return F1 of the means, mean precision, mean recall: the benchmark's way."""
    precision = sum(pair[0] for pair in pairs) / len(pairs)
    recall = sum(pair[1] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall), precision, recall


def score(pages: Sequence[Page], models: Sequence[LineModel], fold: dict[str, int]) -> str:
    """Read every page with the model that has not seen it."""
    begun = time.perf_counter()
    texts = [read_pasted("\n".join(page.lines), {}, models[fold[page.name]]).text for page in pages]
    seconds = time.perf_counter() - begun
    pairs = [precision_recall(text, page.body) for text, page in zip(texts, pages, strict=True)]
    mean, precision, recall = f1(pairs)
    speed = len(pages) / seconds
    return f"F1 {mean:.4f} (P {precision:.4f}, R {recall:.4f}), {speed:.0f} pages/s"


def main() -> None:
    """Read the arguments, learn, and print a line for each rendering."""
    parser = argparse.ArgumentParser(description="Cross-validate the cleaner of pasted pages.")
    parser.add_argument("--pages", type=Path, required=True, help="the benchmark's folder")
    pages = list(benchmark_pages(parser.parse_args().pages))
    fold = folds([page.name for page in pages], N_FOLDS)
    models = [
        learn([*(page for page in pages if fold[page.name] != number), *own_pages()])
        for number in range(N_FOLDS)
    ]
    for rendering in (*RENDERINGS, "prose"):
        chosen = [page for page in pages if page.rendering == rendering]
        print(f"{rendering:12} {score(chosen, models, fold)}")


if __name__ == "__main__":
    main()
