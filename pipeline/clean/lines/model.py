"""The line model: how likely each line of a page is part of its article."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.lines.context import features
from pipeline.clean.lines.second import second_features
from pipeline.clean.lines.trees import Trees, read_trees, squashed

HERE = Path(__file__).parent
WEIGHTS = HERE / "weights.npz"
CODE = (
    "../furniture.py",
    "context.py",
    "gold.py",
    "marks.py",
    "model.py",
    "pages.py",
    "second.py",
    "train.py",
    "trees.py",
    "windows.py",
)
"""Files that decide what the weights are; their digest is kept with the weights."""


@dataclass(frozen=True, slots=True)
class LineModel:
    """Two passes of trees: lines by what they look like, then by what their neighbours became.

    The mean of both is surer than either: F1 0.926 over the benchmark's pages against 0.917 of
    the first and 0.920 of the second alone, in the same five folds.
    """

    first: Trees
    second: Trees

    def chances(self, lines: Sequence[str]) -> NDArray[np.float32]:
        """Return the chance, 0 to 1, that a line belongs to the article.

        Args:
            lines: Of a whole page, with indents and bullets.

        Returns:
            One value for each line that is not blank, in order.
        """
        rows = features(lines)
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        first = self.first.score(rows)
        second = self.second.score(second_features(rows, squashed(first)))
        return squashed((first + second) / 2)


@cache
def load_model(path: Path = WEIGHTS) -> LineModel:
    """Read the weights that come with the package."""
    with np.load(path, allow_pickle=False) as arrays:
        return LineModel(read_trees(arrays, "first"), read_trees(arrays, "second"))


def weights_digest(path: Path = WEIGHTS) -> str:
    """Return the digest of the code that the weights were made with."""
    with np.load(path, allow_pickle=False) as arrays:
        return str(arrays["code"].item())


def code_digest() -> str:
    """Return the SHA-256 of the code and the own pages that decide what the weights are."""
    digest = hashlib.sha256()
    pages = sorted((HERE / "pages").glob("*.txt"))
    for path in (*(HERE / name for name in CODE), *pages):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
