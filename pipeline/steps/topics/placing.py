"""Topics of passages as the store keeps them, and how they spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.store.topics import Placed

if TYPE_CHECKING:
    from pipeline.records import Passage
    from pipeline.topics import PassageTopic, TopicFit
    from pipeline.topics.drift import Placing


def placed(given: Iterable[PassageTopic], passages: Sequence[Passage]) -> Placed:
    """Return what to store of passages and of their documents.

    Args:
        given: Topics of passages, or none.
        passages: All passages of the documents, those that could not be read included.
    """
    from pipeline.topics import document_topics

    given = list(given)
    return Placed(
        {each.passage_id: (each.topic_id or None, each.score) for each in given},
        [(one.document_id, one.topic_id, one.share) for one in document_topics(passages, given)],
    )


def spread(given: Sequence[PassageTopic], clean: Container[str]) -> Placing:
    """Count passages by topic.

    Args:
        given: Topics of passages, or none.
        clean: Ids of those that topics can be learnt from.
    """
    from pipeline.topics.drift import Placing

    could_be_learnt = [each for each in given if each.passage_id in clean]
    return Placing(
        dict(sorted(Counter(each.topic_id for each in given).items())),
        n_far=sum(not each.topic_id for each in could_be_learnt),
        n_clean=len(could_be_learnt),
    )


def at_fit(found: TopicFit, clean: Container[str]) -> dict[str, Any]:
    """Return what later runs compare with, as JSON."""
    all_of_it = spread(found.passages, clean)
    return {
        "sizes": dict(all_of_it.sizes),
        "n_far": all_of_it.n_far,
        "n_clean": all_of_it.n_clean,
        "labels": {topic.id: topic.label for topic in found.topics},
    }


def placing_of(measured: Mapping[str, Any]) -> Placing:
    """Return what `at_fit` told."""
    from pipeline.topics.drift import Placing

    return Placing(measured["sizes"], measured["n_far"], measured["n_clean"])
