from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pipeline.embedding import Encoder
from pipeline.records import Passage
from pipeline.themes import Suggester, Suggestion, load_suggester
from pipeline.themes.names import PHRASE, NameCounter
from pipeline.themes.tagger import cold
from pipeline.vocabulary import Concept, Vocabulary, load_vocabulary

MODELS = Path(__file__).parents[2] / "models"

TEXTS = {
    "museums-collections": [
        "The gallery hung the portraits in a new order and lent two bronzes to an exhibition "
        "abroad. Curators wrote the labels afresh and catalogued the collection.",
        "Visitors to the museum may now handle replicas of objects that lie behind glass.",
    ],
    "language-translation": [
        "Evening classes in Portuguese and Arabic were full within a week. A prize goes to the "
        "best translation of a novel from a small language.",
        "Interpreters at the assembly work in six languages, and every paper is translated.",
    ],
    "gender-equality": [
        "Women conduct one orchestra in twenty. The association asks for equal pay and for "
        "mothers to be able to return to the stage.",
        "A study of equality between the sexes counts how often women direct films.",
    ],
}


def passages(document: str, texts: list[str]) -> list[Passage]:
    return [
        Passage(f"{document}-{number:03d}", document, number, 0, len(text), len(text.split()), text)
        for number, text in enumerate(texts)
    ]


def suggest(some: list[Passage], vectors: np.ndarray, suggester: Suggester) -> list[Suggestion]:
    return cold(suggester).suggest("", some, vectors)


@pytest.fixture(scope="module")
def themes(encoder: Encoder) -> Suggester:
    return load_suggester(load_vocabulary(MODELS / "themes.ttl"), encoder)


@pytest.mark.parametrize("theme", TEXTS)
def test_the_theme_of_a_text_comes_first(theme: str, themes: Suggester, encoder: Encoder) -> None:
    found = suggest(passages("d", TEXTS[theme]), encoder.encode(TEXTS[theme]), themes)
    assert found[0].concept_id == theme
    assert found[0].score > 0.5 > found[-1].score
    assert {each.concept_id for each in found} == set(themes.vocabulary.by_id)
    assert all(0 <= each.score <= 1 for each in found)
    assert found == sorted(found, key=lambda each: (-each.score, each.concept_id))


def test_disciplines_are_suggested_the_same_way(encoder: Encoder) -> None:
    disciplines = load_suggester(load_vocabulary(MODELS / "disciplines.ttl"), encoder)
    texts = ["The choreographer brought twelve dancers to the stage for a new ballet."]
    (first, *_) = suggest(passages("d", texts), encoder.encode(texts), disciplines)
    assert (first.concept_id, first.evidence) == ("dance", ("d-000",))


def test_evidence_is_the_passages_that_speak_for_the_theme(
    themes: Suggester, encoder: Encoder
) -> None:
    texts = [text for theme in TEXTS.values() for text in theme]
    found = suggest(passages("d", texts), encoder.encode(texts), themes)
    evidence = {each.concept_id: set(each.evidence) for each in found}
    assert evidence["museums-collections"] == {"d-000", "d-001"}
    assert evidence["language-translation"] == {"d-002", "d-003"}
    assert evidence["gender-equality"] == {"d-004", "d-005"}


def test_neither_order_nor_company_has_an_influence(themes: Suggester, encoder: Encoder) -> None:
    texts = [text for theme in TEXTS.values() for text in theme]
    some = passages("d", texts)
    vectors = encoder.encode(texts)
    expected = suggest(some, vectors, themes)
    order = random.Random(0).sample(range(len(some)), len(some))
    assert suggest([some[at] for at in order], vectors[order], themes) == expected


def test_a_document_without_passages_has_no_suggestion_above_0(themes: Suggester) -> None:
    found = suggest([], np.zeros((0, 384), dtype=np.float32), themes)
    assert {(each.score, each.evidence) for each in found} == {(0.0, ())}
    assert len(found) == len(themes.vocabulary.concepts)


def test_a_text_about_something_else_reaches_no_half(themes: Suggester, encoder: Encoder) -> None:
    texts = ["Tighten the four bolts of the gearbox crosswise and check the oil level again."]
    assert suggest(passages("d", texts), encoder.encode(texts), themes)[0].score < 0.5


def test_a_concept_with_a_label_only_can_be_suggested(encoder: Encoder) -> None:
    concepts = tuple(Concept(name, name, (("en", name),)) for name in ("ballet", "geology"))
    bare = load_suggester(Vocabulary("own", "Own", concepts), encoder)
    texts = ["Dancers rehearsed a pirouette."]
    found = suggest(passages("d", texts), encoder.encode(texts), bare)
    assert [each.concept_id for each in found] == ["ballet", "geology"]


def test_names_count_at_word_boundaries_only() -> None:
    concepts = (
        Concept(
            "film",
            "Film and cinema",
            (("de", "Kino und Film"), ("en", "Film and cinema"), ("fr", "Four")),
            ("movies",),
        ),
        Concept("youth", "Youth", (("en", "Youth"), ("fr", "Jeunesse et paix")), ("young people",)),
    )
    counter = NameCounter(Vocabulary("own", "Own", concepts))
    named = "Young  people's movies: KINO UND FILM"
    texts = ["Film, film; filmed. Cinema!", named, "la paix", "four"]
    assert counter.count(texts).tolist() == [[3, 0], [2 + PHRASE, PHRASE], [0, 0], [0, 0]]
    assert counter.count([]).shape == (0, 2)


def test_version_follows_vocabulary_and_encoder(themes: Suggester, encoder: Encoder) -> None:
    assert encoder.version in themes.version
    fewer = Vocabulary("themes", "Themes", themes.vocabulary.concepts[:2])
    other = load_suggester(fewer, encoder)
    assert other.version != themes.version
