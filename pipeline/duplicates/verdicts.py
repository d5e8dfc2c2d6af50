"""Which overlaps make two texts one publication, and what sort of re-post one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from pipeline.duplicates.grouping import components
from pipeline.kinship import Kind, Overlap, Relation

# Found on 12,700 real texts of five sorts (1945-2024, much of it OCR): from two thirds of the
# smaller text up, true re-posts only; below it, forms and yearly calls filled in anew begin.
MIN_CONTAINMENT = 2 / 3
MAX_SWAPPED = 0.2
MIN_SHARED_WORDS = 30
"""A quotation or a teaser of fewer words makes nobody publish the same."""
COPY_COVER = 0.55
"""Above one half: two different texts in one digest cannot both be its copies."""
EXCERPT_COVER = 0.15
"""A piece that tells less than about a sixth of the larger text stands in it as in a compendium."""
WHOLE_COVER = 0.85
"""A piece that covers so much leaves no room for another one beside it."""


def is_related(overlap: Overlap) -> bool:
    """Tell whether one text stands in the other, as a whole or as good as."""
    return (
        overlap.containment >= MIN_CONTAINMENT
        and overlap.swapped <= MAX_SWAPPED
        and overlap.n_shared >= MIN_SHARED_WORDS
    )


def relations(overlaps: Iterable[Overlap], joined: Sequence[tuple[int, int]]) -> list[Relation]:
    """Give every overlap its kind.

    - copy: the smaller text makes up most of the larger one;
    - excerpt: it makes up at least EXCERPT_COVER of it, and nothing speaks for a compendium;
    - part: it is a small piece of the larger text; or the larger text holds another piece
      elsewhere that has nothing to do with this one (a digest, a yearbook); or it stands in
      several texts that have nothing to do with each other (a quotation, an "About us").

    Args:
        overlaps: Those that are related, in any order.
        joined: Pairs of texts that belong together for another reason (language versions).

    Returns:
        In order of (smaller, larger). The order of the arguments has no influence.
    """
    known = sorted(overlaps, key=lambda one: (one.smaller, one.larger))
    pieces = [one for one in known if one.cover >= EXCERPT_COVER]
    same = _Kinship(pieces, WHOLE_COVER, joined)
    strong = _Kinship(pieces, COPY_COVER, joined)
    stray = _in_compendia(pieces, same) | _in_strangers(pieces, strong)
    return [Relation(_kind(one, stray), one) for one in known]


def _kind(one: Overlap, stray: set[tuple[int, int]]) -> Kind:
    if one.cover >= COPY_COVER:
        return "copy"
    is_part = one.cover < EXCERPT_COVER or (one.smaller, one.larger) in stray
    return "part" if is_part else "excerpt"


class _Kinship:
    """Which texts have to do with each other, where the surely joined ones count as one."""

    def __init__(
        self, pieces: Sequence[Overlap], cover: float, joined: Sequence[tuple[int, int]]
    ) -> None:
        sure = ((one.smaller, one.larger) for one in pieces if one.cover >= cover)
        self._core = components([*sure, *joined])
        self._links = {self._link(one.smaller, one.larger) for one in pieces}

    def core(self, text: int) -> int:
        return self._core.get(text, text)

    def _link(self, a: int, b: int) -> tuple[int, int]:
        first, second = sorted((self.core(a), self.core(b)))
        return first, second

    def is_strange(self, a: int, b: int) -> bool:
        return self.core(a) != self.core(b) and self._link(a, b) not in self._links


def _in_compendia(pieces: Sequence[Overlap], kinship: _Kinship) -> set[tuple[int, int]]:
    """Return the pairs whose larger text holds an unrelated piece at another place."""
    by_larger = defaultdict(list)
    for one in pieces:
        if one.cover < WHOLE_COVER:
            by_larger[one.larger].append(one)
    return {
        (a.smaller, a.larger)
        for held in by_larger.values()
        for a in held
        if any(_is_apart(a, b) and kinship.is_strange(a.smaller, b.smaller) for b in held)
    }


def _is_apart(a: Overlap, b: Overlap) -> bool:
    n_both = min(a.end, b.end) - max(a.start, b.start)
    return n_both * 2 < min(a.end - a.start, b.end - b.start)


def _in_strangers(pieces: Sequence[Overlap], kinship: _Kinship) -> set[tuple[int, int]]:
    """Return the pairs whose smaller text stands in several texts that are strangers."""
    weak = defaultdict(list)
    for one in pieces:
        if one.cover < COPY_COVER:
            weak[kinship.core(one.smaller)].append(one)
    found: set[tuple[int, int]] = set()
    for held in weak.values():
        larger = sorted({kinship.core(one.larger) for one in held})
        if any(kinship.is_strange(a, b) for a, b in combinations(larger, 2)):
            found.update((one.smaller, one.larger) for one in held)
    return found
