"""Decisions about lines made to fit those about their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# Found by cross-validation: F1 0.9207 without, 0.9223 with both, over both renderings.
MAX_GAP = 2  # dropped lines between kept ones that are kept too,
MIN_GAP_CHANCE = 0.2  # if the model is not sure that they are none of the article
MAX_INSIDE = 10  # lines between kept ones that belong to one block
MIN_BLOCK = 0.1  # of the heaviest block: a lighter one is dropped,
SURE_BLOCK = 0.8  # unless its mean chance is as high as this


def without_gaps(
    kept: Sequence[int], places: Sequence[int], chances: Sequence[float], left: Sequence[str]
) -> list[int]:
    """Add the lines in small gaps between kept lines.

    Args:
        kept: Indices of kept lines, ascending.
        places: Indices of all lines that are not blank, ascending.
        chances: By index.
        left: Lines, emptied where rules dropped them.
    """
    number = {place: at for at, place in enumerate(places)}
    filled = list(kept[:1])
    for before, after in pairwise(kept):
        gap = places[number[before] + 1 : number[after]]
        if len(gap) <= MAX_GAP:
            filled += [at for at in gap if left[at] and chances[at] >= MIN_GAP_CHANCE]
        filled.append(after)
    return filled


def without_islands(
    kept: Sequence[int], places: Sequence[int], chances: Sequence[float], left: Sequence[str]
) -> list[int]:
    """Take out small blocks far from the article that the model is not sure of; see above."""
    number = {place: at for at, place in enumerate(places)}
    blocks: list[list[int]] = []
    for at in kept:
        if blocks and number[at] - number[blocks[-1][-1]] <= MAX_INSIDE:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    lengths = [sum(len(left[at]) for at in block) for block in blocks]
    weights = [sum(len(left[at]) * chances[at] for at in block) for block in blocks]
    heaviest = max(weights, default=0.0)
    return [
        at
        for block, length, weight in zip(blocks, lengths, weights, strict=True)
        if weight >= MIN_BLOCK * heaviest or weight >= SURE_BLOCK * length
        for at in block
    ]
