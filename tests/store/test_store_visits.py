import datetime as dt
from dataclasses import replace

import pytest

from pipeline.store import Store, hosts, visits

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'own.sqlite'}") as opened:
        yield opened


def test_visits_are_numbered_and_one_that_was_killed_is_cut(store):
    with store.write() as connection:
        first = visits.begin_visit(connection, "a", "run1", NOON)
        visits.put_visits(
            connection, [replace(first, status="done", is_full=True, finished_at=NOON, n_new=3)]
        )
        visits.begin_visit(connection, "a", "run2", NOON)
        visits.begin_visit(connection, "b", "run2", NOON)
    with store.write() as connection:
        assert [(v.source_id, v.number) for v in visits.open_visits(connection)] == [
            ("a", 2),
            ("b", 1),
        ]
        visits.begin_visit(connection, "a", "run3", NOON)
        found = visits.load_visits(connection, "a")
        assert [(v.number, v.status, v.n_new) for v in found] == [
            (1, "done", 3),
            (2, "cut", 0),
            (3, "running", 0),
        ]
        assert found[0].finished_at == NOON
        assert found[1].finished_at is None
        assert not found[1].is_full
        assert [v.number for v in visits.load_visits(connection, "a", newest=2)] == [2, 3]
        of_run = visits.load_visits_of_run(connection, "run2")
        assert [(v.source_id, v.status) for v in of_run] == [("a", "cut"), ("b", "running")]


def test_what_is_known_of_hosts_is_kept(store):
    known = {
        "robots": b"User-agent: *\xff",
        "robots_status": 200,
        "robots_at": NOON,
        "last_request_at": NOON.replace(microsecond=1500),
        "not_before": None,
        "n_failures": 2,
    }
    empty = dict.fromkeys(known) | {"robots_status": 0, "n_failures": 0}
    with store.write() as connection:
        hosts.put_hosts(connection, {"https://b.example": empty, "https://a.example": empty})
        hosts.put_hosts(connection, {"https://a.example": known})
    with store.write() as connection:
        expected = {"https://a.example": known, "https://b.example": empty}
        assert hosts.load_hosts(connection) == expected
        hosts.forgive(connection, ["https://a.example", "https://none.example"], 5)
        found = hosts.load_hosts(connection)["https://a.example"]
        assert (found["robots_at"], found["n_failures"]) == (None, 0)
