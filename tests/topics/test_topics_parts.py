from __future__ import annotations

import subprocess
import sys

from pipeline.records import Passage
from pipeline.topics import DocumentTopic, PassageTopic, document_topics
from pipeline.topics.words import words_of


def test_words_are_letters_and_short_ones_capitals() -> None:
    text = "The EU and 27 states, in 1992: l'Œuvre d'été, un vr."
    assert words_of(text) == ["eu", "states", "œuvre", "été"]


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
