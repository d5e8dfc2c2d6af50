"""How much of one text stands in another: measured on the texts themselves, word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.duplicates.words import PRINTED_WORDS, WINDOW, Keys, Numbers, prints, shingles
from pipeline.kinship import Overlap

Mask = NDArray[np.bool_]

SHINGLE_WORDS = 3
MIN_RUN_WORDS = 8
"""Fewer words on end in common are idiom ("in the field of culture"), not copying."""
MAX_MENDED_WORDS = 3
"""A changed word or two between two copied runs belong to the copied text."""
MIN_SWAPPED_WORDS = 12
"""A gap is text put in the place of other text when both sides of it have so many words."""
MAX_GAP_WORDS = 50
MIN_STRETCH_SHARE = 0.1
"""Words in common that lie further off than MAX_GAP_WORDS, and are fewer, are there by chance."""
MIN_OWN_SHARE = 0.15
"""Text that stands in many others counts as furniture (an "About us", a form) as long as each of
two texts has at least this much besides; where a text is nearly all of it, it is the text."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text made ready for comparison."""

    key: int
    row: Numbers
    """One number a word."""
    furniture: Mask
    """One truth value a word: it stands in many texts."""

    @property
    def own_share(self) -> float:
        """Share of the words that are no furniture, 0 to 1."""
        return float(1 - self.furniture.mean()) if len(self.row) else 0.0


def comparable(key: int, row: Numbers, common: Keys) -> Comparable:
    """Mark what is furniture in a text.

    Args:
        key: The text's key.
        row: Its words.
        common: Sorted fingerprints that many texts have.
    """
    furniture = np.zeros(len(row), dtype=bool)
    if len(common):
        own = prints(row)
        is_common = np.isin(own.values, common)
        for place in own.places[is_common]:
            furniture[place : place + PRINTED_WORDS] = True
        both = is_common[:-1] & is_common[1:] & (np.diff(own.places) <= WINDOW)
        for i in np.flatnonzero(both):
            furniture[own.places[i] : own.places[i + 1]] = True
    return Comparable(key, row, furniture)


def overlap(a: Comparable, b: Comparable) -> Overlap:
    """Measure what two texts have in common; the order of the two has no influence."""
    small, large = sorted((a, b), key=lambda text: (len(text.row), text.key))
    cut_small, cut_large = shingles(small.row, SHINGLE_WORDS), shingles(large.row, SHINGLE_WORDS)
    in_small = _covered(cut_small, cut_large, len(small.row))
    in_large = _covered(cut_large, cut_small, len(large.row))
    swapped = _swapped(in_small, in_large, cut_small, cut_large)
    own_small, own_large = _own(small, large)
    shared_small, shared_large = in_small & own_small, in_large & own_large
    start, end = _stretch(np.flatnonzero(shared_large))
    return Overlap(
        smaller=small.key,
        larger=large.key,
        similarity=_jaccard(cut_small, cut_large),
        containment=_share(shared_small, own_small),
        cover=_share(shared_large, own_large),
        swapped=swapped,
        common=_share(in_small & small.furniture, in_small),
        n_shared=int(shared_small.sum()),
        start=start,
        end=end,
    )


def _stretch(places: NDArray[np.intp]) -> tuple[int, int]:
    """Return the half-open range of the common words; a few that lie far off do not widen it."""
    if not len(places):
        return 0, 0
    runs = np.split(places, np.flatnonzero(np.diff(places) > MAX_GAP_WORDS) + 1)
    kept = [run for run in runs if len(run) >= MIN_STRETCH_SHARE * len(places)] or runs
    return int(kept[0][0]), int(kept[-1][-1]) + 1


def _own(small: Comparable, large: Comparable) -> tuple[Mask, Mask]:
    if min(small.own_share, large.own_share) >= MIN_OWN_SHARE:
        return ~small.furniture, ~large.furniture
    return np.ones(len(small.row), dtype=bool), np.ones(len(large.row), dtype=bool)


def _share(part: Mask, whole: Mask) -> float:
    return float(part.sum() / max(int(whole.sum()), 1))


def _jaccard(a: Numbers, b: Numbers) -> float:
    n_both = len(np.intersect1d(a, b))
    n_all = len(np.unique(a)) + len(np.unique(b)) - n_both
    return n_both / max(n_all, 1)


def _covered(cut: Numbers, other: Numbers, n_words: int) -> Mask:
    """Return which words stand in the other text, runs of too few words left out."""
    covered = np.zeros(n_words, dtype=bool)
    found = np.isin(cut, other)
    for i in range(min(SHINGLE_WORDS, n_words)):
        covered[i : i + len(found)] |= found
    for start, end in _runs(~covered):
        if start > 0 and end < n_words and end - start <= MAX_MENDED_WORDS:
            covered[start:end] = True
    for start, end in _runs(covered):
        if end - start < min(MIN_RUN_WORDS, n_words):
            covered[start:end] = False
    return covered


def _runs(mask: Mask) -> list[tuple[int, int]]:
    """Return the half-open ranges in which a mask is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _swapped(in_small: Mask, in_large: Mask, cut_small: Numbers, cut_large: Numbers) -> float:
    """Return which share of the common stretch is text in the place of other text."""
    order = np.argsort(cut_large, kind="stable")
    ranked = cut_large[order]
    n_swapped, n_shared, last = 0, 0, None
    for start, end in _runs(in_small):
        n_shared += end - start
        first = _place(cut_small, start, ranked, order)
        final = _place(cut_small, end - SHINGLE_WORDS, ranked, order)
        if first is None or final is None:
            last = None
            continue
        if last is not None and last[1] < first:
            gap = min(start - last[0], first - last[1] - int(in_large[last[1] : first].sum()))
            n_swapped += gap if gap >= MIN_SWAPPED_WORDS else 0
        last = (end, final + SHINGLE_WORDS)
    return n_swapped / max(n_swapped + n_shared, 1)


def _place(cut: Numbers, at: int, ranked: Numbers, order: NDArray[np.intp]) -> int | None:
    """Return where a shingle of the smaller text first stands in the larger one."""
    if not 0 <= at < len(cut):
        return None
    found = int(np.searchsorted(ranked, cut[at]))
    return int(order[found]) if found < len(ranked) and ranked[found] == cut[at] else None
