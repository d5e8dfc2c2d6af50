"""What editors decided is in trends and snapshots, and nowhere else than it should be."""

import pyarrow.parquet as pq
import pytest

from pipeline.queries import recompute_findings
from pipeline.records import Mention, Tag
from pipeline.settings import open_workspace
from pipeline.snapshots import verify_snapshot
from pipeline.steps import publish, trends
from pipeline.steps.context import Context
from pipeline.steps.deciding import Taught, Wanted, decide, teach, undo
from pipeline.steps.looking import latest_name
from pipeline.store import Store, documents, results

NAMES = ("Ann Łem", "Bobby", "Evelyne", "Zoësper")
D = [f"d{number:015d}" for number in range(6)]


@pytest.fixture
def workspace(shelf, encoder_dir):
    """The shelf, with an encoder whose version fingerprints name."""
    (shelf.models_dir / "minilm").symlink_to(encoder_dir)
    return open_workspace(shelf.root, {})


@pytest.fixture
def store(workspace):
    with Store(workspace.database_url) as opened:
        with opened.write() as connection:
            found = {id_: [mention(id_)] for id_ in D}
            results.put_mentions(connection, found)
        yield opened


def mention(id_):
    return Mention(id_, 0, 1, "A", "country", "country:POL", "Poland")


@pytest.fixture
def act(workspace, store):
    def one(kind, document, concept="", scheme="themes", editor="Ann Łem"):
        wanted = [Wanted(document, scheme, kind, concept, note="For your eyes only.")]
        return decide(workspace, store, wanted, editor=editor, via="api")[0]

    return one


@pytest.fixture
def publish_it(workspace, store):
    """Run what is pending of trends and publish; return the snapshot's folder."""

    def run():
        context = Context(workspace, store, "r")
        for step in (trends, publish):
            for batch in step.pending(context).batches:
                step.process(context, batch)
        return workspace.snapshots_dir / latest_name(workspace)

    return run


def rows(folder, table):
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def counted(folder, kind, id_):
    found = rows(folder, "series_documents")
    counts = [row for row in found if row["counts"] and (row["kind"], row["id"]) == (kind, id_)]
    return sorted(row["document_id"] for row in counts)


def tags(folder, document):
    return [
        (row["scheme"], row["concept_id"], row["origin"])
        for row in rows(folder, "tags")
        if row["document_id"] == document
    ]


def is_pending(workspace, store):
    context = Context(workspace, store, "r")
    return [bool(step.pending(context).batches) for step in (trends, publish)]


def test_without_decisions_the_stages_have_spoken(publish_it):
    folder = publish_it()
    assert counted(folder, "theme", "soft-power") == D[2:]  # suggested with 0.5 and more
    assert counted(folder, "theme", "inclusion") == D
    assert counted(folder, "country", "country:POL") == D
    assert rows(folder, "decisions") == []


def test_decisions_count_in_trends_and_snapshots(act, publish_it):
    act("accept", D[0], "soft-power")  # too weak to count by itself
    act("reject", D[5], "soft-power")
    act("reject", D[5], "inclusion")
    act("add", D[1], "youth")
    act("complete", D[3])
    folder = publish_it()
    assert counted(folder, "theme", "soft-power") == [D[0], D[2], D[4]]
    assert counted(folder, "theme", "inclusion") == [D[0], D[1], D[2], D[4]]
    assert counted(folder, "theme", "youth") == [D[1]]
    assert tags(folder, D[0]) == [
        ("themes", "inclusion", "publisher"),
        ("themes", "soft-power", "editor"),
        ("themes", "soft-power", "suggested"),
    ]
    assert tags(folder, D[5]) == tags(folder, D[3]) == []
    (added,) = [row for row in rows(folder, "tags") if row["concept_id"] == "youth"]
    assert (added["label"], added["score"], added["model"]) == ("Youth", 1.0, None)


def test_a_rejected_country_does_not_count_though_it_is_named(act, publish_it):
    act("reject", D[0], "POL", "countries")
    act("complete", D[1], scheme="countries")
    act("complete", D[2], scheme="countries")
    act("accept", D[2], "POL", "countries")
    act("reject", D[3], "FRA", "countries")
    act("add", D[4], "FRA", "countries")
    folder = publish_it()
    assert counted(folder, "country", "country:POL") == D[2:]
    assert counted(folder, "country", "country:FRA") == [D[4]]
    assert len(rows(folder, "mentions")) == 6


def test_the_snapshot_proves_itself(act, publish_it):
    act("reject", D[0], "POL", "countries")
    act("accept", D[0], "soft-power")
    act("complete", D[1])
    folder = publish_it()
    assert verify_snapshot(folder) == []
    assert recompute_findings(folder) == []


def test_names_and_notes_of_editors_stay_in_the_store(workspace, store, act, publish_it):
    act("accept", D[0], "soft-power")
    act("reject", D[0], "soft-power", editor="Bobby Tester")
    undone = act("add", D[1], "youth")
    undo(workspace, store, undone.id, editor="Evelyne", via="cli")
    teach(
        workspace, store, [Taught("A text.", "themes", ("youth",))], editor="Zoësper", via="annif"
    )
    folder = publish_it()
    found = rows(folder, "decisions")
    assert [(row["number"], row["kind"], row["state"], row["editor"]) for row in found] == [
        (1, "accept", "replaced", "e1"),
        (2, "reject", "counts", "e2"),
        (3, "add", "undone", "e1"),
        (4, "undo", "counts", "e3"),
    ]
    assert found[3]["undoes"] == undone.id
    assert found[0]["probability"] == pytest.approx(0.1)
    for path in folder.iterdir():
        body = path.read_bytes()
        assert not [name for name in NAMES if name.encode() in body]
        assert b"your eyes" not in body


def test_only_decisions_on_documents_make_work(workspace, store, act, publish_it):
    publish_it()
    assert is_pending(workspace, store) == [False, False]
    made = act("accept", D[0], "soft-power")
    assert is_pending(workspace, store) == [True, True]
    first = publish_it()
    assert is_pending(workspace, store) == [False, False]
    teach(
        workspace, store, [Taught("A text.", "themes", ("youth",))], editor="Zoësper", via="annif"
    )
    assert is_pending(workspace, store) == [False, False]
    assert publish_it() == first
    undo(workspace, store, made.id, editor="Ann", via="cli")
    assert is_pending(workspace, store) == [True, True]


def test_a_document_that_is_gone_takes_its_decisions_out_of_the_snapshot(store, act, publish_it):
    act("accept", D[0], "soft-power")
    act("accept", D[1], "soft-power")
    with store.write() as connection:
        documents.retire(connection, [D[0]])
    folder = publish_it()
    assert [row["document_id"] for row in rows(folder, "decisions")] == [D[1]]
    assert verify_snapshot(folder) == []


def test_a_document_may_have_no_tag_but_an_editors(store, act, publish_it):
    with store.write() as connection:
        results.put_tags(connection, D, [])
    for id_ in (D[0], D[5]):
        act("add", id_, "youth")
    folder = publish_it()
    assert [(row["document_id"], row["origin"]) for row in rows(folder, "tags")] == [
        (D[0], "editor"),
        (D[5], "editor"),
    ]
    assert counted(folder, "theme", "youth") == [D[0], D[5]]


def test_scores_say_whether_they_are_probabilities(store, act, publish_it):
    act("accept", D[1], "soft-power")
    with store.write() as connection:
        named = Tag(D[0], "themes", "youth", "suggested", 0.4, (), "labels-3-themes-abc")
        results.put_tags(connection, D[:1], [named])
    found = {
        (row["document_id"], row["origin"]): row["is_calibrated"]
        for row in rows(publish_it(), "tags")
    }
    assert found[D[0], "suggested"] is False
    assert found[D[1], "suggested"] is True
    assert found[D[1], "editor"] is found[D[1], "publisher"] is False
