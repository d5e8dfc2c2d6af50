"""The gazetteers: every entry usable, names told from look-alikes, errors that name the entry."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        ("GIVE US SCHOOLS in every village", []),
        ("Erasmus of Rotterdam missed the Third World Congress of Poets.", []),
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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "W Polsce, we Francji i w Niemczech; Korei Południowej nie.", "POL FRA DEU KOR"),
        ("ru", "Из России в Германию, США и Польшу; Советского Союза нет.", "RUS DEU USA POL SUHH"),
        ("uk", "Україна та Франція, у Польщі", "UKR FRA POL"),
        ("cs", "Ve Francii, v Německu a ve Spojených státech", "FRA DEU USA"),
        ("hr", "U Hrvatskoj, Njemačkoj i Mali Lošinju", "HRV DEU"),
        ("hu", "Magyarországon és Lengyelországban", "HUN POL"),
        ("fi", "Suomessa ja Ranskan Englannissa", "FIN FRA GBR"),
        ("de", "Deutschlands Museen, die Vereinigten Staaten, die DDR", "DEU USA DDDE"),
        ("it", "Stati Uniti, Paesi Bassi, Cecoslovacchia", "USA NLD CSHH"),
        ("tr", "Türkiye'nin ve Almanya'da, ABD", "TUR DEU USA"),
        ("el", "Στη Γαλλία και της Γερμανίας", "FRA DEU"),
        ("ar", "في فرنسا والهند وللصين", "FRA IND CHN"),
        ("he", "בצרפת ובגרמניה", "FRA DEU"),
        ("hi", "भारतीय नहीं, भारत और जापान", "IND JPN"),
        ("ko", "독일은 한국의 이웃이 아니다; 인도적", "DEU KOR"),
        ("zh", "中国和法国的学生去了美国马里兰州，苏联没有。印度洋", "CHN FRA USA SUHH"),
        ("ja", "タイトルはタイとドイツ、インドネシアで", "THA DEU IDN"),
        ("th", "นักเรียนจากประเทศญี่ปุ่นและฝรั่งเศส", "JPN FRA"),
        ("ka", "საფრანგეთი და გერმანია", "FRA DEU"),
        ("sw", "Kenya na Ufaransa", "KEN FRA"),
        ("xx", "Lithuania", "LTU"),
    ],
)
def test_countries_in_other_languages(
    gazetteers: Gazetteers, language: str, text: str, expected: str
) -> None:
    assert ids(gazetteers, text, language) == [f"country:{code}" for code in expected.split()]


def test_what_stands_before_a_name_is_no_part_of_it(gazetteers: Gazetteers) -> None:
    (hit,) = gazetteers.scan("زار وفرنسا", "ar")
    assert "زار وفرنسا"[hit.start : hit.end] == "فرنسا"


def test_no_english_adjectives_in_other_languages(gazetteers: Gazetteers) -> None:
    assert ids(gazetteers, "Dane osobowe w Oslo", "pl") == []


def test_broken_words_are_joined(gazetteers: Gazetteers) -> None:
    text = "From Leba- non and the Su¬ dan to Bul\u00adgaria, India- made, Peru- and"
    hits = gazetteers.scan(text)
    assert [text[one.start : one.end] for one in hits] == [
        "Leba- non",
        "Su¬ dan",
        "Bul\u00adgaria",
        "Peru",
    ]


def test_foreign_forms_count_in_foreign_texts_only(gazetteers: Gazetteers) -> None:
    assert ids(gazetteers, "Une tournée en Allemagne", "fr") == ["country:DEU"]
    assert ids(gazetteers, "The Allemagne is a dance.", "en") == []


def test_labels_of_publishers(gazetteers: Gazetteers) -> None:
    asked = {
        "CZECH REPUBLIC": "CZE", "Viet Nam": "VNM", "the Netherlands": "NLD", "Georgia": "GEO",
        "Soviet Union": "RUS", "Allemagne": "DEU", "ASIA": "", "America": "", "Policy": "",
    }  # fmt: skip
    assert {one: gazetteers.country_of(one) for one in asked} == asked
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
        ("languages.toml", "version = 1\n[language.fr.aliases]\nQQQ = ['Q']\n", "QQQ"),
        ("organisations/own.toml", "version = 1\n[organisation.x]\nnam = 'X'\n", "tion.x"),
        ("programmes/own.toml", "not toml", "not readable as TOML"),
        *(
            (
                "organisations/own.toml",
                f"version = 1\n[organisation]\n{key} = {{ name = 'X', {rest} }}\n",
                told,
            )
            for key, rest, told in (
                ("Own_Body", "kind = 'ngo'", "Own_Body"),
                ("own", "aliases = ['X Y', ' ']", "own.aliases.1"),
                ("own", "acronyms = ['...']", "own.acronyms.0"),
                ("own", "country = 'QQQ'", "own: no country QQQ"),
                ("own", "successor = 'nobody'", "own: no successor nobody"),
                ("own", "owner = 'nobody'", "own: no owner nobody"),
                ("own", "start = 2001, end = 2000", "own: ends before"),
                ("unesco", "kind = 'ngo'", "unesco: declared in .*, too"),
            )
        ),
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


def test_files_of_an_earlier_version_say_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "g")
    (tmp_path / "g" / "organisations.toml").touch()
    with pytest.raises(DeclarationError, match=r"organisations\.toml: .* 'culturescope init'"):
        load_gazetteers(tmp_path / "g")


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


def test_every_country_has_its_regions() -> None:
    countries = tomllib.loads((FOLDER / "countries.toml").read_text("utf-8"))["country"]
    assert len({one["un_region"] for code, one in countries.items() if code != "ATA"}) == 22
    assert len({one.get("world_bank_region", "") for one in countries.values()} - {""}) == 7
    lacking = [code for code, one in countries.items() if not one.get("world_bank_region")]
    assert len(lacking) == 31, "small dependencies and the Vatican are no economies of the Bank's"


def test_countries_in_names_of_bodies_are_found_beside_them(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        'lantern-museum = { name = "Lantern Museum of Norway", country = "NOR" }',
        'korea-guild = { name = "Korea Lantern Guild", country = "KOR" }',
    )
    text = "The Lantern Museum of Norway met the Republic of Korea Lantern Guild in ASEAN."
    assert ids(own, text) == [
        "organisation:lantern-museum", "country:NOR", "country:KOR", "organisation:asean",
        "region:asean",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lantern Ministry of France opened.", "The [Lantern Ministry of France] opened."),
        ("The French Lantern Ministry opened.", "The [French Lantern Ministry] opened."),
        ("Greece's Lantern Ministry opened.", "[Greece's Lantern Ministry] opened."),
        ("In Greece, the Lantern Ministry opened.", "In Greece, the [Lantern Ministry] opened."),
        ("Peru's Lantern Ministry opened.", ""),
        ("The Lantern Ministry of Peru met France.", ""),
        ("The Lantern Ministry opened.", ""),
        ("In Greece, the Lantern Ministry of Light opened.", ""),
        ("In Greece, the Old Lantern Ministry House opened.", ""),
        ("It opened. The Lantern Ministry paid. Peru, Chile and Greece watched.", ""),
        (
            "France sings.\n\nThe Lantern Ministry paid. Later all of France sang.",
            "France sings.\n\nThe [Lantern Ministry] paid. Later all of France sang.",
        ),
    ],
)
def test_names_at_home_mean_the_body_of_the_country_spoken_of(
    tmp_path: Path, text: str, expected: str
) -> None:
    own = extended(
        tmp_path,
        'lantern-fr = { name = "LF", at_home = ["Lantern Ministry"], country = "FRA" }',
        'lantern-gr = { name = "LG", at_home = ["Lantern Ministry"], country = "GRC" }',
    )
    found = [one for one in own.scan(text) if one.entry.type == "organisation"]
    marked = [f"{text[: one.start]}[{text[one.start : one.end]}]{text[one.end :]}" for one in found]
    assert marked == ([expected] if expected else [])
    home = "gr" if "Gree" in expected else "fr"
    assert {one.entry.entity_id for one in found} <= {f"organisation:lantern-{home}"}


def extended(folder: Path, *lines: str) -> Gazetteers:
    """Return gazetteers with own organisations beside the shipped countries."""
    (folder / "organisations").mkdir()
    (folder / "programmes").mkdir()
    for name in ("countries.toml", "languages.toml"):
        shutil.copy(FOLDER / name, folder / name)
    asean = 'asean = { name = "ASEAN" }'
    bodies = "\n".join(["version = 1", "[organisation]", asean, *lines])
    (folder / "organisations" / "own.toml").write_text(bodies, encoding="utf-8")
    (folder / "programmes" / "own.toml").write_text("version = 1\n[programme]\n", "utf-8")
    return load_gazetteers(folder)


PIECES = st.sampled_from(
    ["Peru", "Leba- non", "Su¬ dan", "Georgia", "Guinea-Bissau", "UN", "Moscow agreed", "İ", "ﬁ",
     "Ministry of Culture", "of France", "French", "¬", "- a", "\u00ad", "\n", ". ", " ", "🎬",
     "中国", "타이", "タイ", "في", "و", "'s", "Erasmus+", "\ud800", "e\u0301"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["en", "fr", "zh", "ar", "und", "xx"]))
def test_hits_are_ranges_that_nest_or_stand_apart(
    gazetteers: Gazetteers, pieces: list[str], language: str
) -> None:
    text = " ".join(pieces)
    hits = gazetteers.scan(text, language)
    assert hits == gazetteers.scan(text, language)
    assert hits == sorted(hits, key=lambda one: (one.start, -one.end, one.entry.is_place))
    for one in hits:
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
        for other in hits:
            crosses = one.start < other.start < one.end < other.end
            assert not crosses
