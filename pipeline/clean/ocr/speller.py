"""What is known about the words of one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.clean.ocr.lexicon import Lexicon

IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Speller:
    """What is known about the words of one document."""

    lexicon: Lexicon
    own: frozenset[str]
    """Strings in lower case that the document uses as words."""
    has: IsWord
    has_whole: IsWord
    """Knows fewer than `has`: no prefix before a word; what is put together must be one of them."""

    def is_word(self, atom: str) -> bool:
        """Tell whether a string of letters can stand alone."""
        if len(atom) == 1:
            return atom in ("a", "A", "I")
        return self.has(atom.lower())
