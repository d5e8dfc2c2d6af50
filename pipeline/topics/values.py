"""The values of the topics stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.records import Topic, TopicEvent


@dataclass(frozen=True, slots=True)
class Guide:
    """A theme that topics are told of: it may guide a fit, and topics say which are near."""

    id: str
    """Of the concept."""
    label: str
    names: tuple[str, ...]
    """What it is called in texts, as "soft power": labels and other labels."""
    vector: np.ndarray = field(repr=False)
    """float32 (n_dimensions), unit length: of label and definition."""


@dataclass(frozen=True, slots=True)
class PassageTopic:
    """The topic of one passage."""

    passage_id: str
    topic_id: str
    """"" where the passage is too far from every topic."""
    score: float
    """0 to 1: cosine to the topic's centre; to the nearest one where there is no topic."""


@dataclass(frozen=True, slots=True)
class DocumentTopic:
    """One of the topics of a document."""

    document_id: str
    topic_id: str
    share: float
    """Above 0 to 1: part of the document's words; shares of one document add up to at most 1."""


@dataclass(frozen=True, slots=True)
class RegisteredTopic:
    """What is remembered of a topic, so that the next fit can recognise it."""

    id: str
    label: str
    terms: tuple[tuple[str, float], ...]
    members: tuple[str, ...] = field(default=(), repr=False)
    """Ids of the passages nearest to it, in order; none once the topic is retired."""
    is_retired: bool = False
    """The last fit did not find it again. Its id is never given to another topic."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Every topic there ever was, in order of id."""

    topics: tuple[RegisteredTopic, ...] = ()

    @property
    def living(self) -> tuple[RegisteredTopic, ...]:
        """Those of the last fit."""
        return tuple(topic for topic in self.topics if not topic.is_retired)

    @property
    def next_number(self) -> int:
        """Number of the next new topic."""
        return max((int(topic.id[1:]) for topic in self.topics), default=0) + 1


@dataclass(frozen=True, slots=True)
class Fitting:
    """How topics are to be found."""

    seed: int = 0
    """Of everything that draws lots."""
    n_topics: int = 0
    """How many to find without being told; 0: chosen by `choose_n_topics`. Fewer are found where
    there are not so many different passages."""
    previous: Registry | None = None
    """What the last fit left. The fit starts from its topics, and those that are found again keep
    their ids."""
    guides: Sequence[Guide] = ()
    """Themes that each topic is compared with. Those that the corpus has enough on, but no topic
    of its own for, get one besides, as `guide_groups` tells. In any order, with unique ids."""
    number: int = 1
    """Of this fit, for its events."""


@dataclass(frozen=True, slots=True)
class Space:
    """How texts and their vectors become points among which topics are found."""

    words: tuple[str, ...] = field(repr=False)
    """Vocabulary of the latent semantic analysis, in order of column; empty: too few texts."""
    idf: np.ndarray = field(repr=False)
    """float64 (n_words)."""
    components: np.ndarray = field(repr=False)
    """float64 (n_components, n_words)."""
    mean: np.ndarray = field(repr=False)
    """float64 (n_dimensions): centre of the joined vectors."""
    axes: np.ndarray = field(repr=False)
    """float64 (n_axes, n_dimensions): principal components."""


@dataclass(frozen=True, slots=True)
class TopicModel:
    """All that is needed to give a topic to a new passage."""

    space: Space
    topic_ids: tuple[str, ...]
    centres: np.ndarray = field(repr=False)
    """float64 (n_topics, n_axes): what decides which topic is nearest."""
    directions: np.ndarray = field(repr=False)
    """float64 (n_topics, n_dimensions), unit length: what the score is the cosine to."""
    least_score: float
    """Passages that score less belong to no topic."""


@dataclass(frozen=True, slots=True)
class TopicFit:
    """What one fit found."""

    topics: tuple[Topic, ...]
    """In order of id."""
    passages: tuple[PassageTopic, ...] = field(repr=False)
    """One a passage, in order of passage id."""
    registry: Registry = field(repr=False)
    model: TopicModel | None = field(repr=False)
    """None where no topic was found."""
    events: tuple[TopicEvent, ...] = field(default=(), repr=False)
    """What became of each topic since the last fit."""
    n_fitted: int = 0
    """Passages that were learnt from; the others were only assigned."""

    @property
    def n_unassigned(self) -> int:
        """Passages that belong to no topic."""
        return sum(not passage.topic_id for passage in self.passages)
