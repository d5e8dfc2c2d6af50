"""Whether two names are spellings of one."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.entities.linking.forms import Form
from pipeline.entities.linking.lexicon import Lexicon

_SMALL = "of for the and on in to at by de la le du des et y e a an s"
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that tell no name from another; s: of a possessor."""
ALIKE = 92.0
"""Least token_sort_ratio (0 to 100)."""
SHORTEST = 4
"""Letters from which a word may be damaged; shorter ones are acronyms and names."""
LONG = 8
"""Letters from which a word may hold two errors."""
_NUMBER = re.compile(r"\d|^[ivx]+$")


def is_same(variant: Form, leader: Form, lexicon: Lexicon) -> bool:
    """Tell whether the first is a spelling of the second.

    Never where numbers differ, nor where they differ in words that are both common.
    """
    if variant.slug.replace("-", "") == leader.slug.replace("-", ""):
        return True
    words, others = variant.slug.split("-"), leader.slug.split("-")
    if _numbers(words) != _numbers(others):
        return False
    if fuzz.token_sort_ratio(" ".join(words), " ".join(others)) < ALIKE:
        return False
    only, missing = _difference(words, others)
    if not only and not missing:
        return words == others or len(set(words) - SMALL_WORDS) > 2
    return len(only) == len(missing) and all(
        _is_damaged(word, other, lexicon) for word, other in zip(only, missing, strict=True)
    )


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if _NUMBER.search(word))


def _difference(words: list[str], others: list[str]) -> tuple[list[str], list[str]]:
    """Return the telling words that only one of two names has, in the order of the names."""
    left, right = Counter(words), Counter(others)
    only = [word for word in words if word not in SMALL_WORDS and left[word] > right[word]]
    missing = [word for word in others if word not in SMALL_WORDS and right[word] > left[word]]
    return only, missing


def _is_damaged(word: str, other: str, lexicon: Lexicon) -> bool:
    if word + "s" == other or other + "s" == word:
        return min(len(word), len(other)) >= SHORTEST
    if min(len(word), len(other)) < SHORTEST or not lexicon.may_be(word, other):
        return False
    allowed = 1 + (len(other) >= LONG)
    return Levenshtein.distance(word, other, score_cutoff=allowed) <= allowed
