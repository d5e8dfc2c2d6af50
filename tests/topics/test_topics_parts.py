from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.records import Passage
from pipeline.topics import DocumentTopic, PassageTopic, RegisteredTopic, Registry, document_topics
from pipeline.topics.registry import FoundTopic, register
from pipeline.topics.space import words_of
from pipeline.topics.terms import label_of


@pytest.mark.parametrize(
    ("terms", "label"),
    [
        (
            ["cultural heritage", "heritage", "sites", "site", "list"],
            "cultural heritage, sites, list",
        ),
        (["museum", "museums", "city", "cities", "glass", "gas"], "museum, city, glass, gas"),
        (["a1", "b1", "c1", "d1", "e1"], "a1, b1, c1, d1"),
        (["art", "street art", "arts"], "art"),
        ([], ""),
    ],
)
def test_labels_do_not_say_a_thing_twice(terms: list[str], label: str) -> None:
    assert label_of(tuple((term, 1.0) for term in terms)) == label


def test_words_are_letters_and_short_ones_capitals() -> None:
    text = "The EU and 27 states, in 1992: l'Œuvre d'été, un vr."
    assert words_of(text) == ["the", "eu", "and", "states", "œuvre", "été"]


def found(label: str, *members: str) -> FoundTopic:
    return FoundTopic(label, ((label, 1.0),), members)


def test_topics_are_recognised_by_passages_and_terms() -> None:
    first = [found("music", "a", "b", "c"), found("law", "d", "e"), found("dams", "f", "g")]
    ids, registry = register(first, "abcdefg", None)
    assert ids == ["t0001", "t0002", "t0003"]
    second = [found("rivers", "f", "g", "h"), found("treaties", "x", "y"), found("music", "a", "b")]
    ids, registry = register(second, "abfghxy", registry)
    # "rivers" by its passages, "music" by both; "treaties" is new and "law" is gone.
    assert ids == ["t0003", "t0004", "t0001"]
    retired = [topic.id for topic in registry.topics if topic.is_retired]
    assert retired == ["t0002"]
    assert registry.next_number == 5


def test_without_common_passages_the_terms_decide() -> None:
    _, registry = register([found("music", "a"), found("law", "b")], "ab", None)
    ids, _ = register([found("law", "y"), found("film", "z")], "yz", registry)
    assert ids == ["t0002", "t0003"]


def test_retired_ids_never_come_back() -> None:
    _, registry = register([found("music", "a")], "a", None)
    _, registry = register([], "", registry)
    ids, registry = register([found("music", "a")], "a", registry)
    assert ids == ["t0002"]
    assert [topic.id for topic in registry.topics] == ["t0001", "t0002"]


def test_numbers_above_9999_keep_their_order() -> None:
    registry = Registry((RegisteredTopic("t9999", "x", (), is_retired=True),))
    ids, registry = register([found("music", "a"), found("law", "b")], "ab", registry)
    assert ids == ["t10000", "t10001"]
    assert [topic.id for topic in registry.topics] == ["t9999", "t10000", "t10001"]


def passage(document: str, ordinal: int, n_words: int) -> Passage:
    return Passage(f"{document}-{ordinal:03d}", document, ordinal, 0, 1, n_words, "text")


def test_documents_have_several_topics_by_share_of_words() -> None:
    passages = [
        passage("d1", 0, 150), passage("d1", 1, 50), passage("d1", 2, 100), passage("d1", 3, 100),
        passage("d2", 0, 10), passage("d3", 0, 0),
    ]  # fmt: skip
    assigned = [
        PassageTopic("d1-000", "t0002", 0.5),
        PassageTopic("d1-001", "t0001", 0.5),
        PassageTopic("d1-002", "t0001", 0.5),
        PassageTopic("d1-003", "", 0.1),
        PassageTopic("d3-000", "t0001", 0.5),
    ]
    expected = [DocumentTopic("d1", "t0001", 0.375), DocumentTopic("d1", "t0002", 0.375)]
    assert document_topics(passages, assigned) == expected
    assert document_topics(passages[::-1], assigned[::-1]) == expected
    assert document_topics([], []) == []


def test_neither_bertopic_nor_torch_is_loaded_by_the_import() -> None:
    code = "import sys, pipeline.topics; sys.exit(bool({'bertopic', 'torch'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
