from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.embedding import Encoder
from pipeline.records import Document, Passage
from pipeline.text import passages
from pipeline.themes import Suggestion, load_suggester
from pipeline.themes.evidence import (
    MOST_SENTENCES,
    Sentence,
    Sentences,
    naming,
    read_sentences,
    speaking,
)
from pipeline.themes.tagger import Labelled, Tagger, cold, train
from pipeline.vocabulary import load_vocabulary

MODELS = Path(__file__).parents[2] / "models"

TEXT = """\
The mayor welcomed the guests at the station. It rained all morning, and the band played under a \
roof. The museum had lent two bronzes and a portrait for the occasion, and its curators wrote new \
labels. Lunch was served at noon.

After lunch the talk was of money. A grant from the foundation pays for half of the costs, and the \
city has to find the rest. Nobody knew from where.

Evening classes in Portuguese begin in May. Prizes go to translators of novels from small \
languages. The train left at six."""


@pytest.fixture(scope="module")
def tagger(encoder: Encoder) -> Tagger:
    return cold(load_suggester(load_vocabulary(MODELS / "themes.ttl"), encoder))


@pytest.fixture(scope="module")
def document() -> Document:
    return Document("0123456789abcdef", 1, "s", "A visit", TEXT, "en")


@pytest.fixture(scope="module")
def cut(document: Document) -> tuple[Passage, ...]:
    found = passages(document)
    assert len(found) == 1
    return found


@pytest.fixture(scope="module")
def read(cut: tuple[Passage, ...], encoder: Encoder) -> dict[str, Sentences]:
    return {one.id: read_sentences(one, encoder.read(one.text)) for one in cut}


def suggested(tagger: Tagger, cut: tuple[Passage, ...], encoder: Encoder) -> list[Suggestion]:
    return tagger.suggest("", cut, encoder.encode([one.text for one in cut]))


def words_of(sentence: Sentence) -> str:
    return TEXT[sentence.start : sentence.end]


def test_sentences_stand_at_their_place_in_the_document(read: dict[str, Sentences]) -> None:
    (one,) = read.values()
    assert one.texts[0] == "The mayor welcomed the guests at the station."
    assert [words_of(span) for span in one.spans] == list(one.texts)
    assert " ".join(one.texts) == " ".join(TEXT.split())


def test_vectors_of_sentences_come_from_their_own_words(read: dict[str, Sentences]) -> None:
    (one,) = read.values()
    assert np.linalg.norm(one.vectors, axis=1) == pytest.approx(np.ones(len(one.texts)))
    assert len(np.unique(one.vectors.round(6), axis=0)) == len(one.texts)


@pytest.mark.parametrize(
    ("theme", "word"),
    [
        ("museums-collections", "bronzes"),
        ("funding", "grant"),
        ("language-translation", "translators"),
    ],
)
def test_the_sentence_that_speaks_for_a_theme_comes_first(
    theme: str,
    word: str,
    tagger: Tagger,
    cut: tuple[Passage, ...],
    read: dict[str, Sentences],
    encoder: Encoder,
) -> None:
    every = suggested(tagger, cut, encoder)
    first, *more = speaking(every, read, tagger)[theme]
    assert word in words_of(first)
    assert len(more) < MOST_SENTENCES


def test_every_suggestion_has_a_sentence(
    tagger: Tagger, cut: tuple[Passage, ...], read: dict[str, Sentences], encoder: Encoder
) -> None:
    every = suggested(tagger, cut, encoder)
    spoken = speaking(every, read, tagger)
    assert list(spoken) == [one.concept_id for one in every]
    assert all(1 <= len(some) <= MOST_SENTENCES for some in spoken.values())
    assert speaking([], read, tagger) == {}


def test_company_has_no_influence(
    tagger: Tagger, cut: tuple[Passage, ...], read: dict[str, Sentences], encoder: Encoder
) -> None:
    every = suggested(tagger, cut, encoder)
    together = speaking(every, read, tagger)
    for one in every[::7]:
        assert speaking([one], read, tagger) == {one.concept_id: together[one.concept_id]}


def test_what_was_learnt_points_at_sentences_too(
    tagger: Tagger, cut: tuple[Passage, ...], read: dict[str, Sentences], encoder: Encoder
) -> None:
    rain = [f"It rained in {place} and the band played under a roof." for place in "ABCDEFGH"]
    dry = [f"The train left at six for {place}, and lunch was served." for place in "ABCDEFGH"]
    examples = [
        example(number, text, {"sustainability": float(text in rain)}, encoder)
        for number, text in enumerate([*rain, *dry])
    ]
    learnt = train(tagger.suggester, examples)
    every = suggested(learnt, cut, encoder)
    assert "rained" in words_of(speaking(every, read, learnt)["sustainability"][0])


def example(number: int, text: str, verdicts: dict[str, float], encoder: Encoder) -> Labelled:
    id_ = f"{number:016d}"
    cut = (Passage(f"{id_}-000", id_, 0, 0, len(text), len(text.split()), text),)
    return Labelled(id_, id_, "", cut, encoder.encode([text]), verdicts, True)


def test_what_the_encoder_has_not_read_any_more_may_still_be_named(
    tagger: Tagger, encoder: Encoder
) -> None:
    text = "The rain fell on the roof of the house. " * 40 + "A museum shows its collections."
    one = Passage("d-000", "d", 0, 0, len(text), len(text.split()), text)
    read = read_sentences(one, encoder.read(text))
    assert not read.vectors[-1].any()
    spoken = speaking([Suggestion("museums-collections", 0.5, ("d-000",))], {"d-000": read}, tagger)
    assert read.spans[-1] in spoken["museums-collections"]


def test_short_lines_speak_only_where_nothing_else_does(tagger: Tagger, encoder: Encoder) -> None:
    for text, expected in (
        ("Museums\n\nCurators hang portraits in a gallery.", "Curators hang"),
        ("Museums\n\nGalleries", "Museums"),
    ):
        one = Passage("d-000", "d", 0, 0, len(text), len(text.split()), text)
        read = {"d-000": read_sentences(one, encoder.read(text))}
        wanted = [Suggestion("museums-collections", 0.5, ("d-000",))]
        first = speaking(wanted, read, tagger)["museums-collections"][0]
        assert text[first.start : first.end].startswith(expected)


def test_naming_takes_the_sentences_that_weigh_most(cut: tuple[Passage, ...]) -> None:
    wanted = [Suggestion("x", 1.0, (cut[0].id,)), Suggestion("y", 1.0, (cut[0].id,))]
    found = naming(wanted, cut, lambda _, text: {"x": float(text.count("the"))} if text else {})
    assert words_of(found["x"][0]).count("the") == max(
        words_of(one).count("the") for one in found["x"]
    )
    assert len(found["x"]) == MOST_SENTENCES
    assert found["y"] == ()
