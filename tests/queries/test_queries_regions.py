"""Regions by their countries, and names that are no labels."""

from typing import get_args

import pyarrow.parquet as pq
import pytest

from pipeline.cli import filters, snapshots
from pipeline.errors import UsageError
from pipeline.publish.claims import moves
from pipeline.publish.nouns import KIND_NAMES
from pipeline.publish.reading.series import SHOWN
from pipeline.queries import KINDS, Filters, Pairing, Sides, Snapshot
from pipeline.queries.filters import SERIES_FIELDS
from pipeline.records import EntityDecisionKind, EntityType, LinkReason
from pipeline.snapshots import TABLES, read_manifest, write_snapshot
from pipeline.snapshots.tables import ENTITY_TYPES, SERIES_KINDS
from pipeline.snapshots.tables.entities import ENTITY_DECISION_KINDS, LINK_REASONS

KIND_PLACES = (
    *(filters.KINDS, snapshots.KINDS, SERIES_FIELDS.values()),
    *(KIND_NAMES, SHOWN, moves.TOLD, moves.SUBJECTS, SERIES_KINDS),
)
AFRICA = ["un:africa", "un:sub-saharan-africa", "un:western-africa", "wb:sub-saharan-africa"]


def rewritten(folder, root, made):
    """Write a snapshot's rows as one of their own."""
    own = read_manifest(folder)["culturescope"]
    given = {k: v for k, v in own.items() if k not in ("format", "sha256")}
    return root / write_snapshot(root, made, manifest=given)


@pytest.mark.parametrize("place", KIND_PLACES, ids=repr)
def test_every_place_knows_every_kind(place):
    assert set(place) == set(KINDS)


def test_tables_hold_what_the_nouns_allow():
    assert set(get_args(EntityType)) == set(ENTITY_TYPES)
    assert set(get_args(EntityDecisionKind)) == set(ENTITY_DECISION_KINDS)
    assert set(get_args(LinkReason)) == set(LINK_REASONS)


@pytest.mark.parametrize(
    ("kind", "name", "country"),
    [
        ("country", "Western Africa", "CIV"),
        ("country", "un:asia", "SGP"),
        ("region", "south-eastern asia", "SGP"),
        ("region", "Europe & Central Asia (World Bank)", "GBR"),
        ("region", "wb:europe-central-asia", "GBR"),
        ("region", "pacific", "SGP"),
    ],
)
def test_a_region_stands_for_its_countries(snapshot, kind, name, country):
    found = snapshot.documents(kind, name)
    assert "(UN)" in found.attrs["title"] or "(World Bank)" in found.attrs["title"]
    assert list(found["document_id"]) == list(snapshot.documents("country", country)["document_id"])


def test_a_region_of_two_lists_must_be_named_wholly(snapshot):
    with pytest.raises(UsageError, match=r"un:sub-saharan-africa .*, wb:sub-saharan-africa "):
        snapshot.trend("country", "Sub-Saharan Africa")


def test_a_region_that_texts_name_says_where_its_countries_are_counted(folder, tmp_path):
    made = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    for table in ("series", "series_documents"):
        named = [row | {"id": "region:asia"} for row in made[table] if row["id"] == "un:asia"]
        made[table] = sorted([*made[table], *named], key=lambda row: (row["kind"], row["id"]))
    next(row for row in made["series"] if row["id"] == "region:asia")["label"] = "Asia"
    with Snapshot(rewritten(folder, tmp_path, made)) as opened:
        (note,) = [one for one in opened.trend("region", "Asia").attrs["notes"] if "un:asia" in one]
        assert note.startswith("Asia: ")
        assert note.endswith("ask for un:asia (Asia (UN))")
        assert "un:asia" not in " ".join(opened.trend("region", "un:asia").attrs["notes"])


def test_what_is_of_another_kind_is_told(snapshot):
    with pytest.raises(UsageError, match=r"no organisation of .*, but there is country country:SG"):
        snapshot.trend("organisation", "singapore")


def test_regions_filter_and_are_compared(snapshot):
    asia = snapshot.trend("theme", "heritage", filters=Filters(countries="Asia"))
    singapore = snapshot.trend("theme", "heritage", filters=Filters(countries="SGP"))
    assert asia["n_documents"].tolist() == singapore["n_documents"].tolist()
    assert Filters(regions="Asia").named() == [("region", "Asia")]
    listed = snapshot.series("region")
    assert set(AFRICA) < set(listed["id"])
    sides = Sides(Filters(countries="Asia"), Filters(regions="un:europe"))
    assert snapshot.compare("theme", "heritage", sides).attrs["sides"] == (
        "region Asia (UN)",
        "region Europe (UN)",
    )


def test_documents_say_how_much_they_are_about_it(snapshot):
    alone, shared = (snapshot.documents("country", code) for code in ("SGP", "GBR"))
    asia = snapshot.documents("country", "Asia")
    assert alone["salience"].between(0, 1).all()
    assert asia["salience"].tolist() == alone["salience"].tolist()
    both = snapshot.documents("country", "SGP", filters=Filters(countries="GBR"), joint=True)
    least = [
        min(frame.set_index("document_id")["salience"][id_] for frame in (alone, shared))
        for id_ in both["document_id"]
    ]
    assert both["salience"].tolist() == least


def test_the_sentence_that_names_a_country_speaks_for_its_region(snapshot):
    found = snapshot.passages("region", "un:asia")
    assert set(found["why"]) == {"named"}
    assert all("Singapore" in sentence for sentence in found["sentence"])


def test_a_region_does_not_go_together_with_what_it_is_made_of(snapshot):
    pairs = snapshot.cooccurrence(Pairing("region", "country", least=1))
    met = set(zip(pairs["id_a"], pairs["id_b"], strict=True))
    assert ("un:asia", "country:GBR") in met
    assert not met & {("un:asia", "country:SGP"), ("un:europe", "country:GBR")}
    assert "left out: regions with their own countries" in " ".join(pairs.attrs["notes"])
    named = snapshot.cooccurrence(Pairing("country", "country", "Asia", "GBR"))
    assert (named["kind_a"][0], named["n_documents"][0]) == ("region", 1)
    twice = snapshot.cooccurrence(Pairing("region", "region", least=1))
    assert ("un:asia", "un:europe") in set(zip(twice["id_a"], twice["id_b"], strict=True))


@pytest.fixture
def renamed(folder, tmp_path):
    """The corpus after an analyst's decisions."""
    made = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    link = {"reason": "merge", "evidence": "decision 1"}
    ids = ("country:LION", "organisation:temasek")
    made["entity_links"] = [{"local_id": i, "entity_id": "country:SGP", **link} for i in ids]
    act = {"state": "counts", "editor": "a1", "decided_at": "2026-01-02T03:04:05+00:00"}
    names = (
        ("alias", None, "country:LION", "Lion City"),
        ("rename", "country:CIV", None, "Éburnie"),
    )
    made["entity_decisions"] = [
        {"number": n, "kind": kind, "subject": subject, "target": target, "name": name, **act}
        | {"decision_id": str(n), "undoes": None}
        for n, (kind, subject, target, name) in enumerate(names, 1)
    ]
    undone = {"number": 3, "kind": "alias", "target": "country:GBR", "name": "Albion"}
    made["entity_decisions"].append(
        made["entity_decisions"][0] | undone | {"state": "undone", "decision_id": "3"}
    )
    with Snapshot(rewritten(folder, tmp_path, made)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("country:LION", "Singapore"),
        ("lion", "Singapore"),
        ("organisation:temasek", "Singapore"),
        ("the lion city", "Singapore"),
        ("eburnie", "Côte d’Ivoire"),
    ],
)
def test_names_of_analysts_and_old_ids_are_understood(renamed, name, label):
    assert renamed.documents("country", name).attrs["title"].startswith(f"country {label}")


def test_what_was_undone_is_no_name(renamed):
    with pytest.raises(UsageError, match="Albion: no country"):
        renamed.documents("country", "Albion")
