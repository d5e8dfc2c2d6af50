"""Fold text for comparison, one character to one character, so that offsets stay true."""

from __future__ import annotations

import unicodedata


class _Folding(dict[int, str]):
    """Lower case without accents; everything but letters, digits and `+` becomes a space."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code))[:1].lower()[:1]
        folded = base if base.isalnum() or base == "+" else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the text folded, of the same length in code points."""
    return text.translate(_FOLDING)


def fold_name(name: str) -> str:
    """Return a name folded for look-up: no leading "the", single spaces, none at the ends."""
    words = fold(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
