"""Mentions as the corpus understands them, and the analysts' log."""

import datetime as dt

import pytest

from pipeline.records import Document, EntityDecision, EntityLink, Mention
from pipeline.store import Store, documents, entity_decisions, entity_reading, linked, results
from pipeline.store.entities import load_entities

AT = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'x.sqlite'}") as found:
        yield found


def decision(id_, kind="merge", **more):
    plain = {"subject": "organisation:a", "target": "organisation:b", "name": ""} | more
    return EntityDecision(id_ * 32, 0, kind, editor="ada", decided_at=AT, **plain)


def mention(id_, start, via="name", type_="organisation"):
    return Mention("d1", start, start + 1, "x", type_, id_, f"Name of {id_}", via)


def test_decisions_are_numbered_as_they_come_and_one_id_counts_once(store):
    with store.write() as connection:
        first = entity_decisions.append(connection, [decision("a"), decision("b")])
        again = entity_decisions.append(connection, [decision("b"), decision("c"), decision("c")])
    assert [one.number for one in first] == [1, 2]
    assert [one.number for one in again] == [2, 3, 3]
    with store.read() as connection:
        log = entity_decisions.load_decisions(connection)
        assert entity_decisions.last_number(connection) == 3
    assert [one.number for one in log] == [1, 2, 3]
    assert log[0].decided_at == AT


def test_mentions_count_as_links_say(store):
    document = Document(id="d1", revision=1, source_id="s", title="T", text="x" * 99)
    ids = ["organisation:a", "organisation:b", "organisation:none", "programme:p", "programme:q"]
    vias = ["name", "name", "name", "proposed", "proposed"]
    with store.write() as connection:
        documents.put_documents(connection, [document])
        told = [
            mention(id_, 2 * at, via) for at, (id_, via) in enumerate(zip(ids, vias, strict=True))
        ]
        results.put_mentions(connection, {"d1": told})
        links = [
            EntityLink("organisation:a", "organisation:b", "merge", "merged, decision 1"),
            EntityLink("organisation:none", "", "reject"),
            EntityLink("programme:p", "programme:p", "accept"),
        ]
        linked.put_links(connection, links, {"organisation:b": "Bee"})
    with store.read() as connection:
        found = load_entities(connection)
        assert [(row["entity_id"], row["name"], row["n_mentions"]) for row in found] == [
            ("organisation:b", "Bee", 2), ("programme:p", "Name of programme:p", 1)
        ]  # fmt: skip
        assert linked.count_links(connection) == {"merge": 1, "reject": 1, "accept": 1}
        assert entity_reading.totals(connection, ["organisation:a", "organisation:b"])[:2] == (2, 1)
        assert [row[0] for row in entity_reading.tentative(connection, "proposed", 9)] == [
            "programme:q"
        ]
        assert entity_reading.ids_named(connection, "Bee") == ["organisation:b"]
        ids_of = entity_reading.local_ids(connection, "organisation:b")
        assert [one.local_id for one in ids_of] == ["organisation:a", "organisation:b"]


def test_new_links_take_the_place_of_all_old_ones(store):
    with store.write() as connection:
        linked.put_links(connection, [EntityLink("organisation:a", "organisation:b", "merge")], {})
        linked.put_links(connection, [], {"organisation:c": "See"})
    with store.read() as connection:
        assert linked.load_links(connection) == []
        assert linked.load_names(connection) == {"organisation:c": "See"}
