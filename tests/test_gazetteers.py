"""The gazetteers: every entry usable, names told from look-alikes, errors that name the entry."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.gazetteers import Gazetteers, fold, load_gazetteers

FOLDER = Path(__file__).parents[1] / "models" / "gazetteers"


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return load_gazetteers(FOLDER)


def ids(gazetteers: Gazetteers, text: str, language: str = "en") -> list[str]:
    return [hit.entry.entity_id for hit in gazetteers.scan(text, language)]


def test_every_country_is_found_by_its_own_name(gazetteers: Gazetteers) -> None:
    countries = tomllib.loads((FOLDER / "countries.toml").read_text("utf-8"))["country"]
    assert len(countries) == 250
    assert len({one["alpha2"] for one in countries.values()}) == 250
    for code, one in countries.items():
        for alias in one.get("aliases", ()):
            assert gazetteers.country_of(alias) == code, alias


@pytest.mark.parametrize("kind", ["organisation", "programme"])
def test_every_body_is_found_by_its_own_name(gazetteers: Gazetteers, kind: str) -> None:
    bodies = {}
    for path in (FOLDER / f"{kind}s").glob("*.toml"):
        bodies |= tomllib.loads(path.read_text("utf-8"))[kind]
    assert len(bodies) >= 60
    for key, body in bodies.items():
        for name in (body["name"], *body.get("aliases", ())):
            assert f"{kind}:{key}" in ids(gazetteers, f"He joined {name} then."), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Singapore and the Republic of Korea met in Viet Nam.", ["SGP", "KOR", "VNM"]),
        ("the Republic of Guinea-Bissau and the Republic of China", ["GNB", "TWN"]),
        ("The US and the U.K. told us.", ["USA", "GBR"]),
        ("GIVE US THE SONGS OF CHINA", ["CHN"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GNB", "GNQ", "PNG"]),
        ("He left New Mexico for New South Wales by the Indian Ocean.", []),
        ("China plates and turkey sandwiches", []),
        ("Turkey exports china.", ["TUR"]),
        ("Côte d\u2019Ivoire, COTE D'IVOIRE", ["CIV", "CIV"]),
        ("The Soviet Union and East Germany", ["SUHH", "DDDE"]),
        ("Georgia lies near Atlanta and Alabama.", []),
        ("Georgia, whose capital is Tbilisi", ["GEO"]),
        ("The Congo, from Brazzaville to the sea", ["COG"]),
        ("The Congo of Lumumba", ["COD"]),
        ("Nigeria, not Niger; the Niger Delta", ["NGA", "NER"]),
        ("Roman women in Oman", ["OMN"]),
        ("New\nZealand", []),
        ("They moved to Chile. Republic of letters", ["CHL"]),
        ("", []),
    ],
)
def test_countries_are_told_from_what_looks_like_them(
    gazetteers: Gazetteers, text: str, expected: list[str]
) -> None:
    assert ids(gazetteers, text) == [f"country:{code}" for code in expected]


def test_offsets_are_code_points_of_the_text(gazetteers: Gazetteers) -> None:
    text = "İzmir ﬁlm 🎬 in Türkiye, says the U.N. — Unesco too"
    found = [text[hit.start : hit.end] for hit in gazetteers.scan(text)]
    assert found == ["Türkiye", "U.N.", "Unesco"]
    assert len(fold(text)) == len(text)


def test_double_spaces_and_missing_commas_do_not_hide_a_name(gazetteers: Gazetteers) -> None:
    text = "United Nations  Educational, Scientific, and Cultural Organization"
    assert ids(gazetteers, text) == ["organisation:unesco"]


def test_short_acronyms_need_their_form_and_shy_ones_their_name(gazetteers: Gazetteers) -> None:
    assert ids(gazetteers, "Who is who at the WHO") == ["organisation:who"]
    assert ids(gazetteers, "The ICA said no.") == []
    text = "The International Council on Archives met. The ICA said yes."
    assert ids(gazetteers, text) == ["organisation:ica"] * 2


def test_foreign_forms_count_in_foreign_texts_only(gazetteers: Gazetteers) -> None:
    assert ids(gazetteers, "Une tournée en Allemagne", "fr") == ["country:DEU"]
    assert ids(gazetteers, "The Allemagne is a dance.", "en") == []


def test_labels_of_publishers(gazetteers: Gazetteers) -> None:
    asked = ["CZECH REPUBLIC", "Viet Nam", "the Netherlands", "Soviet Union", "ASIA", "Policy"]
    assert [gazetteers.country_of(one) for one in asked] == ["CZE", "VNM", "NLD", "RUS", "", ""]
    labels = gazetteers.country_labels()
    assert {"Asia", "Czech Republic", "ASEAN", "European Union"} <= set(labels)
    assert list(labels) == sorted(labels)


def test_entity_ids_lead_to_alpha3(gazetteers: Gazetteers) -> None:
    asked = ["country:SGP", "country:CSHH", "region:asia", "organisation:unesco"]
    assert [gazetteers.alpha3(one) for one in asked] == ["SGP", "CZE", "", ""]


def test_the_digest_follows_the_files(tmp_path: Path, gazetteers: Gazetteers) -> None:
    shutil.copytree(FOLDER, tmp_path / "g")
    assert load_gazetteers(tmp_path / "g").digest == gazetteers.digest
    with (tmp_path / "g" / "programmes" / "own.toml").open("w", encoding="utf-8") as file:
        file.write('version = 1\n[programme]\nnew-prize = { name = "New Prize" }\n')
    assert load_gazetteers(tmp_path / "g").digest != gazetteers.digest


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("organisations/own.toml", "version = 1\n[organisation.x]\nnam = 'X'\n", "tion.x"),
        ("programmes/own.toml", "not toml", "not readable as TOML"),
        ("countries.toml", "version = 1\n[country]\nAAA = { alpha2 = 'QQ' }\n", "country.AAA"),
        (
            "countries.toml",
            "version = 1\n[country]\n[historical]\nOLDX = { name = 'Old', successor = 'NEW' }\n",
            "OLDX",
        ),
    ],
)
def test_errors_name_file_and_entry(tmp_path: Path, file: str, text: str, told: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "g")
    (tmp_path / "g" / file).write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=told) as caught:
        load_gazetteers(tmp_path / "g")
    assert file in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"countries\.toml"):
        load_gazetteers(tmp_path)


def test_own_names_are_looked_for_beside_what_is_known(gazetteers: Gazetteers) -> None:
    text = "Unesco and the Harbour Guild (HG) met the Culture Agency of the UN."
    more = gazetteers.extended(
        [
            ("Harbour Guild", "organisation:harbour-guild"),
            ("HG", "organisation:harbour-guild"),
            ("Culture Agency of the UN", "organisation:unesco"),
            ("Ann", "person:ann"),
        ]
    )
    assert ids(gazetteers, text) == ["organisation:unesco", "organisation:united-nations"]
    own = ["organisation:unesco", *["organisation:harbour-guild"] * 2, "organisation:unesco"]
    assert ids(more, text) == own
    assert more.name_of("organisation:harbour-guild") == "Harbour Guild"
    assert more.digest != gazetteers.digest == gazetteers.extended([]).digest


def test_what_is_declared_of_an_entity(gazetteers: Gazetteers) -> None:
    body, country = gazetteers.body("organisation:unesco"), gazetteers.country("country:CSHH")
    assert body is not None
    assert body.kind == "intergovernmental"
    assert country is not None
    assert country.alpha2 == "CZ", "of a historical state its successor"
    assert gazetteers.body("organisation:nobody") is gazetteers.country("region:asia") is None
    known = gazetteers.entity_ids()
    assert {"country:SUHH", "region:asia", "organisation:unesco"} <= set(known)
    assert list(known) == sorted(known)
