"""What a clock noted that was ahead, and how far back visits are known that matter."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.records import Visit
from pipeline.store import Store, ahead, runs, visits
from pipeline.store.frontier import Address, load_addresses, put_addresses

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'own.sqlite'}") as opened:
        yield opened


def visit(number, at, **more):
    well = Visit("a", number, f"run {number}", at, at, "done", is_full=False)
    return replace(well, **more)


def test_a_second_visit_tells_which_clock_was_wrong():
    past = [visit(1, NOON - 3 * DAY), visit(2, NOON - 2 * DAY + YEAR)]
    assert not ahead.was_ahead(past, NOON - DAY)
    past.append(visit(3, NOON - DAY))
    assert ahead.was_ahead(past, NOON)
    past.append(visit(4, NOON))
    assert not ahead.was_ahead(past, NOON + DAY)


def test_a_clock_that_was_behind_leaves_nothing_to_do():
    past = [visit(1, NOON - 3 * DAY), visit(2, NOON - 2 * DAY - YEAR)]
    assert not ahead.was_ahead(past, NOON - DAY)
    past.append(visit(3, NOON - DAY))
    assert not ahead.was_ahead(past, NOON)


def test_what_was_asked_in_days_to_come_is_asked_again_after_as_long(store, monkeypatch):
    monkeypatch.setattr(ahead, "AT_ONCE", 2)
    well = Address("a", "https://x.example/0", "page", "done", last_try_at=NOON - DAY)
    then = NOON + YEAR
    wrong = [
        Address("a", f"https://x.example/{n}", "page", "done", last_try_at=then, fetched_at=then,
                next_try_at=then + n * DAY)
        for n in range(1, 6)
    ]  # fmt: skip
    with store.write() as connection:
        put_addresses(connection, [well, *wrong, replace(wrong[0], source_id="b")])
        assert ahead.bring_back(connection, "a", NOON) == 5
        found = load_addresses(connection, "a", [one.url for one in (well, *wrong)])
        other = load_addresses(connection, "b", [wrong[0].url])
    assert found.pop(well.url) == well
    assert [found[one.url].next_try_at for one in wrong] == [NOON + n * DAY for n in range(1, 6)]
    assert {(one.last_try_at, one.fetched_at) for one in found.values()} == {(NOON, NOON)}
    assert other[wrong[0].url].last_try_at == then


def test_the_last_look_at_the_whole_is_known_however_many_came_after(store):
    looks = [visit(n, NOON + n * DAY / 96, is_full=n in (1, 5)) for n in range(1, 500)]
    with store.write() as connection:
        visits.put_visits(connection, [*looks, visit(700, NOON, source_id="b")])
        past = visits.load_past(connection, "a")
        assert [one.number for one in past] == [5, *range(100, 500)]
        assert [one.number for one in visits.load_past(connection, "b")] == [700]
        assert visits.load_past(connection, "c") == []


def test_visits_are_looked_back_at_to_the_last_news(store):
    with store.write() as connection:
        visits.put_visits(connection, [visit(n, NOON + n * DAY, n_new=0) for n in range(1, 41)])
        assert visits.count_back(connection, "a", NOON + 30 * DAY) == 40
        visits.put_visits(connection, [visit(n, NOON + n * DAY, n_new=1) for n in range(1, 21)])
        assert visits.count_back(connection, "a", NOON + 30 * DAY) == 21
        assert visits.count_back(connection, "a", NOON + 10 * DAY) == 31
        assert visits.count_back(connection, "b", NOON) == 0


def test_a_run_of_days_to_come_does_not_stand_before_those_of_today(store):
    with store.write() as connection:
        for id_, at in (("1", NOON - 2 * DAY), ("3", NOON + YEAR), ("2", NOON - DAY)):
            runs.start_run(connection, id_, "ingest", at)
        told = [run["run_id"] for run in runs.last_runs(connection, 3, NOON)]
        assert told == ["2", "1", "3"]
        assert runs.last_runs(connection, 1, NOON + 2 * YEAR)[0]["run_id"] == "3"
