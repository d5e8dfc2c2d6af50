"""Decisions on concepts that were merged or retired, in a workspace and from a file."""

import pytest

from pipeline.errors import MissingError
from pipeline.steps.deciding import (
    Wanted,
    decide,
    export,
    import_,
    list_decisions,
)
from pipeline.store import Store, documents
from tests.steps.deciding_shelf import ANN, D, editors_tags, log

COLOURS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix c: <urn:test:colours:> .
<urn:test:colours> a skos:ConceptScheme ; dct:title "Colours"@en .
c:red a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Red"@en %s.
c:blue a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Blue"@en .
c:grey a skos:Concept ; skos:inScheme <urn:test:colours> ; skos:prefLabel "Grey"@en %s.
"""


def colours(shelf, red="", grey=""):
    (shelf.models_dir / "colours.ttl").write_text(COLOURS % (red, grey), "utf-8")


MERGED = "; owl:deprecated true ; dct:isReplacedBy c:blue "
RETIRED = "; owl:deprecated true "


@pytest.fixture
def paint(shelf, store):
    colours(shelf)

    def one(kind, document, concept=""):
        return decide(shelf, store, [Wanted(document, "colours", kind, concept)], **ANN)[0]

    return one


def test_decisions_follow_a_merge(shelf, store, paint):
    paint("add", D[0], "red")
    paint("add", D[1], "red")
    paint("reject", D[1], "blue")
    colours(shelf, red=MERGED)
    assert paint("accept", D[2], "red").concept_id == "blue"
    assert editors_tags(store, D[2]) == [("colours", "blue")]
    states = {row["number"]: row["state"] for row in list_decisions(shelf, store)}
    assert states == {1: "counts", 2: "replaced", 3: "counts", 4: "counts"}
    again = Wanted(D[0], "colours", "add", "blue", id=log(store)[0].id)
    assert decide(shelf, store, [again], **ANN) == log(store)[:1]


def test_a_retired_concept_is_refused_and_its_decisions_count_no_longer(shelf, store, paint):
    paint("add", D[0], "grey")
    colours(shelf, grey=RETIRED)
    with pytest.raises(MissingError, match="retired"):
        paint("add", D[1], "grey")
    paint("add", D[0], "red")
    assert editors_tags(store, D[0]) == [("colours", "red")]
    colours(shelf)
    paint("add", D[0], "blue")
    assert [id_ for _, id_ in editors_tags(store, D[0])] == ["blue", "grey", "red"]


def carried(format, store):
    return "".join(export(store, format)).encode()


@pytest.fixture
def fresh(tmp_path, put_on_shelf):
    """The same documents, not decided on."""
    with Store(f"sqlite:///{tmp_path / 'fresh.sqlite'}") as opened:
        put_on_shelf(opened, 6)
        yield opened


def test_logs_of_retired_concepts_and_gone_documents_are_carried_over(shelf, store, fresh, paint):
    paint("add", D[0], "red")
    paint("add", D[1], "grey")
    colours(shelf, red=MERGED, grey=RETIRED)
    with fresh.write() as connection:
        documents.retire(connection, [D[1]])
    assert import_(shelf, fresh, carried("csv", store), "csv").n_new == 2
    assert editors_tags(fresh, D[0]) == [("colours", "blue")]
