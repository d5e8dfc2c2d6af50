"""Pairs of names that are alike, found without comparing every name with every other."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from pipeline.entities.linking.forms import Form
from pipeline.entities.linking.sameness import telling

MOST_DROPPED_TWICE = 7
"""Telling words up to which two of them may differ: 21 pairs of words a name."""
FEWEST_DROPPED_TWICE = 4


MOST_KEPT = 100_000
"""Names of the gazetteers, whose keys are made once a process and not for every decision."""


def pairs(ranked: Sequence[Form], alike: float, n_fixed: int = 0) -> list[tuple[int, int]]:
    """Return the places of pairs of one type and owner that are alike, the lower place first.

    Found are pairs that share all telling words but one, or but two of at least four, or that
    differ in blanks alone.

    Args:
        ranked: In any order that matters to the caller.
        alike: Least ratio of the sorted words, 0 to 100.
        n_fixed: So many at the beginning are not compared with each other.
    """
    blocks: dict[str, list[int]] = {}
    joined: dict[str, list[int]] = {}
    names: dict[int, str] = {}
    for at in (*range(n_fixed, len(ranked)), *range(n_fixed)):
        keys = _kept_keys(ranked[at].slug) if at < n_fixed else _keys(ranked[at].slug)
        among = f"{ranked[at].type}.{ranked[at].owner}:"
        _put(joined, among + ranked[at].slug.replace("-", ""), at, n_fixed)
        for key in keys:
            _put(blocks, among + key, at, n_fixed)
        names[at] = keys[0]
    found = {pair for block in blocks.values() for pair in _alike(sorted(block), names, alike)}
    found.update(pair for block in joined.values() for pair in combinations(sorted(block), 2))
    return sorted((first, second) for first, second in found if second >= n_fixed)


def _put(blocks: dict[str, list[int]], key: str, at: int, n_fixed: int) -> None:
    """Put a place into a block; fixed ones, which come last, only where others are."""
    if at >= n_fixed:
        blocks.setdefault(key, []).append(at)
    elif key in blocks:
        blocks[key].append(at)


def _alike(
    block: Sequence[int], names: Mapping[int, str], alike: float
) -> Iterator[tuple[int, int]]:
    if len(block) == 2:
        first, second = block
        if first != second and fuzz.ratio(names[first], names[second], score_cutoff=alike):
            yield first, second
    elif len(block) > 2:
        written = [names[at] for at in block]
        scores = cdist(written, written, scorer=fuzz.ratio, score_cutoff=alike, dtype=np.uint8)
        for first, second in np.argwhere(scores).tolist():
            if block[first] < block[second]:
                yield block[first], block[second]


def _keys(slug: str) -> tuple[str, ...]:
    """Return what a name shares with any other in which one or two words differ, itself first."""
    words = sorted(telling(slug))
    n_words = len(words)
    keys = [" ".join(words)]
    keys += (
        " ".join([*words[:at], *words[at + 1 :]]) for at in range(n_words if n_words > 1 else 0)
    )
    if FEWEST_DROPPED_TWICE <= n_words <= MOST_DROPPED_TWICE:
        keys += map(" ".join, combinations(words, n_words - 2))
    return tuple(keys)


_kept_keys = functools.lru_cache(MOST_KEPT)(_keys)
