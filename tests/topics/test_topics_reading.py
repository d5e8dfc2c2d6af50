"""What a reader is shown of topics: labels, phrases, sentences, terms, map."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.records import Passage
from pipeline.topics.labels import label_of
from pipeline.topics.layout import place_topics
from pipeline.topics.phrases import topic_phrases
from pipeline.topics.sentences import example_sentences, is_whole, sentences_of
from pipeline.topics.telling import choose_terms
from pipeline.topics.words import words_of


@pytest.mark.parametrize(
    ("phrases", "words", "label"),
    [
        (
            ["world heritage", "heritage list"],
            ["heritage", "sites", "site"],
            "world heritage, sites",
        ),
        ([], ["museum", "museums", "city", "cities", "glass", "gas"], "museum, city, glass, gas"),
        (["solar panels"], ["coal", "panel"], "coal, solar panels"),
        (["a b", "c d", "e f"], ["g", "h", "i"], "g, a b, c d, h"),
        ([], [], ""),
    ],
)
def test_labels_do_not_say_a_thing_twice(phrases: list[str], words: list[str], label: str) -> None:
    assert label_of(phrases, words) == label


LIBRARIES = [
    "The public library lends books. Readers of the public library said so on Monday.",
    "A public library is a place of freedom of expression for all readers.",
    "Every public library keeps books; freedom of expression begins with readers.",
]
RIVERS = [
    "The river basin floods. A public library stood there, beside the river basin.",
    "In the river basin fishers wait for the drinking water of spring.",
    "Drinking water comes from the river basin, and drinking water is scarce.",
    "No drinking water, said the fishers.",
]


def test_phrases_tell_topics_apart_and_hold_one_of_their_terms() -> None:
    terms = [{"library", "books", "freedom"}, {"river", "water"}]
    libraries, rivers = topic_phrases([LIBRARIES, RIVERS], terms)
    assert libraries[0] == "public library"
    assert rivers == ("drinking water", "river basin") or rivers == (
        "river basin",
        "drinking water",
    )
    assert topic_phrases([LIBRARIES, RIVERS], [{"books"}, {"fishers"}]) == [(), ()]
    assert topic_phrases([[], RIVERS], terms)[0] == ()


def test_phrases_may_hold_of_but_no_other_small_word() -> None:
    texts = [*LIBRARIES, "Freedom of expression for the library.", "Books for the many readers."]
    (found,) = topic_phrases([texts], [{"freedom", "library", "books"}])
    assert "freedom of expression" in found
    assert not any("for" in phrase.split() for phrase in found)


def test_sentences_are_split_but_not_after_abbreviations() -> None:
    text = "Dr. Ada Bell spoke. She left at 5.30 p.m. for home.\n\nThe end came soon."
    assert sentences_of(text) == [
        "Dr. Ada Bell spoke.",
        "She left at 5.30 p.m. for home.",
        "The end came soon.",
    ]


KNOWN = frozenset(
    words_of("museums lend their collections schools villages children learn touch see old tools")
)


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("Museums lend their collections to schools so that children may touch old tools.", True),
        ("Museums lend their collections.", False),
        ("museums lend their collections to schools so that children may touch old tools.", False),
        ("They lend their collections to schools so that children may touch old tools.", False),
        ("Museums lend their collections to schools so that children may touch old tools", False),
        ("Museums lend their collec- tions to schools ~ that children may touch old tools.", False),
        ("Old Tools The museums lend their collections to schools and children learn.", False),
        ("Museums lend their tools to be old:“The children see collections” and learn.", False),
        ("Mvseums lcnd tbeir collcctions to schools sothat cbildren may toucb old tools.", False),
        ("Museums (lend their collections to schools so that children may touch old tools.", False),
    ],
)
def test_examples_are_whole_clean_sentences(sentence: str, whole: bool) -> None:
    assert is_whole(sentence, KNOWN) is whole


def passage(id_: str, text: str) -> Passage:
    return Passage(id_, id_[:2], 0, 0, len(text), len(text.split()), text)


def test_examples_come_from_different_documents_and_hold_the_terms() -> None:
    telling = "Museums lend their collections to schools so that children may touch old tools."
    dull = "Children learn to see old villages and villages see children learn to touch."
    found = example_sentences(
        [
            passage("d1-000", dull),
            passage("d1-001", telling),
            passage("d2-000", telling),
            passage("d3-000", dull),
            passage("d4-000", "Nothing here to show."),
        ],
        {"museums": 1.0, "collections": 0.5, "villages": 0.1},
        KNOWN,
    )
    assert found == (("d1-001", telling), ("d3-000", dull))


def test_terms_are_those_that_occur_together() -> None:
    # Words 0 to 3 in the same passages, 4 as often as they but always alone.
    held = csr_matrix(
        [[1, 1, 1, 1, 0, 0]] * 300 + [[0, 0, 0, 0, 1, 0]] * 300 + [[0, 0, 0, 0, 0, 1]] * 450
    )
    (topic, other) = choose_terms(
        [[(4, 1.0), (0, 0.9), (1, 0.9), (2, 0.8), (3, 0.8)], [(5, 1.0), (0, 0.1)]],
        held.astype(np.float64),
        4,
    )
    assert sorted(column for column, _ in topic) == [0, 1, 2, 3]
    assert [weight for _, weight in topic] == sorted((w for _, w in topic), reverse=True)
    assert other[0][0] == 5
    assert choose_terms([[]], held.astype(np.float64), 4) == [[]]


def test_near_topics_lie_near_each_other_on_the_map() -> None:
    random = np.random.default_rng(0)
    ends = random.normal(size=(3, 40))
    directions = np.repeat(ends, 4, axis=0) + 0.3 * random.normal(size=(12, 40))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    places = place_topics(directions)
    between = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    same = np.repeat(np.arange(3), 4)[:, None] == np.repeat(np.arange(3), 4)[None, :]
    assert between[same].max() < between[~same].min()
    assert np.abs(places).max() == 1.0
    assert (place_topics(directions.copy()) == places).all()


@pytest.mark.parametrize("n_topics", [0, 1, 2])
def test_maps_of_few_topics(n_topics: int) -> None:
    places = place_topics(np.eye(5)[:n_topics])
    assert places.shape == (n_topics, 2)
    assert np.isfinite(places).all()
    assert (place_topics(np.eye(5)[[0, 0, 0]]) == 0).all()
