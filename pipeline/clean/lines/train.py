"""Learn the line model: `python -m pipeline.clean.lines.train --pages FOLDER`.

FOLDER is a copy of the article-extraction benchmark (ground-truth.json and html/*.html.gz); our own
pages under `pages/` are added. Needs scikit-learn, html-text and inscriptis; what it writes needs
numpy alone. The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.clean.lines.context import features
from pipeline.clean.lines.model import WEIGHTS, LineModel, code_digest
from pipeline.clean.lines.pages import Page, benchmark_pages, own_pages
from pipeline.clean.lines.second import second_features
from pipeline.clean.lines.trees import PRECISION, Trees, squashed
from pipeline.clean.lines.windows import Matrix

# Found by five-fold cross-validation over the benchmark's pages. Few columns at each split keep
# the trees different: one point of F1 against all columns.
FIRST = {"max_iter": 200, "max_leaf_nodes": 16, "min_samples_leaf": 40, "max_features": 0.15}
SECOND = {"max_iter": 120, "max_leaf_nodes": 12, "min_samples_leaf": 40, "max_features": 0.2}
BOTH = {"learning_rate": 0.06, "l2_regularization": 1.0, "max_bins": 64, "random_state": 0}
N_INNER = 3  # folds that give the second pass honest answers of the first


def folds(names: Sequence[str], n: int, salt: str = "") -> dict[str, int]:
    """Deal pages to folds by the digest of their names."""
    unique = sorted(set(names), key=lambda name: hashlib.sha256((salt + name).encode()).hexdigest())
    return {name: number % n for number, name in enumerate(unique)}


def learn(pages: Sequence[Page]) -> LineModel:
    """Fit both passes.

    The second learns from answers that the first gave to pages it had not seen.
    """
    rows = [features(page.lines) for page in pages]
    fold = folds([page.name for page in pages], N_INNER, "inner")
    chances: list[Matrix] = [np.zeros(0, dtype=np.float32)] * len(pages)
    for number in range(N_INNER):
        seen = [at for at, page in enumerate(pages) if fold[page.name] != number]
        trees = _fit([rows[at] for at in seen], [pages[at] for at in seen], FIRST)
        for at, page in enumerate(pages):
            if fold[page.name] == number:
                chances[at] = squashed(trees.score(rows[at]))
    second = [second_features(own, chance) for own, chance in zip(rows, chances, strict=True)]
    return LineModel(_fit(rows, pages, FIRST), _fit(second, pages, SECOND))


def _fit(rows: Sequence[Matrix], pages: Sequence[Page], shape: dict[str, float]) -> Trees:
    model = HistGradientBoostingClassifier(**shape, **BOTH)
    kept = np.concatenate([np.array(page.kept, dtype=np.int8) for page in pages])
    weights = np.concatenate([np.array(page.weights()) for page in pages])
    model.fit(np.vstack(rows), kept, weights)
    return _as_arrays(model)


def _as_arrays(model: HistGradientBoostingClassifier) -> Trees:
    """Take the trees out of scikit-learn's model: it keeps them as structured arrays."""
    nodes = [predictors[0].nodes for predictors in model._predictors]
    starts = np.cumsum([0, *(len(tree) for tree in nodes)])
    every = np.concatenate(nodes)
    offset = np.repeat(starts[:-1], [len(tree) for tree in nodes])
    is_leaf = every["is_leaf"].astype(bool)
    own = np.arange(len(every))
    value = np.where(is_leaf, every["value"], 0.0)
    return Trees(
        roots=starts[:-1].astype(np.int32),
        feature=np.where(is_leaf, -1, every["feature_idx"]).astype(np.int16),
        threshold=every["num_threshold"].astype(np.float32),
        left=np.where(is_leaf, own, every["left"] + offset).astype(np.int32),
        right=np.where(is_leaf, own, every["right"] + offset).astype(np.int32),
        value=np.rint(value / PRECISION) * PRECISION,
        base=float(np.ravel(model._baseline_prediction)[0]),
        depth=int(every["depth"].max()),
    )


def write(model: LineModel, path: Path = WEIGHTS) -> None:
    """Write the weights together with the digest of the code they were made with."""
    code = np.array(code_digest())
    arrays: dict[str, Any] = {
        **model.first.arrays("first"),
        **model.second.arrays("second"),
        "code": code,
    }
    np.savez_compressed(path, **arrays)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description="Learn the line model of pasted pages.")
    parser.add_argument("--pages", type=Path, required=True, help="the benchmark's folder")
    pages = [*benchmark_pages(parser.parse_args().pages), *own_pages()]
    write(learn(pages))


if __name__ == "__main__":
    main()
