from __future__ import annotations

from collections.abc import Sequence

from pipeline.topics import RegisteredTopic, Registry
from pipeline.topics.registry import FoundTopic, register


def named(
    topics: Sequence[FoundTopic], universe: Sequence[str], previous: Registry | None
) -> tuple[tuple[str, ...], Registry]:
    known = register(topics, universe, previous)
    return known.ids, known.registry


def found(label: str, *members: str) -> FoundTopic:
    return FoundTopic(label, ((label, 1.0),), members)


def test_topics_are_recognised_by_passages_and_terms() -> None:
    first = [found("music", "a", "b", "c"), found("law", "d", "e"), found("dams", "f", "g")]
    ids, registry = named(first, "abcdefg", None)
    assert ids == ("t0001", "t0002", "t0003")
    second = [found("rivers", "f", "g", "h"), found("treaties", "x", "y"), found("music", "a", "b")]
    ids, registry = named(second, "abfghxy", registry)
    # "rivers" by its passages, "music" by both; "treaties" is new and "law" is gone.
    assert ids == ("t0003", "t0004", "t0001")
    retired = [topic.id for topic in registry.topics if topic.is_retired]
    assert retired == ["t0002"]
    assert registry.next_number == 5


def test_without_common_passages_the_terms_decide() -> None:
    _, registry = named([found("music", "a"), found("law", "b")], "ab", None)
    ids, _ = named([found("law", "y"), found("film", "z")], "yz", registry)
    assert ids == ("t0002", "t0003")


def test_retired_ids_never_come_back() -> None:
    _, registry = named([found("music", "a")], "a", None)
    _, registry = named([], "", registry)
    ids, registry = named([found("music", "a")], "a", registry)
    assert ids == ("t0002",)
    assert [topic.id for topic in registry.topics] == ["t0001", "t0002"]


def test_numbers_above_9999_keep_their_order() -> None:
    registry = Registry((RegisteredTopic("t9999", "x", (), is_retired=True),))
    ids, registry = named([found("music", "a"), found("law", "b")], "ab", registry)
    assert ids == ("t10000", "t10001")
    assert [topic.id for topic in registry.topics] == ["t9999", "t10000", "t10001"]
