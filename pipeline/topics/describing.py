"""What a reader is told of each topic: label, terms, phrases, themes, examples, place on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Passage, Topic
from pipeline.topics.labels import label_of
from pipeline.topics.layout import place_topics
from pipeline.topics.phrases import topic_phrases
from pipeline.topics.sentences import example_sentences
from pipeline.topics.terms import Terms, topic_terms
from pipeline.topics.themes import nearest_themes, nearness
from pipeline.topics.values import Guide
from pipeline.topics.words import Words

MOST_READ = 60
"""Passages a topic, nearest to its centre and each of another document, in which phrases and
sentences are looked for."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Passages that topics were learnt from, and where they were placed."""

    passages: Sequence[Passage]
    """In order of id."""
    vectors: np.ndarray
    """float32 (n_passages, n_dimensions), unit length."""
    words: Words
    groups: np.ndarray
    """Topic of each, int (n_passages)."""
    scores: np.ndarray
    """float64 (n_passages), 0 to 1: how near each is to its topic."""


def describe_topics(learnt: Learnt, directions: np.ndarray, guides: Sequence[Guide]) -> list[Topic]:
    """Describe each topic; ids and numbers of passages are left open.

    Args:
        learnt: What the topics are made of.
        directions: Of the topics, float64 (n_topics, n_dimensions), unit length.
        guides: Themes to compare with.
    """
    terms = topic_terms(learnt.words, learnt.groups)
    central = [_central(learnt, group) for group in range(len(terms))]
    phrases = topic_phrases(
        [[passage.text for passage in each] for each in central],
        [frozenset(term for term, _ in each) for each in terms],
    )
    known = frozenset(learnt.words.names)
    themes = _themes(learnt, len(terms), guides)
    places = place_topics(directions)
    return [
        Topic(
            id="",
            label=_label(phrases[at], terms[at]),
            terms=terms[at],
            n_passages=0,
            phrases=phrases[at],
            themes=themes[at],
            examples=example_sentences(central[at], dict(terms[at]), known),
            x=float(places[at, 0]),
            y=float(places[at, 1]),
        )
        for at in range(len(terms))
    ]


def _label(phrases: Sequence[str], terms: Terms) -> str:
    return label_of(phrases, [term for term, _ in terms])


def _central(learnt: Learnt, group: int) -> list[Passage]:
    """Passages nearest to a topic's centre, one a document."""
    rows = np.flatnonzero(learnt.groups == group)
    found: dict[str, Passage] = {}
    for row in rows[np.lexsort((rows, -learnt.scores[rows]))]:
        passage = learnt.passages[row]
        found.setdefault(passage.document_id, passage)
        if len(found) == MOST_READ:
            break
    return list(found.values())


def _themes(
    learnt: Learnt, n_topics: int, guides: Sequence[Guide]
) -> list[tuple[tuple[str, float], ...]]:
    if not guides:
        return [()] * n_topics
    ordered = sorted(guides, key=lambda guide: guide.id)
    return nearest_themes(nearness(learnt.vectors, learnt.groups, ordered), ordered)
