from __future__ import annotations

import random

import pytest

from pipeline.records import Label, Tag
from pipeline.themes import publisher_tags
from pipeline.vocabulary import Concept, Vocabulary

THEMES = Vocabulary(
    "themes",
    "Themes",
    (
        Concept("cultural-diplomacy", "Cultural diplomacy", (("en", "Cultural diplomacy"),)),
        Concept("education", "Education", (("en", "Education"),), ("film education",)),
    ),
)
DISCIPLINES = Vocabulary(
    "disciplines",
    "Disciplines",
    (
        Concept("film", "Film", (("en", "Film"), ("fr", "Cinéma"))),
        Concept("media", "Media", (("en", "Media"),), ("education",)),
    ),
)


def country_of(label: str) -> str:
    return {"singapore": "SGP", "georgia": "GEO"}.get(label.lower(), "")


def tags(*labels: Label) -> list[tuple[str, str]]:
    found = publisher_tags("d1", labels, [DISCIPLINES, THEMES], country_of)
    assert all(
        (tag.document_id, tag.origin, tag.score) == ("d1", "publisher", 1.0) for tag in found
    )
    return [(tag.scheme, tag.concept_id) for tag in found]


@pytest.mark.parametrize(
    ("label", "tag"),
    [
        (Label("themes", "CULTURAL DIPLOMACY"), ("themes", "cultural-diplomacy")),
        (Label("themes", "Film"), ("disciplines", "film")),
        (Label("disciplines", "cultural diplomacy"), ("themes", "cultural-diplomacy")),
        (Label("disciplines", "Education"), ("disciplines", "media")),
        (Label("themes", "Education"), ("themes", "education")),
        (Label("keywords", "CINEMA"), ("disciplines", "film")),
        (Label("countries", "Singapore"), ("countries", "SGP")),
        (Label("themes", "SINGAPORE"), ("countries", "SGP")),
        (Label("countries", "ASIA"), ("keywords", "ASIA")),
        (Label("countries", "Film"), ("disciplines", "film")),
        (Label("themes", "Arts  &\nHeritage "), ("keywords", "Arts & Heritage")),
        (Label("keywords", "***"), ("keywords", "***")),
    ],
)
def test_a_label_goes_where_it_belongs(label: Label, tag: tuple[str, str]) -> None:
    assert tags(label) == [tag]


def test_doubles_and_blanks_vanish_and_order_does_not_count() -> None:
    labels = [
        Label("themes", "Film"),
        Label("disciplines", "film"),
        Label("keywords", "Blue Shield"),
        Label("keywords", "BLUE SHIELD"),
        Label("countries", "Georgia"),
        Label("keywords", " "),
    ]
    expected = [("countries", "GEO"), ("disciplines", "film"), ("keywords", "BLUE SHIELD")]
    assert tags(*labels) == expected
    assert tags(*random.Random(3).sample(labels, len(labels))) == expected


def test_no_labels_no_tags() -> None:
    found: list[Tag] = publisher_tags("d1", [], [THEMES], country_of)
    assert found == []


def test_a_further_vocabulary_is_another_view_that_takes_nothing_away() -> None:
    thesaurus = Vocabulary(
        "a-thesaurus",
        "A thesaurus",
        (
            Concept("c1", "Film", (("en", "Film"),)),
            Concept("c2", "Viet Nam", (("en", "Viet Nam"),), alt_labels=("Vietnam",)),
            Concept("c3", "Beekeeping", (("en", "Beekeeping"),)),
        ),
    )
    labels = [Label("keywords", text) for text in ("Film", "Vietnam", "Beekeeping", "Odds")]
    names = {"Vietnam": "VNM"}
    tags = publisher_tags(
        "d1", labels, [DISCIPLINES, thesaurus, THEMES], lambda text: names.get(text, "")
    )
    assert [(tag.scheme, tag.concept_id) for tag in tags] == [
        ("a-thesaurus", "c1"),
        ("a-thesaurus", "c2"),
        ("a-thesaurus", "c3"),
        ("countries", "VNM"),
        ("disciplines", "film"),
        ("keywords", "Odds"),
    ]
