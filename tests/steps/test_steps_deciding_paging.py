"""The log page by page: each page is what the whole log shows, and little else is read for it."""

import datetime as dt

import pytest

from pipeline.steps.deciding import Asked, Page, Taught, decisions_of, list_decisions, teach, undo
from pipeline.store import decisions
from tests.steps.deciding_shelf import ANN, BOB, D


@pytest.fixture
def long_log(shelf, store, act):
    """A log in which decisions are replaced and undone far from where they stand."""
    first = act("accept", D[0], "soft-power")
    for number in range(5):
        act("accept", D[1 + number % 3], "inclusion", by=BOB, batch=f"b{number % 2}")
        act("reject", D[number], "youth")
    act("reject", D[0], "soft-power", by=BOB)
    undo(shelf, store, first.id, **ANN)
    act("accept", D[4], "youth")
    undo(shelf, store, "b1", **BOB)
    teach(shelf, store, [Taught("A text of an archive.", "themes", ("youth",))], **ANN)


def pages(shelf, store, asked, limit):
    found, before = [], 0
    while rows := list_decisions(shelf, store, asked, Page(before, limit)):
        assert len(rows) <= limit
        found += rows
        before = rows[-1]["number"]
    return found


@pytest.mark.usefixtures("long_log")
@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(editor="Bob"),
        Asked(state="undone"),
        Asked(state="replaced", scheme="themes"),
        Asked(kind="undo"),
        Asked(document_id=D[1], concept_id="inclusion"),
        Asked(batch="b1"),
        Asked(editor="nobody"),
        Asked(is_outdated=True),
        Asked(since=dt.date.min),
        Asked(since=dt.date(2020, 1, 1), until=dt.date.max),
        Asked(since=dt.date.max),
    ],
)
def test_pages_put_together_are_the_whole(shelf, store, asked):
    whole = list_decisions(shelf, store, asked)
    for limit in (1, 2, 7, 500):
        assert pages(shelf, store, asked, limit) == whole, limit


@pytest.mark.usefixtures("long_log")
def test_the_whole_tells_what_became_of_each(shelf, store):
    whole = list_decisions(shelf, store)
    assert [row["number"] for row in whole] == sorted((r["number"] for r in whole), reverse=True)
    with store.read() as connection:
        for id_ in D:
            own = [row for row in whole if row["document_id"] == id_]
            told = decisions_of(connection, id_, shelf)
            assert [row["state"] for row in reversed(own)] == [row["state"] for row in told]
    undone = list_decisions(shelf, store, Asked(state="undone"))
    assert undone == [row for row in whole if row["state"] == "undone"]
    assert len(list_decisions(shelf, store, Asked(since=dt.date(2020, 1, 1)))) == len(whole)
    assert {row["state"] for row in whole} == {"counts", "replaced", "undone"}


@pytest.mark.usefixtures("long_log")
def test_for_a_page_only_the_documents_on_it_are_read(shelf, store, monkeypatch):
    read = []
    load = decisions.load_numbered

    def counted(connection, **asked):
        for one in load(connection, **asked):
            read.append(one)
            yield one

    monkeypatch.setattr(decisions, "load_numbered", counted)
    (row,) = list_decisions(shelf, store, page=Page(limit=1))
    assert {decision.document_id for _, decision in read} == {row["document_id"]}
