"""Analysts' decisions on entities: what is entered, what is refused, what is told."""

import shutil

import pytest

from pipeline.errors import MissingError, OutdatedError, UsageError
from pipeline.steps.entity_deciding import Wanted, decide
from pipeline.steps.entity_log import history
from pipeline.steps.entity_looking import explained, rows
from pipeline.steps.entity_reviewing import KINDS, review
from pipeline.store import entity_decisions
from tests.steps import entity_workspace
from tests.steps.entity_workspace import ASEF, BOARD, BOARDS, CLUB, SHUTTLE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return entity_workspace.make(tmp_path_factory.mktemp("entity_deciding") / "ws")


@pytest.fixture
def desk(made, tmp_path):
    with entity_workspace.opened(shutil.copytree(made, tmp_path / "ws")) as found:
        yield found


def act(desk, kind, subject="", target="", name="", **more):
    return decide(*desk, Wanted(kind, subject, target, name, **more), editor="ada")


def entity(desk, wanted):
    return explained(*desk, wanted)["entity_id"]


def test_a_merge_counts_at_once_and_both_ids_stand_for_one_entity(desk):
    made = act(desk, "merge", "Arab Book Club", BOARD, note="renamed in 1998")
    assert (made.decision.subject, made.decision.target) == (CLUB, BOARD)
    assert entity(desk, CLUB) == entity(desk, "ABC") == entity(desk, BOARDS) == BOARD
    told = explained(*desk, CLUB)
    assert told["asked"] == f"{CLUB} stands for {BOARD} (merge: merged, decision 1)"
    assert told["n_documents"] == 8
    assert [one["note"] for one in told["decisions"]] == ["renamed in 1998"]
    assert "organisation:arab-book-club" not in {
        row["entity_id"] for row in rows(*desk, ["organisation"])
    }


def test_a_later_merge_takes_the_place_of_an_earlier_one_and_undo_brings_it_back(desk):
    act(desk, "merge", CLUB, BOARD)
    made = act(desk, "undo", undoes="1")
    assert made.notes == (f"taken back: decision 1, {CLUB} is {BOARD}",)
    assert entity(desk, CLUB) == CLUB
    made = act(desk, "undo", undoes="2")
    assert (
        "decision 1 (organisation:arab-book-club is organisation:arts-board-of-chad, by ada) "
        "counts again" in made.notes
    )
    assert entity(desk, CLUB) == BOARD
    with pytest.raises(OutdatedError, match="taken back already"):
        act(desk, "undo", undoes="2")
    assert [row["state"] for row in history(*desk)] == ["counts", "undone", "counts"]


def test_a_form_is_split_off_and_can_be_merged_elsewhere(desk):
    made = act(desk, "split", BOARDS)
    assert made.notes == (f"it stood for {BOARD} until now",)
    assert entity(desk, BOARDS) == BOARDS
    made = act(desk, "merge", BOARDS, CLUB)
    assert made.notes == (
        f"decision 1 ({BOARDS} is an entity of its own, by ada) counts no longer",
    )
    assert entity(desk, BOARDS) == CLUB


def test_what_is_proposed_counts_once_it_is_accepted_and_its_name_is_looked_for(desk):
    assert SHUTTLE not in {row["entity_id"] for row in rows(*desk, ["programme"])}
    act(desk, "accept", SHUTTLE)
    (row,) = rows(*desk, ["programme"])
    assert (row["entity_id"], row["n_documents"], row["is_known"]) == (SHUTTLE, 2, False)
    act(desk, "alias", target=ASEF, name="Asia-Europe House")
    with desk[1].read() as connection:
        assert entity_decisions.own_names(connection) == [
            ("Asia-Europe House", ASEF), ("Heritage Shuttle", SHUTTLE)
        ]  # fmt: skip
    act(desk, "reject", SHUTTLE)
    assert not rows(*desk, ["programme"])
    with desk[1].read() as connection:
        assert entity_decisions.own_names(connection) == [("Asia-Europe House", ASEF)]


def test_what_no_document_names_yet_can_be_accepted_by_its_name(desk):
    act(desk, "accept", "programme:new-lights", name="New Lights")
    assert entity(desk, "New Lights") == "programme:new-lights"
    with pytest.raises(UsageError, match="say with --name"):
        act(desk, "accept", "programme:other-lights")


def test_a_new_name_is_shown_and_found(desk):
    act(desk, "rename", "ABC", name="Board of the Arts")
    assert explained(*desk, "Board of the Arts")["name"] == "Board of the Arts"
    named = {row["entity_id"]: row["name"] for row in rows(*desk, ["organisation"])}
    assert named[BOARD] == "Board of the Arts"


def test_one_id_is_one_decision_however_often_it_is_sent(desk):
    first = act(desk, "merge", CLUB, BOARD, id="ab" * 16)
    again = act(desk, "merge", CLUB, BOARD, id="AB" * 16)
    assert again.decision == first.decision
    assert len(history(*desk)) == 1


@pytest.mark.parametrize(
    ("words", "error", "match"),
    [
        (("merge", "Arts Board of Chat", CLUB), MissingError, r"did you mean Arts Board of Chad"),
        (("merge", BOARDS, BOARD), UsageError, "one entity already"),
        (("merge", "country:SGP", CLUB), UsageError, "countries and regions are declared"),
        (("alias", "", CLUB, "book club"), UsageError, "no capital"),
        (("alias", "", CLUB, "Asia-Europe Foundation"), UsageError, "in the gazetteers"),
        (("alias", "", CLUB, " \t"), UsageError, "2 to 200"),
        (("alias", "", CLUB, "!!! 🎭"), UsageError, "neither letter nor digit"),
        (("alias", "", CLUB, "France"), UsageError, "cannot be that of another"),
        (("alias", "", CLUB, "Was"), UsageError, "a plain word"),
        (("accept", "organisation:the", "", "The"), UsageError, "a plain word"),
        (("merge", " ", CLUB), MissingError, "names no entity"),
        (("merge", ".*", CLUB), MissingError, "names no entity"),
        (("alias", "", CLUB, "A\x1b[31m"), UsageError, "can be printed"),
        (("alias", "", "person:jane-doe", "Jane D. Doe"), UsageError, "not looked for"),
        (("split", "Arts Board of Chad"), UsageError, "name the id"),
        (("split", BOARD), UsageError, "of its own already"),
        (("accept", ASEF), UsageError, "in the gazetteers"),
        (("reject", "organisation:not-there"), MissingError, "no entity"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_entered(desk, words, error, match):
    with pytest.raises(error, match=match):
        act(desk, *words)
    assert not history(*desk)


def test_undo_of_what_is_not_there(desk):
    with pytest.raises(MissingError, match="no decision '7'"):
        act(desk, "undo", undoes="7")


def test_a_rejected_entity_is_told_as_such(desk):
    act(desk, "reject", CLUB)
    with pytest.raises(UsageError, match="is no entity, as an analyst decided"):
        entity(desk, CLUB)
    assert [row["told"] for row in history(*desk, CLUB)] == [f"{CLUB} is no entity"]
    act(desk, "accept", CLUB)
    assert entity(desk, CLUB) == CLUB


def test_a_name_of_several_entities_is_refused_with_their_ids(desk):
    act(desk, "accept", "programme:arab-book-club", name="Arab Book Club")
    with pytest.raises(UsageError, match=f"more than one: {CLUB}, programme:arab-book-club"):
        entity(desk, "Arab Book Club")


def test_what_was_decided_on_is_not_asked_again(desk):
    kinds = {item.kind: item for item in review(*desk)}
    assert set(kinds) <= set(KINDS)
    proposed = kinds["proposed"]
    assert (proposed.ids, proposed.n_documents) == ((SHUTTLE,), 2)
    assert proposed.examples[0].sentence == "Yesterday the Heritage Shuttle was praised."
    assert proposed.commands == (f"accept {SHUTTLE}", f"reject {SHUTTLE}")
    assert kinds["unknown"].ids[0] in (BOARD, CLUB)
    act(desk, "reject", SHUTTLE)
    act(desk, "rename", BOARD, name="Arts Board of Chad")
    asked = {id_ for item in review(*desk) for id_ in item.ids}
    assert not {SHUTTLE, BOARD} & asked
