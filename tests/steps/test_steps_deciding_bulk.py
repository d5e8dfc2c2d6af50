"""Many decisions at once: seen first, then done, then undone as one."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.errors import OutdatedError, UsageError
from pipeline.records import Document
from pipeline.steps.deciding import (
    Bulk,
    Filter,
    apply,
    preview,
    undo,
)
from pipeline.store import Store, documents, results
from tests.steps.deciding_shelf import ANN, BOB, SHELF_MODEL, D, editors_tags, log


def test_a_preview_shows_and_changes_nothing(shelf, store, act):
    act("reject", D[0], "soft-power")
    found = preview(shelf, store, Filter(scheme="themes"))
    assert (found.n, found.n_documents, found.n_decided) == (5, 5, 1)
    assert found.concepts == (("themes", "soft-power", "Soft power and nation branding", 5),)
    assert found.sources == (("odd", 3), ("even", 2))
    assert [one.title for one in found.sample] == [f"Título {at}" for at in (5, 4, 3, 2, 1)]
    assert len(log(store)) == 1


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (Filter(), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="themes", concept_id="soft-power"), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="themes", concept_id="inclusion"), []),
        (Filter(scheme="themes", concept_id="inclusion", origin="publisher"), [0, 1, 2, 3, 4, 5]),
        (Filter(scheme="disciplines"), []),
        (Filter(source_id="odd"), [1, 3, 5]),
        (Filter(language="pt"), [0]),
        (Filter(text="łÓDŹ DANCED 4"), [4]),
        (Filter(text="TÍTULO 2"), [2]),
        (Filter(text="%"), []),
        (Filter(model=SHELF_MODEL), [0, 1, 2, 3, 4, 5]),
        (Filter(model="other"), []),
        (Filter(min_probability=0.5), [2, 3, 4, 5]),
        (Filter(max_probability=0.1), [0]),
        (Filter(since=dt.date(2018, 1, 1), until=dt.date(2020, 1, 1)), [2, 3, 4]),
        (Filter(until=dt.date(2016, 12, 31)), [0]),
    ],
)
def test_filters(shelf, store, filter, expected):
    found = preview(shelf, store, filter)
    assert [one.document_id for one in found.candidates] == [D[at] for at in expected]


def test_an_undated_document_is_in_no_range_of_days(shelf, store):
    with store.write() as connection:
        (one,) = documents.load_documents(connection, [D[0]])
        documents.put_documents(
            connection, [Document(one.id, 3, one.source_id, "No date", "Text.")]
        )
    assert preview(shelf, store, Filter()).n == 6
    assert preview(shelf, store, Filter(since=dt.date(1, 1, 1))).n == 5


@pytest.mark.parametrize(
    "filter",
    [Filter(scheme="no"), Filter(scheme="themes", concept_id="no"), Filter(concept_id="x")],
)
def test_filters_that_name_nothing(shelf, store, filter):
    with pytest.raises(UsageError):
        preview(shelf, store, filter)


def test_what_was_seen_is_done_and_undone_as_one(shelf, store, act):
    filter = Filter(scheme="themes", min_probability=0.5)
    seen = preview(shelf, store, filter)
    made = apply(shelf, store, Bulk(filter, "accept", seen.digest), **BOB)
    assert [one.document_id for one in made] == D[2:]
    assert {one.kind for one in made} == {"accept"}
    assert [one.probability for one in made] == pytest.approx([0.5, 0.7, 0.9, 1.0])
    assert {one.model for one in made} == {SHELF_MODEL}
    assert len({one.batch for one in made}) == 1
    assert all(editors_tags(store, id_) for id_ in D[2:])

    undo(shelf, store, made[1].id, **ANN)  # one of them, before
    later = act("accept", D[2], "soft-power")
    backs = undo(shelf, store, made[0].batch, **ANN)
    assert [one.undoes for one in backs] == [made[0].id, made[2].id, made[3].id]
    assert [bool(editors_tags(store, id_)) for id_ in D[2:]] == [True, False, False, False]
    assert later.id not in {one.undoes for one in log(store)}
    with pytest.raises(OutdatedError):
        undo(shelf, store, made[0].batch, **ANN)
    undo(shelf, store, backs[0].batch[:10], **ANN)
    assert [bool(editors_tags(store, id_)) for id_ in D[2:]] == [True, False, True, True]


@pytest.mark.parametrize("what", ["a decision", "a suggestion", "a revision", "another filter"])
def test_what_has_changed_since_it_was_seen_is_not_done(shelf, store, act, put_on_shelf, what):
    filter = Filter(scheme="themes", min_probability=0.5)
    seen = preview(shelf, store, filter)
    if what == "a decision":
        act("reject", D[5], "soft-power")
    elif what == "a suggestion":
        put_on_shelf(store, 3)
        with store.write() as connection:
            results.put_tags(connection, [D[5]], [])
    elif what == "a revision":
        put_on_shelf(store, 3, revision=3)
    else:
        filter = Filter(scheme="themes", min_probability=0.45)
    before = len(log(store))
    with pytest.raises(OutdatedError, match="nothing was done"):
        apply(shelf, store, Bulk(filter, "accept", seen.digest), **BOB)
    assert len(log(store)) == before


def test_of_two_who_apply_the_same_preview_one_is_told(shelf):
    filter = Filter(scheme="themes")
    with Store(shelf.database_url) as store:
        seen = preview(shelf, store, filter)
    ready = threading.Barrier(2)

    def go(kind):
        with Store(shelf.database_url) as store:
            ready.wait()
            try:
                return len(apply(shelf, store, Bulk(filter, kind, seen.digest), **ANN))
            except OutdatedError:
                return 0

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, ("accept", "reject"))) == [0, 6]


def test_decided_ones_can_be_meant_too(shelf, store, act):
    act("accept", D[0], "soft-power")
    act("complete", D[1])
    assert preview(shelf, store, Filter(scheme="themes")).n == 4
    filter = Filter(scheme="themes", is_undecided=False)
    seen = preview(shelf, store, filter)
    assert (seen.n, seen.n_decided) == (6, 0)
    apply(shelf, store, Bulk(filter, "reject", seen.digest), **ANN)
    assert not any(editors_tags(store, id_) for id_ in D)
