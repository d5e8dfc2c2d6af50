"""Compare predicted names with gold names."""

from __future__ import annotations

import re
from collections.abc import Iterable

SAME = 0.6
"""Names match from this overlap of their word sets (Jaccard) up."""

_ARTICLE = re.compile(r"^(the|a) ")
_BETWEEN_WORDS = re.compile(r"[^\w]+")


def normalise(name: str) -> str:
    """Return a name in lower case without leading article and punctuation."""
    return _BETWEEN_WORDS.sub(" ", _ARTICLE.sub("", name.lower().strip())).strip()


def similarity(one: str, other: str) -> float:
    """Return how alike two normalised names are, 0 to 1."""
    if one == other:
        return 1.0
    words, others = set(one.split()), set(other.split())
    return len(words & others) / len(words | others) if words and others else 0.0


def match_counts(
    predicted: Iterable[str], gold: Iterable[str], optional: Iterable[str]
) -> tuple[int, int, int]:
    """Match names one to one, the most alike first.

    Returns:
        Right predictions, predictions that count, gold names. A prediction left over that is
        like an optional name counts neither as right nor as wrong.
    """
    left = _distinct(predicted)
    wanted = _distinct(gold)
    pairs = sorted(((similarity(p, g), p, g) for p in left for g in wanted), reverse=True)
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for value, name, gold_name in pairs:
        if value >= SAME and name not in matched and gold_name not in taken:
            matched[name] = gold_name
            taken.add(gold_name)
    spared = [normalise(name) for name in optional]
    n_spared = sum(
        any(similarity(name, other) >= SAME for other in spared)
        for name in left
        if name not in matched
    )
    return len(matched), len(left) - n_spared, len(wanted)


def _distinct(names: Iterable[str]) -> list[str]:
    return sorted({normalise(name) for name in names} - {""})
