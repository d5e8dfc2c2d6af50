import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from pipeline.store import Store, frontier, holders, relisted
from pipeline.store.frontier import Address, Horizon

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
A = "https://a.example"
ONE = Address("a", f"{A}/1", "page", hints=(("feed-title", "Ä"), ("feed-title", "B")), ordinal=1)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'own.sqlite'}") as opened:
        yield opened


def put(store, *rows):
    with store.write() as connection:
        frontier.put_addresses(connection, rows)


def due(store, *, is_index=False, after=0, limit=9):
    wanted = Horizon(NOON, NOON + MINUTE, NOON - MINUTE, is_index, after)
    with store.read() as connection:
        found = frontier.load_due(connection, "a", wanted, limit)
    return [row.url.removeprefix(f"{A}/") for row in found]


def test_an_address_comes_back_as_it_was_put(store):
    whole = replace(
        ONE, state="failed", parent="p", stated="2024", found_visit=1, listed_visit=2,
        document_id="d", alias_of="x", etag='"e"', last_modified="m", sha256="s", n_failures=3,
        n_unchanged=4, n_listed=5, last_status=500, last_problem="busy", last_try_at=NOON,
        next_try_at=NOON + DAY, fetched_at=NOON,
    )  # fmt: skip
    put(store, ONE)
    put(store, whole)
    with store.read() as connection:
        assert frontier.load_addresses(connection, "a", [ONE.url, "other"]) == {ONE.url: whole}
        assert frontier.load_addresses(connection, "b", [ONE.url]) == {}


def test_what_is_due_comes_in_the_order_of_its_finding(store):
    rows = {
        "new": {},
        "soon": {"next_try_at": NOON + MINUTE / 2, "n_failures": 1},
        "later": {"next_try_at": NOON + DAY, "n_failures": 2},
        "changed": {"state": "done", "next_try_at": NOON, "last_try_at": NOON - DAY},
        "just-asked": {"state": "done", "next_try_at": NOON, "last_try_at": NOON},
        "fresh": {"state": "done", "next_try_at": NOON + DAY, "last_try_at": NOON - DAY},
        "never": {"state": "done"},
        "back": {"state": "gone", "next_try_at": NOON - DAY},
        "mended": {"state": "failed", "next_try_at": NOON},
        "copy": {"state": "elsewhere", "next_try_at": NOON - DAY},
        "other": {"state": "elsewhere"},
    }
    found = [replace(ONE, url=f"{A}/{name}", ordinal=11 - at, **values)
             for at, (name, values) in enumerate(rows.items())]  # fmt: skip
    index = replace(ONE, url=f"{A}/index", role="index")
    put(store, *found, index, replace(ONE, source_id="b", url=f"{A}/b"))
    assert due(store) == ["copy", "mended", "back", "changed", "soon", "new"]
    assert due(store, after=4, limit=2) == ["changed", "soon"]
    assert due(store, is_index=True) == ["index"]


def test_what_failed_is_due_again_when_told(store):
    wrong = [replace(ONE, url=f"{A}/{state}", state=state, n_failures=4, next_try_at=NOON + DAY)
             for state in ("failed", "refused", "gone", "due", "done")]  # fmt: skip
    put(store, *wrong)
    with store.write() as connection:
        assert frontier.retry(connection, "a", [row.url for row in wrong]) == 4
        assert frontier.counts(connection, "a") == {"done": 1, "due": 4}
        assert frontier.left(connection, "a") == (4, [])
    assert sorted(due(store)) == ["due", "failed", "gone", "refused"]


def test_pages_that_a_full_look_does_not_name_are_asked_for(store):
    named = {"kept": 5, "lost": 4, "lost-long-ago": 2}
    rows = [replace(ONE, url=f"{A}/{name}", state="done", listed_visit=n, last_try_at=NOON - DAY)
            for name, n in named.items()]  # fmt: skip
    put(store, *rows, replace(ONE, url=f"{A}/due", listed_visit=4))
    with store.write() as connection:
        assert relisted.ask_unlisted(connection, "a", 4, (5, NOON)) == 1
    assert sorted(due(store)) == ["due", "lost"]


def test_an_index_that_has_not_changed_names_what_it_named_last(store):
    index = replace(ONE, url=f"{A}/m.xml", role="index")
    rows = {"last": (index.url, 3), "dropped": (index.url, 2), "other": ("x", 3)}
    put(store, *(replace(ONE, url=f"{A}/{name}", parent=parent, listed_visit=n)
                 for name, (parent, n) in rows.items()))  # fmt: skip
    for _ in range(2):
        with store.write() as connection:
            relisted.list_again(connection, index, 4)
    with store.read() as connection:
        found = frontier.load_addresses(connection, "a", [f"{A}/{name}" for name in rows])
    assert [found[f"{A}/{name}"].listed_visit for name in rows] == [4, 2, 3]


def test_who_else_holds_an_address(store):
    put(
        store,
        ONE,
        replace(ONE, source_id="b", state="done"),
        replace(ONE, source_id="c", state="elsewhere"),
        replace(ONE, source_id="d", role="index"),
    )
    with store.read() as connection:
        found = holders.holders(connection, "a", [ONE.url])
    assert [(row.source_id, row.state) for row in found] == [("b", "done")]


def test_aliases_are_found_by_their_document_and_not_by_going_through_all(store):
    mine = replace(ONE, state="alias", document_id="d", alias_of="x")
    put(store, mine, replace(mine, source_id="b"), replace(mine, url=f"{A}/2", state="done"))
    asked = []
    with store.read() as connection:
        sa.event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        assert frontier.aliases(connection, "a", "d") == [mine]
        sqlite = connection.connection.driver_connection
        (query, values), *_ = asked
        plan = [row[3] for row in sqlite.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert "USING INDEX frontier_by_document" in plan[0]
