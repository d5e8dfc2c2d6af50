"""Topics, and what became of them: frozen values, standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TopicEventKind = Literal["continued", "split", "merged", "born", "retired"]


@dataclass(frozen=True, slots=True)
class Topic:
    """What the topic model found."""

    id: str
    """`t0001`; permanent, never used again for another topic."""
    label: str
    """Made from terms and phrases."""
    terms: tuple[tuple[str, float], ...]
    """Best first, single words, with weights from 0 to 1: class tf-idf and occurring together."""
    n_passages: int
    phrases: tuple[str, ...] = ()
    """Noun phrases that tell it from the other topics, best first."""
    themes: tuple[tuple[str, float], ...] = ()
    """Nearest themes: concept id and cosine, -1 to 1, best first."""
    examples: tuple[tuple[str, str], ...] = ()
    """Up to three: id of a passage and a sentence of it, most telling first."""
    x: float = 0.0
    """Place on the map of topics, -1 to 1: near topics lie near each other."""
    y: float = 0.0
    name: str = ""
    """Given by a person, and then shown in the place of the label; empty: none."""


@dataclass(frozen=True, slots=True)
class TopicEvent:
    """What became of a topic from one fit to the next."""

    fit: int
    """Number of the later fit, from 1."""
    kind: TopicEventKind
    topic_id: str
    """The topic that it is told of: the later one; of `retired` the one that is gone."""
    other_id: str = ""
    """Of `split` the earlier topic it came out of; of `merged` an earlier one that went into it;
    of `retired` the topic that took most of its passages; empty: none."""
    of_topic: float = 0.0
    """0 to 1: share of the topic's passages (of those both fits saw) that the other one had."""
    of_other: float = 0.0
    """0 to 1: share of the other one's passages that the topic has now."""
    likeness: float = 0.0
    """0 to 1: by which a topic was recognised; 0 where it was not."""
