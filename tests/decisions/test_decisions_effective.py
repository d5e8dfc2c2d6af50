"""Which tags count after what was decided."""

import datetime as dt

from pipeline.decisions import as_is, effective, standing
from pipeline.records import Decision

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
DOCUMENT = "d" * 16


def log(*acts):
    return [
        Decision(f"{n:032x}", DOCUMENT, 1, "themes", concept, kind, "Ann", NOON)
        for n, (kind, concept) in enumerate(acts)
    ]


def tag(concept, origin="suggested", scheme="themes"):
    row = {"document_id": DOCUMENT, "scheme": scheme, "concept_id": concept, "origin": origin}
    return row | {"score": 0.4 if origin == "suggested" else 1.0, "model": "m"}


def keys(tags, *acts, resolve=as_is):
    rows = effective(tags, DOCUMENT, standing(log(*acts), resolve), resolve)
    return [(row["concept_id"], row["origin"]) for row in rows]


def test_nothing_decided_changes_nothing():
    rows = [tag("a"), tag("b", "publisher")]
    assert effective(rows, DOCUMENT, standing([])) == rows


def test_what_is_rejected_goes_whoever_gave_it():
    rows = [tag("a"), tag("a", "publisher"), tag("b")]
    assert keys(rows, ("reject", "a")) == [("b", "suggested")]


def test_what_is_given_is_an_editors_tag_beside_the_suggested_one():
    assert keys([tag("a")], ("accept", "a"), ("add", "c")) == [
        ("a", "editor"),
        ("a", "suggested"),
        ("c", "editor"),
    ]


def test_an_editors_row_has_score_1_and_no_model():
    (row,) = effective(
        [tag("x"), tag("a", "editor")], DOCUMENT, standing(log(("add", "a"), ("reject", "x")))
    )
    assert row == tag("a", "editor") | {"model": None}


def test_rows_of_editors_are_made_anew():
    assert keys([tag("old", "editor")]) == []
    assert keys([], ("add", "a")) == [("a", "editor")]


def test_a_complete_document_has_what_was_given_only():
    rows = [tag("a"), tag("b", "publisher"), tag("c", scheme="disciplines")]
    assert keys(rows, ("accept", "a"), ("complete", "")) == [
        ("c", "suggested"),
        ("a", "editor"),
        ("a", "suggested"),
    ]


def test_tags_under_old_names_are_met_by_decisions_on_the_new():
    def resolve(_, id_):
        return {"old": "new", "gone": ""}.get(id_, id_)

    assert keys([tag("old")], ("reject", "new"), resolve=resolve) == []
    assert keys([tag("new")], ("reject", "old"), resolve=resolve) == []
    assert keys([], ("add", "old"), ("add", "gone"), resolve=resolve) == [("new", "editor")]
