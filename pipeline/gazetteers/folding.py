"""Fold text for comparison, one character to one character, so that offsets stay true."""

from __future__ import annotations

import unicodedata

LATIN_MARKS = range(0x300, 0x370)
"""Accents written as characters of their own; marks of other scripts are letters: vowels of Hindi,
Thai or Khmer."""
WHOLE = (range(0x3040, 0x3100), range(0xAC00, 0xD7A4))
"""Kana and Korean syllables, which would come apart into letters and their marks."""


class _Folding(dict[int, str]):
    """Lower case without accents; everything but letters, digits and `+` becomes a space."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(code)
        return folded


def _folded(code: int) -> str:
    sign = chr(code)
    is_mark = unicodedata.category(sign)[0] == "M" and code not in LATIN_MARKS
    if is_mark or (sign.isalnum() and any(code in some for some in WHOLE)):
        return sign
    base = unicodedata.normalize("NFKD", sign)[:1].lower()[:1]
    return base if base.isalnum() or base == "+" else " "


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the text folded, of the same length in code points."""
    return text.translate(_FOLDING)


def fold_name(name: str) -> str:
    """Return a name folded for look-up: no leading "the", single spaces, none at the ends."""
    words = fold(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
