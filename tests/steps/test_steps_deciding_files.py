"""Texts that are taught, and logs carried over in files."""

import pytest

from pipeline.decisions import standing
from pipeline.errors import UsageError
from pipeline.steps.deciding import (
    Bulk,
    Filter,
    Taught,
    Wanted,
    apply,
    decide,
    export,
    import_,
    preview,
    teach,
    undo,
)
from pipeline.store import Store, examples, results
from tests.steps.deciding_shelf import ANN, BOB, D, editors_tags, log

# Texts that are taught


TEXT = "Dancers from four countries rehearsed for two weeks in the old railway hall of the town."


def test_a_taught_text_is_an_example_with_its_concepts(shelf, store):
    made = teach(shelf, store, [Taught(TEXT, "themes", ("youth", "soft-power"), "Dance")], **BOB)
    assert [(one.kind, one.concept_id) for one in made] == [
        ("add", "youth"),
        ("add", "soft-power"),
        ("complete", ""),
    ]
    with store.read() as connection:
        (example,) = examples.load(connection, examples.all_ids(connection))
        assert results.tags_of(connection, example.id) == []
    assert (example.title, example.text, example.language) == ("Dance", TEXT, "en")
    assert {one.document_id for one in made} == {example.id}
    assert {one.revision for one in made} == {0}
    held = standing(log(store))
    assert held.verdicts(example.id, "themes") == {"soft-power": True, "youth": True}
    assert held.is_complete(example.id, "themes")


def test_taught_again_only_what_changed_is_recorded(shelf, store):
    teach(shelf, store, [Taught(TEXT, "themes", ("youth", "funding"))], **BOB)
    assert teach(shelf, store, [Taught(f" {TEXT}\n", "themes", ("funding", "youth"))], **BOB) == []
    changed = teach(shelf, store, [Taught(TEXT, "themes", ("funding", "soft-power"))], **BOB)
    assert [(one.kind, one.concept_id) for one in changed] == [
        ("add", "soft-power"),
        ("reject", "youth"),
    ]
    open_ = teach(shelf, store, [Taught(TEXT, "themes", ("youth",), is_complete=False)], **BOB)
    assert [(one.kind, one.concept_id) for one in open_] == [("add", "youth")]


@pytest.mark.parametrize(
    "bad",
    [
        Taught("  ", "themes", ("youth",)),
        Taught("a\0b", "themes", ("youth",)),
        Taught(TEXT, "themes", ("no",)),
        Taught(TEXT, "no", ("youth",)),
        Taught(TEXT, "themes", ("youth",), title="t" * 2001),
    ],
)
def test_of_texts_all_are_taught_or_none(shelf, store, bad):
    with pytest.raises(UsageError):
        teach(shelf, store, [Taught(TEXT, "themes", ("youth",)), bad], **BOB)
    with store.read() as connection:
        assert examples.all_ids(connection) == []
    assert log(store) == []


# Files


@pytest.fixture
def busy(shelf, store, act):
    """A log with everything in it."""
    act("accept", D[0], "soft-power", note="=1+1")
    act("reject", D[1], "inclusion", by={"editor": "=Bob", "via": "api"})
    act("complete", D[1])
    teach(shelf, store, [Taught(TEXT, "themes", ("youth",))], **BOB)
    undo(shelf, store, act("add", D[2], "youth").id, **ANN)
    filter = Filter(min_probability=0.9)
    apply(shelf, store, Bulk(filter, "accept", preview(shelf, store, filter).digest), **ANN)
    return store


def carried(format, store):
    return "".join(export(store, format)).encode()


@pytest.fixture
def fresh(tmp_path, put_on_shelf):
    """The same documents, not decided on."""
    with Store(f"sqlite:///{tmp_path / 'fresh.sqlite'}") as opened:
        put_on_shelf(opened, 6)
        yield opened


def test_a_log_is_carried_over_whole(shelf, busy, fresh):
    body = carried("jsonl", busy)
    done = import_(shelf, fresh, body, "jsonl")
    assert (done.n_new, done.n_known, done.n_examples, done.refused) == (len(log(busy)), 0, 1, ())
    assert log(fresh) == log(busy)
    assert carried("jsonl", fresh) == body
    for id_ in D:
        assert editors_tags(fresh, id_) == editors_tags(busy, id_)
    again = import_(shelf, fresh, body, "jsonl")
    assert (again.n_new, again.n_known) == (0, len(log(busy)))
    assert log(fresh) == log(busy)


def test_csv_lacks_taught_texts_and_says_which_lines_need_them(shelf, busy, fresh):
    body = carried("csv", busy)
    assert import_(shelf, busy, body, "csv").n_known == len(log(busy))
    done = import_(shelf, fresh, body, "csv")
    assert {one.reason for one in done.refused} == {"unknown_document"}
    assert [one.at for one in done.refused] == [5, 6]  # of the taught text
    assert (done.n_new, log(fresh)) == (0, [])
    partial = import_(shelf, fresh, body, "csv", is_partial=True)
    assert (partial.n_new, len(partial.refused)) == (len(log(busy)) - 2, 2)
    assert log(fresh) == [one for one in log(busy) if one.document_id in D]


def test_the_numbers_give_the_order_whatever_that_of_the_lines(shelf, busy, fresh):
    lines = carried("jsonl", busy).decode().splitlines()
    import_(shelf, fresh, "\n".join(reversed(lines)).encode(), "jsonl")
    assert log(fresh) == log(busy)


def test_what_comes_in_counts_after_what_is_there(shelf, busy, fresh):
    decide(shelf, fresh, [Wanted(D[0], "themes", "reject", "soft-power")], **ANN)
    import_(shelf, fresh, carried("jsonl", busy), "jsonl")
    assert editors_tags(fresh, D[0]) == [("themes", "soft-power")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("soft-power", "hard-power"), "unknown_concept"),
        (('"themes"', '"seams"'), "unknown_scheme"),
        ((D[0], "f" * 16), "unknown_document"),
        (('"kind": "accept"', '"kind": "like"'), "broken_line"),
    ],
)
def test_lines_that_cannot_be_taken_over_say_why(shelf, store, fresh, act, change, reason):
    act("accept", D[0], "soft-power")
    done = import_(shelf, fresh, carried("jsonl", store).replace(*map(str.encode, change)), "jsonl")
    assert [(one.at, one.reason) for one in done.refused] == [(1, reason)]
    assert log(fresh) == []


def test_an_id_that_stands_for_something_else_is_refused(shelf, busy):
    body = carried("jsonl", busy).replace(b'"=Bob"', b'"Eve"')
    (bad,) = import_(shelf, busy, body, "jsonl").refused
    assert bad.reason == "other_content"


def test_an_undo_needs_what_it_takes_back(shelf, store, fresh, act):
    undo(shelf, store, act("accept", D[0], "soft-power").id, **ANN)
    lines = carried("jsonl", store).splitlines()
    (bad,) = import_(shelf, fresh, lines[1], "jsonl").refused
    assert bad.reason == "unknown_decision"
    moved = lines[1].replace(D[0].encode(), D[1].encode())
    (bad,) = import_(shelf, fresh, b"\n".join([lines[0], moved]), "jsonl").refused
    assert (bad.at, bad.reason) == (2, "unknown_decision")
    assert import_(shelf, fresh, b"\n".join(lines), "jsonl").n_new == 2


def test_an_example_under_a_foreign_id_is_refused(shelf, busy, fresh):
    with busy.read() as connection:
        (id_,) = examples.all_ids(connection)
    body = carried("jsonl", busy).replace(id_.encode(), b"0" * 16)
    done = import_(shelf, fresh, body, "jsonl")
    assert next(one.reason for one in done.refused) == "broken_line"
    assert log(fresh) == []
