"""Topics keep their ids from fit to fit, and what became of each is told."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from pipeline.records import TopicEvent
from pipeline.topics import RegisteredTopic, Registry
from pipeline.topics import registry as registry_module
from pipeline.topics.registry import FoundTopic, register


def named(
    topics: Sequence[FoundTopic], universe: Sequence[str], previous: Registry | None
) -> tuple[tuple[str, ...], Registry]:
    known = register(topics, universe, previous)
    return known.ids, known.registry


def found(label: str, *members: str) -> FoundTopic:
    return FoundTopic(label, ((label, 1.0),), members)


def ids_of(letter: str, n: int) -> list[str]:
    return [f"{letter}{number:02d}" for number in range(n)]


def refit(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> tuple[tuple[str, ...], tuple[TopicEvent, ...]]:
    """Register the topics of two fits, each as label and members."""
    _, registry = named(
        [found(label, *members) for label, members in before.items()],
        [one for members in before.values() for one in members],
        None,
    )
    universe = [one for members in after.values() for one in members]
    known = register(
        [found(label, *members) for label, members in after.items()], universe, registry, fit=2
    )
    return known.ids, known.events


def told(events: Sequence[TopicEvent]) -> list[str]:
    return [" ".join(filter(None, (e.kind, e.topic_id, e.other_id))) for e in events]


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


def test_the_best_pairing_of_all_counts_not_the_first_good_one() -> None:
    """One is like both old topics, the other like the first alone: both can be recognised."""
    before = {"one": ids_of("a", 10), "two": ids_of("b", 10)}
    after = {"two": [*ids_of("b", 10), *ids_of("a", 10)[:4]], "one": ids_of("a", 10)[4:]}
    ids, events = refit(before, after)
    assert ids == ("t0002", "t0001")
    assert told(events) == ["continued t0001", "continued t0002"]
    (one, two) = events
    assert (one.fit, one.of_topic, one.of_other) == (2, 1.0, 0.6)
    assert (two.of_topic, two.of_other) == (pytest.approx(10 / 14, abs=1e-6), 1.0)
    assert 0.4 <= one.likeness < two.likeness < 1


def test_a_split_names_what_it_came_out_of() -> None:
    before = {"arts": ids_of("a", 20), "law": ids_of("b", 5)}
    after = {"arts": ids_of("a", 13), "film": ids_of("a", 20)[13:], "law": ids_of("b", 5)}
    ids, events = refit(before, after)
    assert ids == ("t0001", "t0003", "t0002")
    assert told(events) == ["continued t0001", "continued t0002", "split t0003 t0001"]
    assert (events[-1].of_topic, events[-1].of_other) == (1.0, 0.35)


def test_a_topic_in_pieces_is_gone_and_the_pieces_came_out_of_it() -> None:
    a = ids_of("a", 21)
    _, events = refit({"arts": a}, {"film": a[:7], "dance": a[7:14], "opera": a[14:]})
    assert told(events) == [
        "retired t0001 t0002",
        "split t0002 t0001",
        "split t0003 t0001",
        "split t0004 t0001",
    ]
    assert events[0].of_topic == pytest.approx(1 / 3, abs=1e-6)


def test_a_topic_that_went_into_another_is_merged_and_retired() -> None:
    before = {"arts": ids_of("a", 12), "film": ids_of("b", 5), "law": ids_of("c", 5)}
    after = {"arts": [*ids_of("a", 12), *ids_of("b", 4)], "law": [*ids_of("c", 5), "b04"]}
    _, events = refit(before, after)
    assert told(events) == [
        "continued t0001", "merged t0001 t0002", "retired t0002 t0001", "continued t0003",
    ]  # fmt: skip
    merged, retired = events[1:3]
    assert (merged.of_topic, merged.of_other) == (0.25, 0.8)
    assert (retired.of_topic, retired.of_other) == (0.8, 0.25)


def test_a_new_topic_of_several_that_are_gone_is_merged_from_them() -> None:
    before = {label: ids_of(label[0], 5) for label in ("arts", "brass", "choir", "drums")}
    ids, events = refit(before, {"music": [one for each in before.values() for one in each]})
    assert ids == ("t0005",)
    assert [one for one in told(events) if "t0005" in one.split()[1]] == [
        f"merged t0005 {id_}" for id_ in ("t0001", "t0002", "t0003", "t0004")
    ]
    assert sum(one.startswith("retired") for one in told(events)) == 4
    assert "born" not in " ".join(told(events))


def test_a_topic_of_new_passages_is_born_and_one_whose_passages_left_the_corpus_is_retired() -> (
    None
):
    ids, events = refit({"arts": ids_of("a", 5)}, {"law": ids_of("z", 5)})
    assert ids == ("t0002",)
    assert told(events) == ["retired t0001", "born t0002"]


def test_every_topic_is_accounted_for_whatever_happens() -> None:
    """Each old topic continues or is retired, once; each new one has one origin, or merged ones."""
    draw = random.Random(4)
    universe = ids_of("a", 90)
    registry: Registry | None = None
    for fit in range(1, 12):
        groups: dict[int, list[str]] = {}
        for one in draw.sample(universe, 70):
            groups.setdefault(draw.randrange(draw.randint(2, 8)), []).append(one)
        topics = [found(f"w{draw.randrange(9)}", *sorted(each)) for each in groups.values()]
        known = register(topics, universe, registry, fit=fit)
        old = {topic.id for topic in registry.living} if registry else set()
        kinds = [(event.kind, event.topic_id) for event in known.events]
        gone = [id_ for kind, id_ in kinds if kind == "retired"]
        kept = [id_ for kind, id_ in kinds if kind == "continued"]
        assert sorted([*gone, *kept]) == sorted(old)
        new = set(known.ids) - old
        assert {id_ for kind, id_ in kinds if kind in ("born", "split", "merged")} >= new
        origins = [id_ for kind, id_ in kinds if kind in ("born", "split")]
        assert len(origins) == len(set(origins))
        assert not set(gone) & set(known.ids)
        assert all(0 <= part <= 1 for e in known.events for part in (e.of_topic, e.of_other))
        registry = known.registry
    ids = [topic.id for topic in registry.topics] if registry else []
    assert ids == [f"t{number:04d}" for number in range(1, len(ids) + 1)]


def test_past_a_size_topics_are_recognised_by_the_same_drawn_passages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry_module, "MOST_REMEMBERED", 20)
    a, b = ids_of("a", 60), ids_of("b", 60)
    _, registry = named([found("x", *a), found("y", *b)], [*a, *b], None)
    remembered = [member for topic in registry.topics for member in topic.members]
    assert len(remembered) == 20
    grown = [*a, *b, *ids_of("c", 60)]
    known = register([found("p", *b, *ids_of("c", 60)), found("q", *a)], grown, registry)
    assert known.ids == ("t0002", "t0001")
    assert all(event.of_other == 1.0 for event in known.events)
    again = named([found("x", *a), found("y", *b)], [*b, *a][::-1], None)[1]
    assert again == registry
