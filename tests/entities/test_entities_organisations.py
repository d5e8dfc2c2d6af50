"""Organisations: whose they are, under one id each, in lists and beside their owners."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities import ModelSpan, mentions_of
from pipeline.entities.names import slug
from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.records import TENTATIVE, Document, Mention

FOLDER = Path(__file__).parents[2] / "models" / "gazetteers"


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return load_gazetteers(FOLDER)


def found(gazetteers: Gazetteers, text: str, *seen: str) -> list[Mention]:
    """Find organisations; `seen` are the parts of the text that the model calls ORG."""
    spans = [ModelSpan(text.index(one), text.index(one) + len(one), "ORG") for one in seen]
    mentions = mentions_of(Document("d", 1, "s", "", text, "en"), (), gazetteers, spans)
    return [one for one in mentions if one.type == "organisation"]


def ids(gazetteers: Gazetteers, text: str, *seen: str) -> list[str]:
    return [
        one.entity_id.removeprefix("organisation:")
        for one in found(gazetteers, text, *seen)
        if one.via not in TENTATIVE and one.inside != "organisation"
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("The Lake Center for Arts & Crafts, Inc.", "Lake Centre for Arts and Crafts"),
        ("Lake Organization for Co-operation", "Lake Organisation for Cooperation"),
        ("U.S. Reed Society", "US Reed Society"),
        ("Women’s Reed Council", "Women's Reed Council"),
        ("Inter- national Reed Guild", "International Reed Guild"),
        ("Interna¬ tional Reed Guild", "International Reed Guild"),
        ("L.A.F.", "LAF"),
        ("Reed Labor Program Ltd", "Reed Labour Programme"),
        ("Université du Lac", "Universite du Lac"),
    ],
)
def test_one_id_for_all_spellings(names: tuple[str, str]) -> None:
    assert len({slug(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Pre- and After-School Club", "After-School Club"),
        ("Reed Centre", "Reed Council"),
        ("Limited Company", "Company"),
        ("Vitamin A", "Vitamin"),
    ],
)
def test_other_names_keep_other_ids(names: tuple[str, str]) -> None:
    assert len({slug(name) for name in names}) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ministry of Lakes of Peru met.", "ministry-of-lakes.per"),
        ("Peru's Ministry of Lakes met.", "ministry-of-lakes.per"),
        ("The Peruvian Ministry of Lakes met.", "ministry-of-lakes.per"),
        ("The Ministry for Lakes (Peru) met.", "ministry-of-lakes.per"),
        ("The Ministry of Lakes, Peru, met.", "ministry-of-lakes.per"),
        ("The Ministry of Lakes met.", "ministry-of-lakes.unstated"),
        ("The Lakes Ministry met a Peruvian.", "lakes-ministry"),
        ("The Railways Ministry of Peru met.", "ministry-of-railways.per"),
        ("The Peruvian railways ministry met.", "ministry-of-railways.per"),
        ("The Culture and Tourism Ministry met.", "ministry-of-culture-and-tourism.unstated"),
        ("The Peruvian Senate met.", "senate.per"),
        ("The Scottish Reed Council met.", "scottish-reed-council"),
    ],
)
def test_generic_names_have_the_country_in_their_id(
    gazetteers: Gazetteers, text: str, expected: str
) -> None:
    assert ids(gazetteers, text) == [expected]


def test_a_generic_name_is_told_apart_by_country(gazetteers: Gazetteers) -> None:
    text = (
        "The Peruvian Ministry of Lakes met. Chad's Ministry of Lakes did not. "
        "A letter reached the Ministry of Lakes."
    )
    assert ids(gazetteers, text) == [
        "ministry-of-lakes.per", "ministry-of-lakes.tcd", "ministry-of-lakes.unstated",
    ]  # fmt: skip
    text = "The Peruvian Ministry of Lakes met. A letter reached the Ministry of Lakes."
    (_, later) = found(gazetteers, text)
    assert later.entity_id == "organisation:ministry-of-lakes.per", "only one is spoken of"
    assert later.name == "Ministry of Lakes (Peru)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We left Reed College’s Institute for Lakes.", ["reed-college", "institute-for-lakes"]),
        ("China's Reed Songs Administration opened.", ["reed-songs-administration"]),
        ("UNESCO's Reed Board and the Unesco Reed Board met.", ["unesco-reed-board"] * 2),
        ("The Women's Reed Council opened.", ["womens-reed-council"]),
        ("The Tribunal for the former Reedland met.", ["tribunal-for-the-former-reedland"]),
        ("The Songs Bureau of the Lake Reed Society met.", ["songs-bureau", "lake-reed-society"]),
        ("The Reed Executive Committee of the Lake Society met.",
         ["reed-executive-committee", "lake-society"]),
        ("The Executive Committee of the Reed Society met.",
         ["executive-committee-of-the-reed-society"]),
        ("The Bank of the South met.", ["bank-of-the-south"]),
        ("The Department of the met.", []),
    ],
)  # fmt: skip
def test_owners_are_names_of_their_own(
    gazetteers: Gazetteers, text: str, expected: list[str]
) -> None:
    assert ids(gazetteers, text) == expected


def test_names_without_head_count_in_a_list_of_organisations(gazetteers: Gazetteers) -> None:
    text = "Reedaid, Lake Voices and the Harbour Songs Foundation wrote. Oldfield Green wrote, too."
    seen = ("Reedaid", "Lake Voices", "Oldfield Green")
    expected = ["reedaid", "lake-voices", "harbour-songs-foundation"]
    assert ids(gazetteers, text, *seen) == expected


def test_parties_count_where_the_model_sees_them(gazetteers: Gazetteers) -> None:
    text = "The Reed Democrats met the Eastern Democrats."
    assert ids(gazetteers, text, "The Reed Democrats") == ["reed-democrats"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Barisan Pelangi (BP) met. BP won.", ("Barisan Pelangi",)),
        ("BP (Barisan Pelangi) met. BP won.", ("Barisan Pelangi",)),
        ("The Lake Songs Party (BPX) met. BPX won.", ()),
    ],
)
def test_what_an_acronym_stands_for_is_found(
    gazetteers: Gazetteers, text: str, seen: tuple[str, ...]
) -> None:
    named = ids(gazetteers, text, *seen)
    assert len(named) == 3
    assert len(set(named)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Gross Lake Product (GLP) rose. GLP fell.",
        "The Lake Songs Agreement (LSA) came. LSA failed.",
        "Songs of the Democratic Republic of Congo (DRC) came. DRC won.",
    ],
)
def test_other_things_than_bodies_have_acronyms_too(gazetteers: Gazetteers, text: str) -> None:
    assert ids(gazetteers, text) == []


def test_a_known_body_in_other_words_is_known_by_its_acronym(gazetteers: Gazetteers) -> None:
    text = "The United Nations Educational, scientific and Cultural Organisation (UNESCO) met."
    assert ids(gazetteers, text) == ["unesco", "unesco"]


def test_acronyms_that_nobody_defines_are_tentative(gazetteers: Gazetteers) -> None:
    (one,) = found(gazetteers, "Later the XQZ voted.")
    assert (one.entity_id, one.via) == ("organisation:xqz", "undefined")


def test_a_town_tells_generic_names_apart(gazetteers: Gazetteers) -> None:
    text = "The Academy of Scientific Arts in Reedtown met the Foreign Trade Ministry in Reedtown."
    towns = [ModelSpan(at, at + 8, "GPE") for at in (34, 77)]
    mentions = mentions_of(Document("d", 1, "s", "", text, "en"), (), gazetteers, towns)
    assert [(one.entity_id, one.name) for one in mentions if one.type == "organisation"] == [
        (
            "organisation:academy-of-scientific-arts.reedtown",
            "Academy of Scientific Arts (Reedtown)",
        ),
        (
            "organisation:ministry-of-foreign-trade.unstated",
            "Ministry of Foreign Trade (country not stated)",
        ),
    ]
