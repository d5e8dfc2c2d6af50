"""Pairs of names that are alike, found without comparing every name with every other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from pipeline.entities.linking.forms import Form
from pipeline.entities.linking.sameness import telling

MOST_DROPPED_TWICE = 7
"""Telling words up to which two of them may differ: 21 pairs of words a name."""
FEWEST_DROPPED_TWICE = 4


def pairs(ranked: Sequence[Form], alike: float) -> list[tuple[int, int]]:
    """Return the places of pairs of one type and owner that are alike, the lower place first.

    Found are pairs that share all telling words but one, or but two of at least four, or that
    differ in blanks alone.

    Args:
        ranked: In any order that matters to the caller.
        alike: Least ratio of the sorted words, 0 to 100.
    """
    words = [sorted(telling(form.slug)) for form in ranked]
    names = [" ".join(each) for each in words]
    blocks: dict[str, list[int]] = {}
    joined: dict[str, list[int]] = {}
    for at, form in enumerate(ranked):
        among = f"{form.type}.{form.owner}:"
        joined.setdefault(among + form.slug.replace("-", ""), []).append(at)
        for key in _keys(words[at]):
            blocks.setdefault(among + key, []).append(at)
    found = {pair for block in blocks.values() for pair in _alike(block, names, alike)}
    found.update(pair for block in joined.values() for pair in combinations(block, 2))
    return sorted(found)


def _alike(block: Sequence[int], names: Sequence[str], alike: float) -> Iterator[tuple[int, int]]:
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


def _keys(words: Sequence[str]) -> Iterator[str]:
    """Yield what a name shares with any other in which one or two words differ."""
    yield " ".join(words)
    n_words = len(words)
    for at in range(n_words if n_words > 1 else 0):
        yield " ".join([*words[:at], *words[at + 1 :]])
    if FEWEST_DROPPED_TWICE <= n_words <= MOST_DROPPED_TWICE:
        for kept in combinations(words, n_words - 2):
            yield " ".join(kept)
