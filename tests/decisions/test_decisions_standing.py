"""What stands of a log, by hand and against a slow reading of the definition."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions import as_is, standing
from pipeline.records import Decision

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
DOCUMENT = "d" * 16


def act(number, kind="accept", concept="heritage", undoes=0, **more):
    values = {"document_id": DOCUMENT, "scheme": "themes", "editor": "Ann", "decided_at": NOON}
    concept = concept if kind in ("accept", "reject", "add") else ""
    undone = f"{undoes:032x}" if undoes else ""
    values |= {"revision": 1, "concept_id": concept, "kind": kind, "undoes": undone, **more}
    return Decision(id=f"{number:032x}", **values)


def undo(number, of):
    return act(number, "undo", undoes=of)


def verdicts(*log, resolve=as_is):
    return standing(log, resolve).verdicts(DOCUMENT, "themes")


def test_nothing_was_decided():
    held = standing([])
    assert held.verdicts(DOCUMENT, "themes") == {}
    assert not held.is_complete(DOCUMENT, "themes")
    assert held.last(DOCUMENT, "themes", "heritage") is None
    assert held.applies(DOCUMENT, "themes", "heritage") is None
    assert held.documents == []


def test_the_later_of_two_decisions_counts_though_their_times_are_equal():
    assert verdicts(act(1, "accept"), act(2, "reject")) == {"heritage": False}
    assert verdicts(act(2, "reject"), act(1, "accept")) == {"heritage": True}


def test_documents_schemes_and_concepts_do_not_touch_each_other():
    log = [
        act(1),
        act(2, "reject", concept="music"),
        act(3, "reject", scheme="disciplines"),
        act(4, "reject", document_id="e" * 16),
    ]
    held = standing(log)
    assert held.verdicts(DOCUMENT, "themes") == {"heritage": True, "music": False}
    assert held.schemes(DOCUMENT) == ["disciplines", "themes"]
    assert held.documents == [DOCUMENT, "e" * 16]


def test_undoing_lets_the_decision_before_stand_again():
    log = [act(1, "accept"), act(2, "reject"), undo(3, of=2)]
    assert verdicts(*log) == {"heritage": True}
    assert verdicts(*log, undo(4, of=1)) == {}
    assert verdicts(*log, undo(4, of=3)) == {"heritage": False}
    assert verdicts(*log, undo(4, of=3), undo(5, of=4)) == {"heritage": True}


def test_what_is_undone_stays_so_though_decided_again():
    log = [act(1, "accept"), undo(2, of=1), act(3, "add")]
    assert verdicts(*log) == {"heritage": True}
    assert verdicts(*log, undo(4, of=3)) == {}


def test_an_undo_does_not_reach_what_comes_after_it():
    assert verdicts(undo(1, of=2), act(2)) == {"heritage": True}


def test_a_complete_document_has_no_other_concepts():
    held = standing([act(1), act(2, "complete")])
    assert held.is_complete(DOCUMENT, "themes")
    assert not held.is_complete(DOCUMENT, "disciplines")
    assert held.applies(DOCUMENT, "themes", "heritage") is True
    assert held.applies(DOCUMENT, "themes", "music") is False
    assert held.verdicts(DOCUMENT, "themes") == {"heritage": True}
    again = standing([act(1), act(2, "complete"), undo(3, of=2)])
    assert again.applies(DOCUMENT, "themes", "music") is None


def test_the_states_of_a_log():
    log = [act(1), act(2, "reject"), act(3, "complete"), undo(4, of=3), undo(5, of=4)]
    log += [act(6, "add", concept="music"), undo(7, of=6)]
    held = standing(log)
    assert [held.state(one) for one in log] == [
        *("replaced", "counts", "counts", "undone", "counts", "undone", "counts")
    ]
    assert held.undone[f"{6:032x}"] == f"{7:032x}"


def test_decisions_follow_merges_and_end_with_their_concept():
    into = {"heritage": "culture", "old": ""}

    def resolve(scheme, id_):
        assert scheme == "themes"
        return into.get(id_, id_)

    log = [act(1, concept="culture"), act(2, "reject", concept="heritage"), act(3, concept="old")]
    held = standing(log, resolve)
    assert held.verdicts(DOCUMENT, "themes") == {"culture": False}
    assert held.last(DOCUMENT, "themes", "culture").id == log[1].id
    assert held.state(log[2]) == "replaced"


@st.composite
def logs(draw):
    log = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from(["accept", "reject", "add", "complete", "undo", "undo"]))
        if kind == "undo":
            log.append(undo(number, of=draw(st.integers(1, 12))))
        else:
            log.append(act(number, kind, concept=draw(st.sampled_from(["a", "b"]))))
    return log


def slowly(log):
    """The definition, read backwards from each decision."""

    def is_alive(at):
        undos = [n for n in range(at + 1, len(log)) if log[n].undoes == log[at].id]
        return not any(is_alive(n) for n in undos)

    alive = [one for at, one in enumerate(log) if is_alive(at)]
    found = {}
    for one in alive:
        if one.concept_id:
            found[one.concept_id] = one.kind != "reject"
    return found, any(one.kind == "complete" for one in alive)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(logs())
def test_every_log_means_what_the_definition_says(log):
    held = standing(log)
    assert (held.verdicts(DOCUMENT, "themes"), held.is_complete(DOCUMENT, "themes")) == slowly(log)
