"""What is known about the words of one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.clean.ocr.lexicon import Lexicon
from pipeline.clean.ocr.lists import ACRONYMS

IsWord = Callable[[str], bool]
MAX_INITIALS = 3


def are_initials(run: Sequence[str], start: int, end: int) -> bool:
    """Tell "P M" of "Ms P M Scott" from a name of letters set apart: "T H E  O L D", "U N"."""
    around = [*run[max(0, start - 1) : start], *run[end : end + 1]]
    capitals = [atom for atom in run[start:end] if len(atom) == 1 and atom.isupper()]
    alone = not any(len(atom) == 1 and atom.isupper() for atom in around)
    is_short = len(capitals) == end - start <= MAX_INITIALS
    return is_short and alone and "".join(capitals).lower() not in ACRONYMS


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
