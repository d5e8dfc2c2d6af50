"""Sentences that show what a topic is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.records import Passage
from pipeline.topics.words import words_of

N_EXAMPLES = 3
N_PASSAGES = 40
"""Passages a topic, nearest to its centre first, in which examples are looked for."""
LEAST_WORDS, MOST_WORDS = 9, 36
"""Shorter ones say too little, longer ones are not read."""
END = re.compile(r"(?<=[a-z)\d\"”’][.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n+")
WHOLE = re.compile(r"[\"“‘]?[A-Z][^\n]*[.!?][\"”’)]?")
ODD = re.compile(
    r"[^\w\s.,;:!?'’‘“”\"()\-–—%/&]|\w[._]\w|\d\w*[A-Za-z]|\b\w\s\w\s\w\b|\s[.,;]|[-.]{2}"
    r"|[a-z][A-Z]|[?!]\s[a-z]|^[B-HJ-Z]\s|\w\s(?:The|An?|In|It|This|We|They|There|These)\b"
    r"|[,:;][\"“A-Za-z]"
)
"""Signs that scanning, tables, headings or addresses leave; a sentence with one is no example."""
_LEANING = (
    "he she it they this that these those but and or so then however thus therefore such his her "
    "its their here there also yet nor"
)
LEANING = frozenset(_LEANING.split())
"""A sentence that begins with one cannot stand alone."""
LEAST_KNOWN = 0.8
"""Part of its words that occur elsewhere in the corpus: the others are scanning errors, names."""
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc|e\.g|i\.e|[A-Z])\.$")


def example_sentences(
    passages: Sequence[Passage], weights: Mapping[str, float], known: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Choose the sentences that say most of a topic, each from another document.

    Of the sentences that are whole, clean, can stand alone and are of a length to be read, those
    with most weight of the topic's terms for their length are taken; the nearer their passage is
    to the topic's centre, the better.

    Args:
        passages: Of the topic, nearest to its centre first.
        weights: Of the topic's terms.
        known: Words of the corpus.

    Returns:
        Up to N_EXAMPLES (passage id, sentence), most telling first.
    """
    found = []
    for rank, passage in enumerate(passages[:N_PASSAGES]):
        for sentence in sentences_of(passage.text):
            if is_whole(sentence, known):
                worth = _worth(sentence, weights) * (1 - rank / (2 * N_PASSAGES))
                found.append((-round(worth, 6), passage.id, sentence, passage.document_id))
    taken: dict[str, tuple[str, str]] = {}
    for worth, passage_id, sentence, document in sorted(found):
        is_new = document not in taken and sentence not in {old for _, old in taken.values()}
        if worth < 0 and is_new and len(taken) < N_EXAMPLES:
            taken[document] = (passage_id, sentence)
    return tuple(taken.values())


def sentences_of(text: str) -> list[str]:
    """Split a text into sentences, roughly: what is told wrong is mostly not whole."""
    parts = [part.strip() for part in END.split(text) if part and part.strip()]
    joined: list[str] = []
    for part in parts:
        if joined and ABBREVIATION.search(joined[-1]):
            joined[-1] += " " + part
        else:
            joined.append(part)
    return joined


def is_whole(sentence: str, known: frozenset[str]) -> bool:
    """Tell whether a sentence is whole, clean, and can stand alone."""
    runs = sentence.split()
    if not LEAST_WORDS <= len(runs) <= MOST_WORDS or not WHOLE.fullmatch(sentence):
        return False
    if ODD.search(sentence) or runs[0].lower().strip("\"“‘'") in LEANING:
        return False
    if sentence.count("(") != sentence.count(")") or sentence.count('"') % 2:
        return False
    if sentence.count("“") != sentence.count("”") or sum(run.isupper() for run in runs) > 3:
        return False
    words = words_of(sentence)
    return sum(word in known for word in words) >= LEAST_KNOWN * max(len(words), 1)


def _worth(sentence: str, weights: Mapping[str, float]) -> float:
    words = words_of(sentence)
    told = sum(weights.get(word, 0.0) for word in set(words))
    return told / (len(words) + LEAST_WORDS) ** 0.5 if words else 0.0
