"""How common words are in the names of a corpus: damage by scanning is rare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.entities.linking.forms import Form

ODD = 2
"""Documents up to which a word may be dirt rather than a word."""
TIMES = 8
"""How much rarer than what it is taken for a damaged word must be."""
SEEN_ALONE = 40
"""Documents from which a word is one whatever it resembles."""


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
        """Tell whether the one is rare enough to be the other, damaged."""
        n = self._weights[damaged]
        return n < SEEN_ALONE and n * TIMES <= self._weights[word]
