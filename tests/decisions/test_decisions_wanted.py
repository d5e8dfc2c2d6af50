"""What is refused before a store is asked."""

import datetime as dt
import math

import pytest

from pipeline.decisions import Candidate, Filter, Wanted, preview_of
from pipeline.decisions.bulk import SAMPLE
from pipeline.decisions.wanted import checked, checked_editor, is_same
from pipeline.errors import UsageError
from pipeline.records import Decision


def wanted(**changes):
    values = {"document_id": "d" * 16, "scheme": "themes", "kind": "accept", "concept_id": "a"}
    return Wanted(**values | changes)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"kind": "like"}, "kind"),
        ({"kind": "undo"}, "kind"),
        ({"concept_id": ""}, "no concept"),
        ({"kind": "complete"}, "no concept"),
        ({"probability": 1.1}, "probability"),
        ({"probability": math.nan}, "probability"),
        ({"revision": -1}, "revision"),
        ({"id": "12"}, "hex"),
        ({"id": "g" * 32}, "hex"),
        ({"note": "a\0b"}, "note"),
        ({"note": "n" * 2001}, "note"),
        ({"concept_id": "a\nb"}, "concept_id"),
        ({"document_id": "d" * 501}, "document_id"),
        ({"batch": "\x1b[31m"}, "batch"),
        ({"model": "\ud800"}, "model"),
    ],
)
def test_what_cannot_be_is_named(changes, word):
    with pytest.raises(UsageError, match=word):
        checked(wanted(**changes))


def test_ids_may_be_uuids():
    assert checked(wanted(id="123E4567-e89b-12d3-a456-426614174000")).id == (
        "123e4567e89b12d3a456426614174000"
    )
    assert checked(wanted(id="", note="Two\nlines\tand a tab")).id == ""


@pytest.mark.parametrize(
    "name", ["", "  \n", "a" * 201, "Ann\0", "An\x07n", "Ann\u202eB", "\ud800"]
)
def test_editors_have_a_name(name):
    with pytest.raises(UsageError, match="editor"):
        checked_editor(name)


def test_a_name_loses_the_blanks_around_it():
    assert checked_editor(" Ann Łem ") == "Ann Łem"


def test_what_is_sent_again_may_leave_out_what_the_store_filled_in():
    noon = dt.datetime(2026, 5, 31, tzinfo=dt.UTC)
    stored = Decision("1" * 32, "d" * 16, 2, "themes", "a", "add", "Ann", noon, 0.5, "m")
    assert is_same(wanted(), stored, "Ann")
    assert is_same(wanted(kind="add", revision=2, probability=0.5, model="m"), stored, "Ann")
    assert not is_same(wanted(), stored, "Bob")
    changes = [{"kind": "reject"}, {"revision": 1}, {"probability": 0.4}, {"note": "!"}]
    assert not any(is_same(wanted(**change), stored, "Ann") for change in changes)


@pytest.mark.parametrize(
    "bad",
    [
        Filter(min_probability=0.6, max_probability=0.5),
        Filter(min_probability=-0.1),
        Filter(max_probability=math.inf),
        Filter(origin="editor"),
        Filter(since=dt.date(2021, 1, 2), until=dt.date(2021, 1, 1)),
    ],
)
def test_filters_that_mean_nothing(bad):
    with pytest.raises(UsageError):
        bad.check()


def candidate(at, probability=0.5, **changes):
    values = {"document_id": f"{at:016x}", "revision": 1, "scheme": "themes", "concept_id": "a"}
    values |= {"label": "A", "model": "m", "title": "T", "published": "", "source_id": "s"}
    return Candidate(probability=probability, **values | changes)


def test_a_preview_does_not_depend_on_order_and_shows_the_whole_range():
    chosen = [candidate(at, at / 40) for at in range(41)]
    there, back = preview_of(chosen, Filter(), 3), preview_of(chosen[::-1], Filter(), 3)
    assert there == back
    assert (there.n, there.n_documents, there.n_decided) == (41, 41, 3)
    assert there.concepts == (("themes", "a", "A", 41),)
    assert len(there.sample) == SAMPLE
    assert (there.sample[0].probability, there.sample[-1].probability) == (1.0, 0.0)


@pytest.mark.parametrize(
    "change",
    [{"revision": 2}, {"probability": 0.51}, {"model": "n"}, {"decided": "x"}, {"at": 2}],
)
def test_the_digest_changes_with_what_would_be_decided(change):
    before = preview_of([candidate(1)], Filter(), 0).digest
    assert preview_of([candidate(**{"at": 1} | change)], Filter(), 0).digest != before
    assert preview_of([candidate(1)], Filter(scheme="themes"), 0).digest != before
    assert preview_of([candidate(1, title="Told otherwise")], Filter(), 0).digest == before
