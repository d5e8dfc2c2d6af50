"""What words are equal in a search: letters folded, scripts without spaces taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""Of SQLite FTS5: words are runs of letters, digits and vowel signs; case and accents are folded.
Without Mn and Mc, words of Hindi, Thai or vocalised Arabic would fall apart at their signs."""

# Letters that the tokenizer leaves as they are, as readers type them without the right keyboard.
_LETTERS = {
    **{"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o"},
    **{"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"},
    **{"ı": "i", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"},
    **{"ё": "е", "Ё": "е", "ς": "σ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"},
}
_GREEK = (*range(0x386, 0x3CF), *range(0x1F00, 0x2000))
_FULL_WIDTH = range(0xFF01, 0xFF5F)
# Signs that stand inside words and do not make another word: soft hyphen, zero-width marks,
# Arabic and Hebrew vowel points, the Arabic stretch, variation selectors.
_SIGNS = (
    *(0xAD, 0x640, 0x670, 0xFEFF, *range(0x200B, 0x2010), 0x2060),
    *(sign for sign in range(0x591, 0x5C8) if unicodedata.category(chr(sign)) == "Mn"),
    *range(0x64B, 0x660),
    *range(0xFE00, 0xFE10),
)
_TABLE = {
    **{sign: unicodedata.normalize("NFD", chr(sign))[0] for sign in _GREEK},
    **{sign: chr(sign - 0xFEE0) for sign in _FULL_WIDTH},
    **{ord(letter): plain for letter, plain in _LETTERS.items()},
    **dict.fromkeys(_SIGNS, ""),
}

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese: written without spaces between words."""
_APART = re.compile(f"([{_UNSPACED}])")
_PLAIN = re.compile("[\x00-\x7f]*")


def fold(text: str) -> str:
    """Return a text as it is indexed and asked for; the tokenizer folds case and accents.

    Each character of a script without spaces becomes a word, so that a word of several
    characters is found as a phrase wherever it stands.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _APART.sub(r" \1 ", text.translate(_TABLE))


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the place it came from."""
    if _PLAIN.fullmatch(text):
        return text, range(len(text))
    pieces, places = [], []
    for place, character in enumerate(text):
        piece = fold(character)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


def has_word(text: str) -> bool:
    """Tell whether the tokenizer finds a word in a folded text."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co" for c in text)
