"""Decisions of editors over a store with documents, tags and vocabularies."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.decisions import standing
from pipeline.errors import MissingError, OutdatedError, UsageError
from pipeline.steps.deciding import (
    Asked,
    Wanted,
    decide,
    list_decisions,
    outdated,
    undo,
)
from pipeline.steps.deciding.listing import tags_told
from pipeline.store import Store, documents
from tests.steps.deciding_shelf import ANN, BOB, SHELF_MODEL, D, editors_tags, kinds, log

# One decision


def test_what_the_editor_saw_is_filled_in_from_the_store(store, act):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    made = act("accept", D[1], "soft-power", note="Yes.", by={"editor": " Ann ", "via": "cli"})
    assert (made.probability, made.model) == (pytest.approx(0.3), SHELF_MODEL)
    assert (made.revision, made.editor, made.via, made.note) == (2, "Ann", "cli", "Yes.")
    assert before <= made.decided_at <= dt.datetime.now(dt.UTC)
    assert log(store) == [made]


def test_what_the_caller_says_was_seen_goes_before(act):
    made = act("reject", D[1], "soft-power", probability=0.9, model="m", revision=1)
    assert (made.probability, made.model, made.revision) == (0.9, "m", 1)


def test_what_was_accepted_is_a_tag_at_once_and_what_is_undone_is_none(store, act, shelf):
    made = act("accept", D[0], "soft-power")
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    act("reject", D[0], "soft-power", by=BOB)
    assert editors_tags(store, D[0]) == []
    (rejected,) = [one for one in log(store) if one.kind == "reject"]
    undo(shelf, store, rejected.id, **ANN)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    undo(shelf, store, made.id, **ANN)
    assert editors_tags(store, D[0]) == []


def test_to_accept_what_was_not_suggested_is_to_add(act):
    assert act("accept", D[0], "youth").kind == "add"
    assert act("accept", D[0], "inclusion").kind == "accept"  # by its publisher
    assert act("accept", D[0], "youth", probability=0.2).kind == "accept"  # shown by the API


def test_countries_are_named_by_their_codes(shelf, store):
    wanted = [Wanted(D[0], "countries", "add", "sgp"), Wanted(D[0], "countries", "add", "SUHH")]
    made = decide(shelf, store, wanted, **ANN)
    assert [one.concept_id for one in made] == ["SGP", "SUHH"]
    assert editors_tags(store, D[0]) == [("countries", "SGP"), ("countries", "SUHH")]


@pytest.mark.parametrize(
    ("wanted", "error", "word"),
    [
        (Wanted("nowhere", "themes", "accept", "youth"), MissingError, "'nowhere'"),
        (Wanted(D[0], "themes", "accept", "youht"), MissingError, "did you mean youth"),
        (Wanted(D[0], "colours", "add", "red"), MissingError, "disciplines, themes"),
        (Wanted(D[0], "colours", "complete"), MissingError, "disciplines, themes"),
        (Wanted(D[0], "countries", "add", "XXX"), MissingError, "alpha-3"),
        (Wanted(D[0], "themes", "add", "youth", revision=3), MissingError, "revision 3"),
        (Wanted(D[0], "themes", "add", ""), UsageError, "no concept"),
        (Wanted(D[0], "themes", "undo", ""), UsageError, "kind"),
    ],
)
def test_what_cannot_be_decided_says_why(shelf, store, wanted, error, word):
    with pytest.raises(error, match=word):
        decide(shelf, store, [wanted], **ANN)
    assert log(store) == []


def test_all_or_none(shelf, store):
    good, bad = Wanted(D[0], "themes", "add", "youth"), Wanted(D[0], "themes", "add", "no")
    with pytest.raises(MissingError, match="decision 2 of 3: "):
        decide(shelf, store, [good, bad, good], **ANN)
    assert log(store) == []
    assert editors_tags(store, D[0]) == []


def test_nothing_wanted_is_nothing_done(shelf, store):
    assert decide(shelf, store, [], **ANN) == []


# The same decision sent again


def test_sent_twice_it_is_recorded_once(store, act):
    id_ = "123e4567-e89b-12d3-a456-426614174000"
    first = act("accept", D[0], "youth", id=id_)
    assert act("accept", D[0], "youth", id=id_.upper().replace("-", "")) == first
    assert first.kind == "add"
    assert kinds(store) == ["add"]


def test_an_id_stands_for_one_decision(shelf, store, act):
    act("accept", D[0], "youth", id="1" * 32)
    others = [("reject", D[0], "youth"), ("accept", D[1], "youth"), ("add", D[0], "funding")]
    for again in others:
        with pytest.raises(UsageError, match="another decision"):
            act(*again, id="1" * 32)
    with pytest.raises(UsageError, match="another decision"):
        act("accept", D[0], "youth", id="1" * 32, by=BOB)
    both = [Wanted(D[0], "themes", kind, "youth", id="2" * 32) for kind in ("add", "reject")]
    with pytest.raises(UsageError, match="decision 2 of 2"):
        decide(shelf, store, both, **ANN)
    assert len(log(store)) == 1


def test_sent_by_many_at_once_it_is_recorded_once(shelf):
    ready = threading.Barrier(6)

    def send(_):
        with Store(shelf.database_url) as store:
            ready.wait()
            wanted = [Wanted(D[0], "themes", "accept", "soft-power", id="1" * 32)]
            return decide(shelf, store, wanted, **ANN)[0]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert len(set(answers)) == 1
    with Store(shelf.database_url) as store:
        assert log(store) == answers[:1]


def test_editors_at_once_lose_nothing(shelf):
    """Each decides on each document; what stands is what the log says was last."""
    ready = threading.Barrier(4)

    def work(number):
        with Store(shelf.database_url) as store:
            ready.wait()
            for id_ in D:
                kind = "accept" if number % 2 else "reject"
                wanted = [Wanted(id_, "themes", kind, "soft-power")]
                decide(shelf, store, wanted, editor=f"e{number}", via="api")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with Store(shelf.database_url) as store:
        held = standing(log(store))
        assert len(log(store)) == 24
        for id_ in D:
            given = [("themes", "soft-power")] if held.applies(id_, "themes", "soft-power") else []
            assert editors_tags(store, id_) == given


# Undo


def test_an_undo_is_undone(shelf, store, act):
    made = act("accept", D[0], "soft-power")
    (back,) = undo(shelf, store, made.id, **BOB)
    assert (back.kind, back.undoes, back.scheme, back.editor) == ("undo", made.id, "themes", "Bob")
    undo(shelf, store, back.id, **ANN)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    assert kinds(store) == ["accept", "undo", "undo"]


def test_what_is_undone_already_is_told(shelf, store, act):
    made = act("accept", D[0], "soft-power")
    (back,) = undo(shelf, store, made.id[:8], **ANN)
    with pytest.raises(OutdatedError, match=back.id):
        undo(shelf, store, made.id, **ANN)
    assert len(log(store)) == 2


@pytest.mark.parametrize("name", ["", "0" * 32, "00000000", "12", "no such batch", "%" * 8])
def test_there_must_be_something_to_undo(shelf, store, act, name):
    act("accept", D[0], "soft-power", id="1" * 32)
    with pytest.raises(MissingError, match="no decision"):
        undo(shelf, store, name, **ANN)


def test_first_digits_must_be_ones_only(shelf, store, act):
    act("accept", D[0], "soft-power", id="1" * 32)
    act("accept", D[0], "inclusion", id="1" * 31 + "2")
    with pytest.raises(UsageError, match="more than one"):
        undo(shelf, store, "1" * 8, **ANN)


# Documents that change


def test_decisions_outlive_a_new_revision_and_are_listed_for_another_look(
    shelf, store, act, put_on_shelf
):
    made = act("accept", D[0], "soft-power")
    undo(shelf, store, act("accept", D[1], "soft-power").id, **ANN)
    put_on_shelf(store, 2, revision=3)
    assert editors_tags(store, D[0]) == [("themes", "soft-power")]
    (row,) = list_decisions(shelf, store, Asked(is_outdated=True))
    assert (row["id"], row["revision"], row["is_outdated"]) == (made.id, 2, True)
    late = act("reject", D[0], "inclusion", revision=2)
    assert outdated(store, [made, late]) == {D[0]: 3}
    assert outdated(store, [act("accept", D[0], "soft-power")]) == {}


def test_a_document_that_is_gone_cannot_be_decided_on_but_keeps_its_log(shelf, store, act):
    act("accept", D[0], "soft-power")
    with store.write() as connection:
        documents.retire(connection, [D[0]])
    with pytest.raises(MissingError, match=D[0]):
        act("accept", D[0], "inclusion")
    assert [row["document_id"] for row in list_decisions(shelf, store)] == [D[0]]


# The log


def test_the_audit_shows_who_decided_what_and_what_became_of_it(shelf, store, act):
    first = act("accept", D[0], "soft-power")
    act("reject", D[0], "soft-power", by=BOB)
    undone = act("accept", D[1], "inclusion", batch="mine")
    (back,) = undo(shelf, store, undone.id, **BOB)
    rows = list_decisions(shelf, store)
    assert [(row["number"], row["kind"], row["state"]) for row in rows] == [
        (4, "undo", "counts"),
        (3, "accept", "undone"),
        (2, "reject", "counts"),
        (1, "accept", "replaced"),
    ]
    assert rows[1]["undone_by"] == back.id
    assert rows[3]["id"] == first.id
    assert (rows[3]["label"], rows[3]["title"]) == ("Soft power and nation branding", "Título 0")

    with store.read() as connection:
        told = tags_told(connection, D[0], shelf)
    assert [(tag["origin"], tag["concept_id"], tag["counts"]) for tag in told] == [
        ("publisher", "inclusion", True),
        ("suggested", "soft-power", False),
    ]

    def numbers(**asked):
        return [row["number"] for row in list_decisions(shelf, store, Asked(**asked))]

    assert numbers(editor="Bob") == [4, 2]
    assert numbers(document_id=D[0]) == [2, 1]
    assert numbers(batch="mine") == [3]
    assert numbers(kind="accept", state="undone") == [3]
    assert numbers(concept_id="soft-power", scheme="themes") == [2, 1]
    today = dt.datetime.now(dt.UTC).date()
    assert numbers(since=today - dt.timedelta(1)) == [4, 3, 2, 1]
    assert numbers(until=today - dt.timedelta(1)) == []
