"""Noun phrases of topics, found by rules over the passages nearest to their centres."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pipeline.topics.labels import folded
from pipeline.topics.words import STOP_WORDS, counts_here

N_PHRASES = 8
N_PASSAGES = 60
"""Passages a topic in which phrases are looked for: bounds the cost, 0.1 s a topic at most."""
LEAST_PASSAGES = 3
"""A phrase must stand in so many of them."""
LINKS = frozenset({"of", "and"})
"""May stand inside a phrase of three words: "freedom of expression", "arts and crafts"."""
PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\s\w]|\d+")
_EDGES = (
    "able according actually additional ago allow allowed allowing allows ask asked asking "
    "available based become becomes began begin best better big build building built called "
    "came certain check come comes coming create created creating day different early eighth "
    "eleventh engaging enter enters entire especially example facing far fifth first follow "
    "followed following follows fourth free full furnish general getting given gives giving "
    "going good got great group growing half help helped helps high higher hundred important "
    "include includes including increasing increasingly instead join kind kinds known large "
    "larger late later latest lead leading learn learned level little live lives living "
    "local long longer look looking low main major make makes making man maximize men "
    "million modern need needed needs new ninth number old older operate order particular "
    "particularly percent place play played possible present provide provided provides "
    "providing published read reading real receive recent recently right second set seventh "
    "shall share shared sharing similar single sixth small sort special taken takes taking "
    "tell tenth thing things think third thousand thousands time times took true try turn "
    "twelfth type types understand use used users uses using various vast visit want way "
    "ways week weeks went wide work working works write written year years yes"
)
NOT_AT_THE_EDGE = frozenset(_EDGES.split())
"""Words with which no telling phrase begins or ends: verbs, numbers, words of degree. What is a
good phrase all the same ("world heritage", "young people") is let through by BOUND."""
BOUND = 0.6
"""Part of a word's occurrences that are in this phrase from which such a word may begin it."""


def topic_phrases(
    topics: Sequence[Sequence[str]], terms: Sequence[Collection[str]]
) -> list[tuple[str, ...]]:
    """Return the phrases that tell each topic from the others, best first.

    Candidates are runs of two or three words that count, or two such around "of" or "and", with
    nothing between them but spaces. They are weighed as BERTopic weighs words: by the number of
    the topic's passages that hold them, and by how few passages of other topics do; and they must
    be said together more often than their words' frequencies let expect.

    Args:
        topics: Texts of the passages nearest to each topic's centre, nearest first.

    Returns:
        Up to N_PHRASES a topic, in lower case.
    """
    counted = [_count(texts[:N_PASSAGES]) for texts in topics]
    everywhere: Counter[str] = Counter()
    for phrases, _ in counted:
        everywhere.update(phrases)
    size = sum(everywhere.values()) / max(len(topics), 1)
    return [
        _best(_telling(phrases, own), words, everywhere, size)
        for (phrases, words), own in zip(counted, terms, strict=True)
    ]


def _telling(phrases: Counter[str], terms: Collection[str]) -> Counter[str]:
    return Counter({phrase: n for phrase, n in phrases.items() if {*phrase.split()} & {*terms}})


def _count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """In how many of the texts each phrase stands, and each word."""
    phrases: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in texts:
        pieces = PIECE.findall(text)
        lower = [piece.lower() for piece in pieces]
        is_word = [counts_here(piece.replace("-", "")) for piece in pieces]
        words.update({word for word, counts in zip(lower, is_word, strict=True) if counts})
        phrases.update(_runs(lower, is_word))
    return phrases, words


def _runs(lower: Sequence[str], is_word: Sequence[bool]) -> set[str]:
    found = set()
    for at in range(len(lower) - 1):
        if not is_word[at]:
            continue
        if is_word[at + 1]:
            found.add(" ".join(lower[at : at + 2]))
        if at + 2 < len(lower) and is_word[at + 2] and (is_word[at + 1] or lower[at + 1] in LINKS):
            found.add(" ".join(lower[at : at + 3]))
    return found


def _best(
    phrases: Counter[str], words: Counter[str], everywhere: Counter[str], size: float
) -> tuple[str, ...]:
    weights = {
        phrase: n * math.log(1 + size / everywhere[phrase]) * _cohesion(phrase, n, words)
        for phrase, n in phrases.items()
        if n >= LEAST_PASSAGES and _is_noun_like(phrase, n, words)
    }
    taken: list[str] = []
    for phrase in sorted(weights, key=lambda each: (-weights[each], each)):
        again = [other for other in taken if _overlap(phrase, other)]
        if not again:
            taken.append(phrase)
        if len(taken) == N_PHRASES:
            break
    return tuple(taken)


def _cohesion(phrase: str, n: int, words: Counter[str]) -> float:
    """0 to 1: part of the occurrences of the phrase's rarer word that are in the phrase, rooted."""
    rarest = min(words[word] for word in phrase.split() if word not in LINKS)
    return math.sqrt(min(1.0, n / max(rarest, 1)))


def _is_noun_like(phrase: str, n: int, words: Counter[str]) -> bool:
    parts = phrase.split()
    if parts[-1].endswith("ly") or parts[0].endswith("ly") or set(parts) & STOP_WORDS - LINKS:
        return False
    edges = [word for word in (parts[0], parts[-1]) if word in NOT_AT_THE_EDGE]
    return all(n >= BOUND * words[word] for word in edges)


def _overlap(phrase: str, other: str) -> bool:
    """One holds the other, or they share a word but for its plural."""
    one, two = folded(phrase) - LINKS, folded(other) - LINKS
    return len(one & two) >= min(len(one), len(two), 2) or one <= two or two <= one
