"""Look at topics: all of them, one of them, its past."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Topic, TopicEvent
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.topics.known import Known, find, load
from pipeline.store import Store, topic_reading
from pipeline.store.topic_names import NameGiven
from pipeline.store.topic_reading import DocumentOfTopic

NEWEST = 10
"""Documents shown of a topic."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A standing topic in the list of all."""

    topic: Topic
    n_documents: int
    """That have a passage in it."""
    share: float
    """0 to 1: of all passages that were given a topic or none."""
    themes: tuple[tuple[str, float], ...]
    """Labels of the nearest themes and cosines, best first."""


@dataclass(frozen=True, slots=True)
class TopicSheet:
    """All there is to say of a topic that stands or has stood."""

    topic_id: str
    row: TopicRow | None
    """None: retired."""
    past: list[TopicEvent]
    given: list[NameGiven]
    examples: list[tuple[str, DocumentOfTopic | None]]
    """Sentences and the documents they stand in."""
    newest: list[DocumentOfTopic]


def rows(workspace: Workspace, store: Store, known: Known) -> list[TopicRow]:
    """Return the standing topics, the largest first."""
    with store.read() as connection:
        n_documents = topic_reading.documents_by_topic(connection)
        n_all = topic_reading.count_passages(connection)
    labels = _theme_labels(workspace)
    found = [
        TopicRow(
            topic,
            n_documents.get(topic.id, 0),
            topic.n_passages / max(n_all, 1),
            tuple((labels.get(id_, id_), cosine) for id_, cosine in topic.themes),
        )
        for topic in known.topics.values()
    ]
    return sorted(found, key=lambda row: (-row.topic.n_passages, row.topic.id))


def sheet(workspace: Workspace, store: Store, topic_id: str) -> tuple[Known, TopicSheet]:
    """Return all there is to say of one topic, and what else is known.

    Raises:
        MissingError: There never was such a topic.
    """
    known = load(store)
    id_ = find(known, topic_id)
    row = next((one for one in rows(workspace, store, known) if one.topic.id == id_), None)
    examples = row.topic.examples if row else ()
    documents = [passage.rpartition("-")[0] for passage, _ in examples]
    with store.read() as connection:
        named = topic_reading.documents_named(connection, id_, documents)
        newest = topic_reading.newest_documents(connection, id_, NEWEST)
    return known, TopicSheet(
        topic_id=id_,
        row=row,
        past=known.past(id_),
        given=[one for one in known.given if one.topic_id == id_],
        examples=[
            (sentence, named.get(document))
            for (_, sentence), document in zip(examples, documents, strict=True)
        ],
        newest=newest,
    )


def _theme_labels(workspace: Workspace) -> dict[str, str]:
    themes = declared.vocabularies(workspace).get("themes")
    return {concept.id: concept.label for concept in themes.concepts} if themes else {}
