from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.records import Document, Passage
from pipeline.themes import LabelMatcher, Suggestion, load_label_matcher
from pipeline.themes.inflection import stem
from pipeline.vocabulary import Concept, Vocabulary, load_vocabulary

MODELS = Path(__file__).parents[2] / "models"
FILLER = "Un long texte qui parle de tout autre chose et ne dit rien de plus. " * 45


@pytest.fixture(scope="module")
def themes() -> LabelMatcher:
    return load_label_matcher(load_vocabulary(MODELS / "themes.ttl"))


def document(language: str, title: str, *texts: str) -> tuple[Document, list[Passage]]:
    cut = [
        Passage(f"d-{at:03d}", "d", at, 0, len(text), len(text.split()), text, language)
        for at, text in enumerate(texts)
    ]
    return Document("d", 1, "s", title, "\n\n".join(texts), language), cut


def found(matcher: LabelMatcher, language: str, title: str, *texts: str) -> dict[str, Suggestion]:
    return {one.concept_id: one for one in matcher.suggest(*document(language, title, *texts))}


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("fr", "Les RELATIONS CULTURELLES de deux pays.", "cultural-relations"),
        ("fr", "Des politiques culturelles communes.", "cultural-policy"),
        ("fr", "Vers l'égalité des genres au théâtre.", "gender-equality"),
        ("es", "Las políticas culturales de la ciudad.", "cultural-policy"),
        (
            "es",
            "Un programa de intercambio y otros programas de intercambio.",
            "exchange-programmes",
        ),
        ("de", "Die Kulturbeziehungen. Alle Kulturbeziehungen!", "cultural-relations"),
        ("de", "Von der kulturellen Vielfalt.", "cultural-diversity"),
        ("de", "In den Museen und Sammlungen; viele Museen.", "museums-collections"),
    ],
)
def test_a_label_is_found_in_any_number_and_case(
    themes: LabelMatcher, language: str, text: str, concept: str
) -> None:
    (one, *_) = themes.suggest(*document(language, "", text))
    assert (one.concept_id, one.evidence) == (concept, ("d-000",))
    assert one.score >= 0.5


def test_an_ordinary_word_needs_two_mentions(themes: LabelMatcher) -> None:
    assert found(themes, "fr", "", "La jeunesse de la ville chante.") == {}
    assert found(themes, "fr", "", "La jeunesse chante.", "La jeunesse danse.")[
        "youth"
    ].evidence == (
        "d-000",
        "d-001",
    )
    assert "youth" in found(themes, "fr", "Une jeunesse", "La jeunesse chante.")


def test_a_title_alone_shows_no_evidence(themes: LabelMatcher) -> None:
    assert found(themes, "fr", "Diplomatie culturelle", "Rien de plus ici.") == {}


def test_title_lead_and_count_make_the_score(themes: LabelMatcher) -> None:
    label = "diplomatie culturelle"
    scores = [
        found(themes, "fr", title, *texts)["cultural-diplomacy"].score
        for title, *texts in (
            ("", FILLER, label),
            ("", FILLER, f"{label} {label} {label}"),
            ("", f"{label} {FILLER}"),
            (label, f"{label} {FILLER}"),
        )
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == 4
    assert scores[0] < 0.5 < scores[-1] < 1


def test_long_texts_need_more_mentions(themes: LabelMatcher) -> None:
    short = found(themes, "fr", "", "x " * 70 + "diplomatie culturelle")["cultural-diplomacy"]
    book = found(themes, "fr", "", *[FILLER] * 9, "diplomatie culturelle")["cultural-diplomacy"]
    assert short.score == 0.5
    assert book.score < 0.2
    assert book.evidence == ("d-009",)


def test_labels_of_the_documents_own_language_only(themes: LabelMatcher) -> None:
    text = "Kulturbeziehungen, relations culturelles, relaciones culturales."
    assert found(themes, "it", "", text) == {}
    assert found(themes, "pt", "", text) == {}
    assert set(found(themes, "de", "", text)) == {"cultural-relations"}


def test_without_a_language_labels_of_all_are_looked_for(themes: LabelMatcher) -> None:
    assert set(found(themes, "und", "", "Kulturdiplomatie. Relations culturelles.")) == {
        "cultural-diplomacy",
        "cultural-relations",
    }


def test_labels_end_at_word_boundaries(themes: LabelMatcher) -> None:
    assert found(themes, "de", "", "Jugendherberge, Jugendamt, Bewegungsjugend") == {}
    assert found(themes, "fr", "", "Des relations. Culturelles, elles le sont.") != {}, (
        "signs between words do not count"
    )


def own(*concepts: Concept) -> LabelMatcher:
    return load_label_matcher(Vocabulary("own", "Own", concepts))


def test_a_word_counts_for_the_longest_label_only() -> None:
    matcher = own(
        Concept("music", "Music", (("fr", "Musique"),)),
        Concept("chamber", "Chamber music", (("fr", "Musique de chambre"),)),
    )
    assert set(found(matcher, "fr", "", "La musique de chambre, la musique de chambre")) == {
        "chamber"
    }


def test_acronyms_are_found_as_written_only() -> None:
    matcher = own(
        Concept("ict", "ICT", (("fr", "Numérique"),), ("TIC", "AIDE"), alt_languages=("fr", "fr"))
    )
    assert set(found(matcher, "fr", "", "Les TIC à l'école.")) == {"ict"}
    assert found(matcher, "fr", "", "Un tic, une aide, des tics, une aide.") == {}


def test_stop_words_and_doubtful_labels_are_left_out() -> None:
    matcher = own(
        Concept("a", "A", (("fr", "Avec"),)),
        Concept("b", "B", (("fr", "Arts et lettres"),)),
        Concept("c", "C", (("fr", "Arts et métiers"),)),
    )
    assert found(matcher, "fr", "", "Avec les arts, avec les arts, avec les arts.") == {}
    assert set(found(matcher, "fr", "", "arts, lettres, lettres")) == {"b"}


def test_alternative_labels_count_in_their_language() -> None:
    matcher = own(
        Concept(
            "w",
            "Twinning",
            (("fr", "Jumelage"),),
            ("villes soeurs", "sister cities"),
            alt_languages=("fr", "en"),
        )
    )
    assert set(found(matcher, "fr", "", "Nos villes soeurs")) == {"w"}
    assert found(matcher, "fr", "", "Our sister cities") == {}


def test_neither_order_nor_company_has_an_influence(themes: LabelMatcher) -> None:
    one, cut = document(
        "fr", "Jeunesse", "La jeunesse.", "Relations culturelles.", "Musées, musée."
    )
    expected = themes.suggest(one, cut)
    assert len(expected) == 3
    assert themes.suggest(one, random.Random(1).sample(cut, 3)) == expected
    assert themes.suggest(one, []) == []
    assert "labels-" in themes.version


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("musee", "musees"), "fr"),
        (("national", "nationaux"), "fr"),
        (("cultural", "culturales"), "es"),
        (("arte", "artes"), "es"),
        (("museum", "museen"), "de"),
        (("stadt", "stadte", "stadten"), "de"),
        (("library", "libraries"), "en"),
        (("museu", "museus"), "pt"),
    ],
)
def test_numbers_and_cases_of_a_word_have_one_stem(words: tuple[str, ...], language: str) -> None:
    assert len({stem(word, language) for word in words}) == 1
