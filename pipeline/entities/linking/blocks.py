"""Pairs of names that are alike, found without comparing every name with every other."""

from __future__ import annotations

from collections import defaultdict
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
JOINED = 60
"""Letters of a name without blanks by which names written together are found."""


def pairs(ranked: Sequence[Form], alike: float) -> list[tuple[int, int]]:
    """Return the places of pairs of one type and owner that are alike, the lower place first.

    Found are pairs that share all telling words but one, or but two of at least four, or that
    differ in blanks alone.

    Args:
        ranked: In any order that matters to the caller.
        alike: Least ratio of the sorted words, 0 to 100.
    """
    names = [" ".join(sorted(telling(form.slug))) for form in ranked]
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, form in enumerate(ranked):
        for key in dict.fromkeys(_keys(form.slug)):
            blocks[(form.type, form.owner, key)].append(at)
    found = {pair for members in blocks.values() for pair in _alike(members, names, alike)}
    return sorted(found)


def _alike(members: Sequence[int], names: Sequence[str], alike: float) -> Iterator[tuple[int, int]]:
    if len(members) < 2:
        return
    if len(members) == 2:
        if fuzz.ratio(names[members[0]], names[members[1]], score_cutoff=alike):
            yield members[0], members[1]
        return
    written = [names[at] for at in members]
    scores = cdist(written, written, scorer=fuzz.ratio, score_cutoff=alike, dtype=np.uint8)
    for first, second in np.argwhere(np.triu(scores, 1)):
        yield members[first], members[second]


def _keys(slug: str) -> Iterator[str]:
    """Yield what a name shares with any other in which one or two words differ."""
    words = sorted(telling(slug))
    yield " ".join(words)
    yield slug.replace("-", "")[:JOINED]
    most = 2 if FEWEST_DROPPED_TWICE <= len(words) <= MOST_DROPPED_TWICE else 1
    for n in range(1, min(most, len(words) - 1) + 1):
        for kept in combinations(words, len(words) - n):
            yield " ".join(kept)
