"""Labels that can be read, made of phrases and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

N_PARTS = 4
N_PHRASES = 2
"""At most so many parts of a label are phrases."""
UNCHANGED = frozenset({"series", "species", "news", "physics", "politics", "ethics", "means"})
"""Words that are their own plural, or end in s in the singular."""


def label_of(phrases: Sequence[str], words: Iterable[str]) -> str:
    """Return what says most of a topic in few words, joined by commas.

    The topic's best word, or the first phrase that holds it; then phrases and words in turn.
    Nothing is said twice: left out is what shares a word with a part taken before, singular and
    plural being one ("heritage" beside "cultural heritage").

    Args:
        phrases: Best first.
        words: Best first.
    """
    words = list(words)
    first = [phrase for phrase in phrases if words and says_again(words[0], [phrase])]
    taken: list[str] = []
    for part in [*first[:1], *words[:1], *phrases, *words]:
        is_phrase = " " in part
        n_phrases = sum(" " in other for other in taken)
        if is_phrase and n_phrases == N_PHRASES:
            continue
        if len(taken) < N_PARTS and not says_again(part, taken):
            taken.append(part)
    return ", ".join(taken)


def says_again(part: str, taken: Iterable[str]) -> bool:
    """Tell whether a part shares a word with one of those taken."""
    return any(folded(part) & folded(other) for other in taken)


def folded(part: str) -> frozenset[str]:
    """Return the words of a part, roughly in the singular."""
    return frozenset(singular(word) for word in part.split())


def singular(word: str) -> str:
    """Return the singular of an English noun, roughly."""
    if word in UNCHANGED:
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > len("gas"):
        return word[:-1]
    return word
