from __future__ import annotations

import math
from pathlib import Path

import pytest

from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.records import Document, Mention
from pipeline.steps.reading import country_mentions
from pipeline.text import passages
from pipeline.themes.countries import suggest_countries, weigher
from pipeline.themes.evidence import naming
from pipeline.themes.scoring import Suggestion

GAZETTEERS = Path(__file__).parents[2] / "models" / "gazetteers"


@pytest.fixture(scope="module")
def places() -> Gazetteers:
    return load_gazetteers(GAZETTEERS)


def read(text: str) -> Document:
    return Document("0123456789abcdef", 1, "s", "", text, "en")


def suggested(places: Gazetteers, text: str, *in_title: str) -> dict[str, Suggestion]:
    document = read(text)
    mentions = country_mentions(document, (), places)
    found = suggest_countries(mentions, in_title, passages(document), places.alpha3)
    return {one.concept_id: one for one in found}


def test_a_name_makes_a_country_probable_and_an_adjective_does_not(places: Gazetteers) -> None:
    found = suggested(places, "Dancers from Kenya met a French choreographer in the hall.")
    assert list(found) == ["KEN", "FRA"]
    assert found["KEN"].score > 0.9 > 0.1 > found["FRA"].score
    for one in found.values():
        assert 0 < one.low < one.score < one.high < 1
        assert one.is_calibrated


def test_signals_add_up_to_the_probability(places: Gazetteers) -> None:
    one = suggested(places, "Kenya sends dancers. The Kenyan dancers win.", "KEN")["KEN"]
    assert set(one.signals) == {"names", "adjectives", "title", "lead", "usual"}
    assert 1 / (1 + math.exp(-sum(one.signals.values()))) == pytest.approx(one.score, abs=1e-3)


def test_what_a_text_is_about_comes_first(places: Gazetteers) -> None:
    text = "The tour went on to Peru. Then came Kenya, Kenya again, and the coast of Kenya."
    assert list(suggested(places, text)) == ["KEN", "PER"]
    assert list(suggested(places, text, "PER", "CHL")) == ["PER", "CHL", "KEN"]


def test_evidence_is_where_it_is_named(places: Gazetteers) -> None:
    filler = "The hall was full and the music loud. " * 35
    text = f"{filler}\n\n{filler}Dancers came from Kenya.\n\n{filler}"
    document = read(text)
    cut = passages(document)
    one = suggested(places, text)["KEN"]
    assert one.evidence == tuple(each.id for each in cut if "Kenya" in each.text)
    mentions = country_mentions(document, (), places)
    spoken = naming([one], cut, weigher(mentions, places.alpha3))["KEN"]
    assert [text[s.start : s.end] for s in spoken] == ["Dancers came from Kenya."]


def test_names_weigh_more_than_adjectives_in_a_sentence(places: Gazetteers) -> None:
    text = "Kenyan dancers, Kenyan singers. They flew home to Kenya. Nobody else came."
    document = read(text)
    mentions = country_mentions(document, (), places)
    one = suggested(places, text)["KEN"]
    spoken = naming([one], passages(document), weigher(mentions, places.alpha3))["KEN"]
    assert [text[s.start : s.end] for s in spoken] == [
        "They flew home to Kenya.",
        "Kenyan dancers, Kenyan singers.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The novelist Michael Jordan read aloud.",
        "The book was translated into French and German.",
        "Nobody is named here at all.",
    ],
)
def test_persons_and_languages_are_no_countries(text: str, places: Gazetteers) -> None:
    assert all(one.score < 0.1 for one in suggested(places, text).values())


def test_programmes_name_no_country_and_states_of_old_their_successors(
    places: Gazetteers,
) -> None:
    mentions = [
        Mention("d", 0, 6, "Brazil", "country", "country:BRA", "Brazil", inside="programme"),
        Mention("d", 10, 22, "Soviet Union", "country", "country:SUHH", "Soviet Union"),
    ]
    found = suggest_countries(mentions, (), (), places.alpha3)
    assert [one.concept_id for one in found] == ["RUS"]
    assert found[0].evidence == ()


def test_neither_order_nor_doubles_of_passages_matter(places: Gazetteers) -> None:
    document = read("From Kenya to Peru.\n\nFrom Peru to Kenya.")
    mentions = country_mentions(document, (), places)
    cut = passages(document)
    forwards = suggest_countries(mentions, (), cut, places.alpha3)
    assert suggest_countries(mentions[::-1], (), cut[::-1], places.alpha3) == forwards
