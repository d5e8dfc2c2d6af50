"""How common words are in the names of a corpus: damage by scanning is rare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.entities.linking.forms import Form

ODD = 2
"""Documents up to which a word may be dirt rather than a word."""
TIMES = 8
"""How much rarer than what it is taken for a word with any error must be."""
TIMES_SCANNED = 2
"""How much rarer a word must be whose error is one that scanning makes."""
MOST = 40
"""Documents from which a word is one, whatever it resembles."""

_CONFUSED = (
    "ec ce oc co il li lt tl ij ji hb bh un nu ft tf rn:m m:rn ii:u u:ii ii:n n:ii cl:d d:cl vv:w "
    "w:vv in:m m:in yv vy gq qg ea ae oa ao nr rn 0o o0 1l l1 1i i1 5s s5"
)
CONFUSED = tuple(
    tuple(pair.split(":")) if ":" in pair else (pair[0], pair[1]) for pair in _CONFUSED.split()
)
"""What scanning takes for one another."""


class Lexicon:
    """Words of names with the number of documents that have them, names counted one by one."""

    __slots__ = ("_weights",)

    def __init__(self, forms: Iterable[Form]) -> None:
        """Count the words of all forms."""
        self._weights: Counter[str] = Counter()
        for form in forms:
            for word in set(form.slug.split("-")):
                self._weights[word] += form.n_documents

    def is_odd(self, word: str) -> bool:
        """Tell whether a word is so rare that it may be dirt."""
        return self._weights[word] <= ODD

    def may_be(self, damaged: str, word: str) -> bool:
        """Tell whether the one is rare enough to be the other, damaged in whatever way."""
        n = self._weights[damaged]
        return n < MOST and n * TIMES <= self._weights[word]

    def is_rarer(self, damaged: str, word: str) -> bool:
        """Tell whether the one is rare enough to be the other, damaged by scanning."""
        n = self._weights[damaged]
        return n < MOST and n * TIMES_SCANNED <= self._weights[word]


def is_scan_error(word: str, other: str) -> bool:
    """Tell whether one confusion of letters makes the first of the second."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    return any(
        word[start:].startswith(seen)
        and other[start:].startswith(meant)
        and word[start + len(seen) :] == other[start + len(meant) :]
        for seen, meant in CONFUSED
    )
